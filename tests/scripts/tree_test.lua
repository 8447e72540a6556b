-- scripts/tree.lua: functions as condition trees, and what stays with the VM.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/tree_test.lua

local check = require "check"
local harness = require "harness"

local library = {}
for _, name in ipairs { "days_since", "known", "one_of", "lower", "min", "floor" } do
  library[name] = function() return name end
end

local function built(source)
  return harness.tree(source, library)
end

local function written(node)
  if type(node) ~= "table" then
    return tostring(node)
  elseif node[1] == "constant" then
    local value = node[4].value
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
  elseif node[1] == "field" then
    return "." .. node[4]
  end
  local parts = { node[1] }
  for i = 4, #node do
    parts[#parts + 1] = written(node[i])
  end
  return "(" .. table.concat(parts, " ") .. ")"
end

local function shape(source)
  local found, why, node = built(source)
  return found and written(found.node) or ("%d:%d %s"):format(node.line, node.column, why)
end

for source, expected in pairs {
  ["return function(g) return g.a >= 3 and not g['b'] end"] = "(and (>= .a 3) (not .b))",
  ["local W <const> = -3 return function(g) return g.a >= W end"] = "(>= .a -3)",
  ["local W = 2.0 return function(g) return g.a >= W end"] = "(>= .a 2.0)",
  ["local L = { gold = { 7 } } return function(g) return g.a >= L.gold[1] end"] = "(>= .a 7)",
  ["return function(g) return g.d < as_of end"] = '(< .d "2026-11-21")',
  ["local function h(c, n) return c.a > n end return function(g) return h(g, 3) or h(g, g.b) end"] = "(or (> .a 3) (> .a .b))",
  ["local function h(n) return n > 3 end return function(g) return h(g.a + 1) end"] = "(let 0 (+ .a 1) (> (local 0) 3))",
  ["return function(g) local n = g.a n = n + 1 return n * n end"] = "(let 0 (+ .a 1) (* (local 0) (local 0)))",
  ["return function(g) if g.a then return 1 elseif g.b then return 2 end return 3 end"] = "(if .a 1 (if .b 2 3))",
  ["return function(g) local x = 0 if g.a then x = g.b end return x end"] = "(if .a .b 0)",
  ["return function(g) if g.a then return true end end"] = "(if .a true nil)",
  ["return function(g) end"] = "nil",
  ["return function(g) return end"] = "nil",
  ["return function(g) return one_of(g.a, { 'x', 2 }) end"] = '(one_of .a "x" 2)',
  ["local L = { 'x', 'y' } return function(g) return one_of(g.a, L) end"] = '(one_of .a "x" "y")',
  ["return function(g) return min(g.a, g.b, 3) < floor(g.c) end"] = "(< (min .a .b 3) (floor .c))",
  ["return function(g) local function f(n) return n == g.b end return f(g.a) end"] = "(== .a .b)",
  ["local function k(n) return function(g) return g.a > n end end return k(5)"] = "(> .a 5)",
  ["return function(g) return #g.s .. ~g.a .. -g.b ^ 2 end"] = "(.. (length .s) (.. (complement .a) (negate (^ .b 2))))",
  ["return function(g) do local a = g.x if a then return a end end return g.y end"] = "(if .x .x .y)",
  ["return function(g) local a, b = g.x, g.y a, b = b, a return a - b end"] = "(- .y .x)",
  ["return function(g) for i = 1, 3 do end return g.a end"] = "1:20 it has a loop",
  ["return function(g) return g.s:lower() end"] = '1:27 it calls the method ":lower"',
  ["return function(g) return print(g.a) end"] = '1:27 it calls "print"',
  ["return function(g) return { g.a } end"] = "1:27 it makes a list",
  ["return function(g) return g.a.b end"] = "1:27 it looks inside a value",
  ["return function(g, d) return d.x end"] = '1:30 it looks at "d"',
  ["return function(g) return one_of(g.a, { g.b }) end"] = "1:39 its list holds more than constants",
  ["local function f(n) return f(n) end return function(g) return f(g.a) end"] = "1:28 a function calls itself",
  ["return function(g) return g.a, g.b end"] = "1:20 it returns several values",
  ["local n = 0 return function(g) n = n + 1 return n end"] = "1:32 it changes something outside it",
  ["return function(...) return ... end"] = '1:8 it has "..."',
  ["return function(g) return g[g.a] end"] = "1:27 it computes the name of a field",
  ["return function(g) local x = 1 local f = function() return x end x = 2 return f() end"] =
    '1:66 it changes something outside it',
} do
  check.equal(shape(source), expected, source)
end

do
  local found = built "local function h(c)\n  return c.b > 2 end\nreturn function(g) return g.a -- note\n  == 'x  y' and h(g) end"
  check.equal(found.node[4][3], "a == 'x  y'", "the text on one line, without the customer's name")
  check.equal(table.concat(found.node[4][2], " "), "3 27 4 0", "line, column, error line, file")
  check.equal(found.node[5][3], "b > 2", "a helper's own text")
  check.equal(table.concat(found.fields, " "), "a b", "fields in order")
end
check.equal(shape("return function(g) return " .. ("g.a + "):rep(5000) .. "1 end") ~= nil, true, "a long sum does not crash")
local branches = ("if g.a then x = x + 1 end "):rep(40)
check.equal(shape("return function(g) local x = 0 " .. branches .. "return x end"):match "it is too long", "it is too long",
  "branches that multiply are refused")

check.finish()
