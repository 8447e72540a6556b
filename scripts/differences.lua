-- Differences: all that decides in one policy and not in another, one thing at a time, each with what undoes it.
--
-- differences.run { files, as_of } -> { differences = { difference, … } }, {}    nothing of the policies runs
--   files: those of the policy before as "before/policy.lua", of the one after as "after/policy.lua", and
--   "before day", which holds the day before; as_of is the day after.
--   A difference is { says, kind, by_day, idle, edits = { { file, first, last, with }, … } }: in the file of that name after,
--   the bytes first … last are replaced by `with` (last = first - 1: it is put there). kind: "number" (a
--   number or text), "setting" (a key of a rule), "rule". by_day: the text is the same, another dated number holds;
--   idle: a dated number that holds on neither day.
--
-- Edits of several differences may be the same one; they never cross. Left out is what decides nothing: reasons,
-- labels, customers, guarantees, needs, scenarios, and new or lost names that nothing uses.

local grammar = require "grammar"
local positions = require "positions"

local differences = {}

local told = { because = true, label = true, appeal = true, reads = true }
local silent = { policy = true, customers = true, guarantee = true, need = true, scenario = true,
  discretion = true }
local ordered = { selection = true, segment = true }
local literal = { Number = true, String = true, True = true, False = true, Nil = true }
local children = {
  Index = { "object", "key" }, Call = { "callee", "arguments" }, Method = { "object", "arguments" },
  Function = { "parameters", "body" }, Table = { "items" }, Item = { "key", "value" }, Paren = { "inner" },
  Unary = { "operand" }, Binary = { "left", "right" }, Local = { "names", "values" }, Set = { "targets", "values" },
  Return = { "values" }, Do = { "body" }, While = { "condition", "body" }, Repeat = { "body", "condition" },
  If = { "clauses", "otherwise" }, For = { "name", "start", "stop", "step", "body" }, ForIn = { "names", "values", "body" },
  FunctionStatement = { "target", "func" }, LocalFunction = { "name", "func" }, Goto = { "label" }, Label = { "label" },
  Clause = { "condition", "body" },
}
local plainly = { For = "the loop", ForIn = "the loop", While = "the loop", Repeat = "the loop", If = "the if", Do = "the block" }
local scalars = { Name = "name", Method = "name", Unary = "op", Binary = "op" }

-- --- texts

local Compare = {}
Compare.__index = Compare

function Compare:was(node)
  return self.before:sub(node.first, node.last)
end

function Compare:is(node)
  return self.after:sub(node.first, node.last)
end

local LONGEST = 60

local function short(text)
  text = text:gsub("%-%-[^\n]*", " "):gsub("%s+", " ")
  if utf8.len(text) and utf8.len(text) > LONGEST then
    text = text:sub(1, utf8.offset(text, LONGEST) - 1) .. "…"
  end
  return text
end

function Compare:line(node)
  local line = self.index:at(node.first)
  return self.main and ("line %d"):format(line) or ("line %d of %s"):format(line, self.name)
end

