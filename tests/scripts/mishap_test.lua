-- What Lua says when a rule goes wrong, raised for real, in a marketer's words.

package.path = "scripts/?.lua;tests/scripts/?.lua;" .. package.path
local check = require "check"
local mishap = require "mishap"

-- In a policy these fall short of a name; here they are called as Lua has them.
local cases = {
  { "local x = 3 return x % 0", "a division by 0" },
  { "local x = 3 return x // 0", "a division by 0" },
  { "return -'Delft'", "cannot calculate with a text" },
  { "local x return x + 1", 'cannot calculate with "x": it has no value' },
  { "local x return x < nil", "cannot tell which of two values is larger: both are nothing" },
  { "return 'a' < 3", "cannot compare a text with a number" },
  { "return {} .. 'a'", "cannot join this value to a text: it is a list { … }" },
  { "return 1.5 | 1", "a whole number is needed here" },
  { "return string.rep('x', 1e18)", "a text becomes too long here" },
  { "return string.format('%d', 1.5)", "value 2 given to format must be a whole number" },
  { "return string.format('%y', 1)", '"%y" is no form that string.format knows' },
  { "return string.format('%d')", "value 2 given to format is not there" },
  { "return ('a'):find '['", "the pattern to look for is not written as one" },
  { "return ('a'):find '%1'", "the pattern to look for, or what is put in its place, names a part, like %1, that is not there" },
  { "return ('a'):find '('", "the pattern to look for is not written as one" },
  { "return ('a'):find '%f'", "the pattern to look for is not written as one" },
  { "return ('a'):gsub('a', true)", "value 2 given to gsub must be a text, a function or a list { … }, found true or false" },
  { "return ('a'):gsub('a', '%x')", "what gsub puts in place holds a lone %" },
  { "return ('a'):gsub('a', function() return {} end)", "what gsub puts in place must be a text or a number, found a list { … }" },
  { "return table.concat { {} }", "entry 1 of the list given to concat must be a text or a number, found a list { … }" },
  { "return table.unpack({}, 1, 1e8)", "the list is too long to be unpacked" },
  { "return table.insert({}, 1, 2, 3)", "insert was given too many or too few values" },
  { "return table.insert({}, 5, 1)", "value 2 given to insert is a place that is not there" },
  { "return math.floor()", "value 1 given to floor must be a number, found nothing" },
  { "return math.max()", "value 1 given to max is not there" },
  { "return math.fmod(1, 0)", "value 2 given to fmod is 0" },
  { "return tonumber('z', 99)", "value 2 given to tonumber must be from 2 to 36" },
  { "return utf8.codepoint '\\xff'", "the text is not valid UTF-8" },
  { "local t = {} t[nil] = 1", "a list was given a value without a name: what stands between [ ] has no value" },
  { "local t = {} t[0 / 0] = 1", "a list was given a value without a name: what stands between [ ] is no number" },
  { "for i = 1, 'x' do end", "the last value of this loop must be a number, found a text" },
  { "for i = 1, 3, 0 do end", "the step of this loop is zero" },
  { "for i in 3 do end", "what this loop goes over is no list" },
  { "for i in ipairs() do end", nil },
  { "local function f() return 1 + f() end return f()", "a function here calls itself, or another that calls it, without end" },
  { "assert(false)", "what assert( ) asks does not hold" },
}
for _, case in ipairs(cases) do
  local _, said = pcall(load(case[1], "=rule"))
  local message = mishap.plain((tostring(said):gsub("^rule:%d+: ", "")))
  if case[2] then
    check.equal(message, case[2], case[1])
  end
  for _, word in ipairs { "attempt", "nil", "table", "boolean", "userdata", "string/", "representation", "argument", " got " } do
    check.equal(message and message:find(word, 1, true), nil, case[1] .. " says " .. word)
  end
end
for said, plain in pairs {
  ["'min' needs a number, got nil"] = "min needs a number, found nothing",
  ["an error was raised with nil"] = "error( ) was called here without words",
  ["string slice too long"] = "a text becomes too long here",
  ["string length overflow"] = "a text becomes too long here",
  ["attempt to perform 'n%%0'"] = "a division by 0",
} do
  check.equal(mishap.plain(said), plain, said)
end
check.equal(mishap.plain "my own words", nil, "a rule's own words stay")

check.finish()
