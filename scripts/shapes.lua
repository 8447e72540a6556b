-- What the value of a key must be. Each shape takes (value, at, what) and answers the value
-- as the engine wants it, or refuses: `what` is 'limit of selection "quiet Sunday"'.
--
-- shapes.read(given, at, what, keys) checks a whole table { key = value, … }: an unknown key,
-- a missing one, a value of the wrong shape. `keys` is a list of {name, shape, needed = hint}.

local refuse = require "refuse"
local suggest = require "suggest"

local shapes = {}

shapes.SAY_WHY = 'every rule says why: because = "…"'
local A_RULE = "a rule is written %s = function(g) return … end"

local function wrong(value, at, what, expected, hint)
  refuse(at, ("%s must be %s, found %s"):format(what, expected, refuse.shown(value)), hint)
end
shapes.wrong = wrong

local function plain_number(value)
  return type(value) == "number" and value == value and value ~= math.huge and value ~= -math.huge
end

-- How a number is written, for what was found in its place.
local function number_hint(value, what)
  local key = what:match "^[%w_]+"
  if type(value) == "string" and tonumber(value) then
    return "a number has no quotes: " .. key .. (what:find "%( %)" and "(%s)" or " = %s"):format(value)
  elseif type(value) == "function" then
    return "write the number itself: " .. key .. " = …"
  end
end

function shapes.number(value, at, what)
  if not plain_number(value) then
    wrong(value, at, what, "a number", number_hint(value, what))
  end
  return value
end

-- A whole number from `least` on, as an integer (120.0 is 120).
function shapes.whole(least, most)
  local expected = ("a whole number of %d or more"):format(least)
  return function(value, at, what)
    local whole = plain_number(value) and math.tointeger(value)
    if not whole or whole < least then
      wrong(value, at, what, expected, number_hint(value, what))
    elseif most and whole > most then
      wrong(value, at, what, ("at most %d"):format(most))
    end
    return whole
  end
end

function shapes.at_least_zero(value, at, what)
  if not plain_number(value) or value < 0 then
    wrong(value, at, what, "a number of 0 or more", number_hint(value, what))
  end
  return value
end

function shapes.fraction(value, at, what)
  if not plain_number(value) or value < 0 or value > 1 then
    wrong(value, at, what, "a number from 0 to 1", plain_number(value) and value > 1 and value <= 100
      and ("for %g percent write %g"):format(value, value / 100) or number_hint(value, what))
  end
  return value
end

-- "2026-05-21", of a day that there is.
function shapes.is_day(text)
  local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  year, month, day = math.tointeger(year), math.tointeger(month), math.tointeger(day)
  local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
  if not year or year == 0 or month < 1 or month > 12 then
    return false
  end
  local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return day >= 1 and day <= lengths[month] + (month == 2 and leap and 1 or 0)
end

function shapes.yes_or_no(value, at, what)
  if type(value) ~= "boolean" then
    wrong(value, at, what, "true or false")
  end
  return value
end

local function check_text(value, at, what)
  if not utf8.len(value) then
    refuse(at, what .. " is not valid UTF-8 text")
  elseif value:find "%c" and value:find "[\0-\8\11-\31\127]" then
    refuse(at, what .. " holds a control character")
  end
  return value
end

function shapes.text(value, at, what)
  if type(value) ~= "string" then
    wrong(value, at, what, "a text", type(value) == "number" and ('write "%s"'):format(value) or nil)
  elseif not value:find "%S" then
    refuse(at, what .. " is empty")
  end
  return check_text(value, at, what)
end

-- A name goes into messages and file names of columns: one line.
function shapes.name(value, at, what)
  shapes.text(value, at, what)
  if value:find "[\n\t]" then
    refuse(at, what .. " must stand on one line")
  elseif utf8.len(value) > 200 then
    refuse(at, what .. " is longer than 200 letters")
  end
  return value
end

function shapes.field(value, at, what)
  if type(value) ~= "string" then
    wrong(value, at, what, "the name of a field", type(value) == "function" and 'a field is named in quotes: "household_id"'
      or nil)
  end
  return shapes.name(value, at, what)
end

local languages = { en = true, nl = true }

