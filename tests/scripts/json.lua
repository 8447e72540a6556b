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

-- The shortest that reads back the same; what is no number is named.
local function decimal(value)
  if value ~= value or value == 1 / 0 or value == -1 / 0 then
    return ('{"decimal":"%s"}'):format(value ~= value and "nan" or value > 0 and "inf" or "-inf")
  end
  local text
  for digits = 14, 17 do
    text = ("%." .. digits .. "g"):format(value)
    if tonumber(text) == value then
      break
    end
  end
  return text:find "[.e]" and text or text .. ".0"
end

function json.encode(value)
  if type(value) == "table" then
    return (value[1] ~= nil or next(value) == nil) and list(value) or object(value)
  elseif type(value) == "string" then
    return '"' .. value:gsub('[%c"\\]', function(byte)
      return ("\\u%04x"):format(byte:byte())
    end) .. '"'
  end
  return math.type(value) == "float" and decimal(value) or tostring(value)
end

return json
