-- The words of a test file, and from what they declare to the description of its tests.
--
-- tests.run { main, files, paths, functions_only } -> description, {}
--   as vocabulary.run, for a file like policy_test.lua:
--     tests { as_of = "2026-11-21" }                       what holds for all tests of the file
--     test "a new guest is welcome" { given = { … }, events = { … }, expect = { … } }
--     none                                                 no value: a missing cell, no segment
--     with(base, { nps = 9 })                              base with these values changed
-- description.tests: { { name, at, as_of, customers = { { at, given, events, expect } } } }, in the order
-- written, `cases` each a test of its own. given: { { name, value or none, at } }; events: { { table, at,
-- rows = { given, … } } }; expect: { { kind, name, at, value or none, texts, phrase } }.

local places = require "places"
local refuse = require "refuse"
local shapes = require "shapes"
local vocabulary = require "vocabulary"
local words = require "words"

local tests = {}
local none = {}

-- --- where a value stands, also when its table has a name or was made by `with`

local function table_nodes(node, found)
  if not node then
    return found
  elseif node.tag == "Table" then
    found[#found + 1] = node
  elseif node.tag == "Name" and node.variable and not node.variable.assigned then
    table_nodes(node.variable.value, found)
  elseif node.tag == "Call" and node.callee.tag == "Name" and node.callee.name == "with" then
    table_nodes(node.arguments[2], found)
    table_nodes(node.arguments[1], found)
  end
  return found
end

local function item_of(node, name)
  for _, item in ipairs(node.items) do
    if item.tag == "Item" and item.key.tag == "String" and item.key.value == name then
      return item
    end
  end
end

local function key_at(at, name)
  for _, node in ipairs(table_nodes(at.node, {})) do
    local item = item_of(node, name)
    if item then
      return places.at(at.file, item.key), places.at(at.file, item.value)
    end
  end
  return at, at
end

local function item_at(at, number)
  for _, node in ipairs(table_nodes(at.node, {})) do
    local items = {}
    for _, item in ipairs(node.items) do
      items[#items + 1] = item.tag ~= "Item" and item or nil
    end
    if items[number] then
      return places.at(at.file, items[number])
    end
  end
  return at
end

local function place(at)
  return { at.file, at.line, at.column }
end

-- The keys in the order they are written, then the others by name.
local function in_order(at, value)
  local nodes = table_nodes(at.node, {})
  return (nodes[1] and places.at(at.file, nodes[1]) or at):in_order(value)
end

-- --- shapes

local function need_table(value, at, what, example)
  if type(value) ~= "table" or value == none then
    shapes.wrong(value == none and "none" or value, at, what, "a list " .. example)
  end
end

local function cell(value, at, what)
  local kind = type(value)
  if value ~= none and kind ~= "number" and kind ~= "string" and kind ~= "boolean" then
    shapes.wrong(value, at, what, "a number, a text, true, false or none")
  elseif kind == "string" and not utf8.len(value) then
    refuse(at, what .. " is not valid UTF-8 text")
  end
  if value == none then
    return nil
  end
  return value
end

-- { visits_12m = 3, nps = none } -> { { name, value, at } }
local function cells(value, at, what)
  need_table(value, at, what, "{ visits_12m = 3, … }")
  local list = {}
  for _, name in ipairs(in_order(at, value)) do
    local key, inner = key_at(at, name)
    if type(name) ~= "string" then
      refuse(item_at(at, name), ("%s holds %s without a name"):format(what, refuse.shown(value[name])),
        "write the field first: visits_12m = 3")
    end
    if type(value[name]) == "table" and value[name] ~= none then
      refuse(key, ('"%s" in %s is a list; given holds one value for each field'):format(name, what),
        "events stand beside given: given = { … }, events = { visits = { { … } } }")
    end
    list[#list + 1] = { name = shapes.name(name, key, "a name in " .. what), at = place(key),
      value = cell(value[name], inner, ('"%s" in %s'):format(name, what)) }
  end
  return list
end

local function texts(value, at, what)
  if value == none then
    return {}
  elseif type(value) == "string" then
    return { shapes.name(value, at, what) }
  end
  need_table(value, at, what, '{ "…", "…" }')
  local list = {}
  for i = 1, #value do
    list[i] = shapes.name(value[i], item_at(at, i), ("entry %d of %s"):format(i, what))
  end
  for _, key in ipairs(in_order(at, value)) do
    if math.type(key) ~= "integer" then
      refuse(key_at(at, key), ("%s is a list of names; %s is none"):format(what, refuse.shown(key)))
    end
  end
  return list
end

local function events(value, at, what)
  need_table(value, at, what, '{ visits = { { … }, … } }')
  local list = {}
  for _, name in ipairs(in_order(at, value)) do
    local key, inner = key_at(at, name)
    local this = ("%s of %s"):format(tostring(name), what)
    shapes.name(name, key, "a name in " .. what)
    need_table(value[name], inner, this, "of events { { … }, … }")
    local rows = {}
    for _, odd in ipairs(in_order(inner, value[name])) do
      if math.type(odd) ~= "integer" then
        refuse(key_at(inner, odd), ("%s is a list of events; each is a list { … } of its own"):format(this))
      end
    end
    for i, row in ipairs(value[name]) do
      local here = item_at(inner, i)
      rows[i] = { at = place(here), cells = cells(row, here, ("event %d of %s"):format(i, this)) }
    end
    list[#list + 1] = { table = name, at = place(key), rows = rows }
  end
  return list
end

-- --- what is expected

local kinds = {}

-- { name = value }, each with what `take` makes of the value.
local function named(kind, take, example)
  kinds[#kinds + 1] = { name = kind, shape = function(value, at, what)
    need_table(value, at, what, example)
    local list = {}
    for _, name in ipairs(in_order(at, value)) do
      local key, inner = key_at(at, name)
      local this = ('"%s" in %s'):format(tostring(name), what)
      shapes.name(name, key, "a name in " .. what)
      local expected = take(value[name], inner, this)
      expected.kind, expected.name, expected.at = kind, name, place(key)
      list[#list + 1] = expected
    end
    return list
  end }
end

local function whole(kind)
  kinds[#kinds + 1] = { name = kind, shape = function(value, at, what)
    return { { kind = kind, at = place(at), texts = texts(value, at, what) } }
  end }
end

local function as_texts(value, at, what)
  return { texts = texts(value, at, what) }
end

local function as_text(value, at, what)
  return { texts = { shapes.text(value, at, what) } }
end

local function as_number(value, at, what)
  return { value = shapes.number(value, at, what) }
end

local function as_value(value, at, what)
  return { value = cell(value, at, what) }
end

local function as_phrase(value, at, what)
  if type(value) == "table" and value.nl and not value.en then
    return { phrase = { nl = shapes.text(value.nl, at, what) } }
  end
  return { phrase = shapes.phrase(value, at, what) }
end

named("segment", as_texts, '{ guest = "regular" }')
named("score", as_number, "{ calm = 50 }")
whole "excluded"
whole "undecided"
named("selection", as_text, '{ ["quiet day"] = "selected" }')
named("guarantee", as_text, '{ ["everyone has a place"] = "held" }')
named("attribute", as_value, "{ pace = 2 }")
named("reason", as_phrase, '{ guest = "You came" }')

local function expectations(value, at, what)
  need_table(value, at, what, '{ segment = { guest = "regular" }, … }')
  local read, list = shapes.read(value, at, what, kinds), {}
  for _, kind in ipairs(kinds) do
    table.move(read[kind.name] or {}, 1, #(read[kind.name] or {}), #list + 1, list)
  end
  return list
end

-- --- one test

local function day(value, at, what)
  if type(value) ~= "string" or not shapes.is_day(value) then
    shapes.wrong(value, at, what, 'a day: as_of = "2026-11-21"')
  end
  return value
end

local function many(keys)
  return function(value, at, what)
    need_table(value, at, what, "{ { … }, … }")
    local list = {}
    for i = 1, #value do
      local here, name = item_at(at, i), type(value[i]) == "table" and value[i][1]
      local this = ("%s %d of %s"):format(what:match "^%a+":sub(1, -2), i, what:match "of (.*)$")
      need_table(value[i], here, this, "{ given = { … }, expect = { … } }")
      local given = {}
      for key, inner in pairs(value[i]) do
        given[key] = inner
      end
      given[1] = nil
      local read = shapes.read(given, here, this, keys)
      read.at, read.name = here, name and shapes.name(name, here, "the name of " .. this) or nil
      list[i] = read
    end
    if #list == 0 then
      refuse(at, what .. (next(value) == nil and " is empty" or " holds no list"),
        ("each of them is a list of its own: %s = { { … }, { … } }"):format(what:match "^%a+"))
    end
    return list
  end
end

local own = {
  { name = "given", shape = cells },
  { name = "events", shape = events },
  { name = "expect", shape = expectations },
}

local function keys_of(more)
  return table.move(own, 1, #own, #more + 1, more)
end

local case_keys = keys_of { { name = "as_of", shape = day }, { name = "customers", shape = many(own) } }
local test_keys = keys_of { { name = "as_of", shape = day }, { name = "customers", shape = many(own) },
  { name = "cases", shape = many(case_keys) } }
local header_keys = { { name = "as_of", shape = day } }

-- What holds for all, and over it what holds for one: the later of the same name counts.
local function over(base, more, same)
  if not base or #base == 0 then
    return more or {}
  elseif not more or #more == 0 then
    return base
  end
  local list, index = {}, {}
  for _, part in ipairs { base or {}, more or {} } do
    for _, item in ipairs(part) do
      local key = same(item)
      index[key] = index[key] or #list + 1
      list[index[key]] = item
    end
  end
  return list
end

local function by_name(item)
  return item.name
end

local function by_table(item)
  return item.table
end

local function by_kind(item)
  return item.kind .. " " .. (item.name or "")
end

local function laid_over(base, more)
  return { at = more.at or base.at, given = over(base.given, more.given, by_name),
    events = over(base.events, more.events, by_table), expect = over(base.expect, more.expect, by_kind) }
end

local function add_test(list, name, at, as_of, values, customers)
  local made = {}
  for i, customer in ipairs(customers or { {} }) do
    local whole_one = laid_over(values, customer)
    whole_one.at = place(customer.at or at)
    made[i] = whole_one
  end
  list[#list + 1] = { name = name, at = place(at), as_of = as_of, customers = made }
end

local function check_expects(record, customers)
  for _, customer in ipairs(customers) do
    if #customer.expect > 0 then
      return
    end
  end
  refuse(record.at, ('test "%s" expects nothing'):format(record.name),
    'write what must come out: expect = { segment = { guest = "regular" } }')
end

local function describe_one(list, header, record)
  local what = ('test "%s"'):format(record.name)
  local values = shapes.read(record.given, record.at, what, test_keys)
  for i, case in ipairs(values.cases or { {} }) do
    local as_of = case.as_of or values.as_of or header.as_of
    if not as_of then
      refuse(record.at, what .. " does not say of which day it is",
        'write it once, on top of the file: tests { as_of = "2026-11-21" }')
    end
    local name = record.name
    if values.cases then
      name = ("%s / %s"):format(name, case.name or ("case %d"):format(i))
    end
    add_test(list, name, case.at or record.at, as_of, laid_over(values, case), case.customers or values.customers)
    check_expects(record, list[#list].customers)
  end
end

-- --- the words

local function with(reading)
  return function(base, changes)
    if type(base) ~= "table" or type(changes) ~= "table" or base == none or changes == none then
      refuse(reading.locate "with", "with takes two lists, separated by a comma", "like with(regular, { nps = 9 })")
    end
    local made = {}
    for _, part in ipairs { base, changes } do
      for key, value in pairs(part) do
        made[key] = value
      end
    end
    return made
  end
end

local function declare(reading)
  return {
    none = none, with = with(reading),
    test = words.naming(reading, "test", function(record)
      reading.records[#reading.records + 1] = record
    end),
    tests = function(given)
      local at = reading.locate "tests"
      if reading.header then
        refuse(at, "a second tests { … }", "one file, one of them")
      elseif type(given) ~= "table" then
        shapes.wrong(given, at, "tests", 'followed by { as_of = "2026-11-21" }')
      end
      reading.header = shapes.read(given, at, "tests", header_keys)
    end,
  }
end

function tests.run(given)
  given.as_of = nil -- a test says its own day
  local reading = vocabulary.read(given, declare)
  local list, seen = {}, {}
  for _, record in ipairs(reading.records) do
    local before = seen[record.name]
    if before then
      refuse(record.at, ('test "%s" is declared twice'):format(record.name), ("the first is on line %d"):format(before.line))
    end
    seen[record.name] = record.at
    describe_one(list, reading.header or {}, record)
  end
  if #list == 0 then
    refuse(places.nowhere(given.main), "there are no tests in this file",
      'write one: test "a new guest is welcome" { given = { visits = 1 }, expect = { segment = { guest = "guest" } } }')
  end
  return { tests = list, files = reading.used }, {}
end

return tests
