-- "Did you mean": suggest.hint(word, names) -> 'did you mean "name"?' or nil
-- suggest.nearest(word, names) -> name or nil
-- names: a list, or a table with names as keys. base/text.h text_nearest decides what is near.

local host = require "host"

local suggest = {}

-- In an order that does not depend on how a table stores them.
local function sorted_names(names)
  local list = {}
  for key, value in pairs(names) do
    local name = type(key) == "string" and key or value
    if type(name) == "string" then
      list[#list + 1] = name
    end
  end
  table.sort(list)
  return list
end

function suggest.nearest(word, names)
  return host.nearest(word, sorted_names(names))
end

function suggest.hint(word, names)
  local nearest = suggest.nearest(word, names)
  return nearest and ('did you mean "%s"?'):format(nearest) or nil
end

return suggest
