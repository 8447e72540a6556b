-- Walking the tree that grammar.parse gives, in source order.
--
-- syntax.walk(node, visit)  calls visit(node) for the node and all below it; when visit
--                           answers false, what is below that node is left out
-- syntax.list(node)         the node and all below it, as visit would get them
-- syntax.root(node)         the expression at the far left: t of t.a[1].b, f of f(x).y
-- syntax.inside(node, function_node)  whether it stands within that function

local syntax = {}

local single = { -- the fields of a node that hold one node, in source order
  Paren = { "inner" }, Unary = { "operand" }, Binary = { "left", "right" }, Index = { "object", "key" },
  Item = { "key", "value" }, FunctionStatement = { "target", "func" }, LocalFunction = { "name", "func" },
  Call = { "callee" }, Method = { "object" }, While = { "condition" }, For = { "name", "start", "stop", "step" },
}
local several = { -- and those that hold a list, after them
  Chunk = { "body" }, Call = { "arguments" }, Method = { "arguments" }, Table = { "items" },
  Function = { "parameters", "body" }, Local = { "names", "values" }, Set = { "targets", "values" },
  Do = { "body" }, While = { "body" }, Repeat = { "body" }, For = { "body" },
  ForIn = { "names", "values", "body" }, Return = { "values" },
}
local walk

local function walk_list(list, visit)
  for i = 1, #list do
    walk(list[i], visit)
  end
end

local function walk_clauses(node, visit)
  for _, clause in ipairs(node.clauses) do
    walk(clause.condition, visit)
    walk_list(clause.body, visit)
  end
  if node.otherwise then
    walk_list(node.otherwise, visit)
  end
end

function walk(node, visit)
  if visit(node) == false then
    return
  end
  local tag = node.tag
  local names = single[tag]
  for i = 1, names and #names or 0 do
    local below = node[names[i]]
    if below then
      walk(below, visit)
    end
  end
  names = several[tag]
  for i = 1, names and #names or 0 do
    walk_list(node[names[i]], visit)
  end
  if tag == "Repeat" then
    walk(node.condition, visit)
  elseif tag == "If" then
    walk_clauses(node, visit)
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
