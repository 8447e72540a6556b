-- Side tables of events, and the attributes over them.
--
-- events.tables(reading, keys, context) -> list for the description; fills context.events
-- events.attribute(record, values, rule, context) -> description, or nil: it is no such attribute
-- events.pressure(record, values, rule, context) -> description of a selection's pressure, or nil
-- What they name of a side table goes into context.event_mentions, {name, role, rule, table, attribute, at}.

local fields = require "fields"
local population = require "population"
local refuse = require "refuse"
local shapes = require "shapes"
local suggest = require "suggest"

local events = {}

-- What an attribute over events may be, in the order in which it is told.
events.words = { "count", "sum", "mean", "min", "max", "first", "last", "distinct", "lost" }
local belong = { "within", "where", "none", "after", "over" }

-- --- the tables

local function mention(context, table, name, role, rule, at, attribute)
  local mentions = context.event_mentions
  mentions[#mentions + 1] = { name = name, role = role, rule = rule, table = table, attribute = attribute,
    at = context.place(at) }
end

local function check_name(record, context, customers)
  local before = context.events[record.name]
  if before then
    refuse(record.at, ('events "%s" are declared twice'):format(record.name), ("the first are on line %d"):format(before.at[2]))
  elseif record.name == customers then
    refuse(record.at, ('events "%s" have the name of the customers\' table'):format(record.name),
      "the two are read from files of these names, and need different ones")
  end
end

function events.tables(reading, keys, context, customers)
  local list = {}
  for _, record in ipairs(reading.records) do
    if record.word == "events" then
      check_name(record, context, customers)
      local what = ('events "%s"'):format(record.name)
      local values = shapes.read(record.given, record.at, what, keys)
      mention(context, record.name, values.of, "key", what, record.at:value "of")
      if values.on then
        mention(context, record.name, values.on, "on", what, record.at:value "on")
      end
      local described = fields.describe(values.fields, context.place, function(field)
        mention(context, record.name, field.name, "field", what, field.at)
      end)
      list[#list + 1] = { name = record.name, at = context.place(record.at), of = values.of, on = values.on,
        missing = values.missing, source = values.source, fields = described }
      context.events[record.name] = list[#list]
    end
  end
  return list
end

-- --- what names one

local function table_named(name, context, what, at)
  local found = context.events[name]
  if found then
    return found
  end
  local known = {}
  for other in pairs(context.events) do
    known[#known + 1] = other
  end
  refuse(at, ('%s names events that are not declared: "%s"'):format(what, name),
    suggest.hint(name, known) or ('declare them: events "%s" { of = "…", on = "…" }'):format(name))
end

local function check_dated(found, why, what, at)
  if not found.on then
    refuse(at, ("%s has %s, and events \"%s\" have no date"):format(what, why, found.name),
      ('say which of their fields it is: events "%s" { of = "%s", on = "…" }'):format(found.name, found.of))
  end
end

-- --- attributes

local function words_given(values, list)
  local given = {}
  for _, name in ipairs(list) do
    given[#given + 1] = values[name] ~= nil and name or nil
  end
  return given
end

-- lost = "visits", after = "incidents", over = days(90): what others no longer came for
local function check_lost(record, values, rule, word)
  if word ~= "lost" then
    local extra = words_given(values, { "after", "over" })[1]
    if extra then
      refuse(record.at:key(extra), ("%s has %s, which belongs to lost"):format(rule.what, extra))
    end
  elseif not values.after then
    refuse(record.at, rule.what .. " has no after", 'write the events that drive others away: after = "incidents"')
  elseif not values.over or values.over.unit ~= "days" then
    refuse(values.over and record.at:value "over" or record.at, rule.what .. " does not say over how many days",
      "write how long someone must have stayed away: over = days(90)")
  end
end

local function check_of(record, values, rule, word)
  if word == "lost" and values.of then
    refuse(record.at:key "of", ("lost counts events, and takes no of in %s"):format(rule.what))
  elseif word == "count" and values.of then
    refuse(record.at:key "of", ("count counts events, and takes no of in %s"):format(rule.what),
      ('to count different values write distinct = "%s", of = "%s"'):format(values.count, values.of))
  elseif word ~= "count" and word ~= "lost" and not values.of then
    refuse(record.at, ("%s has no of"):format(rule.what), ('write the field of the events: %s = "%s", of = "…"')
      :format(word, values[word]))
  end
end

local function check_alone(record, values, rule, given)
  local others = words_given(values, { "is", "cut", "reverse", "order", "only", table.unpack(population.words) })
  local other = given[2] or others[1]
  if other then
    refuse(record.at:key(other), ("%s has %s and %s: one of them is enough"):format(rule.what, given[1], other))
  elseif values.reads and not values.where then
    refuse(record.at:key "reads", rule.what .. " has reads, and no where that reads anything")
  end
end

function events.attribute(record, values, rule, context)
  local given = words_given(values, events.words)
  local word, extra = given[1], words_given(values, belong)[1]
  if not word then
    if extra then
      refuse(record.at:key(extra), ("%s has %s, which belongs to events"):format(rule.what, extra),
        'say which: count = "visits", or sum = "visits", of = "spend"')
    end
    return nil
  end
  check_alone(record, values, rule, given)
  check_of(record, values, rule, word)
  check_lost(record, values, rule, word)
  local found = table_named(values[word], context, rule.what, record.at:value(word))
  local lost
  if word == "lost" then
    check_dated(found, "lost", rule.what, record.at:key "lost")
    lost, found = found.name, table_named(values.after, context, rule.what, record.at:value "after")
    check_dated(found, "after", rule.what, record.at:key "after")
  end
  for _, why in ipairs(words_given(values, { "within", "first", "last" })) do
    check_dated(found, why, rule.what, record.at:key(why))
  end
  if values.of then
    mention(context, found.name, values.of, "of", rule.what, record.at:value "of", record.name)
  end
  return { kind = "events", word = word, events = found.name, of = values.of, within = values.within,
    where = values.where and rule:describe("where", values.where, found.name), none = values.none, lost = lost,
    over = values.over, label = values.label }
end

-- --- pressure

function events.pressure(record, values, rule, context)
  local pressure = values.pressure
  if not pressure then
    return nil
  end
  local at = record.at:key "pressure"
  local found = table_named(pressure.events, context, rule.what, at:value "events")
  check_dated(found, "pressure", rule.what, at:key "events")
  return pressure
end

return events
