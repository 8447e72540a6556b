-- The vocabulary: wrong policies get their one message, good ones their description, and
-- what is left of a policy after an accident is never more than one message.

package.path = "scripts/?.lua;tests/scripts/?.lua;" .. package.path
local check = require "check"
local json = require "json"
local vocabulary = require "vocabulary"
local wrong_policies = require "wrong_policies"

local function run(source, more, as_of)
  local files, paths = { ["policy.lua"] = source }, { ["policy.lua"] = "policy.lua" }
  for name, content in pairs(more or {}) do
    files[name], paths[name] = content, "rules/" .. name
  end
  return pcall(vocabulary.run, { main = "policy.lua", files = files, paths = paths, as_of = as_of or "2026-11-21" })
end

local function said(problem)
  if type(problem) ~= "table" then
    return "not a message: " .. tostring(problem)
  end
  local place = problem.file
  for _, number in ipairs { problem.line or 0, problem.column or 0 } do
    place = number > 0 and place .. ":" .. number or place
  end
  return place .. ": " .. problem.message .. (problem.hint and "\n  " .. problem.hint or "")
end

-- --- wrong policies

local cases = wrong_policies "tests/policy/wrong_policies.txt"
check.equal(#cases >= 60, true, "at least 60 wrong policies")
for _, case in ipairs(cases) do
  local ok, problem = run(case.source)
  check.equal(ok and "accepted" or said(problem), case.said, case.name)
end

-- --- words no marketer should have to read

for _, case in ipairs(cases) do
  for _, word in ipairs { "attempt", "nil", "traceback", "upvalue", "userdata", "table value" } do
    check.equal(case.said:find(word, 1, true), nil, ("%s: the message says %s"):format(case.name, word))
  end
end

-- --- good policies

local function read(path)
  local file = assert(io.open(path))
  local content = file:read "a"
  file:close()
  return content
end

local GOOD = read "tests/fuzz/policy_fuzz.seeds/every_word.lua" -- every word and key, once

local ok, description, list = run(GOOD)
check.equal(ok or said(description), true, "the good policy is accepted")

local function at(path, expected)
  local value = description
  for key in path:gmatch "[^.]+" do
    value = type(value) == "table" and value[math.tointeger(key) or key]
  end
  check.equal(type(value) == "table" and json.encode(value) or value, expected, path)
end

at("policy", '{"at":["policy.lua",1,1],"data":"../spa","name":"Spa","owner":"Ann","purpose":"Calm","version":"1"}')
at("customers.key", "guest_id")
at("customers.missing", '["n/a","-1"]')
at("customers.fields", '[{"at":["policy.lua",4,14],"cost":2,"date_order":"dmy","decimal":",","fixed":true,'
  .. '"label":{"en":"score","nl":"cijfer"},"max":10,"min":0,"name":"nps","only":"up","sensitive":true,"step":1}]')
at("attributes.1.name", "single") -- each after what it needs
at("attributes.2.name", "double")
at("attributes.3.name", "fifth")
at("attributes.3.tiles", 5)
at("attributes.1.label.en", "plus one")
at("attributes.4.kind", "cuts")
at("attributes.4.tiles", 5)
at("attributes.4.added", 1)
at("attributes.4.reverse", true)
at("attributes.4.only.reads", '["visits"]')
at("attributes.5.fraction", 0.8)
at("attributes.6.kind", "share")
at("attributes.7.of", "visits")
at("attributes.7.order", "part")
at("exclusions.1.at", '["policy.lua",12,1]')
at("exclusions.1.when.values", '[["WARNINGS",3],["HABIT",12]]')
at("exclusions.1.when.reads", '["phones"]')
at("exclusions.1.when.source", "function(g) return g.phones >= WARNINGS end")
at("exclusions.1.when.at", '["policy.lua",13,10]')
at("exclusions.1.when.last_line", 13)
at("exclusions.1.lasts", '{"count":90,"unit":"days"}')
at("exclusions.1.since", "last_on")
at("exclusions.1.from", '["Sunday"]')
at("exclusions.1.ignore_unknown", true)
at("segmentations.1.mode", "first")
at("segmentations.1.segments.1.when.reads", '["visits"]')
at("segmentations.1.segments.1.when.values", '[["HABIT",12]]')
at("segmentations.1.segments.2.otherwise", true)
at("segmentations.1.segments.2.when", '{"number":-1,"values":[["HABIT",12]]}')
at("segmentations.2.mode", "score")
at("segmentations.2.points.1.points", -2.5)
at("segmentations.2.segments.1.from", 40)
at("segmentations.2.segments.2.name", "rest")
at("selections.1.limit", 120)
at("selections.1.quota_per", "day")
at("selections.1.quota_max", 40)
at("selections.1.quota_of", "party")
at("selections.1.holdout", 0.1)
at("selections.1.rank.reads", '["nps"]')
at("guarantees.1.holds.reads", "[]")
at("needs.1", '{"at":["policy.lua",31,1],"because":{"en":"From {HABIT} days on.","nl":"Vanaf {HABIT} dagen."},"benefit":1.5,'
  .. '"cost_individual":3,"cost_segment":400,"field":"wanted_days","must":true,"name":"days","presentation":false,"product":true,'
  .. '"segmentation":"guest","split_by":["city","single"],"when":{"number":-1,"values":[["HABIT",12]]}}')
at("files", '["policy.lua"]')
at("dated.1", '{"at":["policy.lua",6,18],"because":{"en":"article 4"},"dates":[["2025-01-01",3],["2027-01-01",2]],'
  .. '"name":"WARNINGS","value":3}')

local mentioned = {}
for i, mention in ipairs(ok and description.mentions or {}) do
  mentioned[i] = mention.name .. " " .. mention.role .. (mention.attribute and " of " .. mention.attribute or "")
end
check.equal(table.concat(mentioned, ", "),
  "phones read, last_on since, phones reason, host reason, visits read, nps reason, visits read, fifth read, nps read, "
  .. "household one_per, day quota.per, party quota.of, visits read, visits read, size by, wanted_days need.field, "
  .. "city split_by, single split_by, single read of double, visits read of single, "
  .. "double of of fifth, double of of fifths, visits read of fifths, double of of top, visits of of part, "
  .. "visits ahead of wait, part order of wait, km what if, km set, fifth set, nps set, guest_id key, nps field",
  "what is mentioned, in order")

check.equal(ok and #list, 12, "the number of functions")
check.equal(ok and list[1] { phones = 3 }, true, "the first function is the exclusion's")

local _, later = run(GOOD, nil, "2027-03-01")
check.equal(type(later) == "table" and later.dated and later.dated[1].value, 2, "a dated number on a later day")
check.equal(json.encode(select(2, run(GOOD))), json.encode(description), "the same description each time")
check.equal(json.encode(select(2, run("\xEF\xBB\xBF" .. GOOD))), json.encode(description), "with a byte order mark")
local crlf = GOOD:gsub("\n", "\r\n")
check.equal(json.encode(select(2, run(crlf))), json.encode(description), "with Windows line ends")

-- --- the functions alone, without the description: the same, in the same order

local host = require "host"
local function places_of(functions)
  local places = {}
  for i, f in ipairs(functions) do
    places[i] = table.concat({ host.place(f) }, ":")
  end
  return table.concat(places, " ")
end
local function functions_only(source, path)
  return select(2, vocabulary.run { main = "policy.lua", files = { ["policy.lua"] = source }, as_of = "2026-11-21",
    paths = { ["policy.lua"] = path or "policy.lua" }, functions_only = true })
end
check.equal(places_of(functions_only(GOOD)), places_of(list), "functions only")
local spa = read "rules/spa/policy.lua"
check.equal(places_of(functions_only(spa)), places_of(select(3, run(spa))), "functions only, of the spa")

-- --- a shipped script: what it declares stands where the policy calls it

local RFM = read "tests/fuzz/policy_fuzz.seeds/rfm.lua"
ok, description, list = run(RFM)
check.equal(ok or said(description), true, "two rfm are accepted")
check.equal(places_of(functions_only(RFM)), places_of(list), "functions only, of a shipped script")
local names = {}
for i, one in ipairs(ok and description.attributes or {}) do
  names[i] = one.name .. " " .. one.at[2]
end
check.equal(table.concat(names, ", "), "shop_last_order_on 6, shop_frequency 6, shop_recency_days 6, shop_monetary 6, "
  .. "shop_recency_score 6, shop_frequency_score 6, shop_monetary_score 6, shop_rfm_score 5, recency_days 14, "
  .. "recency_score 14, frequency_score 14, monetary_score 14, rfm_score 14", "the attributes of rfm, and their lines")
at("segmentations.1.name", "shop_rfm")
at("segmentations.1.segments.1.at", '["policy.lua",9,5]')
at("segmentations.1.segments.1.when.at", '["policy.lua",9,5]')
at("segmentations.1.segments.1.when.source", 'function(c) return known(c["shop_rfm_score"]) and c["shop_recency_score"] >= 3'
  .. ' and c["shop_frequency_score"] == 4 end')
at("segmentations.1.segments.1.when.tree.files", '["policy.lua"]')
at("segmentations.2.segments.10.name", "Lost")
at("segmentations.2.segments.11.otherwise", true)
at("files", '["policy.lua"]')
check.equal(run(RFM:gsub("%brfm%b{}", 'rfm { "x" }'), { ["rfm.lua"] = "return function() end" }), true,
  "a file of the policy's own goes before the script that ships")

-- --- what is no mistake

for _, fine in ipairs {
  'exclusion "x" { when = function(g) return g.last_on < as_of end, because = "b" }',
  'exclusion "x" { when = function(g) local t = {} t.n = g.nps table.insert(t, 3) return t.n end, because = "b" }',
  'exclusion "x" { when = function(g) local n = 0 for i = 1, 3 do n = n + i end return n > g.nps end, because = "b" }',
  'exclusion "x" { when = function(g) return g == nil end, because = "b" }',
  'local LIST = { 1, 2 } exclusion "x" { when = function(g) return one_of(g.nps, LIST) end, because = "b" }',
  'local function at_least(n) return function(g) return g.nps >= n end end '
    .. 'exclusion "x" { when = at_least(3), because = "b" } exclusion "y" { when = at_least(5), because = "{n}" }',
  'for _, city in ipairs { "Delft", "Gouda" } do exclusion(city) { when = function(g) return g.city == city end, because = "b" } end',
  'local t = {} function t.f(g) return g.nps end exclusion "x" { when = t.f, because = "b" }',
  'exclusion "x" { when = function(g) return ("%d"):format(g.nps) == "3" end, because = "b" }',
  'selection "s" { when = function(g) return true end, because = "b", limit = 120.0, holdout = 1, quota = nil }',
} do
  local accepted, problem = run('policy "P" { version = "1" } customers "guests" { key = "id" } ' .. fine)
  check.equal(accepted or said(problem), true, fine)
end

-- --- several files

local HEAD = 'policy "P" { version = "1" } customers "guests" { key = "id" }\n'
local parts = {
  ["parts/ages.lua"] = 'local ages = {}\nfunction ages.old(g) return g.age >= 65 end\nreturn ages\n',
  ["rest.lua"] = 'exclusion "x" { when = function(g) return g.nps > 3 end, because = "b" }\nexclusion "y" { becuase = "b" }',
  ["a.lua"] = 'require "b"', ["b.lua"] = 'require "a"',
}
ok, description = run(HEAD .. [[
local ages = require "parts.ages"
exclusion "young" { when = function(g) return not ages.old(g) end, because = "b", reads = { "age" } }
]], parts)
check.equal(ok or said(description), true, "a policy of two files")
at("files", '["policy.lua","parts/ages.lua"]')
at("exclusions.1.when.reads", '["age"]')
check.equal(said(select(2, run(HEAD .. 'require "rest"', parts))),
  'rules/rest.lua:2:17: unknown key "becuase" in exclusion "y"\n  did you mean "because"?', "a mistake in a second file")
check.equal(said(select(2, run(HEAD .. 'require "a"', parts))),
  'rules/b.lua:1:1: "a" is still being read: two files require one another', "files in a circle")
check.equal(said(select(2, run(HEAD .. 'require "parts.age"', parts))),
  'policy.lua:2:1: there is no file "parts.age.lua" in the folder of this policy\n  did you mean "parts/ages"?', "a file misspelt")

-- --- accidents: whatever happens to a policy, there is a description or one message

local function is_message(problem)
  return type(problem) == "table" and type(problem.message) == "string" and utf8.len(problem.message) ~= nil
    and type(problem.file) == "string" and not problem.message:find "\n" and problem.message
end

local random_state = 20261121
local function random(most) -- xorshift, so that a failure can be found again
  random_state = random_state ~ (random_state << 13)
  random_state = random_state ~ (random_state >> 7)
  random_state = random_state ~ (random_state << 17)
  return (random_state >> 1) % most + 1
end

local tokens = {}
for token in GOOD:gmatch "[%w_]+%s*" do
  tokens[#tokens + 1] = token
end
for _, token in ipairs { "{", "}", "(", ")", '"', ",", "=", "..", "-", "nil", "1e999", "\xFF", "\0", "--", "[[", "function(g)" } do
  tokens[#tokens + 1] = token
end

local accidents = {
  function(text) -- a piece is lost
    local from = random(#text)
    return text:sub(1, from - 1) .. text:sub(from + random(20))
  end,
  function(text) -- a token comes in
    local where = random(#text)
    return text:sub(1, where) .. tokens[random(#tokens)] .. text:sub(where + 1)
  end,
  function(text) -- a token takes the place of another
    local where = text:find("[%w_]+", random(#text)) or 1
    local _, to = text:find("^[%w_]+", where)
    return text:sub(1, where - 1) .. tokens[random(#tokens)] .. text:sub((to or where) + 1)
  end,
  function(text) -- the end is lost
    return text:sub(1, random(#text))
  end,
}

local accepted, refused = 0, 0
for i = 1, 1500 do
  local text = GOOD
  for _ = 1, random(3) do
    text = accidents[random(#accidents)](text)
  end
  local fine, problem = run(text)
  accepted, refused = accepted + (fine and 1 or 0), refused + (fine and 0 or 1)
  if not fine and not is_message(problem) then
    check.equal(said(problem), "one message", "accident " .. i .. ":\n" .. text)
  end
end
check.equal(accepted + refused, 1500, "every accident ends")
check.equal(refused > 1000, true, "most accidents are noticed")

check.finish()
