-- What is told of two policies, and that undoing it all gives the policy before.

package.path = "scripts/?.lua;tests/scripts/?.lua;" .. package.path
local check = require "check"
local differences = require "differences"

local function run(before, after, day)
  return differences.run({ main = "after/policy.lua", as_of = "2026-11-21", files = {
    ["before/policy.lua"] = before, ["after/policy.lua"] = after, ["before day"] = day or "2026-11-21" } }).differences
end

local function says(list)
  local found = {}
  for i, difference in ipairs(list) do
    found[i] = difference.says
  end
  return table.concat(found, "; ")
end

-- The text after with these differences undone; each edit once.
local function undo(after, list)
  local edits, seen = {}, {}
  for _, difference in ipairs(list) do
    for _, edit in ipairs(difference.edits) do
      local key = ("%d %d %s"):format(edit.first, edit.last, edit.with)
      if not seen[key] then
        seen[key] = true
        edits[#edits + 1] = { edit, #edits }
      end
    end
  end
  table.sort(edits, function(a, b)
    if a[1].first ~= b[1].first then
      return a[1].first > b[1].first
    end
    return a[2] > b[2]
  end)
  for _, item in ipairs(edits) do
    after = after:sub(1, item[1].first - 1) .. item[1].with .. after:sub(item[1].last + 1)
  end
  return after
end

local function plain(text)
  return (text:gsub("%s+", ""):gsub(",([})])", "%1"))
end

local function rule(when)
  return ('exclusion "x" { when = function(g) return %s end, because = "no" }'):format(when)
end

local cases = {
  { "a constant", "local W = 3 " .. rule "g.a >= W", "local W = 2 " .. rule "g.a >= W", "W went from 3 to 2" },
  { "one of two", "local V, W = 1, 3 ", "local V, W = 1, 2 ", "W went from 3 to 2" },
  { "a text", 'local W = "a" ', 'local W = "b" ', 'W went from "a" to "b"' },
  { "in a table", "local w = { low = 1, high = 3 }", "local w = { low = 1, high = 4 }", "w.high went from 3 to 4" },
  { "in a list", "local w = { 1, 3 }", "local w = { 1, 4 }", "w went from { 1, 3 } to { 1, 4 }" },
  { "a dated one", 'local W = dated { ["2025-01-01"] = 3, because = "a" }',
    'local W = dated { ["2025-01-01"] = 2, because = "a" }', "W went from 3 to 2" },
  { "of a dated one what holds", 'local W = dated { ["2025-01-01"] = 3, ["2027-01-01"] = 2 }',
    'local W = dated { ["2025-01-01"] = 4, ["2027-01-01"] = 1 }', "W went from 3 to 4; W from 2027-01-01 on went from 2 to 1" },
  { "of a dated one another day", 'local W = dated { ["2025-01-01"] = 3 }',
    'local W = dated { ["2025-01-01"] = 3, ["2026-01-01"] = 1 }', "W went from 3 to 1" },
  { "of a dated one a day to come", 'local W = dated { ["2025-01-01"] = 3 }',
    'local W = dated { ["2025-01-01"] = 3, ["2028-01-01"] = 1 }', "W has other dates" },
  { "of a dated one a day less", 'local W = dated { ["2025-01-01"] = 3, ["2026-01-01"] = 1 }',
    'local W = dated { ["2025-01-01"] = 3 }', "W went from 1 to 3" },
  { "a literal", "local W = 3\n" .. rule "g.a >= 3", "local W = 3\n" .. rule "g.a >= 2",
    "the number in line 2 went from 3 to 2" },
  { "below zero", rule "g.a >= -3", rule "g.a >= -2", "the number in line 1 went from -3 to -2" },
  { "two literals", rule "g.a >= 3 and g.b < 7", rule "g.a >= 2 and g.b < 8",
    "the number in line 1 went from 3 to 2; the number in line 1 went from 7 to 8" },
  { "a comparison", rule "g.a >= 3 and g.b", rule "g.a > 3 and g.b", '"g.a >= 3" became "g.a > 3" in exclusion "x"' },
  { "another field and number", rule "g.a >= 3 and g.b", rule "g.c >= 4 and g.b", '"g.a >= 3" became "g.c >= 4" in exclusion "x"' },
  { "a part more", rule "g.a >= 3", rule "g.a >= 3 and g.b", '"g.a >= 3" became "g.a >= 3 and g.b" in exclusion "x"' },
  { "all of it", rule "g.a >= 3 and g.b", rule "g.c >= 2 and g.d", 'exclusion "x" was rewritten' },
  { "an if", 'exclusion "x" { when = function(g) if g.a > 1 then return true end return false end }',
    'exclusion "x" { when = function(g) if g.a > 2 then return true end return false end }',
    "the number in line 1 went from 1 to 2" },
  { "a helper", "local function f(g) return g.a > 1 end", "local function f(g) return g.b > 1 end",
    '"g.a > 1" became "g.b > 1" in function f' },
  { "a limit", 'selection "q" { limit = 120 }', 'selection "q" { limit = 100 }', 'limit of selection "q" went from 120 to 100' },
  { "a limit more", 'selection "q" { when = f }', 'selection "q" { when = f, limit = 100 }',
    'limit of selection "q" went from none to 100' },
  { "a limit less", 'selection "q" { limit = 100, when = f }', 'selection "q" { when = f }',
    'limit of selection "q" went from 100 to none' },
  { "a quota", 'selection "q" { quota = { per = "d", max = 40 } }', 'selection "q" { quota = { per = "d", max = 30 } }',
    'quota.max of selection "q" went from 40 to 30' },
  { "a span", 'attribute "n" { within = months(12) }', 'attribute "n" { within = months(6) }',
    'within of attribute "n" went from months(12) to months(6)' },
  { "a rank", 'selection "q" { rank = function(g) return g.a end }', 'selection "q" { rank = function(g) return g.b end }',
    '"g.a" became "g.b" in rank of selection "q"' },
  { "a word and a name alike", 'local rfm = require "rfm" rfm { cut = 1 }', 'local rfm = require "rfm" rfm { cut = 2 }',
    "cut of rfm went from 1 to 2" },
  { "in a loop", 'for i = 1, 3 do exclusion("x" .. i) { when = function(g) return g.a > i end } end',
    'for i = 1, 3 do exclusion("x" .. i) { when = function(g) return g.a > i + 1 end } end', '"g.a > i" became "g.a > i + 1" in the loop in line 1' },
  { "a loop's number", 'for i = 1, 3 do f(i) end', 'for i = 1, 4 do f(i) end', "the number in line 1 went from 3 to 4" },
  { "a rule more", rule "g.a", rule "g.a" .. ' exclusion "y" { when = function(g) return g.b end }', 'exclusion "y" is new' },
  { "a rule less", rule "g.a" .. ' exclusion "y" { when = function(g) return g.b end }', rule "g.a", 'exclusion "y" is gone' },
  { "a segment more", 'segmentation "s" { segment "a" { x = 1 }, otherwise "c" {} }',
    'segmentation "s" { segment "a" { x = 1 }, segment "b" { x = 2 }, otherwise "c" {} }', 'segment "b" is new' },
  { "the first segment less", 'segmentation "s" { segment "a" { x = 1 }, otherwise "c" {} }',
    'segmentation "s" { otherwise "c" {} }', 'segment "a" is gone' },
  { "another order", 'segmentation "s" { segment "a" { x = 1 }, segment "b" { x = 2 } }',
    'segmentation "s" { segment "b" { x = 2 }, segment "a" { x = 1 } }', 'segment "a" stands in another place' },
  { "the policy's name", 'policy "A" {}', 'policy "B" {}', "the policy's name went from \"A\" to \"B\"" },
  { "a constant that is gone comes back with its rule", "local W = 3\n" .. rule "g.a >= W", rule "g.a",
    '"g.a >= W" became "g.a" in exclusion "x"' },
}
for _, case in ipairs(cases) do
  local found = run(case[2], case[3])
  check.equal(says(found), case[4], case[1])
  check.equal(plain(undo(case[3], found)), plain(case[2]), case[1] .. ", undone")
end

local same = {
  { "a reason", rule "g.a", (rule "g.a":gsub('"no"', '"never"')) },
  { "a reason in a loop", 'for i = 1, 3 do exclusion("x" .. i) { when = f, because = "a" } end',
    'for i = 1, 3 do exclusion("x" .. i) { when = f, because = "b" } end' },
  { "remarks and spaces", rule "g.a >= 3", "-- why\n" .. rule "g.a   >=\n 3 --[[ so ]]" },
  { "a name that nothing uses", rule "g.a", "local W = 3 " .. rule "g.a" },
  { "what decides nothing", 'policy "A" { version = "1" } need "n" { benefit = 3 }',
    'policy "A" { version = "2" } need "n" { benefit = 4 }' },
}
for _, case in ipairs(same) do
  check.equal(says(run(case[2], case[3])), "", case[1])
end

-- A reason goes with its condition: it may name what the other has not.
local with_reason = run('exclusion "x" { when = function(g) return g.a >= W end, because = "at {W}" }',
  'exclusion "x" { when = function(g) return g.b end, because = "b" }')
check.equal(#with_reason[1].edits, 2, "the reason comes back with the condition")

local dated = 'local W = dated { ["2025-01-01"] = 3, ["2026-06-01"] = 2, because = "a" }'
local by_day = run(dated, dated, "2026-05-31")
check.equal(says(by_day), "W went from 3 to 2 on 2026-06-01", "a dated number, another day")
check.equal(by_day[1].by_day, true, "by the day alone")
check.equal(says(run(dated, dated, "2026-06-01")), "", "the same number on both days")

check.finish()
