-- A Lua function of one customer -> the condition tree that says the same.
--
-- tree.build(node, closure, env) -> { slots, reads, files, fields, node }, or nil, why, node
--   env.upvalues(closure) -> { name = value }, with _ENV; env.node(closure) -> Function node, path;
--   env.library(value) -> name of a function of the safe library. The second answer says in words
--   which construct keeps it with the VM, the third where it stands.
--
-- A tree node is { op, { line, column, error_line, file }, text, … }. `file` counts in `files` from 0;
-- `text` is as written, without the customer's name. Ops: field name read | constant value | local slot |
-- let slot value body | if condition yes no | and or a b | not a | == ~= < <= > >= + - * / // % ^ & | ~
-- << >> .. a b | negate complement length a | and the safe library by name, with its arguments; one_of's
-- list follows its first; `read` counts what Lua reads: a local that holds a field repeats its read. json.encode writes a tree; engine/condition/tree.h reads it.

local functions = require "functions"
local shown = require "shown"

local tree = {}
local Build = {}
Build.__index = Build

local MOST_NODES, DEEPEST = 4000, 150

local CUSTOMER, OTHER = { customer = true }, { other = true }

-- The first refusal counts; what is built after it is thrown away.
function Build:refuse(node, why)
  if not self.why then
    self.why, self.where = why, node
  end
  return { "constant", { 0, 0, 0, 0 }, "" }
end

-- The line Lua names: of a comparison its last token's, of a call its first's, else the operator's.
local compares = { ["=="] = true, ["~="] = true, ["<"] = true, ["<="] = true, [">"] = true, [">="] = true }
local function error_line(frame, node)
  if not node.at or node.tag == "Call" then
    return node.line
  end
  return (frame.chunk.index:at(compares[node.op] and node.last or node.at))
end

function Build:make(frame, op, node, ...)
  self.count = self.count + 1
  if self.count > MOST_NODES then
    return self:refuse(node, "it is too long")
  end
  local line = error_line(frame, node)
  return { op, { node.line, node.column, line, frame.file }, shown.text(frame, node, CUSTOMER), ... }
end

function Build:constant(frame, node, value)
  local kind = type(value)
  if value ~= value and ("%g"):format(value):find "-" then
    value = { decimal = "-nan" } -- its sign shows in texts that are made of it
  end
  if kind == "nil" or kind == "boolean" or kind == "number" or kind == "string" then
    return self:make(frame, "constant", node, { value = value })
  end
  return self:refuse(node, ("it uses a %s as a value"):format(kind == "table" and "list" or kind))
end

-- --- names

function Build:frame(node, closure, outer, path)
  local chunk = functions.chunk_of(node)
  local frame = { node = node, closure = closure, outer = outer, chunk = chunk, bindings = {}, names = {} }
  if closure then
    frame.values = self.env.upvalues(closure)
    frame.file = self:file(path or "")
  else
    frame.file = outer.file
  end
  return frame
end

