-- The vocabulary: runs a policy's files and answers what they declare.
--
-- vocabulary.run { main, files, paths, as_of, functions_only } -> description, functions
--   files: name -> source; paths: name -> path as people know it; as_of: "2026-11-21"
-- vocabulary.read(given, declare) -> reading: runs files that have other words (tests.lua);
--   declare(reading) gives name -> word
-- Raises { file, line, column, message, hint } for a wrong policy: always one, the first.
--
-- A file is read (marked; with functions_only: plain) and run with nothing but the words (words),
-- the safe library, as_of and require. What was declared is then checked and described
-- (describe, schema, segments, rule; with functions_only numbering, and no description).

local describe = require "describe"
local host = require "host"
local refuse = require "refuse"
local shipped = require "shipped"
local suggest = require "suggest"
local words = require "words"

local vocabulary = {}

local BYTE_ORDER_MARK = "\xEF\xBB\xBF"

local function raise(path, problem)
  if type(problem) == "table" or problem == "not enough memory" then
    error(problem, 0) -- the worker itself knows which line wanted too much
  end
  local message, hint, line, where = require("mishap").explain(tostring(problem))
  refuse({ file = where or path, line = line or 0, column = 0 }, message, hint)
end

local function run_file(reading, name)
  local source, path = reading.given.files[name], reading.given.paths[name]
  if source:sub(1, 3) == BYTE_ORDER_MARK then
    source = source:sub(4)
  end
  reading.used[#reading.used + 1] = name
  local ran, answer = pcall(reading.files.load(reading, source, path))
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

-- A file of the policy's own folder goes before a shipped script of that name.
local function requirer(reading, declaring)
  return function(name)
    local at = reading.locate "require"
    local file = file_of(reading, name)
    if not file and declaring.attribute and shipped.names[name] then
      return shipped.open(reading, declaring, name)
    elseif not file then
      local others = {}
      for other in pairs(reading.given.files) do
        others[#others + 1] = other:gsub("%.lua$", "")
      end
      for other in pairs(declaring.attribute and shipped.names or {}) do
        others[#others + 1] = other
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

local function open(given, declare)
  local only = given.functions_only
  local reading = {
    given = given, as_of = given.as_of, main = { name = given.main, path = given.paths[given.main] },
    files = require(only and "plain" or "marked"), rule = require(only and "numbering" or "rule"),
    records = {}, entries = {}, spans = {}, dated = {}, begun = {}, loaded = {}, used = {},
  }
  local declaring = declare(reading)
  declaring.require = requirer(reading, declaring)
  local environment = { as_of = given.as_of, __helder_function = reading.files.prepare(reading, declaring) }
  for name, word in pairs(declaring) do
    environment[name] = word
  end
  reading.environment = host.environment(environment)
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

function vocabulary.read(given, declare)
  local reading = open(given, declare)
  run_file(reading, given.main)
  words.check_ends(reading)
  return reading
end

function vocabulary.run(given)
  local reading = vocabulary.read(given, words.make)
  local description, list = describe.make(reading)
  words.check_used(reading)
  reading.closed = true
  description.dated, description.files = dated_list(reading), reading.used
  return description, list
end

return vocabulary
