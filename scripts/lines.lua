-- On which lines something runs: of each function of a policy and the helpers it calls.
--
-- lines.run(given) -> { functions = { { { file, line }, … }, … } }, {}    given: as vocabulary.run;
--   functions in their order, lines of one function ascending within a file

local host = require "host"
local vocabulary = require "vocabulary"

local lines = {}

local function collect(f, found, seen)
  if seen[f] or host.place(f) == "" then
    return found
  end
  seen[f] = true
  local file = host.place(f)
  for _, line in ipairs(host.lines(f)) do
    found[#found + 1] = { file, line }
  end
  local values, names = host.upvalues(f)
  for _, name in ipairs(names) do
    if type(values[name]) == "function" then
      collect(values[name], found, seen)
    end
  end
  return found
end

function lines.run(given)
  local _, functions = vocabulary.run(given)
  local list = {}
  for i, f in ipairs(functions) do
    list[i] = collect(f, {}, {})
  end
  return { functions = list }, {}
end

return lines