function Build:file(path)
  for i, known in ipairs(self.files) do
    if known == path then
      return i - 1
    end
  end
  self.files[#self.files + 1] = path
  return #self.files - 1
end

local function binding_of(frame, variable)
  local within = frame
  while within do
    local binding = within.bindings[variable]
    if binding then
      return binding, within
    elseif within.closure then
      return nil, within
    end
    within = within.outer
  end
end

-- A local of the file that Lua folded away (`<const>`): its value stands in the source.
local literals = { Number = true, String = true, True = true, False = true, Nil = true, Unary = true, Binary = true }

function Build:outer_value(frame, node, within)
  local variable, name = node.variable, node.name
  local before = within.names[name]
  within.names[name] = variable
  if before and before ~= variable then
    return false, self:refuse(node, ('two outer names are called "%s"'):format(name))
  end
  local value = within.values[name]
  if value == nil and variable.attribute == "const" and variable.value and literals[variable.value.tag] then
    local empty = { node = frame.node, closure = true, chunk = frame.chunk, bindings = {}, names = {}, values = {},
      file = frame.file }
    local built = self:expression(empty, variable.value)
    built[3] = name
    return false, built
  end
  return true, value
end

-- What a name or a chain of indices stands for before any customer is looked at: true, value; or
-- false and the node that was built for it; nil when it depends on the customer.
function Build:known(frame, node)
  if node.tag == "Paren" then
    return self:known(frame, node.inner)
  elseif node.tag == "Index" then
    local is_known, object = self:known(frame, node.object)
    if is_known and type(object) == "table" and (node.key.tag == "String" or node.key.tag == "Number") then
      return true, object[node.key.value]
    end
    return nil
  elseif node.tag ~= "Name" then
    return nil
  elseif not node.variable then
    local base = frame
    while not base.closure do
      base = base.outer
    end
    local globals = base.values._ENV
    return true, globals and globals[node.name]
  end
  local binding, within = binding_of(frame, node.variable)
  if binding then
    return nil
  end
  return self:outer_value(frame, node, within)
end

-- --- expressions

local expression_of = {}

function Build:expression(frame, node)
  if self.why then
    return self:refuse(node, "")
  end
  self.depth = self.depth + 1
  if self.depth > DEEPEST then
    return self:refuse(node, "it is nested too deep")
  end
  local build = expression_of[node.tag]
  local built = build and build(self, frame, node) or self:refuse(node, "it uses a construct that only Lua itself can run")
  self.depth = self.depth - 1
  return built
end

function expression_of.Nil(self, frame, node)
  return self:constant(frame, node, nil)
end
function expression_of.True(self, frame, node)
  return self:constant(frame, node, true)
end
function expression_of.False(self, frame, node)
  return self:constant(frame, node, false)
end
function expression_of.Number(self, frame, node)
  return self:constant(frame, node, node.value)
end
expression_of.String = expression_of.Number

function expression_of.Paren(self, frame, node)
  return self:expression(frame, node.inner)
end
function expression_of.Function(self, _, node)
  return self:refuse(node, "it makes a function")
end
function expression_of.Table(self, _, node)
  return self:refuse(node, "it makes a list")
end
function expression_of.Vararg(self, _, node)
  return self:refuse(node, 'it uses "..."')
end
function expression_of.Method(self, _, node)
  return self:refuse(node, ('it calls the method ":%s"'):format(node.name))
end

function Build:bound(frame, node, binding)
  if binding.customer then
    return self:refuse(node, "it uses the customer as a value")
  elseif binding.other then
    return self:refuse(node, ('it looks at "%s"'):format(node.name))
  elseif binding.func then
    return self:refuse(node, "it uses a function as a value")
  elseif binding.alias then
    local copy = table.move(binding.alias, 1, #binding.alias, 1, {})
    copy[2], copy[3] = { node.line, node.column, node.line, frame.file }, shown.text(frame, node, CUSTOMER)
    return copy
  end
  return self:make(frame, "local", node, binding.slot)
end

function expression_of.Name(self, frame, node)
  local binding, within
  if node.variable then
    binding, within = binding_of(frame, node.variable)
  end
  if binding then
    if within ~= frame and node.variable.assigned then
      return self:refuse(node, ('a function inside it uses "%s", which changes'):format(node.name))
    end
    return self:bound(frame, node, binding)
  end
  local is_known, value = self:known(frame, node)
  if is_known == false then
    return value
  end
  return self:constant(frame, node, value)
end

function Build:is_customer(frame, node)
  while node.tag == "Paren" do
    node = node.inner
  end
  return node.tag == "Name" and node.variable and binding_of(frame, node.variable) == CUSTOMER
end

function expression_of.Index(self, frame, node)
  if self:is_customer(frame, node.object) then
    if node.key.tag ~= "String" then
      return self:refuse(node, "it computes the name of a field")
    end
    local name = node.key.value
    if not self.seen[name] then
      self.seen[name] = true
      self.fields[#self.fields + 1] = name
    end
    self.reads = self.reads + 1
    return self:make(frame, "field", node, name, self.reads - 1)
  end
  local is_known, value = self:known(frame, node)
  if is_known then
    return self:constant(frame, node, value)
  end
  return self:refuse(node, "it looks inside a value")
end

local unary_ops = { ["not"] = "not", ["-"] = "negate", ["~"] = "complement", ["#"] = "length" }

function expression_of.Unary(self, frame, node)
  local operand = self:expression(frame, node.operand)
  if node.op == "-" and operand[1] == "constant" and operand[4] and math.type(operand[4].value) then
    return self:constant(frame, node, -operand[4].value)
  end
  return self:make(frame, unary_ops[node.op], node, operand)
end

function expression_of.Binary(self, frame, node)
  local left = self:expression(frame, node.left)
  return self:make(frame, node.op, node, left, self:expression(frame, node.right))
end

-- --- calls

local library = {
  days_since = 1, known = 1, lower = 1, starts_with = 2, contains = 2, min = -1, max = -1, abs = 1, floor = 1,
  round = 1, year = 1, month = 1,
}

-- The list that one_of looks through: constants only.
function Build:choices(frame, node)
  local built = {}
  if node.tag == "Table" then
    for _, item in ipairs(node.items) do
      built[#built + 1] = item.tag ~= "Item" and self:expression(frame, item) or self:refuse(item, "its list has names")
    end
  else
    local is_known, list = self:known(frame, node)
    if not is_known or type(list) ~= "table" then
      return self:refuse(node, "its list is not written out")
    end
    for _, value in ipairs(list) do
      built[#built + 1] = self:constant(frame, node, value)
    end
  end
  for _, choice in ipairs(built) do
    if choice[1] ~= "constant" or not choice[4] or choice[4].value == nil then
      return self:refuse(node, "its list holds more than constants")
    end
  end
  return built
end

function Build:library_call(frame, node, name)
  local arguments = {}
  local count = #node.arguments
  if name == "one_of" and count == 2 then
    arguments[1] = self:expression(frame, node.arguments[1])
    return self:make(frame, name, node, arguments[1], table.unpack(self:choices(frame, node.arguments[2])))
  elseif not library[name] or (library[name] >= 0 and library[name] ~= count) or count == 0 or count > 100 then
    return self:refuse(node, ('it calls "%s"'):format(name))
  end
  for i, argument in ipairs(node.arguments) do
    arguments[i] = self:expression(frame, argument)
  end
  return self:make(frame, name, node, table.unpack(arguments))
end

function Build:local_function(frame, node)
  while node.tag == "Paren" do
    node = node.inner
  end
  if node.tag == "Name" and node.variable then
    local binding = binding_of(frame, node.variable)
    return binding and binding.func and not node.variable.assigned and binding or nil
  end
end

function expression_of.Call(self, frame, node)
  local inner = self:local_function(frame, node.callee)
  if inner then
    return self:inline(frame, node, self:frame(inner.func, nil, inner.frame))
  end
  local is_known, value = self:known(frame, node.callee)
  local name = is_known and value ~= nil and self.env.library(value)
  if name then
    return self:library_call(frame, node, name)
  elseif is_known and type(value) == "function" then
    local func, path = self.env.node(value)
    if func then
      return self:inline(frame, node, self:frame(func, value, nil, path))
    end
  end
  return self:refuse(node, ('it calls "%s"'):format(shown.text(frame, node.callee, CUSTOMER)))
end

-- A helper's body in place of its call, its parameters bound to the arguments.
function Build:inline(frame, node, inner)
  local func = inner.node
  if self.within[func] then
    return self:refuse(node, "a function calls itself")
  elseif func.vararg then
    return self:refuse(node, 'it calls a function with "..."')
  end
  local lets = {}
  for i, argument in ipairs(node.arguments) do
    local parameter = func.parameters[i]
    if self:is_customer(frame, argument) then
      inner.bindings[parameter and parameter.variable or lets] = CUSTOMER
    else
      self:bind(frame, inner, parameter, argument, lets)
    end
  end
  for i = #node.arguments + 1, #func.parameters do
    inner.bindings[func.parameters[i].variable] = { alias = self:constant(frame, node, nil) }
  end
  self.within[func] = true
  local body = self:block(inner, func.body, 1, function()
    return self:constant(inner, func, nil)
  end)
  self.within[func] = nil
  return self:wrap(frame, node, lets, body)
end

-- --- locals: a field or a constant by another name, or a slot that is filled once

function Build:bind(frame, target, name, value_node, lets)
  local value = self:expression(frame, value_node)
  local binding
  if name and (value[1] == "field" or value[1] == "constant" or value[1] == "local") then
    binding = { alias = value }
  else
    self.slots = self.slots + 1
    binding = { slot = self.slots - 1 }
    lets[#lets + 1] = { binding.slot, value }
  end
  if name then
    target.bindings[name.variable] = binding
  end
end

function Build:wrap(frame, node, lets, body)
  for i = #lets, 1, -1 do
    body = self:make(frame, "let", node, lets[i][1], lets[i][2], body)
  end
  return body
end

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
  if self.depth > DEEPEST then
    return self:refuse(node, "it is too long")
  end
  local built = statement_of[node.tag](self, frame, node, function()
    return self:block(frame, list, i + 1, after)
  end)
  self.depth = self.depth - 1
  return built
end

function statement_of.Return(self, frame, node)
  if #node.values == 0 then
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
      fresh.bindings[name.variable] = CUSTOMER
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

function tree.build(node, closure, env)
  local build = setmetatable({
    env = env, slots = 0, reads = 0, files = {}, fields = {}, seen = {}, count = 0, depth = 0, within = { [node] = true },
  }, Build)
  local _, path = env.node(closure)
  local frame = build:frame(node, closure, nil, path)
  if node.vararg then
    return nil, 'it has "..."', node
  end
  for i, parameter in ipairs(node.parameters) do
    frame.bindings[parameter.variable] = i == 1 and CUSTOMER or OTHER
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
