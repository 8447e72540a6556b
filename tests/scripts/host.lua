-- What shipped scripts get from C as `require "host"` (engine/policy/state.h), in plain Lua:
-- so that scripts can be tested by lua5.4 alone.

local host = {}

host.library = {}
for _, name in ipairs { "string", "utf8", "tostring", "tonumber", "type", "select", "ipairs", "pairs", "error", "assert" } do
  host.library[name] = _G[name]
end
host.library.math = { huge = math.huge, floor = math.floor, max = math.max, min = math.min, type = math.type }
host.library.table = { insert = table.insert, remove = table.remove, sort = table.sort, move = table.move,
  concat = table.concat, unpack = table.unpack }
for _, name in ipairs { "days_since", "known", "one_of", "lower", "starts_with", "contains", "min", "max", "abs", "floor",
  "round", "year", "month" } do
  host.library[name] = function(...) return ... end
end

function host.environment(words)
  local environment = {}
  for _, source in ipairs { host.library, words } do
    for name, value in pairs(source) do
      environment[name] = value
    end
  end
  return environment
end

local paths = {}

function host.load(source, path, environment)
  paths["@" .. path] = true
  local f, problem = load(source, "@" .. path, "t", environment)
  if not f then
    local line, message = problem:match ":(%d+): (.*)$"
    return nil, { line = math.tointeger(line), message = message }
  end
  return f
end

function host.upvalues(f)
  local values, names, i = {}, {}, 1
  while true do
    local name, value = debug.getupvalue(f, i)
    if not name then
      return values, names
    end
    values[name], names[i], i = value, name, i + 1
  end
end

function host.place(f)
  local info = debug.getinfo(f, "S")
  if paths[info.source] then
    return info.source:sub(2), info.linedefined, info.lastlinedefined
  end
end

function host.line()
  local level = 2
  while true do
    local info = debug.getinfo(level, "Sl")
    if not info then
      return nil
    elseif paths[info.source] then
      return info.currentline, info.source:sub(2)
    end
    level = level + 1
  end
end

return host
