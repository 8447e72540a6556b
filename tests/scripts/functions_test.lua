-- scripts/functions.lua: which closure is which function, what it reads, where its declaration stands.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/functions_test.lua

local grammar = require "grammar"
local functions = require "functions"
local syntax = require "syntax"
local check = require "check"

local function parsed(source)
  local chunk, trouble = grammar.parse(source)
  return chunk or error(source .. "\n" .. trouble.message)
end

local function lines(text)
  return select(2, text:gsub("\n", "\n"))
end

-- --- instrumented text is the same program on the same lines

local function instruments(source)
  local chunk = grammar.parse(source)
  if chunk then
    local text = functions.instrument(source, chunk)
    check.equal(load(text) ~= nil, true, "loads: " .. text)
    check.equal(lines(text), lines(source), "the same lines: " .. source)
  end
end

local skipped = check.lua_cases(instruments)
if skipped then
  check.skip(skipped)
end
for _, source in ipairs {
  "local function f() end (function() end)()", "local function f() end\n(g)()", "do local function f() end goto a; ::a:: end",
  "local t = {f = function() return function() end end, function() end}", "function t . -- x\n a.b() end", "function t.a:b() end return 1",
  "if x then function f() end else local function g() end end", "return function() end", "repeat local function f() end until f",
  "goto a; local function f() end ::a::", "local function f() return function() end end; f()()",
} do
  instruments(source)
end

-- Each closure arrives with the id of the function that made it.
local function closures(source)
  local made = {}
  local env = setmetatable({ __helder_function = function(id, f)
    made[#made + 1] = { id = id, line = debug.getinfo(f, "S").linedefined }
    return f
  end }, { __index = _G })
  local result = { load(functions.instrument(source, parsed(source)), "=p", "t", env)() }
  return made, result
end
do
  local source = [[
local a = function(x) return x + 1 end
local function b(x)
  return a(x) * 2 end local t = {}
function t.c(x) return b(x) end function t:d(x) return self.c(x) end
local list = {}
for i = 1, 3 do list[i] = function() return i end end
return t:d(3), list[2](), (function(...) return select("#", ...) end)(1, 2)]]
  local made, result = closures(source)
  check.equal(table.concat(result, " "), table.concat({ load(source)() }, " "), "the same results")
  local found = {}
  for _, one in ipairs(made) do
    found[#found + 1] = one.id .. "@" .. one.line
  end
  check.equal(table.concat(found, " "), "0@1 1@2 2@4 3@4 4@6 4@6 4@6 5@7", "ids of the closures")
end
do
  local function raised(text)
    local _, message = pcall(load(text, "=p", "t", { __helder_function = function(_, f) return f end }))
    return message
  end
  local source = "local function f()\n  local g = function(x)\n return x.y.z end\n  return g{} end\nf()"
  check.equal(raised(functions.instrument(source, parsed(source))), raised(source), "an error names the same line")
end

-- --- reads

local function reads(source)
  local chunk = parsed(source)
  local last = chunk.body[#chunk.body]
  local names, trouble = functions.reads(last.values[1])
  return names and table.concat(names, " ") or ("%d:%d %s"):format(trouble.line, trouble.column, trouble.text)
end

for source, expected in pairs {
  ["return function(g) return g.b >= 3 and g['a'] == g.b end"] = "b a",
  ["return function(g) local c = g; return c.x + (g).y end"] = "x y",
  ["return function(g, d) return g.x == d.y end"] = "x",
  ["return function() return 1 end"] = "",
  ["local function h(c) return c.nps end return function(g) return h(g) > g.x end"] = "nps x",
  ["local function h(n, c) return c.nps > n end return function(g) return h(g.x, g) end"] = "x nps",
  ["local h = function(c) return c.a end local function k(c) return h(c) or c.b end return function(g) return k(g) end"] = "a b",
  ["local function h(c, n) if n == 0 then return c.a end return h(c, n - 1) end return function(g) return h(g, 3) end"] = "a",
  ["local function two(a, b) return a.x < b.y end return function(g) return two(g, g) end"] = "x y",
  ["local function two(a, b) return a.x and b.y end return function(g) return two(g, 1) and two(g.z, g) end"] = "x z y",
  ["return function(g) local f = function() return g.late end return f() end"] = "late",
  ["return function(g) local n = 0 for i = 1, 3 do n = n + g.a end while n > 0 do n = n - g.b end return n end"] = "a b",
  ["return function(g) if not g or g == nil then return g.x end end"] = "x",
  ["return function(g) return g.a.b end"] = "a",
  ["return function(g) local x = {g.a, [g.b] = g.c} return #x end"] = "a b c",
  ["return function(g) return g[x] end"] = "1:27 g[x]",
  ["return function(g) return g[g.a] end"] = "1:27 g[g.a]",
  ["return function(g)\n return f(1, g) end"] = "2:14 g",
  ["return function(g) for k, v in pairs(g) do return v end end"] = "1:38 g",
  ["return function(g) return g end"] = "1:27 g",
  ["return function(g) return g and g.x end"] = "1:27 g",
  ["return function(g) g.x = 1 end"] = "1:20 g.x",
  ["return function(g) g = {} return g.x end"] = "1:20 g",
  ["return function(g) local c; c = g return c.x end"] = "1:33 g",
  ["return function(g) local t = { g } return t[1].x end"] = "1:32 g",
  ["return function(g) return g:name() end"] = "1:27 g:name()",
  ["return function(g) return #g end"] = "1:28 g",
  ["return function(g) return g .. 'x' end"] = "1:27 g",
  ["return function(g) function g.f() end end"] = "1:29 g.f",
  ["return function(g) local x <const> = g; t[x] = 1 end"] = "1:43 x",
  ["local function h(...) return ... end return function(g) return h(g) end"] = "1:66 g",
  ["local function h(c) return c end return function(g) return h(g).x end"] = "1:28 c",
  ["local h = function(c) return c.x end h = f return function(g) return h(g) end"] = "1:72 g",
} do
  check.equal(reads(source), expected, source)
end
do
  local helper = parsed("return function(c) return c.far end").body[1].values[1]
  local names = functions.reads(parsed("return function(g) return lib.h(g) end").body[1].values[1], function(callee)
    return callee.tag == "Index" and callee.key.value == "h" and helper
  end)
  check.equal(names and names[1], "far", "resolve tells the function of another file")
end

do
  local source = [[
x = 1
exclusion { when = function(g)
  return g.x >= WARNINGS end }]]
  local chunk = parsed(source)
  local func
  syntax.walk(chunk, function(node)
    func = node.tag == "Function" and node or func
  end)
  check.equal(functions.source(source, func), "function(g)\n  return g.x >= WARNINGS end", "source of a function")
  check.equal(func.last_line, 3, "last line of a function")
end

check.finish()
