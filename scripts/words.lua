-- The words of a policy file: each notes what was declared, where, and no more.
--
-- words.make(reading) -> name -> function, for the policy's environment
-- reading.locate(word, name) -> At of the call that is running, name of the local it is assigned to
-- words.naming(reading, word, take) -> function: word "name" { … }; take gets its record
-- Fills reading.records   {word, name, given, at} of policy, customers, attribute, exclusion …
--       reading.dated     {name, value, dates, because, at}
--       reading.entries   record of each segment, point, otherwise; key: what the word answered
--       reading.spans     {unit, count} of each days() and months(); key: what the word answered
--       reading.begun     words that were not yet followed by { … }
-- When reading.closed is set, every word refuses: rules do not declare.

local refuse = require "refuse"
local shapes = require "shapes"

local words = {}

local named = { "policy", "customers", "events", "attribute", "exclusion", "segmentation", "selection", "guarantee",
  "need", "scenario" }
local inner = { segment = "segmentation", point = "segmentation", otherwise = "segmentation" }

local function check_open(reading, word)
  if reading.closed then
    error(('"%s" declares something: it cannot stand inside a rule'):format(word), 0)
  end
end

local function name_needed(reading, word, name)
  local at = reading.locate(word, name)
  if type(name) == "table" then
    refuse(at, word .. " has no name", ('write %s "name" { … }'):format(word))
  end
  shapes.name(name, at, "the name of this " .. word)
  return at
end

-- word "name" { … }: the first call takes the name, the second the table.
local function naming(reading, word, take)
  return function(name, extra)
    check_open(reading, word)
    if extra ~= nil then
      refuse(reading.locate(word, name), word .. " takes one thing at a time", ('write %s "name" { … }'):format(word))
    end
    local begun = { word = word, name = name, at = name_needed(reading, word, name) }
    reading.begun[#reading.begun + 1] = begun
    return function(given)
      check_open(reading, word)
      local at = reading.locate(word, name)
      if type(given) ~= "table" then
        refuse(at, ('%s "%s" must be followed by { … }, found %s'):format(word, name, refuse.shown(given)))
      elseif begun.done then
        refuse(at, ('%s "%s" is followed by { … } twice'):format(word, name))
      end
      begun.done = true
      return take { word = word, name = name, given = given, at = at }
    end
  end
end

words.naming = naming

local function declaration(reading, word)
  return naming(reading, word, function(record)
    reading.records[#reading.records + 1] = record
  end)
end

local function entry(reading, word)
  return naming(reading, word, function(record)
    local token = {}
    reading.entries[token] = record
    reading.entries[#reading.entries + 1] = record
    return token
  end)
end

-- --- numbers that change by date

local DATES = 'dates are written ["2026-05-21"] = 3'

local function dates_of(given, at, what)
  local dates = {}
  for _, key in ipairs(at:in_order(given)) do
    if key ~= "because" then
      if type(key) ~= "string" then
        refuse(at:item(key), ("%s has %s without a date"):format(what, refuse.shown(given[key])), DATES)
      elseif not shapes.is_day(key) then
        refuse(at:key(key), ("%s has a date that is none: %s"):format(what, refuse.shown(key)), DATES)
      end
      dates[#dates + 1] = { key, shapes.number(given[key], at:value(key), ("%s from %s"):format(what, key)) }
    end
  end
  table.sort(dates, function(a, b) return a[1] < b[1] end)
  return dates
end

local function holding(dates, as_of)
  local value
  for _, date in ipairs(dates) do
    if date[1] <= as_of then
      value = date[2]
    end
  end
  return value
end

local function dated(reading)
  return function(given)
    check_open(reading, "dated")
    local at, name = reading.locate "dated"
    local what = name and ('the dated number "%s"'):format(name) or "this dated number"
    if type(given) ~= "table" then
      shapes.wrong(given, at, what, 'a list of dates: dated { ["2026-01-01"] = 3, because = "…" }')
    end
    local dates = dates_of(given, at, what)
    if #dates == 0 then
      refuse(at, what .. " has no date", 'write dated { ["2026-01-01"] = 3, because = "…" }')
    elseif given.because == nil then
      refuse(at, what .. " has no because", 'every number that is argued about says why: because = "…"')
    end
    local because = shapes.phrase(given.because, at:key "because", "because of " .. what)
    local value = holding(dates, reading.as_of)
    if value == nil then
      refuse(at, ("%s begins on %s, and this run is of %s"):format(what, dates[1][1], reading.as_of),
        ('add what held before: ["%s"] = …'):format(reading.as_of))
    end
    reading.dated[#reading.dated + 1] = { name = name, value = value, dates = dates, because = because, at = at }
    return value
  end
end

-- --- spans of time

local LONGEST = { days = 36525, months = 1200 } -- a century

local function span(reading, unit)
  return function(count)
    check_open(reading, unit)
    local token = {}
    reading.spans[token] = { unit = unit, count = shapes.whole(0, LONGEST[unit])(count, reading.locate(unit), unit .. "( )") }
    return token
  end
end

-- discretion { … }: there is one, so it needs no name.
local function unnamed(reading, word)
  return function(given)
    check_open(reading, word)
    local at = reading.locate(word)
    if type(given) ~= "table" then
      refuse(at, ("%s must be followed by { … }, found %s"):format(word, refuse.shown(given)))
    end
    reading.records[#reading.records + 1] = { word = word, name = word, given = given, at = at }
  end
end

function words.make(reading)
  local made = { dated = dated(reading), days = span(reading, "days"), months = span(reading, "months") }
  made.discretion = unnamed(reading, "discretion")
  for _, word in ipairs(named) do
    made[word] = declaration(reading, word)
  end
  for word in pairs(inner) do
    made[word] = entry(reading, word)
  end
  return made
end

-- After the file has run: a word that was left without its { … }.
function words.check_ends(reading)
  for _, begun in ipairs(reading.begun) do
    if not begun.done then
      refuse(begun.at, ('%s "%s" is not followed by { … }'):format(begun.word, begun.name))
    end
  end
end

-- After all was described: an entry that stands alone.
function words.check_used(reading)
  for _, record in ipairs(reading.entries) do
    if not record.used then
      refuse(record.at, ('%s "%s" stands outside a %s'):format(record.word, record.name, inner[record.word]))
    end
  end
end

return words
