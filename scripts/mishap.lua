-- What Lua says when a policy file goes wrong while it is read, in plain words.
--
-- mishap.explain(text) -> message, hint, line, path (nil where Lua did not say)
-- `text` is Lua's own: "rules/spa/policy.lua:12: attempt to index a nil value (local 'x')".

local mishap = {}

local kinds = {
  ["nil"] = "nothing", boolean = "true or false", number = "a number", string = "a text",
  table = "a list { … }", ["function"] = "a function", userdata = "the customer",
  no = "nothing", ["a nil value"] = "nothing", integer = "a whole number", float = "a number",
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

local patterns = {
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
  { "^attempt to perform 'n%%%%0'", function() return "a division by zero" end },
  { "^attempt to perform 'n//0'", function() return "a division by zero" end },
  { "^number .*has no integer representation", function() return "a whole number is needed here" end },
  { "^'for' (%a+) ?%a* must be a number", function(which)
    return ("the %s value of this loop must be a number"):format(which)
  end },
  { "^'for' step is zero", function() return "the step of this loop is zero" end },
  { "^bad argument #(%d+) to '([^']*)' %((%a+) expected, got ([%a%s]+)%)", function(number, name, expected, got)
    return ('value %s given to %s must be %s, found %s'):format(number, name, kind(expected), kind(got))
  end },
  { "^bad argument #(%d+) to '([^']*)' %((.*)%)", function(number, name, why)
    return ("value %s given to %s is wrong: %s"):format(number, name, why)
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
