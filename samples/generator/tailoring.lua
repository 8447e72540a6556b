-- The households of a market garden that brings a box of vegetables to the door, as its
-- books stood on 21 November 2026. What is to be found in them: samples/README.md.

local calendar = require "calendar"
local csv = require "csv"
local deliveries_of = require "tailoring_deliveries"
local dutch = require "dutch"
local random_of = require "random"
local story = require "tailoring_story"

local tailoring = {}

local HOUSEHOLDS = 2400
local AS_OF = calendar.from_iso "2026-11-21"
local STARTED = calendar.from_iso "2017-04-01"

local fields = {
  "household_id", "name", "postcode", "city", "telephone", "messages", "adults", "children", "home_by_day", "km", "joined_on",
  "paused_until", "boxes_12m", "box_kilos", "kilos", "wanted_days", "door_hour", "reached_by", "recipes", "bill_open", "remark",
}

-- How households live. days between deliveries and the hour at the door: a middle, and twice
-- the spread about it (a sum of three throws, so that most lie near).
local kinds = {
  { 30, { name = "family", adults = { 1, 2 }, days = { 3.5, 1.5 }, hour = { 16.5, 1.6 },
    reached = { { 78, "app" }, { 15, "mail" }, { 7, "phone" } } } },
  { 12, { name = "shared", adults = { 3, 6 }, days = { 2, 1.2 }, hour = { 18.5, 2 },
    reached = { { 90, "app" }, { 8, "mail" }, { 2, "phone" } } } },
  { 24, { name = "home", adults = { 1, 2 }, home = true, days = { 7, 1.4 }, hour = { 10, 1.8 },
    reached = { { 68, "phone" }, { 14, "letter" }, { 12, "mail" }, { 6, "app" } } } },
  { 34, { name = "working", adults = { 1, 2 }, days = { 5, 2 },
    reached = { { 60, "app" }, { 33, "mail" }, { 7, "phone" } } } },
}

local remarks = {
  { 600, nil }, { 5, "sleutel bij nr. 14" }, { 4, "geen koolrabi a.u.b." }, { 4, 'hond is "lief"' }, { 3, "krat achterom; poort klemt" },
  { 3, "lacto-vegetarisch" }, { 2, "vraagt naar 's zomers courgettes" }, { 2, "belt niet aan: baby" }, { 1, "=1+1" },
  { 1, "regel 1: trap\nregel 2: links" },
}

local function near(random, middle, off)
  return middle + off * (random:share() + random:share() + random:share() - 1.5)
end

local function whole(number)
  return math.floor(number + 0.5)
end

local function half(number)
  return whole(number * 2) / 2
end

local function children_of(random, kind)
  return kind.name == "family" and random:weighted { { 34, 1 }, { 40, 2 }, { 18, 3 }, { 6, 4 }, { 2, 5 } } or 0
end

-- What is eaten in a week: three children or more eat almost twice as much as one or two.
local function kilos_of(random, household, kind)
  if kind.name == "family" then
    return half(household.children >= 3 and near(random, 9.5, 2.2) or near(random, 5, 1.6))
  elseif kind.name == "shared" then
    return half(near(random, 6, 2))
  end
  return half(kind.home and near(random, 2.5, 1) or near(random, 3, 1.2))
end

-- Who works may be at the door at any hour, from before the first shift to after the last.
local function hour_of(random, kind)
  return kind.hour and whole(near(random, kind.hour[1], kind.hour[2])) or random:between(6, 21)
end

local function needs_of(random, household, kind)
  household.kilos = kilos_of(random, household, kind)
  household.wanted_days = math.max(1, whole(near(random, kind.days[1], kind.days[2])))
  household.door_hour = hour_of(random, kind)
  household.reached_by = random:weighted(kind.reached)
  household.recipes = random:weighted { { 3, 0 }, { 3, random:between(1, 6) }, { 2, random:between(5, 14) } }
end

-- What was never asked, or never answered.
local function forget_some(random, household)
  for _, name in ipairs { "kilos", "wanted_days", "door_hour", "reached_by", "recipes" } do
    if random:happens(0.04) then
      household[name] = random:happens(0.3) and csv.none("n/a", "n.v.t.") or nil
    end
  end
  if random:happens(0.01) then
    household.km = nil
  end
end

local function household_of(random)
  local kind = random:weighted(kinds)
  local address = dutch.address(random)
  local household = {
    name = dutch.first_name(random) .. " " .. dutch.last_name(random), postcode = address.postcode, city = address.city,
    telephone = random:happens(0.93) and dutch.telephone(random) or nil,
    messages = random:happens(0.9), adults = random:between(kind.adults[1], kind.adults[2]), children = children_of(random, kind),
    home_by_day = kind.home or (kind.name == "family" and random:happens(0.2)), km = random:between(2, 380) / 10,
    joined_on = calendar.to_iso(random:between(STARTED, AS_OF - 20)), remark = random:weighted(remarks),
  }
  household.paused_until = random:happens(0.04) and calendar.to_iso(AS_OF + random:between(-40, 60)) or nil
  household.bill_open = random:happens(0.05) and random:between(500, 18000) / 100 or 0
  household.boxes_12m = random:between(random:happens(0.05) and 0 or 4, 100)
  household.box_kilos = random:weighted { { 3, 3 }, { 5, 5 }, { 1, 8 } }
  needs_of(random, household, kind)
  forget_some(random, household)
  return household
end

local function all_households()
  local random = random_of(20170401)
  local households = {}
  for number = 1, HOUSEHOLDS do
    local made = household_of(random) -- also where a story takes its place: the others stay as they are
    local household = story[number] or made
    household.household_id = ("B-%04d"):format(number)
    household.bill_open = csv.money(household.bill_open)
    households[number] = household
  end
  return households
end

-- Writes into `folder`; answers the files made.
function tailoring.write(folder)
  local households = all_households()
  csv.write(folder .. "/households.csv", csv.english, fields, households)
  local deliveries = deliveries_of(households, AS_OF)
  csv.write(folder .. "/deliveries.csv", csv.english, { "household_id", "brought_on", "swapped" }, deliveries)
  return { { file = "households.csv", rows = #households }, { file = "deliveries.csv", rows = #deliveries } }
end

return tailoring
