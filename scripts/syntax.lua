-- Walking the tree that grammar.parse gives, in source order.
--
-- syntax.walk(node, visit)  calls visit(node) for the node and all below it; when visit
--                           answers false, what is below that node is left out
-- syntax.list(node)         the node and all below it, as visit would get them
-- syntax.root(node)         the expression at the far left: t of t.a[1].b, f of f(x).y
-- syntax.inside(node, function_node)  whether it stands within that function

local syntax = {}

local walk

local function walk_list(list, visit)
  for i = 1, #list do
    walk(list[i], visit)
  end
end

-- Walks what is below a node of each kind, in source order; the others have nothing below them.
local below = {}

local function two(one, other)
  return function(node, visit)
    walk(node[one], visit)
    walk(node[other], visit)
  end
end

local function then_list(one, list)
  return function(node, visit)
    walk(node[one], visit)
    walk_list(node[list], visit)
  end
end

local function list_of(list)
  return function(node, visit)
    walk_list(node[list], visit)
  end
end

local function two_lists(one, other)
  return function(node, visit)
    walk_list(node[one], visit)
    walk_list(node[other], visit)
  end
end

below.Binary, below.Index, below.Item = two("left", "right"), two("object", "key"), two("key", "value")
below.FunctionStatement, below.LocalFunction = two("target", "func"), two("name", "func")
below.Call, below.Method = then_list("callee", "arguments"), then_list("object", "arguments")
below.While = then_list("condition", "body")
below.Chunk, below.Do, below.Table, below.Return = list_of "body", list_of "body", list_of "items", list_of "values"
below.Function, below.Local = two_lists("parameters", "body"), two_lists("names", "values")
below.Set = two_lists("targets", "values")

function below.Paren(node, visit)
  walk(node.inner, visit)
end

function below.Unary(node, visit)
  walk(node.operand, visit)
end

function below.Repeat(node, visit)
  walk_list(node.body, visit)
  walk(node.condition, visit)
end

function below.For(node, visit)
  walk(node.name, visit)
  walk(node.start, visit)
  walk(node.stop, visit)
  if node.step then
    walk(node.step, visit)
  end
  walk_list(node.body, visit)
end

function below.ForIn(node, visit)
  walk_list(node.names, visit)
  walk_list(node.values, visit)
  walk_list(node.body, visit)
end

function below.If(node, visit)
  for _, clause in ipairs(node.clauses) do
    walk(clause.condition, visit)
    walk_list(clause.body, visit)
  end
  if node.otherwise then
    walk_list(node.otherwise, visit)
  end
end

function walk(node, visit)
  if visit(node) ~= false then
    local descend = below[node.tag]
    if descend then
      descend(node, visit)
    end
  end
end
syntax.walk = walk

function syntax.list(node)
  local list, count = {}, 0
  walk(node, function(inner)
    count = count + 1
    list[count] = inner
  end)
  return list
end

function syntax.root(node)
  while node.tag == "Index" or node.tag == "Call" or node.tag == "Method" or node.tag == "Paren" do
    node = node.object or node.callee or node.inner
  end
  return node
end

function syntax.inside(node, function_node)
  return node.first >= function_node.first and node.last <= function_node.last
end

return syntax
