-- RFM: how lately, how often and for how much each customer buys, as three scores and a segment.
--
--   local rfm = require "rfm"
--   rfm { events = "orders", amount = "revenue" }                        a side table with a date
--   rfm { last = "last_order_on", count = "orders", amount = "spend" }   ready fields or attributes
--
-- Declares the attributes recency_days, recency_score, frequency_score, monetary_score and rfm_score
-- (321: 3, 2 and 1), over events also last_order_on, frequency and monetary; and the segmentation rfm,
-- whose segments are intervals of the scores. Who has no date has no scores and is in none of them.

local refuse = require "refuse"
local shapes = require "shapes"
local table_of = require "rfm_table"

local BINS = 5 -- those of the segments that ship
local parts = { "recency", "frequency", "monetary" }

-- --- what may be written

local function any(value)
  return value
end

-- 5, or { 3, 5 }; nothing: any score
local function interval(bins)
  return function(value, at, what)
    local one = type(value) == "number" and { value, value } or value
    if type(one) ~= "table" or #one ~= 2 then
      shapes.wrong(value, at, what, "a score or the lowest and highest of them: 5, or { 3, 5 }")
    end
    for i = 1, 2 do
      shapes.whole(1, bins)(one[i], at:item(i), ("entry %d of %s"):format(i, what))
    end
    if one[1] > one[2] then
      refuse(at, ("%s runs from %d down to %d"):format(what, one[1], one[2]), "write the lowest first")
    end
    return one
  end
end

