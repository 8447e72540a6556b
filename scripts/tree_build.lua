-- What scripts/tree.lua builds with: nodes, and what the names of a function stand for.
--
-- A frame is one function's text while it is taken in: { node, closure, outer, chunk, bindings, names,
-- values, file }. A binding is what a variable stands for: CUSTOMER, OTHER (a second parameter),
-- { alias = node }, { slot } or { func, frame }. Refusals are kept in build.why, build.where.

local functions = require "functions"
local shown = require "shown"

local Build = { DEEPEST = 150, CUSTOMER = { customer = true }, OTHER = { other = true } }
Build.__index = Build

local MOST_NODES = 4000
local CUSTOMER = Build.CUSTOMER

-- The first refusal counts; what is built after it is thrown away.
function Build:refuse(node, why)
  if not self.why then
    self.why, self.where = why, node
  end
  return { "constant", { 0, 0, 0, 0 }, "" }
end

-- Lua joins a .. (b .. c) by one instruction, which has the line of its last "..".
local function last_join(node)
  local right = node.right
  while right.tag == "Paren" do
    right = right.inner
  end
  return right.tag == "Binary" and right.op == ".." and last_join(right) or node
end

-- The line Lua names: of a comparison its last token's, of a call its first's, else the operator's.
local compares = { ["=="] = true, ["~="] = true, ["<"] = true, ["<="] = true, [">"] = true, [">="] = true }
local function error_line(frame, node)
  if not node.at or node.tag == "Call" then
    return node.line
  end
  if node.op == ".." then
    node = last_join(node)
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

function Build.binding_of(frame, variable)
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
  local binding, within = Build.binding_of(frame, node.variable)
  if binding then
    return nil
  end
  return self:outer_value(frame, node, within)
end

return Build
