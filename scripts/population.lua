-- Attributes that look at all customers: tiles, bins, quantiles, shares of a total, a queue.
--
-- population.words          the words of which an attribute has one
-- population.keys(rule)     the keys that belong to them, for schema; rule: the shape of a function
-- population.build(record, values, rule, word) -> what the description holds, besides its label
--   kind   "ntile", "cuts" (bins at quantiles), "bins" (given breaks), "quantile", "share" or "ahead"
--   tiles  how many tiles or cuts; breaks; added (to each cut); fraction; reverse; of; order
--   only   the function that says who belongs to the population

local refuse = require "refuse"
local shapes = require "shapes"

local population = { words = { "ntile", "bins", "quantile", "share", "ahead" } }

local MOST = 1000000 -- tiles: more say nothing

-- bins: how many, or the numbers between them
local function bins(value, at, what)
  if type(value) ~= "table" then
    if type(value) ~= "number" then
      shapes.wrong(value, at, what, "a number of bins, or a list of numbers that rise: { 10, 20, 50 }")
    end
    return shapes.whole(1, MOST)(value, at, what)
  end
  local list = shapes.list(shapes.number, "a list of numbers that rise: { 10, 20, 50 }", true)(value, at, what)
  for i = 2, #list do
    if list[i] <= list[i - 1] then
      refuse(at:item(i), ("%s must rise: %s comes after %s"):format(what, tostring(list[i]), tostring(list[i - 1])))
    end
  end
  return list
end

local function yes(value, at, what)
  if value ~= true then
    shapes.wrong(value, at, what, "true")
  end
  return value
end

function population.keys(rule)
  return {
    { name = "ntile", shape = shapes.whole(1, MOST) },
    { name = "bins", shape = bins },
    { name = "cut", shape = shapes.one_of("equal counts", "quantiles", "quantiles plus 1") },
    { name = "reverse", shape = shapes.yes_or_no },
    { name = "quantile", shape = shapes.fraction },
    { name = "share", shape = yes },
    { name = "ahead", shape = shapes.field },
    { name = "order", shape = shapes.field },
    { name = "only", shape = rule },
  }
end

-- Which keys go with which word; a key that goes with another is refused, not passed over.
local goes = {
  ntile = { of = true, reverse = true, only = true },
  bins = { of = true, reverse = true, only = true, cut = true },
  quantile = { of = true, only = true },
  share = { of = true, only = true },
  ahead = { order = true, only = true },
}
local belongs = { -- what to do with a key that does not go with the word
  cut = 'cut goes with a number of bins: bins = 5, cut = "quantiles"',
  reverse = "reverse goes with ntile and bins",
  order = 'order goes with ahead: ahead = "hours", order = "priority"',
  only = "only goes with a word that looks at all customers: ntile, bins, quantile, share or ahead",
  of = 'ahead names the field itself: ahead = "hours", order = "priority"',
}

-- Refuses what does not go with `word`; any other word than those above has none of their keys.
function population.check(record, values, rule, word)
  for _, key in ipairs { "of", "cut", "reverse", "order", "only" } do
    local allowed = goes[word] and goes[word][key] or (not goes[word] and key == "of")
    if values[key] ~= nil and not allowed then
      refuse(record.at:key(key), ("%s does not go with %s in %s"):format(key, word, rule.what), belongs[key])
    end
  end
end

local function check_needs(record, values, rule, word)
  if word == "ahead" and not values.order then
    refuse(record.at, rule.what .. " has no order", 'write what the queue goes by, higher first: order = "priority"')
  elseif word ~= "ahead" and not values.of then
    refuse(record.at, rule.what .. " has no of", 'write the field it is about: of = "spend_12m"')
  elseif type(values.bins) == "number" and not values.cut then
    refuse(record.at:key "bins", rule.what .. " does not say how to cut",
      'write cut = "equal counts", "quantiles" or "quantiles plus 1"')
  elseif type(values.bins) == "table" and values.cut then
    refuse(record.at:key "cut", rule.what .. " has breaks of its own and a cut", belongs.cut)
  end
end

function population.build(record, values, rule, word)
  check_needs(record, values, rule, word)
  local kind = word
  if type(values.bins) == "number" then
    kind = values.cut == "equal counts" and "ntile" or "cuts"
  end
  rule:mention(values.of, "of", record.at:value "of")
  rule:mention(values.ahead, "ahead", record.at:value "ahead")
  rule:mention(values.order, "order", record.at:value "order")
  return {
    kind = kind, tiles = values.ntile or kind ~= "bins" and values.bins or nil,
    breaks = kind == "bins" and values.bins or nil, added = values.cut == "quantiles plus 1" and 1 or nil,
    fraction = values.quantile, reverse = values.reverse, of = values.of or values.ahead, order = values.order,
    only = values.only and rule:describe("only", values.only),
  }
end

return population
