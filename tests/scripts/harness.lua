-- A condition from its source, as the engine makes it: for tests.
--
-- harness.tree(source, library) -> tree, closure; or nil, why, node (scripts/tree.lua)
-- source is a chunk that returns the function; library: name -> function.

local grammar = require "grammar"
local functions = require "functions"
local syntax = require "syntax"
local tree = require "tree"

local harness = {}

local function upvalues(f)
  local values = {}
  for i = 1, 255 do
    local name, value = debug.getupvalue(f, i)
    if not name then
      break
    end
    values[name] = value
  end
  return values
end

function harness.tree(source, library)
  local nodes, names, by_id = {}, {}, {}
  local chunk, trouble = grammar.parse(source)
  if not chunk then
    error(trouble.message .. ": " .. source)
  end
  for name, f in pairs(library) do
    names[f] = name
  end
  syntax.walk(chunk, function(node)
    if node.tag == "Function" then
      by_id[node.id] = node
    end
  end)
  local globals = setmetatable({ as_of = "2026-11-21", __helder_function = function(id, f)
    nodes[f] = by_id[id]
    return f
  end }, { __index = library })
  local closure = assert(load(functions.instrument(source, chunk), "=policy.lua", "t", globals))()
  local found, why, node = tree.build(nodes[closure], closure, {
    upvalues = upvalues,
    node = function(f) return nodes[f], "policy.lua" end,
    library = function(value) return names[value] end,
  })
  if not found then
    return nil, why, node, closure
  end
  return found, closure
end

return harness
