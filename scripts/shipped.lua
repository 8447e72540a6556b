-- What ships with the engine for policies to require: rules that many policies need alike.
--
-- shipped.names  the names that a policy can require
-- shipped.open(reading, declaring, name) -> what  require "name"  answers: a function that takes { … }
--   and declares attributes, segmentations and so on by the words of `declaring`. All that it
--   declares stands, for messages, where the policy calls it.
--
-- A shipped script answers a function (given, at, kit), with
--   kit.declare            word -> function, the words of the language
--   kit.place(at)          what is declared from now on stands there
--   kit.write(source)      a function of one customer that its source says: "function(c) return c.nps > 7 end"
--   kit.field(name)        how a field of `c` is written in such a source
--   kit.events(name)       what the policy said of these events, { of = …, on = … }; nil where it says nothing yet

local refuse = require "refuse"

local shipped = { names = { rfm = true } }

local function events_named(reading, name)
  for _, record in ipairs(reading.records) do
    if record.word == "events" and record.name == name then
      return record.given
    end
  end
end

local function kit_of(reading, declaring)
  local at
  return {
    declare = declaring,
    place = function(place)
      at = place
      reading.locate = function()
        return at
      end
    end,
    write = function(source)
      return reading.files.write(reading, source, at)
    end,
    field = function(name)
      return ("c[%q]"):format(name)
    end,
    events = function(name)
      return events_named(reading, name)
    end,
  }
end

function shipped.open(reading, declaring, name)
  local declare = require(name)
  local function door(given)
    if reading.closed then
      error(('"%s" declares something: it cannot stand inside a rule'):format(name), 0)
    end
    local locate = reading.locate
    local at = locate("require", name)
    if type(given) ~= "table" then
      refuse(at, ("%s must be followed by { … }, found %s"):format(name, refuse.shown(given)))
    end
    local kit = kit_of(reading, declaring)
    kit.place(at)
    declare(given, at, kit)
    reading.locate = locate
  end
  declaring["require " .. name] = door -- a word like any other: no rule can use it
  return door
end

return shipped
