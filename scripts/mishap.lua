-- What Lua says when a policy file goes wrong while it is read, in plain words.
--
-- mishap.explain(text) -> message, hint, line, path (nil where Lua did not say)
-- `text` is Lua's own: "rules/spa/policy.lua:12: attempt to index a nil value (local 'x')".

local refuse = require "refuse"

local mishap = {}

local kinds = {
  ["nil"] = "nothing", boolean = "true or false", number = "a number", string = "a text",
  table = "a list { … }", ["function"] = "a function", userdata = "the customer",
  no = "nothing", ["no value"] = "nothing", ["a nil value"] = "nothing", integer = "a whole number", float = "a number",
}

local function kind(word)
  return kinds[word] or word
end

-- it is a text; it has no value
local function is(type)
  return type == "nil" and "has no value" or "is " .. kind(type)
end

local function named(what, name)
  return name and name ~= "" and ('"%s"'):format(name) or what
end

local has_no_value = "check the spelling, or give it a value above this line"

local DIVIDED = "a division by 0"
local TOO_LONG = "a text becomes too long here"
local LOOPED = "what this loop goes over is no list"
local PATTERN = "the pattern to look for is not written as one"
local PLAINLY = 'contains(text, "…") and starts_with(text, "…") look for a plain text'

-- The parts of a loop.
local parts = { initial = "first value", ["initial value"] = "first value", limit = "last value", step = "step" }

-- What Lua says of an argument.
local faults = {
  ["no value"] = "is not there", ["value expected"] = "is not there", ["zero"] = "is 0",
  ["number has no integer representation"] = "must be a whole number", ["value out of range"] = "is out of range",
  ["index out of range"] = "is out of range", ["base out of range"] = "must be from 2 to 36",
  ["position out of bounds"] = "is a place that is not there", ["wrong number"] = "is out of range",
}