function shapes.phrase(value, at, what)
  if type(value) == "string" then
    return { en = shapes.text(value, at, what) }
  elseif type(value) ~= "table" then
    wrong(value, at, what, 'a text, or { en = "…", nl = "…" }')
  end
  for _, language in ipairs(at:in_order(value)) do
    if not languages[language] then
      refuse(at:key(language), ("%s has the languages en and nl, found %s"):format(what, refuse.shown(language)))
    end
    shapes.text(value[language], at:value(language), what .. " in " .. language)
  end
  if not value.en then
    refuse(at, what .. " has no English text", 'write { en = "…", nl = "…" }')
  end
  return { en = value.en, nl = value.nl }
end

-- A list { a, b, … } of one shape; `each` names one of them in messages.
function shapes.list(shape, expected, at_least_one)
  return function(value, at, what)
    if type(value) ~= "table" then
      wrong(value, at, what, expected)
    end
    local list = {}
    for key in pairs(value) do
      if math.type(key) ~= "integer" or key < 1 or key > #value then
        refuse(at:key(key), ("%s must be %s, found the key %s"):format(what, expected, tostring(key)))
      end
    end
    for i = 1, #value do
      list[i] = shape(value[i], at:item(i), ("entry %d of %s"):format(i, what))
    end
    if at_least_one and #list == 0 then
      refuse(at, what .. " is empty", "write " .. expected)
    end
    return list
  end
end

shapes.fields = shapes.list(shapes.field, 'a list of names: { "nps", "visits_12m" }', true)

-- A cell of a CSV file that stands for "missing": text, or a number as it is written there.
local function cell(value, at, what)
  if type(value) == "number" then
    return tostring(value)
  elseif type(value) ~= "string" then
    wrong(value, at, what, "a text or a number")
  end
  return check_text(value, at, what)
end
shapes.cells = shapes.list(cell, 'a list of texts: { "", "n/a" }')

function shapes.one_of(...)
  local options = { ... }
  local quoted = {}
  for i, option in ipairs(options) do
    quoted[i] = '"' .. option .. '"'
  end
  local expected = refuse.list(quoted, " or ")
  return function(value, at, what)
    for _, option in ipairs(options) do
      if value == option then
        return value
      end
    end
    wrong(value, at, what, expected, type(value) == "string" and #options[1] > 2 and suggest.hint(value, options) or nil)
  end
end

-- A rule's function must be written in the policy itself, so that its source can be shown.
function shapes.rule(is_written)
  return function(value, at, what)
    local key = what:match "^%S+"
    if type(value) ~= "function" then
      wrong(value, at, what, "a function", A_RULE:format(key))
    elseif not is_written(value) then
      refuse(at, what .. " must be a function written in this policy", A_RULE:format(key))
    end
    return value
  end
end

-- --- tables of keys

local function known_names(keys)
  local names = {}
  for i, key in ipairs(keys) do
    names[i] = key.name
  end
  return names
end

local function check_names(given, at, what, keys)
  local shape_of = {}
  for _, key in ipairs(keys) do
    shape_of[key.name] = key
  end
  for _, name in ipairs(at:in_order(given)) do
    if type(name) ~= "string" then
      refuse(at:item(name), ("%s holds %s without a name"):format(what, refuse.shown(given[name])),
        "inside { } each value has one: " .. keys[1].name .. " = …"
          .. (type(given[name]) == "number" and "; a decimal number has a point: 0.5" or ""))
    elseif not shape_of[name] then
      local names = known_names(keys)
      refuse(at:key(name), ('unknown key "%s" in %s'):format(name, what),
        suggest.hint(name, names) or "it knows " .. refuse.list(names))
    elseif shape_of[name].refused then
      refuse(at:key(name), shape_of[name].refused)
    end
  end
end

function shapes.read(given, at, what, keys)
  check_names(given, at, what, keys)
  local values = {}
  for _, key in ipairs(keys) do
    local value = given[key.name]
    if value ~= nil then
      values[key.name] = key.shape(value, at:value(key.name), ("%s of %s"):format(key.name, what))
    elseif key.needed then
      refuse(at, ("%s has no %s"):format(what, key.name), key.needed)
    end
  end
  return values
end

-- The same for the value of one key: quota = { per = …, max = … }
function shapes.table_of(keys)
  local first = keys[1].name
  for i = #keys, 1, -1 do
    first = keys[i].needed and keys[i].name or first
  end
  return function(value, at, what)
    if type(value) ~= "table" then
      wrong(value, at, what, ("a list of keys { %s = …, … }"):format(first))
    end
    return shapes.read(value, at, what, keys)
  end
end

return shapes
