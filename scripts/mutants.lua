-- Mutants: a policy with one small change each, to see which of them no test notices.
--
-- mutants.run { files } -> { mutants = { mutant, … } }, {}    given as to vocabulary.run; nothing of it runs
--   a mutant is { file, first, last, with, line, column, before, after }: the bytes first … last of the
--   file of that name are replaced by `with`; before and after are short, for people. With `from` (a day)
--   and `to` it is about a dated number that holds from that day and before the other; with `helper`
--   it stands in a function or list that has a name, and that several rules may use; with `body` it is
--   inside functions that are asked of customers, and run for nothing else: all that the policy declares
--   stays as it is; with `promise`, a guarantee's name, it is in what that one holds, and in nothing else.
--
-- Changed is what decides: numbers, comparisons, and/or/not, calculations, texts that are compared, the
-- direction of a rank; in the rules, and in the constants and helpers that rules use. Not what is shown
-- (because, label, appeal), nor what decides nothing: customers, events, needs, scenarios.

local grammar = require "grammar"
local positions = require "positions"

local mutants = {}

local told = { because = true, label = true, appeal = true, reads = true }
local silent = { policy = true, customers = true, events = true, need = true, scenario = true,
  discretion = true }
local conditions = { when = true, where = true, only = true }
local other = {
  ["<"] = { "<=", ">=" }, ["<="] = { "<", ">" }, [">"] = { ">=", "<=" }, [">="] = { ">", "<" },
  ["=="] = { "~=" }, ["~="] = { "==" }, ["and"] = { "or" }, ["or"] = { "and" },
  ["+"] = { "-" }, ["-"] = { "+" }, ["*"] = { "/" }, ["/"] = { "*" }, ["//"] = { "*" }, ["%"] = { "*" },
}
local swapped = { min = "max", max = "min" }
local ANOTHER = '"another text"'

local Search = {}
Search.__index = Search

function Search:text(node)
  return self.source:sub(node.first, node.last)
end

