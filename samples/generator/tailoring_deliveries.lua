-- The boxes of the last twelve weeks, and how many things in each were swapped for another.
-- Drawn after the households and by a chance of its own: they stay as they are.

local calendar = require "calendar"
local random_of = require "random"

local DAYS = 84

-- How many things a household swaps in a box: of those who share a house each eats otherwise.
local function level_of(random, household)
  if household.children > 0 then
    return 1.5 + random:share()
  elseif household.adults >= 3 then
    return 9 * random:share()
  end
  return household.home_by_day and 0.6 * random:share() or 0.5 + random:share()
end

local function swapped_in(random, level)
  local swapped = level + random:share() + random:share() - 1
  return math.max(0, math.floor(swapped + 0.5))
end

local function deliveries_of(random, household, as_of)
  local list, level = {}, level_of(random, household)
  local boxes = math.floor(household.boxes_12m * DAYS / 365 + random:share())
  for box = 1, boxes do
    local day = as_of - DAYS + 1 + math.floor((box - random:share()) * DAYS / boxes)
    local swapped = swapped_in(random, level)
    if random:happens(0.03) then -- the driver did not note it
      swapped = nil
    end
    if calendar.to_iso(day) >= household.joined_on then
      list[#list + 1] = { household_id = household.household_id, brought_on = calendar.to_iso(day), swapped = swapped }
    end
  end
  return list
end

-- As the drivers write them: by day, then by household.
return function(households, as_of)
  local random, rows = random_of(20170402), {}
  for _, household in ipairs(households) do
    for _, row in ipairs(deliveries_of(random, household, as_of)) do
      rows[#rows + 1] = row
    end
  end
  table.sort(rows, function(a, b)
    return a.brought_on .. a.household_id < b.brought_on .. b.household_id
  end)
  return rows
end
