-- What a guarantee's `holds` names of the outcome d, in the function itself and in the helpers it
-- hands d to: d.selection["quiet day"], and the state or segment that it is compared with.
--
-- outcomes.named(reading, f, note)  calls note(name, part, of, node, path) for each: the name of a rule
--     (`of` nil), or a state or segment of the rule `of`; `path` nil: the node's own `written`

local host = require "host"
local syntax = require "syntax"

local outcomes = {}

local compares = { ["=="] = true, ["~="] = true }

-- d.part.name or d.part["name"]: the part and the node of its name.
local function asked(node, outcome)
  local part = node.tag == "Index" and node.key.tag == "String" and node.object
  if part and part.tag == "Index" and part.key.tag == "String" and part.object.tag == "Name"
    and part.object.variable == outcome.variable then
    return part.key.value, node.key
  end
end

local function strings(list)
  local found = {}
  for _, node in ipairs(list) do
    found[#found + 1] = node.tag == "String" and node or nil
  end
  return found
end

-- The texts that a node compares with one side that is d.part.name: that side, the texts.
local function compared(node)
  if node.tag == "Binary" and compares[node.op] then
    return { node.left, node.right }, { node.right, node.left }
  elseif node.tag == "Call" and node.callee.tag == "Name" and node.callee.name == "one_of"
    and #node.arguments == 2 and node.arguments[2].tag == "Table" then
    return { node.arguments[1] }, node.arguments[2].items
  end
  return {}, {}
end

local function note_compared(node, outcome, note)
  local sides, texts = compared(node)
  for _, side in ipairs(sides) do
    local part, name = asked(side, outcome)
    if part then
      for _, text in ipairs(strings(texts)) do
        note(text.value, part, name.value, text)
      end
    end
  end
end

-- The helpers of the same file to which the function hands its outcome: f, and which parameter it is.
local function handed(reading, f, node, outcome, follow)
  if node.tag ~= "Call" or node.callee.tag ~= "Name" then
    return
  end
  for i, argument in ipairs(node.arguments) do
    local helper = argument.tag == "Name" and argument.variable == outcome.variable
      and host.upvalues(f)[node.callee.name]
    if type(helper) == "function" and reading.node(helper) then
      follow(helper, i)
    end
  end
end

local function look(reading, f, position, note, seen)
  local node, path = reading.node(f)
  local outcome = node.parameters[position]
  if not outcome or seen[f] then
    return
  end
  seen[f] = true
  local function noted(name, part, of, at)
    note(name, part, of, at, path, node)
  end
  syntax.walk(node, function(inner)
    local part, name = asked(inner, outcome)
    if part then
      noted(name.value, part, nil, name)
    end
    note_compared(inner, outcome, noted)
    handed(reading, f, inner, outcome, function(helper, i)
      look(reading, helper, i, note, seen)
    end)
  end)
end

function outcomes.named(reading, f, note)
  look(reading, f, 2, note, {})
end

return outcomes
