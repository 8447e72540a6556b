-- A Lua function of one customer -> the condition tree that says the same.
--
-- tree.build(node, closure, env, part) -> { slots, reads, files, fields, node }, or nil, why, node
--   part (may be nil): the function returns a list { name = value, … }; the tree is what `part` becomes
--   env.upvalues(closure) -> { name = value }, with _ENV; env.node(closure) -> Function node, path;
--   env.library(value) -> name of a function of the safe library. The second answer says in words
--   which construct keeps it with the VM, the third where it stands.
--
-- A tree node is { op, { line, column, error_line, file }, text, … }. `file` counts in `files` from 0;
-- `text` is as written, without the customer's name. Ops: field name read | constant value | local slot |
-- let slot value body | if condition yes no | and or a b | not a | == ~= < <= > >= + - * / // % ^ & | ~
-- << >> .. a b | negate complement length a | and the safe library by name, with its arguments; one_of's
-- list follows its first; `read` counts what Lua reads: a local that holds a field repeats its read. state_json writes a tree; engine/condition/tree.h reads it.

local Build = require "tree_build"
local expression_of = require "tree_values"

local tree = {}

-- --- statements: each is built together with all that follows it

local statement_of = {}
local refusals = {
  While = "it has a loop", Repeat = "it has a loop", For = "it has a loop", ForIn = "it has a loop",
  Goto = "it has a goto", Label = "it has a goto", Break = "it has a loop",
  FunctionStatement = "it gives a function to something outside it",
}

function Build:block(frame, list, i, after)
  local node = list[i]
  if self.why then
    return self:refuse(node, "")
  elseif not node then
    return after()
  elseif refusals[node.tag] then
    return self:refuse(node, refusals[node.tag])
  end
  self.depth = self.depth + 1
  if self.depth > Build.DEEPEST then
    return self:refuse(node, "it is too long")
  end
  local built = statement_of[node.tag](self, frame, node, function()
    return self:block(frame, list, i + 1, after)
  end)
  self.depth = self.depth - 1
  return built
end

-- All values of the list are worked out, in their order: each may fail.
function Build:part_of(frame, node)
  while node.tag == "Paren" do
    node = node.inner
  end
  local lets, found = {}, { bindings = {} }
  for _, item in ipairs(node.tag == "Table" and node.items or {}) do
    if item.tag ~= "Item" or item.key.tag ~= "String" then
      return self:refuse(item, "its list has values without a name")
    end
    local name = item.key.value == self.part and { variable = self.part } or nil
    self:bind(frame, found, name, item.value, lets)
  end
  if node.tag ~= "Table" and node.tag ~= "Nil" then
    return self:refuse(node, "it returns something else than a list that is written there")
  end
  local binding = found.bindings[self.part]
  local value = binding and self:bound(frame, node, binding) or self:constant(frame, node, nil)
  return self:wrap(frame, node, lets, value)
end

function statement_of.Return(self, frame, node)
  if self.part and frame.node == self.top and #node.values == 1 then
    return self:part_of(frame, node.values[1])
  elseif #node.values == 0 then
    return self:constant(frame, node, nil)
  elseif #node.values == 1 then
    return self:expression(frame, node.values[1])
  end
  return self:refuse(node, "it returns several values")
end

function statement_of.Call(self, frame, node, rest)
  local lets = {}
  self:bind(frame, frame, nil, node, lets)
  return self:wrap(frame, node, lets, rest())
end
statement_of.Method = expression_of.Method

function statement_of.Do(self, frame, node, rest)
  return self:block(frame, node.body, 1, rest)
end

function statement_of.LocalFunction(_, frame, node, rest)
  frame.bindings[node.name.variable] = { func = node.func, frame = frame }
  return rest()
end

-- Values are taken before any name is bound.
function Build:assign(frame, names, values, node, rest)
  local lets, fresh = {}, { bindings = {} }
  for i, value in ipairs(values) do
    local name = names[i]
    if name and value.tag == "Function" then
      fresh.bindings[name.variable] = { func = value, frame = frame }
    elseif name and self:is_customer(frame, value) then
      fresh.bindings[name.variable] = Build.CUSTOMER
    else
      self:bind(frame, fresh, name, value, lets)
    end
  end
  for i = #values + 1, #names do
    fresh.bindings[names[i].variable] = { alias = self:constant(frame, node, nil) }
  end
  for variable, binding in pairs(fresh.bindings) do
    frame.bindings[variable] = binding
  end
  return self:wrap(frame, node, lets, rest())
end

function statement_of.Local(self, frame, node, rest)
  for _, name in ipairs(node.names) do
    if name.attribute == "close" then
      return self:refuse(name, "it has a variable that must be closed")
    end
  end
  return self:assign(frame, node.names, node.values, node, rest)
end

function statement_of.Set(self, frame, node, rest)
  for _, target in ipairs(node.targets) do
    local variable = target.tag == "Name" and target.variable
    if not variable or not frame.bindings[variable] or variable.captured then
      return self:refuse(target, "it changes something outside it")
    end
  end
  return self:assign(frame, node.targets, node.values, node, rest)
end

local function copied(bindings)
  local copy = {}
  for variable, binding in pairs(bindings) do
    copy[variable] = binding
  end
  return copy
end

function statement_of.If(self, frame, node, rest)
  local function branch(body)
    local before = frame.bindings
    frame.bindings = copied(before)
    local built = self:block(frame, body, 1, rest)
    frame.bindings = before
    return built
  end
  local function from(i)
    local clause = node.clauses[i]
    if not clause then
      return branch(node.otherwise or {})
    end
    local condition = self:expression(frame, clause.condition)
    local yes = branch(clause.body)
    return self:make(frame, "if", node, condition, yes, from(i + 1))
  end
  return from(1)
end

-- --- the door

function tree.build(node, closure, env, part)
  local build = setmetatable({
    env = env, top = node, part = part, slots = 0, reads = 0, files = {}, fields = {}, seen = {}, count = 0, depth = 0, within = { [node] = true },
  }, Build)
  local _, path = env.node(closure)
  local frame = build:frame(node, closure, nil, path)
  if node.vararg then
    return nil, 'it has "..."', node
  end
  for i, parameter in ipairs(node.parameters) do
    frame.bindings[parameter.variable] = i == 1 and Build.CUSTOMER or Build.OTHER
  end
  local root = build:block(frame, node.body, 1, function()
    return build:constant(frame, node, nil)
  end)
  if build.why then
    return nil, build.why, build.where or node
  end
  return { slots = build.slots, reads = build.reads, files = build.files, fields = build.fields, node = root }
end

return tree
