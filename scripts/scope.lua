-- What names mean in a parsed chunk, and the rules of Lua that are about meaning.
--
-- scope.resolve(chunk, index) -> nil, or the first trouble {position, message, expected}
--
-- Gives every node its line and column, every Function its id (0, 1, 2… in source
-- order), last_line and parent, and the chunk its index (positions.lua). Every Name gets
-- its `variable` (nil: a global): {name, node, owner = Function or Chunk, attribute,
-- value = the expression it was declared with, parameter = its place, assigned = true
-- when set later, captured = true when an inner function names it}. Refuses what Lua
-- refuses: break and goto astray, labels twice, constants set, `...` outside vararg,
-- over 200 locals, and nesting deeper than Lua's own limit. One walk, linear.

local scope = {}

local LEVELS = 197 -- of statements and expressions within one another: LUAI_MAXCCALLS less Lua's own
local LOCALS = 200 -- of one function: MAXVARS

local Walk = {}
Walk.__index = Walk
local expression_of, statement_of = {}, {}

function Walk:refuse(node, message, expected)
  if not self.trouble then
    self.trouble = { position = node.first, message = message, expected = expected or "valid Lua" }
  end
end

function Walk:place(node)
  node.line, node.column = self.index:at(node.first)
end

-- --- variables

-- Keys given nil make room in the table for what is set here.
function Walk:declare(node, extra)
  local frame = self.frame
  local variable = extra or {}
  variable.name, variable.node, variable.owner = node.name, node, frame.owner
  node.variable = variable
  local count = #frame.active + 1
  frame.active[count] = variable
  if count > LOCALS then
    self:refuse(node, ("too many local variables in one function: Lua allows %d"):format(LOCALS))
  end
  return variable
end