-- One change: bytes first … last become `with`. `before` and `after`: what people see of it.
function Search:add(place, first, last, with, before, after)
  local key = ("%d %d %s"):format(first, last, with)
  if self.seen[key] then
    local mutant = self.seen[key]
    mutant.helper, mutant.body = mutant.helper or place.helper, mutant.body and place.body
    mutant.promise = mutant.promise == place.promise and place.promise or nil
    return
  end
  local line, column = self.index:at(first)
  local list = self.list
  self.seen[key] = { file = self.name, first = first, last = last, with = with, line = line, column = column,
    before = before or self.source:sub(first, last), after = after or with, from = place.from, to = place.to, helper = place.helper, body = place.body,
    promise = place.promise }
  list[#list + 1] = self.seen[key]
end

function Search:replace(place, node, with)
  self:add(place, node.first, node.last, with)
end

-- --- numbers

-- 3 -> 4 and 2; 0.85 -> 0.86 and 0.84
local function neighbours(text)
  local whole = math.tointeger(tonumber(text))
  local decimals = text:match "^%d*%.(%d+)$"
  if whole and not decimals then
    return { tostring(whole + 1), tostring(whole - 1) }
  elseif decimals then
    local form, step = "%." .. #decimals .. "f", 10 ^ -#decimals
    return { form:format(tonumber(text) + step), form:format(tonumber(text) - step) }
  end
  return { ("%.17g"):format(tonumber(text) * 2), ("%.17g"):format(tonumber(text) / 2) }
end

local find = {}

function find.Number(search, node, place)
  local all = place.share and { "0", "1" } -- a draw of a tenth or of a little more: no test can tell
    or place.rank and { "0" } -- of a rank only the order counts
    or neighbours(search:text(node))
  for _, with in ipairs(all) do
    if tonumber(with) ~= node.value then
      search:add(place, node.first, node.last, with:find "^-" and "(" .. with .. ")" or with, nil, with)
    end
  end
end

find["True"] = function(search, node, place)
  search:replace(place, node, "false")
end

find["False"] = function(search, node, place)
  search:replace(place, node, "true")
end

function find.String(search, node, place)
  if place.inside then
    search:replace(place, node, ANOTHER)
  end
end

-- --- operators

function find.Binary(search, node, place)
  for _, op in ipairs(not node.scales and other[node.op] or {}) do
    search:add(place, node.at, node.at + #node.op - 1, op)
  end
  search:walk(node.left, place)
  search:walk(node.right, place)
end

function find.Unary(search, node, place)
  if node.op == "not" or node.op == "-" then
    search:add(place, node.first, node.operand.first - 1, node.op == "not" and " " or "", node.op, "nothing")
  end
  search:walk(node.operand, place)
end

function find.Paren(search, node, place)
  search:walk(node.inner, place)
end

function find.Index(search, node, place)
  search:walk(node.object, place)
  if node.key.tag ~= "String" then
    search:walk(node.key, place)
  end
end

-- --- names: what they stand for, as far as the file tells

function find.Name(search, node, place)
  local variable = node.variable
  local value = variable and not variable.parameter and variable.value
  if value and (value.tag == "Function" or value.tag == "Table") then
    search:walk(value, { inside = place.inside, rank = place.rank, share = place.share, helper = true, body = place.body })
  elseif value then -- a number or text: reasons may show it
    search:walk(value, { inside = place.inside, rank = place.rank, share = place.share, helper = place.helper })
  end
end

-- --- calls and lists

local function word_of(node)
  local callee = node.callee.tag == "Call" and node.callee.callee or node.callee
  return callee.tag == "Name" and not callee.variable and callee.name or nil
end

-- Each number with the days between which it holds.
local function dated(search, node, place)
  local items = {}
  for _, item in ipairs(node.arguments[1] and node.arguments[1].items or {}) do
    if item.tag == "Item" and item.key.tag == "String" and not told[item.key.value] then
      items[#items + 1] = item
    end
  end
  table.sort(items, function(a, b) return a.key.value < b.key.value end)
  for i, item in ipairs(items) do
    search:walk(item.value, { inside = place.inside, rank = place.rank, share = place.share, helper = place.helper,
      from = item.key.value, to = items[i + 1] and items[i + 1].key.value })
  end
end

function find.Call(search, node, place)
  local word = word_of(node)
  if silent[word] then
    return
  elseif word == "dated" then
    return dated(search, node, place)
  elseif place.inside and swapped[word] then
    search:replace(place, node.callee, swapped[word])
  end
  search:walk(node.callee, place)
  local declares = word and not place.inside
  local named = node.callee.tag == "Call" and node.callee.arguments[1]
  if declares and word == "guarantee" and named and named.tag == "String" then
    place = setmetatable({ guarantee = named.value }, { __index = place })
  end
  for _, argument in ipairs(node.arguments) do
    if declares and argument.tag == "Table" then
      find.Table(search, argument, place, true)
    else
      search:walk(argument, place)
    end
  end
end

function find.Method(search, node, place)
  search:walk(node.object, place)
  search:walk_list(node.arguments, place)
end

-- The function that a key gives: written there, or by its name.
local function function_of(node)
  if node.tag == "Name" and node.variable then
    node = node.variable.value
  end
  return node and node.tag == "Function" and node or nil
end

-- The answers of a function, without those of functions inside it.
local function returns(node, visit)
  for _, statement in ipairs(node) do
    if statement.tag == "Return" and #statement.values == 1 then
      visit(statement.values[1])
    end
    for _, body in ipairs { statement.body or {}, statement.otherwise or {} } do
      returns(body, visit)
    end
    for _, clause in ipairs(statement.clauses or {}) do
      returns(clause.body, visit)
    end
  end
end

local bare = { Index = true, Call = true, Method = true }

function Search:answers(key, node, place)
  local given = function_of(node)
  if not given then
    return
  end
  place = { helper = node.tag == "Name" or nil, body = place.body }
  returns(given.body, function(value)
    local text = self:text(value)
    if key == "rank" then
      value.scales = value.tag == "Binary" and (value.left.tag == "Number" or value.right.tag == "Number") -- same order
      self:add(place, value.first, value.last, "-(" .. text .. ")", "the highest first", "the lowest first")
    elseif conditions[key] and bare[value.tag] then
      self:add(place, value.first, value.last, "not (" .. text .. ")", text:gsub("%s+", " "), "not " .. text:gsub("%s+", " "))
    end
  end)
end

-- Keys whose functions are asked of customers, and of nothing while the policy is read.
local asked = { when = true, is = true, where = true, only = true, rank = true, holds = true }

-- `declares`: of a rule that stands in the file itself, not in a function that makes rules.
function find.Table(search, node, place, declares)
  for _, item in ipairs(node.items) do
    local key = item.tag == "Item" and item.key.tag == "String" and item.key.value
    if item.tag ~= "Item" then
      search:walk(item, place)
    elseif not told[key] then
      local within = { inside = place.inside, rank = place.rank or key == "rank", share = key == "holdout",
        from = place.from, to = place.to, helper = place.helper, promise = key == "holds" and place.guarantee or place.promise,
        body = place.body or declares and asked[key] and function_of(item.value) and true or nil }
      search:answers(key, item.value, within)
      search:walk(item.value, within)
    end
  end
end

find["Function"] = function(search, node, place)
  search:walk_list(node.body, { inside = true, rank = place.rank, share = place.share, helper = place.helper, body = place.body,
    promise = place.promise })
end

-- --- statements

function find.Local(search, node, place)
  if place.inside then
    search:walk_list(node.values, place)
  end -- others decide where a rule names them
end

function find.LocalFunction() end -- where it is called

function find.FunctionStatement(search, node, place)
  search:walk(node.func, place)
end

function find.Set(search, node, place)
  search:walk_list(node.values, place)
end

function find.Return(search, node, place)
  search:walk_list(node.values, place)
end

local function body(search, node, place)
  for _, part in ipairs { "condition", "start", "stop", "step" } do
    search:walk(node[part], place)
  end
  search:walk_list(node.values or {}, place)
  search:walk_list(node.body, place)
end
find.Do, find.While, find.Repeat, find.For, find.ForIn = body, body, body, body, body

function find.If(search, node, place)
  for _, clause in ipairs(node.clauses) do
    search:walk(clause.condition, place)
    search:walk_list(clause.body, place)
  end
  search:walk_list(node.otherwise or {}, place)
end

-- --- all of it

-- A node once for each kind of place that it is reached from.
function Search:walk(node, place)
  local kind = node and (place.inside and 1 or 0) + (place.rank and 2 or 0) + (place.share and 4 or 0) + (place.helper and 8 or 0)
    + (place.body and 16 or 0)
  if not node or not find[node.tag] then
    return
  end
  local walked = self.walked[node] or {}
  self.walked[node] = walked
  if not walked[kind] then
    walked[kind] = true
    find[node.tag](self, node, place)
  end
end

function Search:walk_list(list, place)
  for _, node in ipairs(list) do
    self:walk(node, place)
  end
end

local function search_file(name, source, list)
  local chunk = grammar.parse(source)
  if chunk then -- what is no Lua was refused before
    local search = setmetatable({ name = name, source = source, index = positions.index(source), list = list, seen = {},
      walked = {} }, Search)
    search:walk_list(chunk.body, {})
  end
end

local function by_place(a, b)
  if a.first ~= b.first then
    return a.first < b.first
  end
  return a.with < b.with
end

function mutants.run(given)
  local names, list = {}, {}
  for name in pairs(given.files) do
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local found = {}
    search_file(name, given.files[name], found)
    table.sort(found, by_place)
    table.move(found, 1, #found, #list + 1, list)
  end
  return { mutants = list }, {}
end

return mutants