-- string/function/table -> a text, a function or a list { … }
local function any_of(words)
  local list = {}
  for word in words:gmatch "%a+" do
    list[#list + 1] = kind(word)
  end
  return refuse.list(list, " or ")
end

local patterns = {
  { "^attempt to call a (%a+) value %(for iterator", function() return LOOPED, "like: for _, name in ipairs(list) do … end" end },
  { "^attempt to unm a '(%a+)'", function(type) return ("cannot calculate with %s"):format(kind(type)) end },
  { "^attempt to call a nil value %(%a+ '([^']*)'%)", function(name)
    return ('"%s" is no function here: it has no value'):format(name), "check the spelling"
  end },
  { "^attempt to call a (%a+) value%s*%(?%a*%s*'?([^')]*)'?%)?", function(type, name)
    return ("%s is %s, not a function"):format(named("this", name), kind(type)),
      (name == "" and 'is a comma missing before "{" or "("?' or nil)
  end },
  { "^attempt to index a nil value %([%a%s]+ '([^']*)'%)", function(name)
    return ('"%s" has no value here'):format(name), has_no_value
  end },
  { "^attempt to index a (%a+) value", function(type)
    return ("a value was read from %s"):format(kind(type)), has_no_value
  end },
  { "^attempt to perform arithmetic on a (%a+) value%s*%(?%a*%s*'?([^')]*)'?%)?", function(type, name)
    return ("cannot calculate with %s: it %s"):format(named("this value", name), is(type))
  end },
  { "^attempt to %a+ a '(%a+)' with a '(%a+)'", function(a, b)
    return ("cannot calculate with %s and %s"):format(kind(a), kind(b))
  end },
  { "^attempt to perform bitwise operation on a (%a+) value%s*%(?%a*%s*'?([^')]*)'?%)?", function(type, name)
    return ("cannot calculate with %s: it %s"):format(named("this value", name), is(type))
  end },
  { "^attempt to compare two (%a+) values", function(type)
    return ("cannot tell which of two values is larger: both are %s"):format(kind(type))
  end },
  { "^attempt to compare (%a+) with (%a+)", function(a, b)
    return ("cannot compare %s with %s"):format(kind(a), kind(b))
  end },
  { "^attempt to concatenate a (%a+) value%s*%(?%a*%s*'?([^')]*)'?%)?", function(type, name)
    return ("cannot join %s to a text: it %s"):format(named("this value", name), is(type))
  end },
  { "^attempt to get length of a (%a+) value", function(type)
    return ("# counts what is in a list; this is %s"):format(kind(type))
  end },
  { "^attempt to perform 'n%%+0'", function() return DIVIDED, "x % 0 and x // 0 have no answer: ask first whether it is 0" end },
  { "^attempt to perform 'n//0'", function() return DIVIDED end },
  { "^attempt to divide by zero", function() return DIVIDED, "x % 0 and x // 0 have no answer: ask first whether it is 0" end },
  { "^number .*has no integer representation", function() return "a whole number is needed here" end },
  { "^bad 'for' ([%a%s]+) %((%a+) expected, got ([%a%s]+)%)", function(which, expected, got)
    return ("the %s of this loop must be %s, found %s"):format(parts[which] or which, kind(expected), kind(got))
  end },
  { "^'for' (%a+) ?%a* must be a number", function(which)
    return ("the %s of this loop must be a number"):format(parts[which] or which)
  end },
  { "^'for' step is zero", function() return "the step of this loop is zero" end },
  { "^bad argument #(%d+) to 'for iterator' %((.*)%)", function() return LOOPED end },
  { "^bad argument #(%d+) to '([^']*)' %(([%a/]+) expected, got ([%a%s]+)%)", function(number, name, expected, got)
    return ("value %s given to %s must be %s, found %s"):format(number, name, any_of(expected), kind(got))
  end },
  { "^bad argument #%d+ to 'format' %(invalid conversion '([^']*)'", function(form)
    return ('"%s" is no form that string.format knows'):format(form), "%d is a whole number, %.2f two decimals, %s a text"
  end },
  { "^variable '([^']*)' got a non%-closable value", function(name)
    return ('"%s" is given <close>, which is for files; a policy has none'):format(name)
  end },
  { "^bad argument #(%d+) to '([^']*)' %((.*)%)", function(number, name, why)
    return ("value %s given to %s %s"):format(number, name, faults[why] or "is wrong: " .. why)
  end },
  { "^resulting string too large", function() return TOO_LONG end },
  { "^string length overflow", function() return TOO_LONG end },
  { "^string slice too long", function() return TOO_LONG end },
  { "^too many results to unpack", function() return "the list is too long to be unpacked" end },
  { "^table overflow", function() return "the list becomes too long" end },
  { "^table index is nil", function() return "a list was given a value without a name: what stands between [ ] has no value" end },
  { "^table index is NaN", function() return "a list was given a value without a name: what stands between [ ] is no number" end },
  { "^invalid order function for sorting", function()
    return "the function given to sort does not tell the same order each time"
  end },
  { "^wrong number of arguments to '(%a+)'", function(name) return ("%s was given too many or too few values"):format(name) end },
  { "^invalid value %((%a+)%) at index (%d+) in table for '(%a+)'", function(type, number, name)
    return ("entry %s of the list given to %s must be a text or a number, found %s"):format(number, name, kind(type))
  end },
  { "^invalid value %(at index (%d+)%) in table for '(%a+)'", function(number, name)
    return ("entry %s of the list given to %s must be a text or a number"):format(number, name)
  end },
  { "^invalid conversion specification: '([^']*)'", function(form)
    return ('"%s" is no form that string.format knows'):format(form), "%d is a whole number, %.2f two decimals, %s a text"
  end },
  { "^invalid conversion '([^']*)' to 'format'", function(form)
    return ('"%s" is no form that string.format knows'):format(form), "%d is a whole number, %.2f two decimals, %s a text"
  end },
  { "^invalid replacement value %(an? (%a+)%)", function(type)
    return ("what gsub puts in place must be a text or a number, found %s"):format(kind(type))
  end },
  { "^invalid UTF%-8 code", function() return "the text is not valid UTF-8" end },
  { "^invalid use of '%%' in replacement", function() return "what gsub puts in place holds a lone %", "a % itself is written %%" end },
  { "^malformed pattern", function() return PATTERN, PLAINLY end },
  { "^unfinished capture", function() return PATTERN, PLAINLY end },
  { "^invalid pattern capture", function() return PATTERN, PLAINLY end },
  { "^invalid capture index", function()
    return "the pattern to look for, or what is put in its place, names a part, like %1, that is not there", PLAINLY
  end },
  { "^missing '%[' after", function() return PATTERN, PLAINLY end },
  { "^pattern too complex", function() return "the pattern to look for is too complex", PLAINLY end },
  { "^assertion failed!", function() return "what assert( ) asks does not hold" end },
  { "^an error was raised with (%a+)", function() return "error( ) was called here without words" end },
  { "^'([%w_]+)' needs (.-), got (.+)$", function(name, needed, got)
    return ("%s needs %s, found %s"):format(name, needed, got == "nil" and "nothing" or kinds[got:match "^an? (%a+)$"] or got)
  end },
  { "stack overflow", function()
    return "a function here calls itself, or another that calls it, without end"
  end },
}

-- A rule's error without its place, in plain words; nil when there are none better.
local function plain(said)
  for _, pattern in ipairs(patterns) do
    local found = { said:match(pattern[1]) }
    if found[1] then return pattern[2](table.unpack(found)) end
  end
end

function mishap.plain(said)
  return (plain(said))
end

function mishap.explain(text)
  local path, line, said = text:match "^([^\n]-):(%d+): (.*)$"
  said = (said or text):gsub("\nstack traceback.*", "")
  local message, hint = plain(said)
  if message then return message, hint, math.tointeger(line), path end
  return "the policy stopped here: " .. said:gsub("%f[%a]nil%f[%A]", "nothing"), nil, math.tointeger(line), path
end

return mishap