-- Lua keeps a loop's state in locals of its own.
function Walk:hide(count)
  local active = self.frame.active
  for _ = 1, count do
    active[#active + 1] = { name = "(for)" }
  end
end

function Walk:find(name)
  local frame = self.frame
  local outer = false
  while frame do
    local active = frame.active
    for i = #active, 1, -1 do
      if active[i].name == name then
        active[i].captured = active[i].captured or outer
        return active[i]
      end
    end
    frame, outer = frame.parent, true
  end
end

-- --- blocks, labels

function Walk:enter(is_loop)
  local frame = self.frame
  frame.loops = frame.loops + (is_loop and 1 or 0)
  local block = {
    outer = frame.block, active = #frame.active, labels = #frame.labels, gotos = #frame.gotos, is_loop = is_loop,
  }
  frame.block = block
  return block
end

local function cut(list, count)
  for i = #list, count + 1, -1 do
    list[i] = nil
  end
end

function Walk:leave()
  local frame = self.frame
  local block = frame.block
  frame.loops = frame.loops - (block.is_loop and 1 or 0)
  cut(frame.active, block.active)
  cut(frame.labels, block.labels)
  for i = block.gotos + 1, #frame.gotos do
    frame.gotos[i].active = block.active
  end
  frame.block = block.outer
  if not block.outer and frame.gotos[1] then
    local label = frame.gotos[1].node.label
    self:refuse(frame.gotos[1].node, ('no label "%s" for this goto'):format(label.name))
  end
end

function Walk:statements(list, level)
  for i, node in ipairs(list) do
    self:place(node)
    if level > LEVELS then
      return self:refuse(node, "this is nested too deep for Lua", "less nesting")
    end
    statement_of[node.tag](self, node, level, list, i)
  end
end

function Walk:block(list, level, is_loop)
  self:enter(is_loop)
  self:statements(list, level + 1)
  self:leave()
end

-- --- expressions; `level` counts what Lua counts

function Walk:expression(node, level)
  if level > LEVELS then
    return self:refuse(node, "this is nested too deep for Lua", "less nesting")
  end
  self:place(node)
  return expression_of[node.tag](self, node, level)
end

function Walk:expressions(list, level)
  for _, node in ipairs(list) do
    self:expression(node, level)
  end
end

local function constant() end
expression_of.Nil, expression_of.True, expression_of.False = constant, constant, constant
expression_of.Number, expression_of.String = constant, constant

function expression_of.Name(self, node)
  node.variable = self:find(node.name)
end

function expression_of.Vararg(self, node)
  if not self.frame.vararg then
    self:refuse(node, '"..." is used outside a function that has "..." among its parameters')
  end
end

function expression_of.Paren(self, node, level)
  self:expression(node.inner, level + 1)
end

function expression_of.Unary(self, node, level)
  self:expression(node.operand, level + 1)
end

-- A long chain (1 + 2 + 3 …) leans to the left: walked without recursion.
function expression_of.Binary(self, node, level)
  local chain = {}
  while node.tag == "Binary" do
    chain[#chain + 1] = node
    node = node.left
  end
  self:expression(node, level)
  for i = #chain, 1, -1 do
    chain[i].line, chain[i].column = node.line, node.column
    self:expression(chain[i].right, level + 1)
  end
end

local function index(self, node, level)
  if node.dotted then
    self:place(node.key)
  else
    self:expression(node.key, level + 1)
  end
end

local function call(self, node, level)
  self:expressions(node.arguments, level + 1)
end

local suffixes = { Index = index, Call = call, Method = call }

local function suffixed(self, node, level)
  local chain = {}
  while suffixes[node.tag] do
    chain[#chain + 1] = node
    node = node.object or node.callee
  end
  self:expression(node, level)
  for i = #chain, 1, -1 do
    chain[i].line, chain[i].column = node.line, node.column
    suffixes[chain[i].tag](self, chain[i], level)
  end
end
expression_of.Index, expression_of.Call, expression_of.Method = suffixed, suffixed, suffixed

function expression_of.Table(self, node, level)
  for _, item in ipairs(node.items) do
    if item.tag == "Item" then
      self:place(item)
      self:expression(item.key, level + 1)
      self:expression(item.value, level + 1)
    else
      self:expression(item, level + 1)
    end
  end
end

local function frame_of(node, parent)
  return { owner = node, parent = parent, active = {}, labels = {}, gotos = {}, loops = 0 }
end

function expression_of.Function(self, node, level, is_method)
  node.id, self.functions = self.functions, self.functions + 1
  node.parent = self.frame.owner
  self.frame = frame_of(node, self.frame)
  self.frame.vararg = node.vararg ~= nil
  self:enter(false)
  if is_method then
    self:declare({ name = "self", first = node.first, last = node.first })
  end
  for i, parameter in ipairs(node.parameters) do
    self:place(parameter)
    if parameter.tag == "Vararg" then
      self:refuse(parameter, '"..." must be the last parameter')
    else
      self:declare(parameter, { parameter = i, name = nil, node = nil, owner = nil })
    end
  end
  self:statements(node.body, level + 1)
  self:leave()
  self.frame = self.frame.parent
  node.last_line = self.index:at(node.last)
end

-- --- statements

local attributes = { const = true, close = true }

function statement_of.Local(self, node, level)
  self:expressions(node.values, level + 1)
  local closing = false
  for i, name in ipairs(node.names) do
    self:place(name)
    if name.attribute and not attributes[name.attribute] then
      self:refuse(name, ('unknown attribute "%s": Lua has "const" and "close"'):format(name.attribute))
    elseif name.attribute == "close" then
      if closing then
        self:refuse(name, 'only one variable of a list can be "close"')
      end
      closing = true
    end
    self:declare(name, { attribute = name.attribute, value = node.values[i], name = nil, node = nil, owner = nil })
  end
end

function statement_of.LocalFunction(self, node, level)
  self:place(node.name)
  self:declare(node.name, { value = node.func })
  self:place(node.func)
  expression_of.Function(self, node.func, level)
end

function statement_of.FunctionStatement(self, node, level)
  self:expression(node.target, level)
  self:set(node.target)
  self:place(node.func)
  expression_of.Function(self, node.func, level, node.method)
end

function Walk:set(target)
  local variable = target.variable
  if target.tag ~= "Name" and target.tag ~= "Index" then
    self:refuse(target, "only a name or a field can be given a value", "a name or a field")
  elseif variable and variable.attribute then
    self:refuse(target, ('"%s" is a constant: it cannot be given another value'):format(target.name))
  elseif variable then
    variable.assigned = true
  end
end

function statement_of.Set(self, node, level)
  for i, target in ipairs(node.targets) do
    self:expression(target, level + i - 1)
    self:set(target)
  end
  self:expressions(node.values, level + #node.targets)
end

function statement_of.Call(self, node, level)
  suffixed(self, node, level)
end
statement_of.Method = statement_of.Call

function statement_of.Do(self, node, level)
  self:block(node.body, level)
end

function statement_of.While(self, node, level)
  self:expression(node.condition, level + 1)
  self:block(node.body, level, true)
end

function statement_of.Repeat(self, node, level)
  self:enter(true)
  self:enter(false)
  node.body.before_until = true
  self:statements(node.body, level + 1)
  self:expression(node.condition, level + 1)
  self:leave()
  self:leave()
end

function statement_of.If(self, node, level)
  for _, clause in ipairs(node.clauses) do
    self:expression(clause.condition, level + 1)
    self:block(clause.body, level)
  end
  if node.otherwise then
    self:block(node.otherwise, level)
  end
end

function statement_of.For(self, node, level)
  self:place(node.name)
  self:expression(node.start, level + 1)
  self:expression(node.stop, level + 1)
  if node.step then
    self:expression(node.step, level + 1)
  end
  self:enter(true)
  self:hide(3)
  self:enter(false)
  self:declare(node.name)
  self:statements(node.body, level + 1)
  self:leave()
  self:leave()
end

function statement_of.ForIn(self, node, level)
  self:expressions(node.values, level + 1)
  self:enter(true)
  self:hide(4)
  self:enter(false)
  for _, name in ipairs(node.names) do
    self:place(name)
    self:declare(name)
  end
  self:statements(node.body, level + 1)
  self:leave()
  self:leave()
end

function statement_of.Return(self, node, level)
  self:expressions(node.values, level + 1)
end

function statement_of.Break(self, node)
  if self.frame.loops == 0 then
    self:refuse(node, '"break" stands outside a loop')
  end
end

function statement_of.Goto(self, node)
  local frame, name = self.frame, node.label.name
  for _, label in ipairs(frame.labels) do
    if label.name == name then
      return
    end
  end
  frame.gotos[#frame.gotos + 1] = { node = node, active = #frame.active }
end

-- A label at the end of a block is taken to stand after its locals.
local function ends_block(list, i)
  for k = i + 1, #list do
    if list[k].tag ~= "Label" then
      return false
    end
  end
  return not list.before_until
end

function statement_of.Label(self, node, _, list, i)
  local frame, name = self.frame, node.label.name
  for _, label in ipairs(frame.labels) do
    if label.name == name then
      return self:refuse(node, ('the label "%s" is here twice'):format(name))
    end
  end
  frame.labels[#frame.labels + 1] = { name = name }
  local active = ends_block(list, i) and frame.block.active or #frame.active
  local kept = frame.block.gotos
  for k = kept + 1, #frame.gotos do
    local jump = frame.gotos[k]
    if jump.node.label.name ~= name then
      kept = kept + 1
      frame.gotos[kept] = jump
    elseif jump.active < active then
      local into = frame.active[jump.active + 1].name
      self:refuse(jump.node, ('this goto jumps to where the local "%s" is already known'):format(into))
    end
  end
  cut(frame.gotos, kept)
end

function scope.resolve(chunk, index_of_lines)
  local walk = setmetatable({ index = index_of_lines, functions = 0 }, Walk)
  chunk.index = index_of_lines
  walk:place(chunk)
  walk.frame = frame_of(chunk, nil)
  walk.frame.vararg = true
  walk:enter(false)
  walk:statements(chunk.body, 1)
  walk:leave()
  return walk.trouble
end

return scope