local function segment_keys(bins)
  local keys = {
    { name = "name", shape = shapes.name, needed = 'write what it is called: name = "Champions"' },
    { name = "because", shape = shapes.phrase, needed = 'every rule says why: because = "…"' },
  }
  for _, part in ipairs(parts) do
    keys[#keys + 1] = { name = part, shape = interval(bins) }
  end
  return keys
end

local segments_shape = shapes.list(any, "a list of segments { { name = …, recency = { 4, 5 }, because = … }, … }", true)

local keys = {
  { name = "events", shape = shapes.name },
  { name = "last", shape = shapes.field },
  { name = "count", shape = shapes.field },
  { name = "amount", shape = shapes.field, needed = 'write the field with what was paid: amount = "revenue"' },
  { name = "within", shape = any },
  { name = "where", shape = any },
  { name = "bins", shape = shapes.whole(2, 9) },
  { name = "cut", shape = shapes.one_of("equal counts", "quantiles", "quantiles plus 1") },
  { name = "segments", shape = segments_shape },
  { name = "otherwise", shape = any },
  { name = "prefix", shape = shapes.name },
}

local function check_source(values, at, kit)
  for _, key in ipairs(values.events and { "last", "count" } or { "within", "where" }) do
    if values[key] ~= nil then
      refuse(at:key(key), ("%s does not go with %s in rfm"):format(key, values.events and "events" or "ready fields"),
        values.events and "events tell the date and the number of orders themselves"
        or 'it belongs to events: rfm { events = "orders", amount = "revenue" }')
    end
  end
  local table = values.events and kit.events(values.events)
  if values.events and not table then
    refuse(at:value "events", ('rfm names events that are not declared above it: "%s"'):format(values.events),
      ('declare them: events "%s" { of = "…", on = "…" }'):format(values.events))
  elseif table and not table.on then
    refuse(at:value "events", ('rfm needs a date, and events "%s" have none'):format(values.events),
      'say which of their fields it is: on = "ordered_on"')
  elseif not values.events and not (values.last and values.count) then
    refuse(at, "rfm does not say where the orders are",
      'write events = "orders", or the ready fields: last = "last_order_on", count = "orders"')
  end
  return table
end

-- --- attributes

local labels = {
  recency_days = { en = "days since you last bought", nl = "dagen sinds u het laatst kocht" },
  last_order_on = { en = "the day you last bought", nl = "de dag dat u het laatst kocht" },
  frequency = { en = "how many times you bought", nl = "hoe vaak u kocht" },
  monetary = { en = "what you spent", nl = "wat u besteedde" },
  recency_score = { en = "your score for buying lately", nl = "uw score voor kort geleden kopen" },
  frequency_score = { en = "your score for buying often", nl = "uw score voor vaak kopen" },
  monetary_score = { en = "your score for spending much", nl = "uw score voor veel besteden" },
  rfm_score = { en = "your three scores together", nl = "uw drie scores samen" },
}

-- Declares an attribute, at the key that it is about; answers its name.
local function attribute(kit, values, name, given)
  given.label = labels[name]
  kit.declare.attribute((values.prefix or "") .. name)(given)
  return (values.prefix or "") .. name
end

local function over(values, word, of)
  return { [word] = values.events, of = of, within = values.within, where = values.where }
end

-- The names of the three measures; over events they are worked out first.
local function measures(values, at, kit, table)
  local last, count, amount = values.last, values.count, values.amount
  kit.place(at:value(table and "events" or "last"))
  if table then
    last = attribute(kit, values, "last_order_on", over(values, "last", table.on))
    count = attribute(kit, values, "frequency", over(values, "count"))
  end
  local on = kit.field(last)
  local recency = attribute(kit, values, "recency_days",
    { is = kit.write(("function(c) return known(%s) and days_since(%s) or nil end"):format(on, on)) })
  if table then
    kit.place(at:value "amount")
    amount = attribute(kit, values, "monetary", over(values, "sum", amount))
  end
  return { recency = recency, frequency = count, monetary = amount }
end

local about = { recency = "last", frequency = "count", monetary = "amount" }

local function scores(values, at, kit, measured)
  local names = {}
  for _, part in ipairs(parts) do
    kit.place(at:value(values.events and part ~= "monetary" and "events" or about[part]))
    names[part] = attribute(kit, values, part .. "_score", {
      bins = values.bins or BINS, cut = values.cut or "quantiles plus 1", of = measured[part],
      reverse = part == "recency" or nil,
      only = part ~= "recency" and kit.write(("function(c) return known(%s) end"):format(kit.field(measured.recency))) or nil,
    })
  end
  kit.place(at)
  local r, f, m = kit.field(names.recency), kit.field(names.frequency), kit.field(names.monetary)
  names.rfm = attribute(kit, values, "rfm_score", { is = kit.write(
    ("function(c) return known(%s) and known(%s) and known(%s) and 100 * %s + 10 * %s + %s or nil end"):format(r, f, m, r, f, m)) })
  return names
end

-- --- segments

-- "c.recency_score >= 3": what an interval asks that is not so for everyone.
local function asked(field, from, to, bins)
  if from == to then
    return { field .. " == " .. from }
  end
  local list = {}
  list[1] = from > 1 and field .. " >= " .. from or nil
  list[#list + 1] = to < bins and field .. " <= " .. to or nil
  return list
end

local function condition(row, names, kit, bins)
  local list = { ("known(%s)"):format(kit.field(names.rfm)) }
  for _, part in ipairs(parts) do
    local span = row[part]
    table.move(span and asked(kit.field(names[part]), span[1], span[2], bins) or {}, 1, 2, #list + 1, list)
  end
  return ("function(c) return %s end"):format(table.concat(list, " and "))
end

-- The segments of the policy, or those that ship, with reasons that name its fields.
local function rows_of(values, at, measured)
  local bins = values.bins or BINS
  if not values.segments then
    if bins ~= BINS then
      refuse(at:value "bins", ("the segments that ship are for %d bins"):format(BINS),
        "write your own: segments = { { name = …, recency = { 4, 5 }, because = … }, … }")
    end
    return table_of(measured)
  end
  local rows = {}
  for i, given in ipairs(values.segments) do
    local place = at:value("segments"):item(i)
    local what = ("segment %d of rfm"):format(i)
    if type(given) ~= "table" then
      shapes.wrong(given, place, what, "a list { name = …, recency = { 4, 5 }, because = … }")
    end
    rows[i] = shapes.read(given, place, what, segment_keys(bins))
    rows[i].at = place
    if not (rows[i].recency or rows[i].frequency or rows[i].monetary) then
      refuse(place, what .. " says nothing of recency, frequency or monetary", "who is in no other: otherwise = { name = …, because = … }")
    end
  end
  return rows
end

local function otherwise_of(values, at)
  if values.otherwise == nil then
    return table_of.otherwise
  elseif type(values.otherwise) ~= "table" then
    shapes.wrong(values.otherwise, at:value "otherwise", "otherwise of rfm", "a list { name = …, because = … }")
  end
  return shapes.read(values.otherwise, at:value "otherwise", "otherwise of rfm", { segment_keys(BINS)[1], segment_keys(BINS)[2] })
end

local function segmentation(values, at, kit, rows, names)
  local list, declare = {}, kit.declare
  for i, row in ipairs(rows) do
    kit.place(row.at or at)
    list[i] = declare.segment(row.name) {
      when = kit.write(condition(row, names, kit, values.bins or BINS)), because = row.because,
    }
  end
  kit.place(at)
  local rest = otherwise_of(values, at)
  list[#list + 1] = declare.otherwise(rest.name) { because = rest.because }
  declare.segmentation((values.prefix or "") .. "rfm")(list)
end

return function(given, at, kit)
  local values = shapes.read(given, at, "rfm", keys)
  local table = check_source(values, at, kit)
  local measured = measures(values, at, kit, table)
  local names = scores(values, at, kit, measured)
  segmentation(values, at, kit, rows_of(values, at, measured), names)
end
