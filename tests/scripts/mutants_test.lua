-- Which changes are made to a policy, and which are not.

package.path = "scripts/?.lua;tests/scripts/?.lua;" .. package.path
local check = require "check"
local mutants = require "mutants"

-- "before -> after" of each change, in the order of the source.
local function changes(source, field)
  local found = {}
  for i, mutant in ipairs(mutants.run({ files = { ["policy.lua"] = source } }).mutants) do
    found[i] = ("%s -> %s"):format(mutant.before, field and tostring(mutant[field]) or mutant.after)
  end
  return table.concat(found, ", ")
end

local function condition(body)
  return ('exclusion "x" { when = function(g) return %s end, because = "at 3 {n}" }'):format(body)
end

local cases = {
  { "g.a >= 3", ">= -> <, >= -> >, 3 -> 2, 3 -> 4" },
  { "g.a == 0.85", "== -> ~=, 0.85 -> 0.84, 0.85 -> 0.86" },
  { "g.a and g.b or g.c", "and -> or, or -> and" },
  { "not g.a", "not -> nothing" },
  { "g.a", "g.a -> not g.a" },
  { 'g.a == "yes"', '== -> ~=, "yes" -> "another text"' },
  { 'one_of(g.a, { "p" })', 'one_of(g.a, { "p" }) -> not one_of(g.a, { "p" }), "p" -> "another text"' },
  { 'g["a"] < min(g.b, -5)', '< -> <=, < -> >=, min -> max, - -> nothing, 5 -> 4, 5 -> 6' },
  { "g.a + g.b > g.c * 2 // 1 % 3", "+ -> -, > -> <=, > -> >=, * -> /, 2 -> 1, 2 -> 3, // -> *, 1 -> 0, 1 -> 2, % -> *, 3 -> 2, 3 -> 4" },
  { "g.a == true", "== -> ~=, true -> false" },
  { 'g.a .. "!" == "x"', '"!" -> "another text", == -> ~=, "x" -> "another text"' },
}
for _, case in ipairs(cases) do
  check.equal(changes(condition(case[1])), case[2], case[1])
end

local policies = {
  { "what is shown is not changed", 'policy "p 3" { version = "1" } customers "c" { fields = { a = { step = 3 } } } '
    .. 'attribute "x" { label = "12", is = f, reads = { "a" } } need "n" { benefit = 3 } scenario "s" { change = function(c) return 1 end }', "" },
  { "what guarantees promise", 'guarantee "g" { at_least = 0.8, when = function(g) return g.a > 3 end } '
    .. 'guarantee "h" { holds = function(g, d) return d.score.x > 3 end }',
    "0.8 -> 0.7, 0.8 -> 0.9, > -> <=, > -> >=, 3 -> 2, 3 -> 4, > -> <=, > -> >=, 3 -> 2, 3 -> 4" },
  { "constants and helpers where a rule uses them", 'local A, B = 3, 4 local function f(g) return g.a > A end '
    .. 'exclusion "x" { when = f, because = "…" }', "3 -> 2, 3 -> 4, > -> <=, > -> >=" },
  { "limits, spans, points", 'selection "s" { limit = 120, quota = { per = "d", max = 40 }, pressure = { max = 3, within = days(30) } } '
    .. 'segmentation "g" { point "p" { points = -5 }, segment "s" { from = 0.5 } }',
    "120 -> 119, 120 -> 121, 40 -> 39, 40 -> 41, 3 -> 2, 3 -> 4, 30 -> 29, 30 -> 31, - -> nothing, 5 -> 4, 5 -> 6, 0.5 -> 0.4, 0.5 -> 0.6" },
  { "a rank: its direction, its weights", 'selection "s" { rank = function(g) return g.a * 100 + g.b end }',
    "the highest first -> the lowest first, * -> /, 100 -> 0, + -> -" },
  { "a rank in one scale", 'selection "s" { rank = function(g) return g.a * 100 end }',
    "the highest first -> the lowest first, 100 -> 0" },
  { "a holdout: nobody, everybody", 'selection "s" { holdout = 0.1 }', "0.1 -> 0, 0.1 -> 1" },
  { "statements", 'exclusion "x" { when = function(g) local n = 1 for i = 1, 2 do if g.a > i then n = n + 1 end end return n == 3 end }',
    "1 -> 0, 1 -> 2, 1 -> 0, 1 -> 2, 2 -> 1, 2 -> 3, > -> <=, > -> >=, + -> -, 1 -> 0, 1 -> 2, == -> ~=, 3 -> 2, 3 -> 4" },
  { "a file that is required gives what it returns", 'local t = { most = 3 } return t', "3 -> 2, 3 -> 4" },
  { "what is no Lua has none", "exclusion {", "" },
}
for _, case in ipairs(policies) do
  check.equal(changes(case[2]), case[3], case[1])
end

local dated = 'local N = dated { ["2026-01-01"] = 3, ["2025-01-01"] = 5, because = "…" } ' .. condition "g.a > N"
check.equal(mutants.run({ files = { p = "return -0" } }).mutants[2].with, "(-1)", "two minus signs would be a remark")
check.equal(changes(dated, "from"), "3 -> 2026-01-01, 3 -> 2026-01-01, 5 -> 2025-01-01, 5 -> 2025-01-01, > -> nil, > -> nil", "from")
check.equal(changes(dated, "to"), "3 -> nil, 3 -> nil, 5 -> 2026-01-01, 5 -> 2026-01-01, > -> nil, > -> nil", "to")
check.equal(changes('local function f(g) return g.a end exclusion "x" { when = f }', "helper"), "g.a -> true", "in a helper")
check.equal(changes('local N = 3 exclusion "x" { when = function(g) return g.a > N end, lasts = days(N) }', "body"),
  "3 -> nil, 3 -> nil, > -> true, > -> true", "inside functions")
check.equal(changes('local function f(n) return n + 1 end exclusion "x" { when = function(g) return f(g.a) > 2 end, lasts = days(f(2)) }', "body"),
  "+ -> nil, 1 -> nil, 1 -> nil, > -> true, > -> true, 2 -> true, 2 -> true, 2 -> nil, 2 -> nil", "called while the policy is read too")
check.equal(changes('local function make(n) exclusion(n) { when = function(g) return g.a > 2 end } end make(3)', "body"),
  "> -> nil, > -> nil, 2 -> nil, 2 -> nil, 3 -> nil, 3 -> nil", "in a function that makes rules")
check.finish()