function Compare:add(kind, says, edits)
  local difference = { kind = kind, says = says, edits = edits }
  self.list[#self.list + 1] = difference
  return difference
end

function Compare:edit(first, last, with)
  return { file = self.name, first = first, last = last, with = with }
end

function Compare:replace(old, new)
  return self:edit(new.first, new.last, self:was(old))
end

-- --- what is written inside a function: the smallest parts that differ

local function is_literal(node)
  return literal[node.tag] or node.tag == "Unary" and node.op == "-" and node.operand.tag == "Number"
end

local function parts(node)
  local found = {}
  for _, name in ipairs(children[node.tag or "Clause"] or {}) do
    local child = node[name]
    if type(child) == "table" and not child.tag and (child[1] or next(child) == nil) then
      found[#found + 1] = "list of " .. #child
      table.move(child, 1, #child, #found + 1, found)
    else
      found[#found + 1] = child or "none"
    end
  end
  return found
end

-- g.nps, { nps = … }: another name is no other text.
local function same_name(old, new)
  return not (old.tag == "Index" or old.tag == "Item") or old.key.tag ~= "String" or old.key.value == new.key.value
end

local function same_shape(old, new, olds, news)
  if old.tag ~= new.tag or #olds ~= #news or old[scalars[old.tag]] ~= new[scalars[new.tag]] then
    return false
  end
  for i, part in ipairs(olds) do
    if type(part) == "string" and part ~= news[i] or type(part) ~= type(news[i]) then
      return false
    end
  end
  return true
end

local compares = { ["<"] = true, [">"] = true, ["<="] = true, [">="] = true, ["=="] = true, ["~="] = true }

-- A comparison is told whole, unless only numbers and texts differ in it.
local function whole(old, new, found, count)
  for i = count + 1, compares[old.op] and #found or count do
    if not found[i][3] then
      table.move({ { old, new, false } }, 1, #found - count, count + 1, found)
      return found
    end
  end
  return found
end

-- Pairs { old, new, literal } in the order of the source.
local function collect(old, new, found)
  local count = #found
  if is_literal(old) and is_literal(new) then
    if old.tag ~= new.tag or old.value ~= new.value or old.tag == "Unary" and old.operand.value ~= new.operand.value then
      found[#found + 1] = { old, new, true }
    end
    return found
  end
  if old.tag == "Item" and new.tag == "Item" and same_name(old, new) and told[old.key.value] then
    return found
  end
  local olds, news = parts(old), parts(new)
  if not same_shape(old, new, olds, news) or not same_name(old, new) then
    found[#found + 1] = { old, new, false }
    return found
  end
  for i, part in ipairs(olds) do
    if type(part) == "table" then
      if not part.tag then -- a clause of an if has no place of its own
        for k, inner in ipairs(parts(part)) do
          local other = parts(news[i])[k]
          if type(inner) == "table" and type(other) == "table" then
            collect(inner, other, found)
          elseif inner ~= other then
            found[#found + 1] = { old, new, false }
            return found
          end
        end
      else
        collect(part, news[i], found)
      end
    end
  end
  return whole(old, new, found, count)
end

local function kind_word(pair)
  local both = pair[1].tag == pair[2].tag
  return both and pair[1].tag == "String" and "text" or (pair[1].tag == "Number" or pair[1].tag == "Unary") and "number" or "value"
end

function Compare:written(old, new, title, companions)
  local found = collect(old, new, {})
  local all_literal = true
  for _, pair in ipairs(found) do
    all_literal = all_literal and pair[3]
  end
  if all_literal then
    for _, pair in ipairs(found) do
      self:add("number", ("the %s in %s went from %s to %s"):format(kind_word(pair), self:line(pair[2]),
        short(self:was(pair[1])), short(self:is(pair[2]))), { self:replace(pair[1], pair[2]) })
    end
  elseif #found == 1 then
    local pair = found[1]
    local difference = self:add("rule", ('"%s" became "%s" in %s'):format(short(self:was(pair[1])), short(self:is(pair[2])), title),
      { self:replace(pair[1], pair[2]) })
    self:accompany(difference, companions)
  elseif #found > 1 then
    self:accompany(self:add("rule", title .. " was rewritten", { self:replace(old, new) }), companions)
  end
end

function Compare:accompany(difference, companions)
  for _, edit in ipairs(companions or {}) do
    difference.edits[#difference.edits + 1] = edit
  end
end

-- --- lists: statements of a file, items of a table

-- exclusion "x" { … } -> "exclusion", "x"
local function word_and_name(node)
  local callee, first = node.callee, node.arguments and node.arguments[1]
  if node.tag ~= "Call" then
    return nil
  elseif callee.tag == "Call" then
    return word_and_name(callee)
  elseif callee.tag == "Name" then
    return callee.name, first and first.tag == "String" and first.value or nil
  end
end

local function call_key(node, text)
  local word, name = word_and_name(node)
  if word == "policy" then
    return "policy"
  end
  return word and word .. (name and (' "%s"'):format(name) or "") or "#" .. text
end

local function names_of(node)
  local names = {}
  for i, name in ipairs(node.names) do
    names[i] = name.name
  end
  return table.concat(names, ", ")
end

local function key_of(node, text)
  if node.tag == "Call" then
    return call_key(node, text)
  elseif node.tag == "Local" then
    return "local " .. names_of(node)
  elseif node.tag == "LocalFunction" then
    return "local " .. node.name.name
  elseif node.tag == "Item" then
    return node.key.tag == "String" and node.key.value or "#" .. text:match "^%b[]"
  elseif node.tag == "Return" then
    return "what the file returns"
  end
  return plainly[node.tag] or "#" .. text
end

local function keyed(list, text_of)
  local keys, seen = {}, {}
  for i, node in ipairs(list) do
    local key = key_of(node, text_of(node))
    seen[key] = (seen[key] or 0) + 1
    keys[i] = seen[key] > 1 and key .. " #" .. seen[key] or key
  end
  return keys
end

-- Which of these numbers (false: none) stand in the longest ascending row.
local function ascending(numbers)
  local best, before, last = {}, {}, nil
  for i, number in ipairs(numbers) do
    if number then
      best[i] = 1
      for k = 1, i - 1 do
        if numbers[k] and numbers[k] < number and best[k] + 1 > best[i] then
          best[i], before[i] = best[k] + 1, k
        end
      end
      if not last or best[i] > best[last] then
        last = i
      end
    end
  end
  local inside = {}
  while last do
    inside[last], last = true, before[last]
  end
  return inside
end

-- How two lists go together: pairs by key, what only one has, what stands in another order.
local function match(self, olds, news)
  local old_keys = keyed(olds, function(node) return self:was(node) end)
  local new_keys = keyed(news, function(node) return self:is(node) end)
  local old_at, new_at, numbers = {}, {}, {}
  for i, key in ipairs(old_keys) do
    old_at[key] = i
  end
  for i, key in ipairs(new_keys) do
    new_at[key] = i
    numbers[i] = old_at[key] or false
  end
  return { olds = olds, news = news, old_keys = old_keys, new_keys = new_keys, old_at = old_at, new_at = new_at,
    steady = ascending(numbers) }
end

-- The edit that puts old item i where it stood: behind the nearest one before it that both have.
local function put_back(self, matched, i, list)
  local text = self:was(matched.olds[i])
  for k = i - 1, 1, -1 do
    local at = matched.new_at[matched.old_keys[k]]
    if at and matched.steady[at] then
      local behind = matched.news[at].last + 1
      return self:edit(behind, behind - 1, list and ", " .. text or "\n" .. text .. "\n")
    end
  end
  local first = list and list.first + 1 or 1
  return self:edit(first, first - 1, list and text .. ", " or text .. "\n")
end

-- The edit that takes a new item away, in a table with the separator behind it.
local function take_away(self, node, list)
  local last = node.last
  local after = list and self.after:match("^%s*()[,;]", last + 1)
  while list and not after and self.after:match("^%s*%-%-[^\n]*\n", last + 1) do
    last = select(2, self.after:find("^%s*%-%-[^\n]*\n", last + 1))
    after = self.after:match("^%s*()[,;]", last + 1)
  end
  return self:edit(node.first, after or node.last, " ")
end

-- --- rules and their keys

local function is_function(node)
  return node.tag == "Function"
end

-- Edits that bring reasons and labels back, for a rule whose condition is.
local function companions_of(self, matched, list)
  local edits = {}
  for i, node in ipairs(matched.news) do
    if node.tag == "Item" and told[matched.new_keys[i]] then
      local old = matched.old_at[matched.new_keys[i]]
      if not old then
        edits[#edits + 1] = take_away(self, node, list)
      elseif self:was(matched.olds[old]) ~= self:is(node) then
        edits[#edits + 1] = self:replace(matched.olds[old], node)
      end
    end
  end
  for i, node in ipairs(matched.olds) do
    if node.tag == "Item" and told[matched.old_keys[i]] and not matched.new_at[matched.old_keys[i]] then
      edits[#edits + 1] = put_back(self, matched, i, list)
    end
  end
  return edits
end

function Compare:setting(path, title, old, new, edits, companions)
  local was, is = old and short(self:was(old)), new and short(self:is(new))
  local name = title and path .. " of " .. title or path
  local says = ("%s went from %s to %s"):format(name, was or "none", is or "none")
  if old and is_function(old) or new and is_function(new) then
    says = ("%s is %s"):format(name, old and (new and "another" or "gone") or "new")
  end
  self:accompany(self:add(title and "setting" or "number", says, edits), companions)
end

local function only_values(list)
  for _, node in ipairs(list) do
    if node.tag == "Item" or node.tag == "Call" and word_and_name(node) then
      return false
    end
  end
  return true
end

local function holding(items, day)
  local best
  for _, item in ipairs(items) do
    if item.tag == "Item" and item.key.tag == "String" and item.key.value:find "^%d" and item.key.value <= day
      and (not best or item.key.value > best.key.value) then
      best = item
    end
  end
  return best
end

local function by_day(items)
  local found = {}
  for _, item in ipairs(items) do
    if item.tag == "Item" and item.key.tag == "String" then
      found[item.key.value] = item
    end
  end
  return found
end

local function other_days(some, all)
  for day in pairs(some) do
    if not all[day] and not told[day] then
      return true
    end
  end
  return false
end

-- Two dated lists: of the days that both have the numbers; else the whole.
function Compare:dates(old, new, path)
  local olds, news = by_day(old.items), by_day(new.items)
  local was, is = holding(old.items, self.before_day), holding(new.items, self.after_day)
  if other_days(olds, news) or other_days(news, olds) then
    local same = was and is and self:was(was.value) == self:is(is.value)
    if same then
      self:add("number", path .. " has other dates", { self:replace(old, new) }).idle = true
    else
      self:setting(path, nil, was and was.value, is and is.value, { self:replace(old, new) })
    end
    return
  end
  for _, item in ipairs(new.items) do
    local before = item.tag == "Item" and olds[item.key.value]
    if before and not told[item.key.value] and #collect(before.value, item.value, {}) > 0 then
      local idle = before ~= was and item ~= is
      local name = idle and ("%s from %s on"):format(path, item.key.value) or path
      self:setting(name, nil, before.value, item.value, { self:replace(before.value, item.value) })
      self.list[#self.list].idle = idle or nil
    end
  end
end

-- The value of a key, or of a constant: `path` is its name.
function Compare:value(old, new, path, title, companions)
  if self:was(old) == self:is(new) then
    return
  elseif old.tag == "Table" and new.tag == "Table" and not (only_values(old.items) and only_values(new.items)) then
    self:table(old, new, path, title)
  elseif old.tag == "Function" and new.tag == "Function" then
    self:written(old, new, title and (path == "when" and title or path .. " of " .. title) or path, companions)
  elseif old.tag == "Call" and new.tag == "Call" and word_and_name(old) == "dated" and word_and_name(new) == "dated"
    and #old.arguments == 1 and #new.arguments == 1 and not title then
    self:dates(old.arguments[1], new.arguments[1], path)
  elseif #collect(old, new, {}) > 0 then
    self:setting(path, title, old, new, { self:replace(old, new) }, companions)
  end
end

local function joined(path, key)
  return path and path .. "." .. key or key
end

function Compare:item(old, new, key, path, title, companions)
  if new.tag == "Item" then
    self:value(old.value, new.value, joined(path, key), title, companions)
  elseif new.tag == "Call" and word_and_name(new) then
    self:rule(old, new, key)
  elseif self:was(old) ~= self:is(new) then
    self:written(old, new, path or title or "the policy", companions)
  end
end

-- A key as people know it.
local function shown(key)
  return key:find "^#" and short(key:sub(2)) or (key:gsub("^local ", ""))
end

-- Items of a table, by key; `path` and `title` name what holds them.
function Compare:table(old, new, path, title)
  local matched = match(self, old.items, new.items)
  local companions = companions_of(self, matched, new)
  for i, node in ipairs(matched.news) do
    local key = matched.new_keys[i]
    local before = matched.old_at[key]
    if told[key] and node.tag == "Item" then
      before = nil
    elseif not before and node.tag == "Item" then
      self:setting(joined(path, key), title, nil, node.value, { take_away(self, node, new) }, companions)
    elseif not before then
      self:add("rule", shown(key) .. " is new", { take_away(self, node, new) })
    elseif not matched.steady[i] and ordered[word_and_name(node) or ""] then
      self:moved(matched, before, i, new)
    else
      self:item(matched.olds[before], node, key, path, title, companions)
    end
  end
  for i, node in ipairs(matched.olds) do
    local key = matched.old_keys[i]
    if not matched.new_at[key] and node.tag == "Item" and not told[key] then
      self:setting(joined(path, key), title, node.value, nil, { put_back(self, matched, i, new) }, companions)
    elseif not matched.new_at[key] and node.tag ~= "Item" then
      self:add("rule", shown(key) .. " is gone", { put_back(self, matched, i, new) })
    end
  end
end

function Compare:moved(matched, before, i, list)
  local node = matched.news[i]
  local same = self:was(matched.olds[before]) == self:is(node)
  self:add("rule", matched.new_keys[i] .. " stands in another place" .. (same and "" or ", and was rewritten"),
    { take_away(self, node, list), put_back(self, matched, before, list) })
end

-- exclusion "x" { … }
function Compare:rule(old, new, title)
  local was, is = old.arguments[1], new.arguments[1]
  if #old.arguments == 1 and #new.arguments == 1 and was.tag == "Table" and is.tag == "Table" then
    self:table(was, is, nil, title)
  elseif #collect(old, new, {}) > 0 then
    self:add("rule", title .. " was rewritten", { self:replace(old, new) })
  end
end

-- --- statements

-- A constant, a helper: nothing by itself.
local function only_names(node)
  if node.tag == "LocalFunction" then
    return true
  elseif node.tag ~= "Local" then
    return false
  end
  for _, value in ipairs(node.values) do
    local word = word_and_name(value)
    if value.tag == "Method" or value.tag == "Call" and word ~= "dated" and word ~= "days" and word ~= "months" then
      return false
    end
  end
  return true
end

function Compare:statement(old, new, key)
  local word = word_and_name(new)
  if self:was(old) == self:is(new) or silent[word] then
    return
  elseif new.tag == "Call" and old.tag == "Call" and word then
    self:rule(old, new, key)
  elseif new.tag == "Local" and old.tag == "Local" and #new.values == #old.values and #new.names == #new.values then
    for i, name in ipairs(new.names) do
      self:value(old.values[i], new.values[i], name.name)
    end
  elseif new.tag == "LocalFunction" and old.tag == "LocalFunction" then
    self:written(old.func, new.func, "function " .. shown(key))
  else
    self:written(old, new, plainly[new.tag] and ("%s in %s"):format(shown(key), self:line(new)) or shown(key))
  end
end

-- An old constant that is gone comes back with whatever names it.
local function add_lost(self, lost)
  local function names(text, name)
    return text:find("%f[%w_]" .. name .. "%f[^%w_]") ~= nil
  end
  for _, difference in ipairs(self.list) do
    local at = 1
    while at <= #difference.edits do
      for _, one in ipairs(lost) do
        if difference.edits[at] ~= one.edit and not one.taken and names(difference.edits[at].with, one.name) then
          one.taken = true
          difference.edits[#difference.edits + 1] = one.edit
        end
      end
      at = at + 1
    end
    for _, one in ipairs(lost) do
      one.taken = nil
    end
  end
end

local function statements(self, olds, news)
  local matched, lost = match(self, olds, news), {}
  for i, node in ipairs(news) do
    local key = matched.new_keys[i]
    local before = matched.old_at[key]
    local word = word_and_name(node)
    if not before then
      if not only_names(node) and not silent[word] then
        self:add("rule", shown(key) .. " is new", { take_away(self, node) })
      end
    elseif not matched.steady[i] and ordered[word or ""] then
      self:moved(matched, before, i)
    else
      self:statement(olds[before], node, key)
    end
  end
  for i, node in ipairs(olds) do
    local key = matched.old_keys[i]
    local word, name = word_and_name(node)
    if not matched.new_at[key] and not silent[word] then
      local edit = put_back(self, matched, i)
      if only_names(node) or word == "attribute" then
        for one in (name or shown(key)):gmatch "[%w_]+" do
          lost[#lost + 1] = { name = one, edit = edit }
        end
      end
      if not only_names(node) then
        self:add("rule", shown(key) .. " is gone", { edit })
      end
    end
  end
  add_lost(self, lost)
end

-- The name on which the draw of a holdout hangs.
local function policy_name(chunk)
  for _, node in ipairs(chunk.body) do
    if node.tag == "Call" and word_and_name(node) == "policy" and node.callee.tag == "Call" then
      return node.callee.arguments[1]
    end
  end
end

function Compare:policy_names(old, new)
  local was, is = policy_name(old), policy_name(new)
  if was and is and was.value ~= is.value then
    self:add("setting", ("the policy's name went from %s to %s"):format(self:was(was), self:is(is)), { self:replace(was, is) })
  end
end

-- --- dated numbers: the same text, another day

function Compare:dated(chunk)
  for _, node in ipairs(chunk.body) do
    local value = node.tag == "Local" and #node.values == 1 and node.values[1]
    if value and value.tag == "Call" and word_and_name(value) == "dated" and value.arguments[1].tag == "Table" then
      local was, is = holding(value.arguments[1].items, self.before_day), holding(value.arguments[1].items, self.after_day)
      if was and is and was ~= is and self:is(was.value) ~= self:is(is.value) then
        local text = self:is(was.value)
        self:add("number", ("%s went from %s to %s on %s"):format(names_of(node), text, self:is(is.value), is.key.value),
          { self:edit(is.value.first, is.value.last, text) }).by_day = true
      end
    end
  end
end

-- --- the files

local function compare_file(name, main, given, list)
  local before, after = given.files["before/" .. name], given.files["after/" .. name]
  local old, new = before and grammar.parse(before), grammar.parse(after)
  local self = setmetatable({ name = name, main = main, before = before, after = after, list = list,
    index = positions.index(after), before_day = given.files["before day"], after_day = given.as_of }, Compare)
  if old and new and before ~= after then
    self:policy_names(old, new)
    statements(self, old.body, new.body)
  end
  if new and given.files["before day"] ~= given.as_of then
    self:dated(new)
  end
end

function differences.run(given)
  local names, list = {}, {}
  for name in pairs(given.files) do
    names[#names + 1] = name:match "^after/(.+)$"
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local found = {}
    compare_file(name, "after/" .. name == given.main, given, found)
    table.move(found, 1, #found, #list + 1, list)
  end
  return { differences = list }, {}
end

return differences
