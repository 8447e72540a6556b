-- The parts of the safe library (engine/policy/library.h) that are Lua: order that is
-- always the same. Lua's own `next` goes by memory addresses and the clock, its own
-- table.sort picks by the clock how equal values end up.

local needs = require "needs"

local library = {}

local rank = { number = 1, string = 2, boolean = 3 }

local function less(a, b)
  return a < b
end

-- Numbers, then texts, then false, then true.
local function key_less(a, b)
  local of_a, of_b = rank[type(a)], rank[type(b)]
  if of_a ~= of_b then
    return of_a < of_b
  elseif of_a == 3 then
    return b and not a
  end
  return a < b
end

-- Puts the sorted halves [first, middle) and [middle, last) of `from` into `to`.
local function merge(from, to, first, middle, last, before)
  local left, right = first, middle
  for i = first, last - 1 do
    if left < middle and (right >= last or not before(from[right], from[left])) then
      to[i], left = from[left], left + 1
    else
      to[i], right = from[right], right + 1
    end
  end
end

-- Stable; answers the sorted array, which is one of the two.
local function sorted(values, count, before)
  local from, to, width = values, {}, 1
  while width < count do
    for first = 1, count, 2 * width do
      local middle, last = math.min(first + width, count + 1), math.min(first + 2 * width, count + 1)
      merge(from, to, first, middle, last, before)
    end
    from, to, width = to, from, 2 * width
  end
  return from
end

function library.sort(list, before)
  if type(list) ~= "table" then
    needs("table.sort", "a list { … }", list)
  elseif before ~= nil and type(before) ~= "function" then
    needs("table.sort", "a function that says which comes first", before)
  end
  local values, count = {}, #list
  for i = 1, count do
    values[i] = list[i]
  end
  values = sorted(values, count, before or less)
  for i = 1, count do
    list[i] = values[i]
  end
end

-- The state of the walk is in a table, so that it cannot be kept between customers.
local function step(walk)
  local at = walk.at
  repeat
    at = at + 1
    local key = walk.keys[at]
    local value = key ~= nil and walk.list[key]
    if key == nil or value ~= nil then
      walk.at = at
      return key, value
    end
  until false
end

function library.pairs(list)
  if type(list) ~= "table" then
    needs("pairs", "a list { … }", list)
  end
  local meta = getmetatable(list)
  local keys, count = {}, 0
  for key in next, meta and meta.__index or list do
    if not rank[type(key)] then
      error("pairs: a key of this list is neither a number, a text, true nor false", 2)
    end
    count = count + 1
    keys[count] = key
  end
  return step, { list = list, keys = sorted(keys, count, key_less), at = 0 }, nil
end

return library
