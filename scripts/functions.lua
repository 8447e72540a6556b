-- What the engine must know of the functions of a policy file.
--
-- functions.instrument(source, chunk) -> source'   the same lines, in which each function tells
--     its id when it is made: __helder_function(id, f) must give f back
-- functions.reads(node, resolve) -> {field, …} in order of first mention, or nil, {line, column, text, why, chunk, hint}
--     the fields that a Function node reads of its first parameter, through other names of it and
--     through helpers; nil where the customer goes where it cannot be followed, or is written to.
--     resolve(callee) (may be nil) gives the Function node of a callee that the file alone does not tell
-- functions.source(source, node) -> text           as it was written

local syntax = require "syntax"

local functions = {}

function functions.source(source, node)
  return source:sub(node.first, node.last)
end

-- --- which closure is which function

-- t.a.b of `function t.a.b()`, on one line whatever stands between.
local function target_text(node)
  if node.tag == "Name" then
    return node.name
  end
  return target_text(node.object) .. "." .. node.key.value
end

local function insertions(chunk)
  local list = {}
  local named = {}
  syntax.walk(chunk, function(node)
    if node.tag == "FunctionStatement" or node.tag == "LocalFunction" then
      named[node.func] = true
      local target = target_text(node.target or node.name)
      list[#list + 1] = { node.last + 1, (" __helder_function(%d,%s);"):format(node.func.id, target) }
    elseif node.tag == "Function" and not named[node] then
      list[#list + 1] = { node.first, ("__helder_function(%d,"):format(node.id) }
      list[#list + 1] = { node.last + 1, ")" }
    end
  end)
  table.sort(list, function(a, b)
    return a[1] < b[1]
  end)
  return list
end

function functions.instrument(source, chunk)
  local parts, from = {}, 1
  for _, insertion in ipairs(insertions(chunk)) do
    parts[#parts + 1] = source:sub(from, insertion[1] - 1)
    parts[#parts + 1] = insertion[2]
    from = insertion[1]
  end
  parts[#parts + 1] = source:sub(from)
  return table.concat(parts)
end

-- --- which fields a function reads

local Reading = {}
Reading.__index = Reading

function functions.chunk_of(node)
  while node.parent do
    node = node.parent
  end
  return node
end

function Reading:refuse(node, why, hint)
  local chunk = functions.chunk_of(self.within)
  self.trouble = self.trouble or {
    line = node.line, column = node.column, node = node, why = why:format(self.whom), hint = hint, chunk = chunk,
    text = functions.source(chunk.index.source, node),
  }
  return false
end

function Reading:is_customer(node)
  while node.tag == "Paren" do
    node = node.inner
  end
  return node.tag == "Name" and node.variable and self.customers[node.variable] or false
end

function Reading:field(node)
  local name = node.key.value
  if node.key.tag ~= "String" then
    return self:refuse(node, "the name of the field is computed")
  elseif not self.known[name] then
    self.known[name] = true
    self.names[#self.names + 1] = name
  end
end

function Reading:walk(node)
  if not self.trouble then
    syntax.walk(node, function(inner)
      return not self.trouble and self:visit(inner)
    end)
  end
end

local visit = {}

-- Whether what is below the node is still to be walked.
function Reading:visit(node)
  if self:is_customer(node) then
    return self:refuse(node, "the %s itself is kept or passed on")
  end
  local visitor = visit[node.tag]
  if visitor then
    return visitor(self, node)
  end
  return true
end

function visit.Index(self, node)
  if self:is_customer(node.object) then
    self:field(node)
    return false
  end
  return true
end

function visit.Local(self, node)
  for i, value in ipairs(node.values) do
    if node.names[i] and self:is_customer(value) then
      self.customers[node.names[i].variable] = true
    else
      self:walk(value)
    end
  end
  return false
end

function visit.Set(self, node)
  for _, target in ipairs(node.targets) do
    if target.tag == "Name" then
      if self:is_customer(target) then
        return self:refuse(target, "the name of the %s gets another value")
      end
    elseif self:is_customer(target.object) then
      return self:refuse(target, "a field of the %s gets a value")
    else
      self:walk(target.object)
      self:walk(target.key)
    end
  end
  for _, value in ipairs(node.values) do
    self:walk(value)
  end
  return false
end

function visit.FunctionStatement(self, node)
  if node.target.tag == "Index" and self:is_customer(node.target.object) then
    return self:refuse(node.target, "a field of the %s gets a value")
  end
  return true
end

function visit.Unary(self, node)
  return not (node.op == "not" and self:is_customer(node.operand))
end

function visit.Binary(self, node)
  if node.op ~= "==" and node.op ~= "~=" then
    return true
  end
  for _, side in ipairs { node.left, node.right } do
    if not self:is_customer(side) then
      self:walk(side)
    end
  end
  return false
end

function visit.Method(self, node)
  if self:is_customer(node.object) then
    return self:refuse(node, "the %s has fields, not methods",
      ("a field is written with a point: %s.%s"):format(node.object.name or "g", node.name))
  end
  return true
end

-- The function node that a callee names, when it can be no other.
local function function_of(callee, resolve)
  while callee.tag == "Paren" do
    callee = callee.inner
  end
  local variable = callee.tag == "Name" and callee.variable
  if variable and variable.value and variable.value.tag == "Function" and not variable.assigned then
    return variable.value
  end
  return callee.tag == "Function" and callee or (resolve and resolve(callee)) or nil
end
functions.function_of = function_of

function visit.Call(self, node)
  local passed, any = {}, false
  self:walk(node.callee)
  for i, argument in ipairs(node.arguments) do
    if self:is_customer(argument) then
      passed[i], any = argument, true
    else
      self:walk(argument)
    end
  end
  if any and not self.trouble then
    self:enter(function_of(node.callee, self.resolve), passed)
  end
  return false
end

-- A helper that gets the customer as these arguments.
function Reading:enter(helper, passed)
  for i, argument in pairs(passed) do
    local parameter = helper and helper.parameters[i]
    if not parameter then
      return self:refuse(argument, "the %s is passed to a function that is not one of this file's own",
        ("write which field of it is meant: %s.…"):format(argument.name or "g"))
    end
  end
  local again = true
  for i in pairs(passed) do
    local variable = helper.parameters[i].variable
    again = again and self.customers[variable]
    self.customers[variable] = true
  end
  if not again then
    self:body(helper)
  end
end

function Reading:body(node)
  local outside = self.within
  self.within = node
  for _, statement in ipairs(node.body) do
    self:walk(statement)
  end
  self.within = outside
end

function functions.reads(node, resolve)
  local first = node.parameters[1]
  local reading = setmetatable({ customers = {}, known = {}, names = {}, resolve = resolve,
    whom = node.of_event and "event" or "customer" }, Reading)
  if first then
    reading.customers[first.variable] = true
    reading:body(node)
  end
  if reading.trouble then
    return nil, reading.trouble
  end
  return reading.names
end

return functions
