-- Writing JSON from Lua: the same text for the same value, always.
--
-- json.encode(value) -> text. A table with a first element is an array, and so is an empty one
-- unless json.object made it; any other is an object, its keys in byte order. Numbers read
-- back the same (an integer as digits, a decimal with a point or exponent); not-a-number and the
-- infinities are {"decimal":"nan"}, {"decimal":"inf"}, {"decimal":"-inf"}, as in engine/base/json.h;
-- a text that is not UTF-8 or holds a zero byte is {"hex":"…"}. Functions are refused.

local json = {}
local object_mark = {}

-- The table itself, to be written as an object even if it is empty.
function json.object(fields)
  return setmetatable(fields or {}, object_mark)
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\b"] = "\\b", ["\f"] = "\\f" }

local function escape(byte)
  return escapes[byte] or ("\\u%04x"):format(byte:byte())
end

local function text(value)
  if value:find("\0", 1, true) or not utf8.len(value) then
    return '{"hex":"' .. value:gsub(".", function(byte)
      return ("%02x"):format(byte:byte())
    end) .. '"}'
  end
  return '"' .. value:gsub('[%c"\\]', function(byte)
    return byte ~= "\127" and escape(byte) or nil
  end) .. '"'
end

local function number(value)
  if math.type(value) == "integer" then
    return ("%d"):format(value)
  elseif value ~= value then
    return '{"decimal":"nan"}'
  elseif value == math.huge or value == -math.huge then
    return value > 0 and '{"decimal":"inf"}' or '{"decimal":"-inf"}'
  end
  for digits = 15, 17 do
    local written = ("%." .. digits .. "g"):format(value)
    if tonumber(written) == value then
      return written:find "[.e]" and written or written .. ".0"
    end
  end
end

-- What many tables say again is written once: `texts` of values, `keys` with the colon.
local encode

local function list(value, out)
  out[#out + 1] = "["
  for i = 1, #value do
    if i > 1 then
      out[#out + 1] = ","
    end
    encode(value[i], out)
  end
  out[#out + 1] = "]"
end

local function key_of(name, out)
  local key = text(name) .. ":"
  out.keys[name] = key
  return key
end

local function object(value, out)
  local names, count = {}, 0
  for name in next, value do
    count = count + 1
    names[count] = name
  end
  if count > 1 then
    table.sort(names)
  end
  local keys = out.keys
  out[#out + 1] = "{"
  for i = 1, count do
    local name = names[i]
    if i > 1 then
      out[#out + 1] = ","
    end
    out[#out + 1] = keys[name] or key_of(name, out)
    encode(value[name], out)
  end
  out[#out + 1] = "}"
end

local function text_once(value, out)
  local written = text(value)
  out.texts[value] = written
  return written
end

function encode(value, out)
  local kind = type(value)
  if kind == "table" then
    if value[1] ~= nil or (next(value) == nil and getmetatable(value) ~= object_mark) then
      list(value, out)
    else
      object(value, out)
    end
  elseif kind == "string" then
    out[#out + 1] = out.texts[value] or text_once(value, out)
  elseif kind == "number" then
    out[#out + 1] = number(value)
  elseif kind == "boolean" or kind == "nil" then
    out[#out + 1] = value == nil and "null" or tostring(value)
  else
    error("no JSON for a " .. kind)
  end
end

function json.encode(value)
  local out = { texts = {}, keys = {} }
  encode(value, out)
  return table.concat(out)
end

return json
