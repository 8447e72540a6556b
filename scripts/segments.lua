-- A segmentation and what it holds: segments, the bands of a score, points, otherwise.
--
-- segments.build(reading, context, record) -> { mode, segments, points }

local refuse = require "refuse"
local shapes = require "shapes"

local segments = {}

local mode_shape = shapes.one_of("first", "unique", "all", "score")

-- The entries in the order listed, each with its record.
local function entries_of(reading, record, what)
  local list = {}
  for key, value in ipairs(record.given) do
    local entry = reading.entries[value]
    if not entry then
      refuse(record.at:item(key), ("%s holds segments; found %s"):format(what, refuse.shown(value)),
        'write segment "name" { when = …, because = … }')
    elseif entry.used then
      refuse(record.at:item(key), ('%s "%s" is used twice'):format(entry.word, entry.name))
    end
    entry.used = true
    list[#list + 1] = entry
  end
  return list
end

local function mode_of(record, what)
  local keys = {}
  for name in pairs(record.given) do
    if math.type(name) ~= "integer" or name < 1 or name > #record.given then
      keys[name] = record.given[name]
    end
  end
  return shapes.read(keys, record.at, what, { { name = "mode", shape = mode_shape } }).mode or "first"
end

local function check_once(seen, entry, what)
  local kind = entry.word == "point" and "point" or "segment"
  local before = seen[kind .. entry.name]
  if before then
    refuse(entry.at, ('%s "%s" is declared twice in %s'):format(kind, entry.name, what),
      ("the first is on line %d"):format(before.line))
  end
  seen[kind .. entry.name] = entry.at
end

local function keys_for(context, entry, mode, what)
  if entry.word == "point" and mode ~= "score" then
    refuse(entry.at, ('point "%s" stands in %s, which keeps no score'):format(entry.name, what), 'add mode = "score"')
  elseif entry.word == "segment" and mode == "score" then
    if entry.given.when ~= nil then
      refuse(entry.at:key "when", ('segment "%s" of a score begins at a sum of points, not with a condition'):format(entry.name),
        "write from = 40, or make it a point")
    end
    return context.keys.band
  elseif entry.word == "segment" and entry.given.from ~= nil then
    refuse(entry.at:key "from", ('from belongs to the segments of a score, and %s keeps none'):format(what),
      'add mode = "score"')
  end
  return context.keys[entry.word]
end

local function build_entry(reading, context, entry, mode, what)
  local this = ('%s "%s"'):format(entry.word, entry.name)
  local values = shapes.read(entry.given, entry.at, this, keys_for(context, entry, mode, what))
  local rule = reading.rule.make(reading, context, entry, this)
  rule:begin(values)
  local described = { name = entry.name, at = context.place(entry.at), because = values.because, from = values.from,
    points = values.points, otherwise = entry.word == "otherwise" or nil }
  described.when = values.when and rule:describe("when", values.when)
  rule:finish(described)
  return described
end

local function check_last(entries)
  local otherwise
  for _, entry in ipairs(entries) do
    if otherwise and entry.word ~= "point" then
      refuse(otherwise.at, ('otherwise "%s" must be the last: %s "%s" after it is never reached')
        :format(otherwise.name, entry.word, entry.name), "move it below")
    elseif entry.word == "otherwise" then
      otherwise = entry
    end
  end
end

local function check_bands(bands)
  local seen = {}
  for _, band in ipairs(bands) do
    local before = band.from and seen[band.from + 0.0]
    if before then
      refuse({ file = band.at[1], line = band.at[2], column = band.at[3] },
        ('segment "%s" begins at %g, as "%s" does'):format(band.name, band.from, before))
    end
    seen[band.from and band.from + 0.0 or band] = band.name
  end
end

function segments.build(reading, context, record)
  local what = ('segmentation "%s"'):format(record.name)
  local mode = mode_of(record, what)
  local entries = entries_of(reading, record, what)
  local found, points, seen = {}, {}, {}
  check_last(entries)
  for _, entry in ipairs(entries) do
    check_once(seen, entry, what)
    local list = entry.word == "point" and points or found
    list[#list + 1] = build_entry(reading, context, entry, mode, what)
  end
  if #found == 0 then
    refuse(record.at, what .. " has no segment", 'write segment "name" { when = …, because = … }')
  elseif mode == "score" and #points == 0 then
    refuse(record.at, what .. " has no points to add up", 'write point "name" { points = 20, when = …, because = … }')
  end
  check_bands(mode == "score" and found or {})
  return { mode = mode, segments = found, points = points }
end

return segments
