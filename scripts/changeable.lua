-- What a field of the customers says of changing it: only, step, min, max, cost.
-- The keys for schema.lua, and the check that they go together.

local refuse = require "refuse"
local shapes = require "shapes"

local changeable = {}

local function positive(value, at, what)
  if shapes.number(value, at, what) <= 0 then
    shapes.wrong(value, at, what, "a number above 0")
  end
  return value
end

-- A number, or a day as text.
local function bound(value, at, what)
  if type(value) == "string" then
    if not shapes.is_day(value) then
      refuse(at, ("%s must be a number, or a date like \"2026-05-21\", found %s"):format(what, refuse.shown(value)))
    end
    return value
  end
  return shapes.number(value, at, what)
end

changeable.keys = {
  { name = "only", shape = shapes.one_of("up", "down") },
  { name = "step", shape = positive },
  { name = "min", shape = bound },
  { name = "max", shape = bound },
  { name = "cost", shape = positive },
}

-- `given` is what shapes.read made of a field.
function changeable.check(given, at, what)
  local min, max = given.min, given.max
  if min == nil or max == nil then
    return
  elseif type(min) ~= type(max) then
    refuse(at:key "max", ("min and max of %s must both be numbers, or both be dates"):format(what))
  elseif max < min then
    refuse(at:key "max", ("max of %s is below its min"):format(what))
  end
end

return changeable
