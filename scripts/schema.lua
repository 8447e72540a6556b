-- The keys of each word: what may be written inside its { … }, and what must be.
--
-- schema.make(reading) -> word -> list of keys {name, shape, needed, refused} for shapes.read
-- needed: what to do when it is not there. refused: a key of a later version.

local changeable = require "changeable"
local needs = require "customer_needs"
local events = require "events"
local population = require "population"
local refuse = require "refuse"
local shapes = require "shapes"

local schema = {}

local WRITE_WHEN = "write when = function(g) return … end"

local function span(reading)
  return function(value, at, what)
    local found = reading.spans[value]
    if not found then
      shapes.wrong(value, at, what, "days(…) or months(…)",
        math.type(value) == "integer" and ("for example days(%d)"):format(value) or nil)
    end
    return found
  end
end

-- { field = { label = …, … }, … } -> list of {name, at, values}
local function field_table(keys)
  return function(value, at, what)
    if type(value) ~= "table" then
      shapes.wrong(value, at, what, "a list of fields { nps = { label = … }, … }")
    end
    local list = {}
    for _, name in ipairs(at:in_order(value)) do
      if type(name) ~= "string" then
        refuse(at:item(name), what .. " holds " .. refuse.shown(value[name]) .. " without a name",
          'write the field first: nps = { label = "…" }')
      end
      local given, place = value[name], at:key(name)
      local this = ('the field "%s"'):format(name)
      if type(given) ~= "table" then
        shapes.wrong(given, place, this, "followed by { … }", ('write %s = { label = "…" }'):format(name))
      end
      list[#list + 1] = { name = shapes.name(name, place, this), at = place,
        values = shapes.read(given, place, this, keys) }
      changeable.check(list[#list].values, place, this)
    end
    return list
  end
end

local function field_keys()
  return {
    { name = "label", shape = shapes.phrase },
    { name = "sensitive", shape = shapes.yes_or_no },
    { name = "mask", shape = shapes.yes_or_no },
    { name = "decimal", shape = shapes.one_of(",", ".") },
    { name = "dates", shape = shapes.one_of("dmy", "mdy", "ymd") },
    { name = "date_order", shape = shapes.one_of("dmy", "mdy", "ymd") },
    { name = "type", shape = shapes.one_of("integer", "decimal", "boolean", "date", "text") },
    { name = "missing", shape = shapes.cells },
  }
end

local function customers()
  local field = field_keys()
  field[#field + 1] = { name = "fixed", shape = shapes.yes_or_no }
  table.move(changeable.keys, 1, #changeable.keys, #field + 1, field)
  return {
    { name = "key", shape = shapes.field, needed = 'write the field that tells customers apart: key = "guest_id"' },
    { name = "missing", shape = shapes.cells },
    { name = "source", shape = shapes.phrase },
    { name = "fields", shape = field_table(field) },
  }
end

local function event_tables()
  return {
    { name = "source", shape = shapes.phrase },
    { name = "of", shape = shapes.field, needed = 'write the field that tells whose event it is: of = "guest_id"' },
    { name = "on", shape = shapes.field },
    { name = "missing", shape = shapes.cells },
    { name = "fields", shape = field_table(field_keys()) },
  }
end

-- A value as a rule may have it, for when there are no events.
local function plain_value(value, at, what)
  if type(value) == "string" then
    return shapes.text(value, at, what)
  elseif type(value) == "boolean" then
    return value
  end
  return shapes.number(value, at, what)
end

local function attribute(rule, reading)
  local keys = {
    { name = "label", shape = shapes.phrase },
    { name = "is", shape = rule },
    { name = "of", shape = shapes.field },
    { name = "reads", shape = shapes.fields },
  }
  for _, key in ipairs(population.keys(rule)) do
    keys[#keys + 1] = key
  end
  for _, name in ipairs(events.words) do
    keys[#keys + 1] = { name = name, shape = shapes.name }
  end
  table.move({ { name = "within", shape = span(reading) }, { name = "where", shape = rule },
    { name = "none", shape = plain_value }, { name = "after", shape = shapes.name },
    { name = "over", shape = span(reading) } }, 1, 5, #keys + 1, keys)
  return keys
end

local function selection(when, because, reads, rule, reading)
  local quota = shapes.table_of {
    { name = "per", shape = shapes.field },
    { name = "max", shape = shapes.at_least_zero, needed = "write how many fit in: max = 40" },
    { name = "of", shape = shapes.field },
  }
  local pressure = shapes.table_of {
    { name = "events", shape = shapes.name, needed = 'write which events count: events = "mailings"' },
    { name = "max", shape = shapes.whole(1), needed = "write how many are enough: max = 3" },
    { name = "within", shape = span(reading), needed = "write in how long: within = days(30)" },
  }
  return {
    when, because, reads,
    { name = "rank", shape = rule },
    { name = "limit", shape = shapes.whole(0) },
    { name = "one_per", shape = shapes.field },
    { name = "quota", shape = quota },
    { name = "holdout", shape = shapes.fraction },
    { name = "group", shape = shapes.name },
    { name = "pressure", shape = pressure },
    { name = "label", shape = shapes.phrase },
  }
end

function schema.make(reading)
  local rule = shapes.rule(reading.is_written)
  local when = { name = "when", shape = rule, needed = WRITE_WHEN }
  local because = { name = "because", shape = shapes.phrase, needed = shapes.SAY_WHY }
  local may_say_why = { name = "because", shape = shapes.phrase } -- else worlds.lua or the need has a sentence
  local reads = { name = "reads", shape = shapes.fields }
  local points = { name = "points", shape = shapes.number, needed = "write how many it is worth: points = 20" }
  return {
    policy = {
      { name = "version", shape = shapes.text }, { name = "owner", shape = shapes.text },
      { name = "purpose", shape = shapes.text }, { name = "data", shape = shapes.text },
    },
    customers = customers(),
    events = event_tables(),
    attribute = attribute(rule, reading),
    exclusion = {
      when, because, reads,
      { name = "lasts", shape = span(reading) },
      { name = "since", shape = shapes.field },
      { name = "appeal", shape = shapes.phrase },
      { name = "from", shape = shapes.list(shapes.name, 'a list of selections: { "quiet Sunday" }', true) },
      { name = "when_unknown", shape = shapes.one_of "ignore" },
    },
    segment = { when, because, reads },
    band = {
      { name = "from", shape = shapes.number, needed = "a segment of a score says where it begins: from = 40" },
      because,
    },
    otherwise = { because },
    point = { points, when, because, reads },
    selection = selection(when, because, reads, rule, reading),
    need = needs.keys(may_say_why),
    guarantee = {
      { name = "when", shape = rule }, { name = "holds", shape = rule }, may_say_why, reads,
      { name = "selection", shape = shapes.name }, { name = "by", shape = shapes.field },
      { name = "at_least", shape = shapes.fraction }, { name = "least", shape = shapes.whole(1) },
    },
    scenario = {
      { name = "change", shape = rule }, { name = "sets", shape = shapes.fields },
      { name = "forget", shape = shapes.fields }, { name = "because", shape = shapes.phrase }, reads,
    },
    discretion = {
      { name = "budget", shape = shapes.whole(0), needed = "write how many overrides staff may make: budget = 50" },
      { name = "per", shape = span(reading) }, may_say_why,
    },
  }
end

return schema
