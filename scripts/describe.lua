-- From what was declared to the description: every declaration checked, names compared.
--
-- describe.make(reading) -> description, functions. The description is plain data, read by
-- engine/policy/describe.c; functions are named in it by number, from 0 = functions[1].

local needs = require "customer_needs"
local events = require "events"
local fields = require "fields"
local population = require "population"
local refuse = require "refuse"
local schema = require "schema"
local segments = require "segments"
local shapes = require "shapes"
local suggest = require "suggest"
local worlds = require "worlds"

local describe = {}

local function place(at)
  return { at.file, at.line, at.column }
end

local function check_once(seen, record)
  local before = seen[record.name]
  if before then
    refuse(record.at, ('%s "%s" is declared twice'):format(record.word, record.name),
      ("the first is on line %d%s"):format(before.line, before.file ~= record.at.file and " of " .. before.file or ""))
  end
  seen[record.name] = record.at
end

local build = { need = needs.build }

function build.attribute(record, values, rule, context)
  local over_events = events.attribute(record, values, rule, context)
  if over_events then
    return over_events
  end
  local given = {}
  for _, name in ipairs { "is", table.unpack(population.words) } do
    given[#given + 1] = values[name] ~= nil and name or nil
  end
  if #given == 0 then
    refuse(record.at, rule.what .. " does not say what it is",
      'write is = function(g) return … end, or ntile = 5, of = "…", or bins = { … }, of = "…", or count = "visits"')
  elseif #given > 1 then
    refuse(record.at:key(given[2]), ("%s has %s and %s: one of them is enough"):format(rule.what, given[1], given[2]))
  elseif given[1] == "is" and values.of then
    refuse(record.at:key "of", ("of does not go with is in %s"):format(rule.what),
      "inside the function the field is written g." .. values.of)
  end
  population.check(record, values, rule, given[1])
  local built = given[1] == "is" and { kind = "is", is = rule:describe("is", values.is) }
    or population.build(record, values, rule, given[1])
  built.label = values.label
  return built
end

function build.exclusion(record, values, rule)
  if values.lasts and not values.since then
    refuse(record.at:key "lasts", rule.what .. " has lasts but no since", 'write the date it begins: since = "last_incident_on"')
  elseif values.since and not values.lasts then
    refuse(record.at:key "since", rule.what .. " has since but no lasts", "write how long it holds: lasts = days(90)")
  end
  local when = rule:describe("when", values.when)
  if values.since then
    rule:mention(values.since, "since", record.at:value "since")
  end
  return { when = when, because = values.because, appeal = values.appeal, lasts = values.lasts, since = values.since,
    from = values.from, ignore_unknown = values.when_unknown == "ignore" or nil }
end

function build.selection(record, values, rule, context)
  local when = rule:describe("when", values.when)
  local rank = values.rank and rule:describe("rank", values.rank)
  local quota = values.quota or {}
  local quota_at = record.at:key "quota"
  rule:mention(values.one_per, "one_per", record.at:value "one_per")
  rule:mention(quota.per, "quota.per", quota_at:value "per")
  rule:mention(quota.of, "quota.of", quota_at:value "of")
  return { when = when, rank = rank, because = values.because, limit = values.limit, one_per = values.one_per,
    quota = values.quota and true, quota_per = quota.per, quota_max = quota.max, quota_of = quota.of, holdout = values.holdout,
    group = values.group, label = values.label, pressure = events.pressure(record, values, rule, context) }
end

function build.guarantee(record, values, rule)
  if worlds.is_shares(values) then
    return worlds.shares(record, values, rule)
  elseif not values.because then
    refuse(record.at, rule.what .. " has no because", shapes.SAY_WHY)
  end
  for _, key in ipairs { "when", "holds" } do
    if not values[key] then
      refuse(record.at, ("%s has no %s"):format(rule.what, key),
        ("write %s = function(%s) return … end"):format(key, key == "when" and "g" or "g, d"))
    end
  end
  rule:mention_outcomes(values.holds)
  return { when = rule:describe("when", values.when), holds = rule:describe("holds", values.holds),
    because = values.because }
end

function build.scenario(record, values, rule, _, reading)
  return worlds.scenario(reading, record, values, rule)
end

-- One of each, and at least one.
local function only(reading, word, how)
  local found
  for _, record in ipairs(reading.records) do
    if record.word == word then
      if found then
        refuse(record.at, ("a second %s; the first is on line %d"):format(word, found.at.line), "one file, one " .. word)
      end
      found = record
    end
  end
  if not found then
    refuse({ file = reading.main.path, line = 1, column = 1 }, ("this file declares no %s"):format(word), how)
  end
  return found
end

local function header(reading, keys)
  local record = only(reading, "policy", 'begin with: policy "Name" { version = "2026-11-21" }')
  local values = shapes.read(record.given, record.at, 'policy "' .. record.name .. '"', keys.policy)
  values.name, values.at = record.name, place(record.at)
  return values
end

local function customers(reading, keys, mentions)
  local record = only(reading, "customers", 'add: customers "guests" { key = "guest_id" } for guests.csv')
  local what = 'customers "' .. record.name .. '"'
  local values = shapes.read(record.given, record.at, what, keys.customers)
  mentions[#mentions + 1] = { name = values.key, role = "key", rule = what, at = place(record.at:value "key") }
  local list = fields.describe(values.fields, place, function(field)
    mentions[#mentions + 1] = { name = field.name, role = "field", rule = what, at = place(field.at) }
  end)
  return { name = record.name, at = place(record.at), key = values.key, missing = values.missing,
    source = values.source, fields = list }
end

-- --- attributes in an order in which each needs only earlier ones

local function chain_text(chain, name)
  local names = {}
  for _, link in ipairs(chain) do
    if link == name or #names > 0 then
      names[#names + 1] = link
    end
  end
  names[#names + 1] = name
  return table.concat(names, " -> ")
end

local function order_attributes(list, mentions)
  local by_name, needs, ordered, state = {}, {}, {}, {}
  for _, attribute in ipairs(list) do
    by_name[attribute.name], needs[attribute.name] = attribute, {}
  end
  for _, mention in ipairs(mentions) do
    if mention.attribute and by_name[mention.name] then
      table.insert(needs[mention.attribute], mention.name)
    end
  end
  local function place_one(attribute, chain)
    if state[attribute] == "done" then
      return
    elseif state[attribute] == "begun" then
      refuse({ file = attribute.at[1], line = attribute.at[2], column = attribute.at[3] },
        ('attribute "%s" needs itself: %s'):format(attribute.name, chain_text(chain, attribute.name)))
    end
    state[attribute] = "begun"
    chain[#chain + 1] = attribute.name
    for _, name in ipairs(needs[attribute.name]) do
      place_one(by_name[name], chain)
    end
    chain[#chain] = nil
    state[attribute] = "done"
    ordered[#ordered + 1] = attribute
  end
  for _, attribute in ipairs(list) do
    place_one(attribute, {})
  end
  return ordered
end

-- --- all of it

local sections = { exclusion = "exclusions", segmentation = "segmentations", selection = "selections",
  guarantee = "guarantees", need = "needs", attribute = "attributes", scenario = "scenarios" }
local in_order_of_deciding = { "exclusion", "segmentation", "selection", "guarantee", "need", "attribute", "scenario" }

local function check_from(records, selections)
  for _, record in ipairs(records) do
    for i, name in ipairs(record.word == "exclusion" and record.given.from or {}) do
      if not selections[name] then
        refuse(record.at:key("from"):item(i), ('exclusion "%s" names a selection that does not exist: "%s"')
          :format(record.name, name), suggest.hint(name, selections))
      end
    end
  end
end

local function build_one(reading, context, record)
  local rule = reading.rule.make(reading, context, record)
  local described
  if record.word == "segmentation" then
    described = segments.build(reading, context, record)
  else
    local values = shapes.read(record.given, record.at, rule.what, context.keys[record.word])
    rule:begin(values)
    described = build[record.word](record, values, rule, context, reading)
    rule:finish(described)
  end
  described.name, described.at = record.name, place(record.at)
  return described
end

function describe.make(reading)
  local context = { keys = schema.make(reading), functions = {}, mentions = {}, place = place,
    events = {}, event_mentions = {}, outcome_mentions = {} }
  local description = { policy = header(reading, context.keys), mentions = context.mentions }
  local head = {}
  description.customers = customers(reading, context.keys, head)
  description.events = events.tables(reading, context.keys.events, context, description.customers.name)
  description.event_mentions, description.outcome_mentions = context.event_mentions, context.outcome_mentions
  local seen = {}
  for _, word in ipairs(in_order_of_deciding) do
    local list = {}
    seen[word] = {}
    for _, record in ipairs(reading.records) do
      if record.word == word then
        check_once(seen[word], record)
        list[#list + 1] = build_one(reading, context, record)
      end
    end
    description[sections[word]] = list
  end
  check_from(reading.records, seen.selection)
  needs.settle(reading.records, description.needs, description.segmentations)
  worlds.check_shares(reading.records, seen.selection)
  description.discretion = worlds.discretion(reading, context.keys)
  description.settings = reading.given.sets and require "settings" (reading, context)
  description.attributes = order_attributes(description.attributes, context.mentions)
  table.move(head, 1, #head, #context.mentions + 1, context.mentions)
  return description, context.functions
end

return describe
