-- Where in a policy file something stands, for messages that say policy.lua:41:23.
--
-- places.index(nodes, path) -> index of the calls  word "name" { … }, word { … }, word(…); what was
--                               required is called as require "name" { … }, also by a local of it
-- places.nowhere(path) -> At
-- places.find(index, word, name, line) -> At of the call that was running on that line
--
-- An At is {file, line, column, node}: a position, and the expression there if it is known.
--   at:key(name)    of the key, or of the table when the key is not written there
--   at:value(name)  of the value after the key
--   at:item(n)      of the n-th value without a key
-- Every answer has a position; where a table was not written out, that of what is around it.

local syntax = require "syntax"

local places = {}

local At = {}
At.__index = At

local function at_node(path, node, inner)
  return setmetatable({ file = path, line = node.line, column = node.column, node = inner or node }, At)
end
places.at = at_node

-- Where nothing is known but the file.
function places.nowhere(path)
  return setmetatable({ file = path, line = 0, column = 0 }, At)
end

local function item_of(node, name)
  for _, item in ipairs(node and node.tag == "Table" and node.items or {}) do
    if item.tag == "Item" and item.key.tag == "String" and item.key.value == name then
      return item
    end
  end
end

function At:key(name)
  local item = item_of(self.node, name)
  return item and at_node(self.file, item.key, item.value) or self
end

function At:value(name)
  local item = item_of(self.node, name)
  return item and at_node(self.file, item.value) or self
end

function At:item(number)
  if math.type(number) ~= "integer" then
    return self
  end
  for _, item in ipairs(self.node and self.node.tag == "Table" and self.node.items or {}) do
    if item.tag ~= "Item" then
      number = number - 1
      if number == 0 then
        return at_node(self.file, item)
      end
    end
  end
  return self
end

-- The keys in the order they are written, then the others by name.
function At:in_order(keys)
  local list, placed = {}, {}
  for _, item in ipairs(self.node and self.node.tag == "Table" and self.node.items or {}) do
    local name = item.tag == "Item" and item.key.tag == "String" and item.key.value
    if name and keys[name] ~= nil and not placed[name] then
      list[#list + 1], placed[name] = name, true
    end
  end
  local rest, alike = {}, true
  for name in next, keys do
    if not placed[name] then
      rest[#rest + 1] = name
      alike = alike and type(name) == "string"
    end
  end
  table.sort(rest, not alike and function(a, b)
    return type(a) == type(b) and a < b or type(a) ~= type(b) and type(a) == "number"
  end or nil)
  if #list == 0 then
    return rest
  end
  return table.move(rest, 1, #rest, #list + 1, list)
end

-- --- calls of words

local function global(node)
  return node and node.tag == "Name" and not node.variable and node.name or nil
end

-- The name of the file that a local holds: local rfm = require "rfm"
local function required(node)
  local variable = node.tag == "Name" and node.variable
  local value = variable and not variable.assigned and variable.value
  local name = value and value.tag == "Call" and global(value.callee) == "require" and value.arguments[1]
  return name and name.tag == "String" and name.value or nil
end

local function call_of(node)
  local word, named, file = global(node.callee), node.callee, required(node.callee)
  if file then
    return { word = "require", name = file, node = node, word_node = node.callee, argument = node.arguments[1] }
  end
  if word then
    return { word = word, node = node, word_node = node.callee, argument = node.arguments[1] }
  end
  word = named.tag == "Call" and global(named.callee)
  if word then
    local name = named.arguments[1]
    return { word = word, name = name and name.tag == "String" and name.value, node = node,
      word_node = named.callee, argument = node.arguments[1] }
  end
end

local function add(lists, key, item)
  local list = lists[key]
  if list then
    list[#list + 1] = item
  else
    lists[key] = { item }
  end
end

-- A call stands under its word, and under its word with its name.
local function add_call(index, node)
  local call = call_of(node)
  if call then
    add(index.calls, call.word, call)
    add(index.calls, call.word .. " " .. (call.name or ""), call)
  end
end

function places.index(nodes, path)
  local index = { path = path, calls = {}, keys = {} }
  for _, node in ipairs(nodes) do
    if node.tag == "Call" then
      add_call(index, node)
    elseif node.tag == "Local" then
      for i, value in ipairs(node.values) do
        index[value] = node.names[i] and node.names[i].name -- which local a call is assigned to
      end
    elseif node.tag == "Index" and node.key.tag == "String" then
      add(index.keys, node.key.value, node)
    end
  end
  return index
end

-- Where g.name is first written within a node; nil where it is not. The list is in source order.
function places.read(index, name, node)
  local list = index.keys[name] or {}
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if list[middle].first < node.first then
      low = middle + 1
    else
      high = middle
    end
  end
  if list[low] and syntax.inside(list[low], node) then
    return at_node(index.path, list[low].key)
  end
end

-- How far the line that runs is from where a call begins; nil: the call begins below it.
local function distance(call, line)
  if line < call.node.line then
    return nil
  end
  local begins = call.argument and call.argument.line or call.node.line
  return math.abs(line - begins)
end

local function nearest(calls, line)
  local best, found
  for _, call in ipairs(calls or {}) do
    local far = distance(call, line)
    if far and (not best or far < best) then
      best, found = far, call
    end
  end
  return found
end

function places.find(index, word, name, line)
  local calls = index.calls
  local named = type(name) == "string" and calls[word .. " " .. name]
  local found = nearest(named or calls[word], line) or nearest(calls[word], line)
  if not found then
    local at = places.nowhere(index.path)
    at.line = line
    return at
  end
  return at_node(index.path, found.word_node, found.argument), index[found.node]
end

return places
