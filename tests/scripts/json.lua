-- A description as JSON, for tests: json.encode(value) -> text. As engine/policy/state_json.c writes it, of
-- what descriptions hold here: plain texts, numbers, lists, and tables whose names are in byte order.

local json = {}

local function list(value)
  local parts = {}
  for i, item in ipairs(value) do
    parts[i] = json.encode(item)
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function object(value)
  local names, parts = {}, {}
  for name in next, value do
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    parts[i] = json.encode(name) .. ":" .. json.encode(value[name])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

function json.encode(value)
  if type(value) == "table" then
    return (value[1] ~= nil or next(value) == nil) and list(value) or object(value)
  elseif type(value) == "string" then
    return '"' .. value:gsub('[%c"\\]', function(byte)
      return ("\\u%04x"):format(byte:byte())
    end) .. '"'
  end
  return tostring(value)
end

return json
