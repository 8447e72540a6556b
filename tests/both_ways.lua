-- lua5.4 tests/both_ways.lua FOLDER SEED RULES ROWS [alone|contests]: writes a random policy.lua, its
-- customers.csv and its side table calls.csv; alone: only rules that look at one customer;
-- contests: and attributes and selections that hold customers against one another. The conditions
-- are those of tests/condition/oracle.lua; the odd values that no CSV holds (nan, infinities, -0.0, mixed types) come from attributes.

local folder, seed, rules, rows = arg[1], tonumber(arg[2]), tonumber(arg[3]), tonumber(arg[4])
package.path = "tests/condition/?.lua;tests/scripts/?.lua;scripts/?.lua;" .. package.path
local oracle = require "oracle"

local state = seed * 2654435761 % 4294967296
local function chance(n)
  state = (state * 1664525 + 1013904223) % 4294967296
  return (state >> 8) % n + 1
end
local function pick(list)
  return list[chance(#list)]
end

local fields = {
  { "small", { -2, -1, 0, 1, 2, 3, 7, 100, -100 } },
  { "visits", { 0, 1, 2, 3, 9 } },
  { "middle", { -30000, -1, 0, 1, 3, 300, 30000 } },
  { "wide", { -2000000000, 0, 1, 5, 2000000000 } },
  { "huge", { "-999999999999999999", 0, 1, -1, 3, "9007199254740993", "999999999999999999" } },
  { "tenths", { "0.5", "1.5", "-2.5", "0.1", "123456789.125", "0.25" } },
  { "flag", { "true", "false" } },
  { "day", { "2026-05-21", "2026-11-21", "1969-12-31", "2024-02-29", "2026-06-01" } },
  { "born", { "1985-01-31", "1999-12-31", "2026-02-28" } },
  { "city", { "Ede", "ede", "Amersfoort", "'s-Gravenhage", "10", "0x10", "2026-05-21", "é", "1e2", "zz" } },
  { "town", { "Ede", "M", "x", "2026" } },
  { "odd", { 1, 2, 3, 4, 5, 6, 7 } },
}

local function csv()
  local lines, names = {}, { "id" }
  for i, field in ipairs(fields) do
    names[i + 1] = field[1]
  end
  lines[1] = table.concat(names, ",")
  local lacks, after = {}, {} -- some fields lack values from a row on only
  for i in ipairs(fields) do
    lacks[i], after[i] = pick { 0, 3, 10 }, pick { 0, 0, 0.5, 0.99 } * rows
  end
  for row = 1, rows do
    local cells = { "K" .. row }
    for i, field in ipairs(fields) do
      local gone = lacks[i] > 0 and row > after[i] and chance(lacks[i]) == 1
      cells[i + 1] = gone and "" or tostring(pick(field[2]))
    end
    lines[row + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

-- Some of nobody, some without a day, some after the day of the run.
local function calls()
  local names = { "who", "on", "gone", "decimal", "mixed" }
  local lines = {}
  for i, field in ipairs(fields) do
    names[i + 5] = field[1]
  end
  lines[1] = table.concat(names, ",")
  for row = 1, rows * 4 do
    local cells = { "K" .. chance(rows + 5), ("2026-%02d-%02d"):format(chance(12), chance(28)), "",
      pick { "0.5", "-1.5", "3.25", "" }, pick { "x", "10", "true", "" } }
    for i, field in ipairs(fields) do
      cells[i + 5] = chance(8) == 1 and "" or tostring(pick(field[2]))
    end
    if chance(30) == 1 then
      cells[chance(2)] = ""
    end
    lines[row + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

local head = [[
policy "Both ways" { version = "1", owner = "tests", purpose = "Random rules." }
customers "customers" {
  key = "id",
  fields = { city = { type = "text" }, town = { type = "text" }, day = { type = "date" }, born = { type = "date" },
             flag = { type = "boolean" }, tenths = { type = "decimal" }, odd = { type = "integer" } },
}
events "calls" {
  of = "who", on = "on",
  fields = { city = { type = "text" }, town = { type = "text" }, day = { type = "date" }, born = { type = "date" },
             flag = { type = "boolean" }, tenths = { type = "decimal" }, odd = { type = "integer" }, mixed = { type = "text" } },
}
attribute "calls" { count = "calls" }
attribute "called" { sum = "calls", of = "decimal", within = months(4), where = function(c) return c.small > 0 end }
attribute "turn" { ahead = "calls", order = "called", only = function(g) return g.calls > 2 end }
attribute "busy" { ntile = 7, of = "called", reverse = true }
attribute "gone" { is = function(g) return nil end }
attribute "decimal" {
  is = function(g)
    if g.odd == 1 then return 0 / 0 end
    if g.odd == 2 then return 1 / 0 end
    if g.odd == 3 then return -1 / 0 end
    if g.odd == 4 then return -0.0 end
    if g.odd == 5 then return 2.0 ^ 53 end
    return g.tenths
  end,
}
attribute "mixed" {
  is = function(g)
    if g.odd == 1 then return 2.5 end
    if g.odd == 2 then return true end
    if g.odd == 3 then return "x" end
    if g.odd == 4 then return "10" end
    if g.odd == 5 then return false end
    return g.odd
  end,
}
attribute "some" { is = function(g) return g.odd ~= 2 and g.odd ~= 3 and g.decimal or g.visits end }
attribute "place" { bins = 4, cut = "quantiles", of = "some", reverse = true, only = function(g) return g.city > "F" end }
attribute "usual" { quantile = 0.4, of = "day", only = function(g) return g.mixed end }
attribute "part" { share = true, of = "visits", only = function(g) return g.tenths < 1 or g.small end }
attribute "wait" { ahead = "visits", order = "some" }
selection "in turn" {
  when = function(g) return g.place >= 2 or g.wait > 9 and g.day < g.usual or g.part > 0.001 end, because = "x",
  rank = function(g) return g.wait end, quota = { max = 40, of = "visits" },
}
selection "not too often" {
  when = function(g) return g.busy > 1 or g.turn > 5 end, because = "x",
  rank = function(g) return g.called end, pressure = { events = "calls", max = 3, within = months(6) }, limit = 60,
}
]]

local contests = arg[5] == "contests"
local alone = arg[5] == "alone" or contests
if alone then -- no events, no place among others
  head = head:match('^(.-)events "calls"') .. head:match('(attribute "gone".-)' .. (contests and 'selection "not' or 'attribute "place"'))
  head = head .. [[
selection "first letter" { when = function(g) return g.small > 0 or g.some > 1 end, because = "x", holdout = 0.2 }
guarantee "towns" { selection = "first letter", by = "city", at_least = 0.99, because = "x" }
guarantee "odd ones" { selection = "first letter", by = "mixed", at_least = 0.5, least = 800, because = "x",
  when = function(g) return g.wide > 0 or g.day > "2024" end }
guarantee "numbers" { selection = "first letter", by = "huge", at_least = 0.9, because = "x" }
guarantee "first letters" { because = "x", when = function(g) return g.tenths > 0 end,
  holds = function(g, d) return d.selection["first letter"] == "selected" or g.middle > g.wide end }
]]
  if contests then
    head = head .. [[
guarantee "places" { selection = "late", by = "again", at_least = 0.5, because = "x", when = function(g) return g.fifth < 4 end }
attribute "fifth" { ntile = 5, of = "huge", only = function(g) return g.some > 1 end }
attribute "far" { ntile = 300, of = "day", reverse = true }
attribute "step" { is = function(g) if g.odd == 1 then return g.fifth + 0.5 end return g.fifth * g.place end }
attribute "again" { bins = 7, cut = "quantiles plus 1", of = "step", only = function(g) return g.far > 20 end }
attribute "before" { ahead = "tenths", order = "again", only = function(g) return g.tenths end }
attribute "least" { quantile = 0.123456789, of = "before" }
attribute "slice" { share = true, of = "step" }
attribute "slow" { ahead = "before", order = "least" }
selection "late" {
  when = function(g) return g.slow > g.least or g.slice > 0 end, because = "x", rank = function(g) return g.before end,
  quota = { per = "again", max = 60, of = "fifth" }, limit = 200,
}
selection "best" {
  when = function(g) return g.odd > 1 end, because = "x", group = "some", rank = function(g) return g.some end,
  one_per = "mixed", quota = { per = "city", max = 90, of = "visits" }, limit = 300, holdout = 0.1,
}
selection "others" {
  when = function(g) return g.flag end, because = "x", group = "some", quota = { per = "decimal", max = 200 }, holdout = 0.3,
}
selection "one a town" { when = function(g) return g.visits > 1 end, because = "x", one_per = "tenths", group = "some" }
selection "room for all" { when = function(g) return true end, because = "x", rank = function(g) return g.huge end, quota = { max = 5000, of = "tenths" } }
]]
  end
end

local shapes = {
  function(i, f) return ('exclusion "e%d" { when = %s, because = "x", when_unknown = %q, from = { "s0" } }'):format(i, f, "ignore") end,
  function(i, f) return ('selection "s%d" { when = %s, because = "x" }'):format(i, f) end,
  function(i, f) return ('selection "s%d" { when = %s, because = "x", rank = function(g) return g.a end, limit = 5 }'):format(i, f) end,
  function(i, f)
    return ('segmentation "g%d" { segment "yes" { when = %s, because = "x" }, segment "small" { when = function(g) return g.small > 1 end, because = "x" }, otherwise "no" { because = "x" } }'):format(i, f)
  end,
  function(i, f)
    return ('attribute "a%d" { is = %s }\nselection "t%d" { when = function(g) return g.a%d ~= nil end, because = "x" }'):format(i, f, i, i)
  end,
}

-- Attributes over the events of which a condition says yes.
local words = { 'count = "calls"', 'sum = "calls", of = "visits"', 'mean = "calls", of = "tenths"', 'min = "calls", of = "huge"',
  'max = "calls", of = "city"', 'first = "calls", of = "day"', 'last = "calls", of = "flag", none = true',
  'distinct = "calls", of = "town", within = days(90)' }
if alone and not contests then
  table.remove(shapes, 3) -- has a limit
end
for _ = 1, alone and 0 or 3 do
  shapes[#shapes + 1] = function(i, f)
    return ('attribute "c%d" { %s, where = %s }\nselection "c%d" { when = function(g) return g.c%d end, because = "x", rank = function(g) return g.c%d end, %s }'):format(
      i, pick(words), f, i, i, i, pick { "limit = 9", 'pressure = { events = "calls", max = 6, within = days(200) }' })
  end
end

local helper, sources = oracle.sources(seed, rules)
local policy = { head, helper, 'attribute "a" { is = function(g) return g.small end }',
  'selection "s0" { when = function(g) return true end, because = "x" }' }
for i, source in ipairs(sources) do
  policy[#policy + 1] = pick(shapes)(i, source)
end

-- A world that is another for some, in fields and in attributes.
local _, changes = oracle.sources(seed + 1000, 3)
if not alone then
policy[#policy + 1] = ('local some, others, few = %s, %s, %s'):format(table.unpack(changes))
policy[#policy + 1] = [[
scenario "other" {
  change = function(g)
    if g.odd == 1 and some(g) then return { small = 3, city = "Ede", tenths = 0.5 } end
    if g.odd == 2 and others(g) then return { visits = g.visits + 2 } end
    if g.odd == 3 and few(g) then return { called = 1.5, day = "2026-06-02" } end
    if g.odd == 4 then return { calls = 7, called = g.called * 2 } end
  end,
  forget = { "born" },
}
]]
end

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "w"))
  assert(file:write(text))
  assert(file:close())
end
write("policy.lua", table.concat(policy, "\n") .. "\n")
write("customers.csv", csv())
write("calls.csv", calls())
