-- The vocabulary: runs a policy's files and answers what they declare.
--
-- vocabulary.run { main, files, paths, as_of, functions_only } -> description, functions
--   files: name -> source; paths: name -> path as people know it; as_of: "2026-11-21"
-- Raises { file, line, column, message, hint } for a wrong policy: always one, the first.
--
-- A file is parsed (grammar), its names checked (strict), its functions marked so that each
-- closure is known by its source (functions.instrument), and run with nothing but the words
-- (words), the safe library, as_of and require. What was declared is then checked and
-- described (describe, schema, rule, segments).

local describe = require "describe"
local functions = require "functions"
local grammar = require "grammar"
local host = require "host"
local mishap = require "mishap"
local places = require "places"
local refuse = require "refuse"
local strict = require "strict"
local suggest = require "suggest"
local syntax = require "syntax"
local words = require "words"

local vocabulary = {}

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

local function begin(given)
  local reading = {
    given = given, as_of = given.as_of, main = { name = given.main, path = given.paths[given.main] },
    records = {}, entries = {}, spans = {}, dated = {}, begun = {}, closures = {},
    chunks = {}, sources = {}, indexes = {}, nodes = {}, loaded = {}, used = {},
  }
  reading.node = node_finder(reading)
  reading.locate = locator(reading)
  reading.constant = constant_finder(reading)
  reading.is_written = function(f)
    return reading.closures[f] ~= nil
  end
  return reading
end

-- --- one file

local BYTE_ORDER_MARK = "\xEF\xBB\xBF"

-- What people who know other languages, or none, write first.
local function syntax_hint(found, expected)
  if found == '"="' and expected:find '"end"' or found == '"="' and expected:find '"then"' then
    return "to compare, write =="
  elseif found == '"!"' then
    return "unequal is written ~=, and the opposite of something: not"
  elseif found == '"&"' or found == '"|"' then
    return "and, or are written out"
  elseif expected:find '^"}"' and found:find '^["\'%a]' and not found:find "^the end" then
    return "is a comma missing before it?"
  end
end

local function parse(reading, name)
  local path, source = reading.given.paths[name], reading.given.files[name]
  if source:sub(1, 3) == BYTE_ORDER_MARK then
    source = source:sub(4)
  end
  local chunk, trouble = grammar.parse(source)
  if not chunk then
    refuse({ file = path, line = trouble.line, column = trouble.column }, trouble.message,
      syntax_hint(trouble.found or "", trouble.expected or ""))
  end
  local refused = strict.check(chunk, reading.known)
  if refused then
    refuse(places.at(path, refused.node), refused.message, refused.hint)
  end
  reading.chunks[path], reading.sources[path] = chunk, source
  reading.indexes[path] = places.index(chunk, path)
  return chunk, source, path
end

local function function_nodes(chunk)
  local nodes = {}
  syntax.walk(chunk, function(node)
    if node.tag == "Function" then
      nodes[node.id] = node
    end
  end)
  return nodes
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

local function raise(path, problem)
  if type(problem) == "table" then
    error(problem, 0)
  end
  local message, hint, line, where = mishap.explain(tostring(problem))
  refuse({ file = where or path, line = line or 0, column = 0 }, message, hint)
end

local function run_file(reading, name)
  local chunk, source, path = parse(reading, name)
  reading.used[#reading.used + 1] = name
  reading.nodes[path] = function_nodes(chunk)
  local f, trouble = host.load(functions.instrument(source, chunk), path, reading.environment)
  if not f then
    refuse({ file = path, line = trouble.line, column = 0 }, trouble.message)
  end
  local ran, answer = pcall(f)
  if not ran then
    raise(path, answer)
  end
  return answer == nil and true or answer
end

-- --- require: files of the policy's own folder

local function file_of(reading, name)
  local plain = type(name) == "string" and name:gsub("%.lua$", ""):gsub("%.", "/") .. ".lua"
  return plain and reading.given.files[plain] and plain
end

local function requirer(reading)
  return function(name)
    local at = reading.locate "require"
    local file = file_of(reading, name)
    if not file then
      local others = {}
      for other in pairs(reading.given.files) do
        others[#others + 1] = other:gsub("%.lua$", "")
      end
      refuse(at, ("there is no file %s in the folder of this policy")
        :format(type(name) == "string" and '"' .. name .. '.lua"' or "of that name"),
        suggest.hint(tostring(name), others))
    elseif reading.loaded[file] == nil then
      reading.loaded[file] = false
      reading.loaded[file] = run_file(reading, file)
    elseif reading.loaded[file] == false then
      refuse(at, ('"%s" is still being read: two files require one another'):format(name))
    end
    return reading.loaded[file]
  end
end

-- --- the door

local function library_names()
  local names = {}
  for name, value in pairs(host.library) do
    names[value] = name
  end
  return names
end

local function open(given)
  local reading = begin(given)
  local made = words.make(reading)
  made.require = requirer(reading)
  local known = { as_of = given.as_of }
  for _, source in ipairs { host.library, made } do
    for name, value in pairs(source) do
      known[name] = value
    end
  end
  reading.known, reading.rules = known, { node = reading.node, words = made }
  local names = library_names()
  reading.tree_environment = { upvalues = host.upvalues, node = reading.node, library = function(value)
    return names[value]
  end }
  local all = { as_of = given.as_of, __helder_function = marker(reading) }
  for name, word in pairs(made) do
    all[name] = word
  end
  reading.environment = host.environment(all)
  return reading
end

local function dated_list(reading)
  local list = {}
  for i, dated in ipairs(reading.dated) do
    list[i] = { name = dated.name, value = dated.value, dates = dated.dates, because = dated.because,
      at = { dated.at.file, dated.at.line, dated.at.column } }
  end
  return list
end

function vocabulary.run(given)
  local reading = open(given)
  run_file(reading, given.main)
  words.check_ends(reading)
  local description, list = describe.make(reading)
  words.check_used(reading)
  reading.closed = true
  description.dated, description.files = dated_list(reading), reading.used
  return description, list
end

return vocabulary
