-- Expressions as nodes of a condition tree; see scripts/tree.lua.

local Build = require "tree_build"
local shown = require "shown"

local CUSTOMER = Build.CUSTOMER
local binding_of = Build.binding_of

-- --- expressions

local expression_of = {}

function Build:expression(frame, node)
  if self.why then
    return self:refuse(node, "")
  end
  self.depth = self.depth + 1
  if self.depth > Build.DEEPEST then
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
  self:expression(frame, node.object) -- what keeps that from being a value says more
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

local folds_one = { ["-"] = function(a) return -a end, ["~"] = function(a) return ~a end }
local folds_two = {
  ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end,
  ["*"] = function(a, b) return a * b end, ["/"] = function(a, b) return a / b end,
  ["//"] = function(a, b) return a // b end, ["%"] = function(a, b) return a % b end,
  ["^"] = function(a, b) return a ^ b end, ["&"] = function(a, b) return a & b end,
  ["|"] = function(a, b) return a | b end, ["~"] = function(a, b) return a ~ b end,
  ["<<"] = function(a, b) return a << b end, [">>"] = function(a, b) return a >> b end,
}

-- What Lua makes of this before it runs: a number, or nil (lcode.c, constfolding).
local function folded(node)
  if node.tag == "Paren" then
    return folded(node.inner)
  elseif node.tag == "Number" then
    return node.value
  elseif node.tag == "Name" then
    local variable = node.variable
    return variable and variable.attribute == "const" and variable.value and folded(variable.value)
  elseif node.tag == "Unary" or node.tag == "Binary" then
    local a = folded(node.tag == "Unary" and node.operand or node.left)
    local b = node.tag == "Binary" and folded(node.right)
    if not a or (node.tag == "Binary" and not b) or ((node.op == "/" or node.op == "//" or node.op == "%") and b == 0) then
      return nil
    end
    local operation = (node.tag == "Unary" and folds_one or folds_two)[node.op]
    local fine, value = pcall(operation or error, a, b)
    return fine and (math.type(value) == "integer" or (value == value and value ~= 0)) and value or nil
  end
end

function expression_of.Binary(self, frame, node)
  local right = node.op == "-" and folded(node.right) or nil
  local op = math.type(right) == "integer" and right == 0 and "+" or node.op -- lcode.c, finishbinexpneg: x - 0 is x + 0
  local left = self:expression(frame, node.left)
  return self:make(frame, op, node, left, self:expression(frame, node.right))
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

return expression_of
