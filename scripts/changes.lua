-- What the change of a scenario sets: the names in the lists that it returns.
--
-- changes(reading, record, values, rule) -> names, list of { tree } beside them
--   tree: what that field becomes, as a condition tree; absent where it stays with the VM.
--   The names are mentions of the rule; where the source does not tell them, `sets` must.

local places = require "places"
local refuse = require "refuse"
local syntax = require "syntax"
local tree = require "tree"

local function add_name(found, item)
  if item.tag ~= "Item" or item.key.tag ~= "String" then
    return false
  end
  found[#found + 1] = { name = item.key.value, node = item.key }
  return true
end

-- False where the answer is made elsewhere.
local function names_of(value, found)
  while value.tag == "Paren" do
    value = value.inner
  end
  if value.tag == "Binary" and (value.op == "and" or value.op == "or") then
    return (value.op == "and" or names_of(value.left, found)) and names_of(value.right, found)
  elseif value.tag == "Table" then
    for _, item in ipairs(value.items) do
      if not add_name(found, item) then
        return false
      end
    end
    return true
  end
  return value.tag == "Nil" or value.tag == "False"
end

-- The names, and whether they are all.
local function returned(node)
  local found, all = {}, true
  for _, statement in ipairs(node.body) do
    syntax.walk(statement, function(inner)
      if inner.tag == "Return" then
        for _, value in ipairs(inner.values) do
          all = names_of(value, found) and all
        end
      end
      return inner.tag ~= "Function"
    end)
  end
  return found, all
end

local function sets_of(reading, record, values, rule)
  local node, path = reading.node(values.change)
  local found, all = returned(node)
  if not all and not values.sets then
    refuse(places.at(path, node), ("the fields that %s sets cannot be told from here"):format(rule.what),
      'return them as a list, return { nps = 10 }, or name them: sets = { "nps", "visits_12m" }')
  end
  local list, seen = {}, {}
  for i, name in ipairs(values.sets or {}) do
    found[#found + 1] = { name = name, at = record.at:key("sets"):item(i) }
  end
  for _, set in ipairs(found) do
    if not seen[set.name] then
      seen[set.name], list[#list + 1] = true, set.name
      rule:mention(set.name, "set", set.at or places.at(path, set.node))
    end
  end
  if #list == 0 then
    refuse(places.at(path, node), rule.what .. " changes nothing", "write change = function(c) return { nps = 10 } end")
  end
  return list
end

-- What each field becomes, as a tree of its own; false where it stays with the VM.
local function trees_of(reading, f, sets)
  local node = reading.node(f)
  local list = {}
  for i, name in ipairs(sets) do
    list[i] = { tree = tree.build(node, f, reading.tree_environment, name) }
  end
  return list
end

return function(reading, record, values, rule)
  local sets = sets_of(reading, record, values, rule)
  return sets, trees_of(reading, values.change, sets)
end
