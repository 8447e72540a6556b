-- A policy's files as they are read to be described: parsed, names checked, functions marked
-- so that each closure is known by its source.
--
-- marked.prepare(reading, words) -> __helder_function, for the environment
-- marked.load(reading, source, path) -> the file as a function, not yet run
-- marked.write(reading, source, at) -> the function that an expression of a shipped script says, as if it
--   stood at this place of the policy's own file, on the line that is running
-- Gives reading: node(f) -> Function node and path of a closure; is_written(f); locate(word, name) -> At
-- of the call that is running, and the local it is assigned to; constant(path, name) -> value of a
-- file's own number or text; chunks, sources and indexes by path.

local functions = require "functions"
local grammar = require "grammar"
local host = require "host"
local places = require "places"
local refuse = require "refuse"
local strict = require "strict"
local syntax = require "syntax"

local marked = {}

-- --- what the rest asks

local function node_finder(reading)
  return function(f)
    local found = reading.closures[f]
    if found then
      return found.node, found.path
    end
  end
end

-- Which call of a word is running: its place, and the local that it is assigned to.
local function locator(reading)
  return function(word, name)
    local line, path = host.line()
    local index = reading.indexes[path or reading.main.path]
    if not index then
      return { file = reading.main.path, line = line, column = 0 }
    end
    return places.find(index, word, name, line or 1)
  end
end

local function literal(node)
  if node.tag == "Unary" and node.op == "-" and node.operand.tag == "Number" then
    return -node.operand.value
  elseif node.tag == "Number" or node.tag == "String" then
    return node.value
  end
end

-- Numbers and texts that a file gives a name: local A_HABIT = 12, local WARNINGS = dated { … }
local function constants_of(reading, path)
  local found = {}
  for _, statement in ipairs(reading.chunks[path] and reading.chunks[path].body or {}) do
    for i, name in ipairs(statement.tag == "Local" and statement.names or {}) do
      local value = statement.values[i]
      if value and not name.variable.assigned then
        found[name.name] = literal(value)
      end
    end
  end
  for _, dated in ipairs(reading.dated) do
    if dated.name and dated.at.file == path then
      found[dated.name] = dated.value
    end
  end
  return found
end

local function constant_finder(reading)
  local known = {}
  return function(path, name)
    known[path] = known[path] or constants_of(reading, path)
    return known[path][name]
  end
end

-- --- one file

local function function_nodes(nodes)
  local found = {}
  for _, node in ipairs(nodes) do
    if node.tag == "Function" then
      found[node.id] = node
    end
  end
  return found
end

local function parse(reading, source, path)
  local chunk, trouble = grammar.parse(source)
  if not chunk then
    refuse({ file = path, line = trouble.line, column = trouble.column }, trouble.message,
      require("slips").hint(source, trouble))
  end
  local nodes = syntax.list(chunk)
  local refused = strict.check(chunk, nodes, reading.known)
  if refused then
    refuse(places.at(path, refused.node), refused.message, refused.hint)
  end
  reading.chunks[path], reading.sources[path] = chunk, source
  reading.indexes[path], reading.nodes[path] = places.index(nodes, path), function_nodes(nodes)
  return chunk
end

-- What functions.instrument puts around each function: told once, when it is made.
local function marker(reading)
  return function(id, f)
    if not reading.closed then
      local path = host.place(f)
      reading.closures[f] = { node = reading.nodes[path][id], path = path }
    end
    return f
  end
end

function marked.load(reading, source, path)
  local chunk = parse(reading, source, path)
  local f, trouble = host.load(functions.instrument(source, chunk), path, reading.environment)
  if not f then
    refuse({ file = path, line = trouble.line, column = 0 }, trouble.message)
  end
  return f
end

function marked.write(reading, source, at)
  local line, path = host.line()
  source = ("\n"):rep(line - 1) .. "return " .. source
  local chunk = grammar.parse(source)
  local f = host.load(source, path, reading.environment)()
  local written
  for _, node in ipairs(syntax.list(chunk)) do
    node.line, node.column = at.line, at.column
    written = written or node.tag == "Function" and node or nil
  end
  written.written, written.source = at, source
  reading.closures[f] = { node = written, path = path }
  return f
end

local function library_names()
  local names = {}
  for name, value in pairs(host.library) do
    names[value] = name
  end
  return names
end

function marked.prepare(reading, words)
  local known = { as_of = reading.as_of }
  for _, source in ipairs { host.library, words } do
    for name, value in pairs(source) do
      known[name] = value
    end
  end
  reading.closures, reading.chunks, reading.sources, reading.indexes, reading.nodes = {}, {}, {}, {}, {}
  reading.known = known
  reading.node = node_finder(reading)
  reading.locate = locator(reading)
  reading.constant = constant_finder(reading)
  reading.is_written = function(f)
    return reading.closures[f] ~= nil
  end
  reading.rules = { node = reading.node, words = words }
  local names = library_names()
  reading.tree_environment = { upvalues = host.upvalues, node = reading.node, library = function(value)
    return names[value]
  end }
  return marker(reading)
end

return marked
