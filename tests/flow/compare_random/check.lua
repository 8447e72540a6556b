-- One known change between two runs of a random policy over random customers: compare must find every
-- mover, as counted here from the two logs, and name that change for each.

local helder, rounds = arg[1], tonumber(arg[2])
local first = tonumber(os.getenv "FIRST" or 1)
local fields = { "a", "b", "c", "d" }
local PEOPLE = 120

local function pick(list)
  return list[math.random(#list)]
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local function read(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "a"
  return pipe:close() and text or error("failed: " .. command .. "\n" .. text)
end

-- --- a policy: parts that can change one at a time

local function comparison(names)
  return ("%s %s %s"):format("g." .. pick(fields), pick { ">=", "<", ">", "<=" }, pick(names))
end

local function condition(names)
  local text = comparison(names)
  for _ = 2, math.random(1, 3) do
    text = ("%s %s %s"):format(text, pick { "and", "or" }, comparison(names))
  end
  return text
end

local function make()
  local policy = { constants = {}, exclusions = {}, segments = {}, limit = math.random(10, 60) }
  local names = { "K1", "K2", "K3", "4", "6" }
  for i = 1, 3 do
    policy.constants[i] = math.random(2, 8)
  end
  for i = 1, 3 do
    policy.exclusions[i] = { name = "x" .. i, when = condition(names) .. " and g.e > 5" }
    policy.segments[i] = { name = "s" .. i, when = condition(names) }
  end
  policy.when, policy.rank, policy.other = comparison(names), "g." .. pick(fields), comparison(names)
  return policy
end

local function text_of(policy)
  local out = { 'policy "random" {}\ncustomers "people" { key = "key" }\n' }
  local function add(...)
    out[#out + 1] = string.format(...)
  end
  for i, value in ipairs(policy.constants) do
    add("local K%d = %d\n", i, value)
  end
  add 'attribute "sum" { is = function(g) return g.a + g.b end }\nattribute "third" { ntile = 3, of = "sum" }\n'
  for _, rule in ipairs(policy.exclusions) do
    add('exclusion "%s" {\n  when = function(g) return %s end,\n  because = "no {a}",\n}\n', rule.name, rule.when)
  end
  add 'segmentation "group" {\n'
  for _, rule in ipairs(policy.segments) do
    add('  segment "%s" { when = function(g) return %s end, because = "yes" },\n', rule.name, rule.when)
  end
  add '  otherwise "rest" { because = "else" },\n}\nsegmentation "place" {\n'
  add '  segment "top" { when = function(g) return g.third == 3 end, because = "top" },\n  otherwise "not top" { because = "else" },\n}\n'
  add('selection "first" {\n  when = function(g) return %s end,\n  because = "yes",\n  rank = function(g) return %s end,\n  limit = %d,\n}\n',
    policy.when, policy.rank, policy.limit)
  add('selection "second" { when = function(g) return %s and g.third >= 2 end, because = "yes", one_per = "house" }\n', policy.other)
  return table.concat(out)
end

-- --- customers

local function people()
  local rows = {}
  for i = 1, PEOPLE do
    local row = { key = ("P%03d"):format(i), house = math.random(40), e = math.random(10) }
    for _, field in ipairs(fields) do
      row[field] = math.random(0, 10)
    end
    rows[i] = row
  end
  return rows
end

local function csv(rows)
  local out = { "key,house,e,a,b,c,d\n" }
  for _, row in ipairs(rows) do
    out[#out + 1] = ("%s,%d,%d,%s,%s,%s,%s\n"):format(row.key, row.house, row.e, row.a, row.b, row.c, row.d)
  end
  return table.concat(out)
end

local function copy(value)
  if type(value) ~= "table" then
    return value
  end
  local same = {}
  for key, item in pairs(value) do
    same[key] = copy(item)
  end
  return same
end

-- --- one change, and the words it must be told in: a pattern for each mover

local changes = {}

function changes.constant(policy)
  local i = math.random(3)
  local was = policy.constants[i]
  policy.constants[i] = was + pick { -1, 1, 2 }
  return function() return ("K%d went from %d to %d"):format(i, was, policy.constants[i]) end
end

function changes.limit(policy)
  local was = policy.limit
  policy.limit = was + math.random(1, 9)
  return function() return ('limit of selection "first" went from %d to %d'):format(was, policy.limit) end
end

function changes.literal(policy)
  policy.when = "g.a > 3"
  local _, lines = text_of(policy):match('^(.*)selection "first"'):gsub("\n", "")
  return function() return ("the number in line %d went from 3 to 5"):format(lines + 2) end, function(after) after.when = "g.a > 5" end
end

function changes.new_rule(policy)
  policy.exclusions[4] = { name = "x4", when = "g.b > 6" }
  return function() return 'exclusion "x4" is new' end
end

function changes.lost_rule(policy)
  local gone = table.remove(policy.exclusions, math.random(3))
  return function() return ('exclusion "%s" is gone'):format(gone.name) end
end

function changes.lost_segment(policy)
  local gone = table.remove(policy.segments, math.random(3))
  return function() return ('segment "%s" is gone'):format(gone.name) end
end

function changes.rewritten(policy)
  local rule = policy.segments[math.random(3)]
  local was = rule.when
  rule.when = "(" .. was .. ") and g.d < 7"
  return function() return ('"%s" became "%s" in segment "%s"'):format(was, rule.when, rule.name) end
end

function changes.rank(policy)
  policy.rank = "g.a"
  return function() return '"g.a" became "g.b" in rank of selection "first"' end, function(after) after.rank = "g.b" end
end

function changes.field(_, rows)
  local field, moved = pick(fields), {}
  for _ = 1, 15 do
    local row = pick(rows)
    if not moved[row.key] then
      moved[row.key] = ("%s went from %d to"):format(field, row[field])
      row[field] = (row[field] + math.random(1, 9)) % 11
      moved[row.key] = moved[row.key] .. " " .. row[field]
    end
  end
  return function(key, rule)
    local others = ("other customers' %s changed"):format(field)
    if rule:find "^exclusion" or rule == "segmentation group" then
      return moved[key]
    end
    return moved[key] or others, others -- his own, or that of others
  end
end

function changes.left(_, rows)
  for _ = 1, 12 do
    table.remove(rows, math.random(#rows))
  end
  return function() return "other customers came or left" end
end

local kinds = { "constant", "field", "limit", "literal", "new_rule", "lost_rule", "lost_segment", "rewritten", "rank", "left",
  "constant", "field" }

-- --- what the logs say: outcomes[key][rule]

local function outcomes(folder, rules)
  local found = {}
  for line in io.lines(folder .. "/decisions.ndjson") do
    local ends = {}
    local excluded = line:match '"excluded":(%b[])'
    for _, name in ipairs(rules) do
      ends["exclusion " .. name] = excluded:find('"' .. name .. '"', 1, true) and "excluded" or "not excluded"
    end
    for rule in line:match('"unknown":(%b[])'):gmatch '"rule":"(exclusion [^"]*)"' do
      ends[rule] = "could not decide"
    end
    for _, name in ipairs { "group", "place" } do
      ends["segmentation " .. name] = line:match('"segments":%b{}'):match('"' .. name .. '":"([^"]*)"')
    end
    for name, state in line:match('"selections":(%b{})'):gmatch '"(%w+)":{"state":"([^"]*)"' do
      ends["selection " .. name] = state
    end
    found[line:match '"key":"([^"]*)"'] = ends
  end
  return found
end

local function moves(before, after)
  local found, count = {}, 0
  for key, ends in pairs(before) do
    for rule, outcome in pairs(after[key] and ends or {}) do
      if after[key][rule] ~= outcome then
        found[("%s,%s,%s,%s"):format(key, rule, outcome, after[key][rule])] = { key, rule }
        count = count + 1
      end
    end
  end
  return found, count
end

local function unquoted(cell)
  return cell:find '^"' and cell:sub(2, -2):gsub('""', '"') or cell
end

-- --- a round

local movers, wrong = 0, 0

local function judge(round, kind, told, expected, expect)
  local left = {}
  for way, whose in pairs(expected) do
    left[way] = whose
  end
  for line in told:gmatch "[^\n]+" do
    local way, cause = line:match "^([^,]*,[^,]*,[^,]*,[^,]*),(.*)$"
    if way ~= "key,rule,from,to" then
      local whose = left[way]
      left[way] = nil
      movers = movers + 1
      local one, other
      if whose then
        one, other = expect(whose[1], whose[2])
      end
      if not whose or unquoted(cause) ~= one and unquoted(cause) ~= other then
        wrong = wrong + 1
        print(("round %d, %s: %s because %s; expected %s"):format(round, kind, way, cause, one or "no move"))
      end
    end
  end
  for way in pairs(left) do
    wrong = wrong + 1
    print(("round %d, %s: %s is not told"):format(round, kind, way))
  end
end

local function run(folder)
  os.execute(("mkdir -p %s && rm -rf %s/runs"):format(folder, folder))
  read(("%s run %s/policy.lua --data %s/people.csv --as-of 2026-11-21 --seed 01 --out %s/runs"):format(helder, folder, folder, folder))
  return (read(("ls -d %s/runs/2026*"):format(folder)):gsub("\n", ""))
end

local function play(round)
  math.randomseed(round)
  local kind = kinds[(round - 1) % #kinds + 1]
  local policy, rows = make(), people()
  local after_rows = copy(rows)
  local after = copy(policy)
  local expect, also = changes[kind](kind == "literal" and policy or kind == "rank" and policy or after, after_rows)
  if also then
    after = copy(policy)
    also(after)
  end
  os.execute "mkdir -p before after"
  write("before/policy.lua", text_of(policy))
  write("before/people.csv", csv(rows))
  write("after/policy.lua", text_of(after))
  write("after/people.csv", csv(after_rows))
  local was, is = run "before", run "after"
  local rules = { "x1", "x2", "x3", "x4" }
  local expected = moves(outcomes(was, rules), outcomes(is, rules))
  judge(round, kind, read(("%s compare %s %s --csv"):format(helder, was, is)), expected, expect)
  if kind ~= "field" and kind ~= "left" then
    judge(round, kind .. ", by policy", read(("%s compare --policy before/policy.lua after/policy.lua --data before/people.csv "
      .. "--as-of 2026-11-21 --csv"):format(helder)), expected, expect)
  end
end

for round = first, first + rounds - 1 do
  play(round)
end
print(wrong == 0 and movers > 10 * rounds and "all movers are told, each with the change that was made"
  or ("%d wrong of %d movers"):format(wrong, movers))
