-- Scenarios, --set, discretion and fair shares, as the description tells them.

package.path = "scripts/?.lua;tests/scripts/?.lua;" .. package.path
local check = require "check"
local json = require "json"
local vocabulary = require "vocabulary"

local HEAD = 'policy "P" { version = "1" } customers "guests" { key = "id" }\n'

local function run(source, sets, only)
  return pcall(vocabulary.run, { main = "policy.lua", files = { ["policy.lua"] = HEAD .. source },
    paths = { ["policy.lua"] = "policy.lua" }, as_of = "2026-11-21", sets = sets, functions_only = only })
end

local function said(problem)
  return type(problem) == "table" and (problem.file .. ": " .. problem.message .. (problem.hint and "\n  " .. problem.hint or ""))
    or tostring(problem)
end

local function mentions(description)
  local list = {}
  for i, mention in ipairs(description.mentions) do
    list[i] = mention.name .. " " .. mention.role
  end
  return table.concat(list, ", ", 1, #list - 1)
end

-- --- which fields a change sets

for _, case in ipairs {
  { "return { km = 0.4 }", "km" },
  { "return ({ km = 0.4, ['spend 12m'] = 1 })", "km,spend 12m" },
  { "if c.x > 1 then return { km = 1 } else return { nps = 2, km = 3 } end", "km,nps" },
  { "return c.x > 1 and { km = 1 } or { nps = c.x }", "km,nps" },
  { "if c.x > 1 then return nil end return { km = 1 }", "km" },
  { "local f = function(y) return y end return { km = f(1) }", "km" },
} do
  local ok, description = run(('scenario "s" { change = function(c) %s end }'):format(case[1]))
  check.equal(ok and table.concat(description.scenarios[1].sets, ",") or said(description), case[2], case[1])
end
local ok, description = run 'scenario "s" { change = function(c) local t = {} t.km = 1 return t end, sets = { "km" } }'
check.equal(ok and table.concat(description.scenarios[1].sets, ",") or said(description), "km", "sets that are listed")

-- --- each with a tree of its own, where there can be one

local function ops(node)
  local parts = { node[1] }
  for i = 4, #node do
    if type(node[i]) == "table" and type(node[i][1]) == "string" then
      parts[#parts + 1] = ops(node[i])
    end
  end
  return #parts == 1 and parts[1] or parts[1] .. "(" .. table.concat(parts, " ", 2) .. ")"
end

local function trees(body)
  local _, described = run(('scenario "s" { change = function(c) %s end }'):format(body))
  local list = {}
  for i, item in ipairs(described.scenarios[1].trees) do
    list[i] = item.tree and ops(item.tree.node) or "VM"
  end
  return table.concat(list, "; ")
end
check.equal(trees "return { km = 0.4 }", "constant", "a constant")
check.equal(trees "return { km = c.km / 2, nps = c.nps }", "let(/(field constant) let(field local)); let(/(field constant) field)",
  "every value is worked out, whichever is asked")
check.equal(trees "if c.km > 3 then return { km = 1 } end", "if(>(field constant) constant constant)", "for some only")
check.equal(trees "for i = 1, 3 do if c.km == i then return { km = 1 } end end return { nps = 2 }", "VM; VM", "a loop")

-- --- --set

local function set(text)
  local fine, described = run("", { text })
  return fine and described.settings[1].field .. " <- " .. described.settings[1].is.source .. " | " .. mentions(described)
    or said(described)
end
check.equal(set "visits=visits + 1", 'visits <- function(c) return c["visits"] + 1\nend | visits what if, visits set', "a field")
check.equal(set " spend 12m = max(spend_12m, 10)",
  'spend 12m <- function(c) return  max(c["spend_12m"], 10)\nend | spend_12m what if, spend 12m set', "a function of the library")
check.equal(set "month=month", 'month <- function(c) return c["month"]\nend | month what if, month set',
  "a field with the name of a function")
check.equal(set "n=math.floor(min) -- half", 'n <- function(c) return math.floor(c["min"]) -- half\nend | min what if, n set', "a remark")
check.equal(set "since=as_of", "since <- function(c) return as_of\nend | since set", "the day")
check.equal(set "city='Delft'", "city <- function(c) return 'Delft'\nend | city set", "a text")
check.equal(set "n=(function(x) return x + nps end)(2)",
  'n <- function(c) return (function(x) return x + c["nps"] end)(2)\nend | nps what if, n set', "a local name")
check.equal(set "n=c['spend 12m'] + c.nps", [[n <- function(c) return c['spend 12m'] + c.nps
end | spend 12m what if, nps what if, n set]], "a name that is no word")
check.equal(set "visits", "--set 'visits': --set takes a field and what it becomes, found the text \"visits\"\n"
  .. "  like --set 'visits_12m=visits_12m + 1'", "no expression")
check.equal(set "visits==1", "--set 'visits==1': --set takes a field and what it becomes, found the text \"visits==1\"\n"
  .. "  like --set 'visits_12m=visits_12m + 1'", "a comparison")
check.equal(set "visits=visits +", "--set 'visits=visits +': expected a value after the operator, found nothing more",
  "half an expression")
check.equal(set "visits=1, 2", "--set 'visits=1, 2': one value is expected after the =, found more\n"
  .. "  each field has a --set of its own: --set 'spend=spend * 2' --set 'age=3'", "two values")
check.equal(set "visits=1 end)", "--set 'visits=1 end)': expected the end of the expression, found \"end\"", "more than an expression")

-- --- the functions alone come in the same order

local SOURCE = [[
scenario "s" { change = function(c) return { km = 1 } end }
selection "x" { when = function(g) return true end, because = "b" }
guarantee "fair" { when = function(g) return g.nps > 1 end, selection = "x", by = "size", at_least = 0.5, because = "b" }
discretion { budget = 3, because = "b" }
]]
local function lines(functions)
  local list = {}
  for i, f in ipairs(functions) do
    list[i] = debug.getinfo(f, "S").source .. ":" .. debug.getinfo(f, "S").linedefined
  end
  return table.concat(list, " ")
end
local sets = { "nps=nps + 1", "km=0" }
local _, described, list = run(SOURCE, sets)
check.equal(lines(select(3, run(SOURCE, sets, true))), lines(list), "functions only")
check.equal(#list, 5, "all of them")
check.equal(described.settings[2].is.number, 4, "the command line's last")
check.equal(list[5] {}, 0, "and callable")
check.equal(json.encode(described.discretion), '{"at":["policy.lua",5,1],"because":{"en":"b"},"budget":3}', "discretion")
check.equal(described.guarantees[1].at_least, 0.5, "fair shares")

-- --- what decides about nobody needs no reason of its own

local fine, plain = run [[
segmentation "guest" { otherwise "all" { because = "b" } }
selection "call back" { when = function(g) return true end, because = "b" }
discretion { budget = 50, per = months(1) }
guarantee "small customers too" { selection = "call back", by = "size", at_least = 0.8 }
need "delivery days" { field = "days", importance = "must", benefit = 1, cost = { segment = 4, individual = 2 },
  tailoring = { product = true, presentation = false } }
]]
check.equal(fine and "loads" or said(plain), "loads", "as in a first draft")
for _, one in ipairs(fine and { plain.discretion, plain.guarantees[1] } or {}) do
  check.equal(#one.because.en > 20 and #one.because.nl > 20, true, "a plain sentence stands in, in both languages")
end

check.finish()
