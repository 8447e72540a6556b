-- A policy's files as they are read again, to get at their functions only: nothing is parsed,
-- because the same bytes were described before (scripts/marked.lua, the same interface).

local host = require "host"
local places = require "places"
local refuse = require "refuse"

local plain = {}

function plain.prepare(reading)
  local at = places.nowhere(reading.main.path)
  reading.locate = function()
    return at
  end
  reading.is_written = function(f)
    return host.place(f) ~= ""
  end
end

function plain.write(reading, source)
  local line, path = host.line()
  return host.load(("\n"):rep(line - 1) .. "return " .. source, path, reading.environment)()
end

function plain.load(reading, source, path)
  local f, trouble = host.load(source, path, reading.environment)
  if not f then
    refuse({ file = path, line = trouble.line, column = 0 }, trouble.message)
  end
  return f
end

return plain
