-- scripts/json.lua writes the same text for the same value.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/json_test.lua

local json = require "json"
local check = require "check"

for _, case in ipairs {
  { 1, "1" }, { -0.0, "-0.0" }, { 3.0, "3.0" }, { 0.1, "0.1" }, { 1e300, "1e+300" }, { 1 / 3, "0.3333333333333333" },
  { math.mininteger, "-9223372036854775808" }, { 2 ^ 53, "9007199254740992.0" }, { 5e-324, "4.94065645841247e-324" },
  { 0 / 0, '{"decimal":"nan"}' }, { math.huge, '{"decimal":"inf"}' }, { -math.huge, '{"decimal":"-inf"}' },
  { "a\"\\\n\t\1é\127", '"a\\"\\\\\\n\\t\\u0001é\127"' }, { "a\0", '{"hex":"6100"}' }, { "\xff", '{"hex":"ff"}' },
  { {}, "[]" }, { json.object(), "{}" }, { json.object { b = 1, a = { 2, true } }, '{"a":[2,true],"b":1}' }, { { x = false }, '{"x":false}' },
} do
  check.equal(json.encode(case[1]), case[2], case[2])
end
check.equal(pcall(json.encode, print), false, "a function has no JSON")

check.finish()
