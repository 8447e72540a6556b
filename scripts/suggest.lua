-- "Did you mean": the name nearest to a word, as engine/base/text.c text_nearest finds it.
--
-- suggest.nearest(word, names) -> name or nil    names: a list, or a table with names as keys
-- suggest.hint(word, names) -> 'did you mean "name"?' or nil
-- An edit is a letter more, less, changed or swapped; a change of case costs a quarter.
-- Answers nothing when about a third of the word would have to change; the hint also knows what a word
-- is called here that people bring from elsewhere.

local suggest = {}

local LONGEST, WHOLE = 64, 4

local function change_cost(a, b)
  if a == b then
    return 0
  end
  return a:lower() == b:lower() and 1 or WHOLE
end

local function edits_between(a, b)
  local earlier, before, now = nil, {}, nil
  for j = 0, #b do
    before[j] = j * WHOLE
  end
  for i = 1, #a do
    now = { [0] = i * WHOLE }
    local letter = a:sub(i, i)
    for j = 1, #b do
      local other = b:sub(j, j)
      local best = math.min(before[j - 1] + change_cost(letter, other), before[j] + WHOLE, now[j - 1] + WHOLE)
      if i > 1 and j > 1 and letter == b:sub(j - 1, j - 1) and a:sub(i - 1, i - 1) == other then
        best = math.min(best, earlier[j - 2] + WHOLE)
      end
      now[j] = best
    end
    earlier, before = before, now
  end
  return before[#b]
end

-- The names in an order that does not depend on how a table stores them.
local function sorted_names(names)
  local list = {}
  for key, value in pairs(names) do
    local name = type(key) == "string" and key or value
    if type(name) == "string" then
      list[#list + 1] = name
    end
  end
  table.sort(list)
  return list
end

function suggest.nearest(word, names)
  if #word == 0 or #word > LONGEST then
    return nil
  end
  local best, nearest = (#word * WHOLE + 2 * WHOLE) // 3 + 1, nil
  for _, name in ipairs(sorted_names(names)) do
    if #name > 0 and #name <= LONGEST then
      local edits = edits_between(word, name)
      if edits < best then
        best, nearest = edits, name
      end
    end
  end
  return nearest
end

local called = {
  average = "mean", avg = "mean", total = "sum", number = "count", minimum = "min", maximum = "max", least = "min", most = "max",
  earliest = "first", latest = "last", newest = "last", oldest = "first", unique = "distinct", different = "distinct",
  filter = "where", condition = "when", ["if"] = "when", reason = "because", why = "because", date = "on", day = "on",
  customer = "of", period = "within", window = "within", default = "none", sort = "rank", top = "limit", percentile = "quantile",
  groups = "by", minimum_share = "at_least",
  beleid = "policy", klanten = "customers", kenmerk = "attribute", uitsluiting = "exclusion", segmentatie = "segmentation",
  selectie = "selection", garantie = "guarantee", wanneer = "when", omdat = "because",
}

local function here(word, names)
  local other = called[word:lower()]
  for key, name in pairs(names) do
    if other and (key == other or name == other) then
      return other
    end
  end
end

function suggest.hint(word, names)
  local nearest = here(word, names) or suggest.nearest(word, names)
  return nearest and ('did you mean "%s"?'):format(nearest) or nil
end

return suggest
