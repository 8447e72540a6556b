-- The guests of a small, quiet spa, as its books stood on 21 November 2026.
-- What is to be found in them: samples/README.md.

local calendar = require "calendar"
local csv = require "csv"
local dutch = require "dutch"
local random_of = require "random"
local books = require "spa_books"
local overrides = require "spa_overrides"
local story = require "spa_story"

local spa = {}

local GUESTS = 2000
local AS_OF = calendar.from_iso "2026-11-21"
local YEAR = 365
local OPENED = calendar.from_iso "2011-05-14"
local DAYS = {
  { 24, "Sunday" }, { 18, "Saturday" }, { 13, "Friday" }, { 12, "Wednesday" }, { 12, "Tuesday" }, { 11, "Thursday" }, { 10, "Monday" },
}

local fields = {
  "guest_id", "household_id", "name", "postcode", "city", "telephone", "consent_email", "birth_year", "party_size", "preferred_day",
  "first_visit_on", "last_visit_on", "visits_12m", "spend_12m", "calm_score", "nps", "disturbed_days",
  "phone_incidents", "last_incident_on", "last_measure", "guests_lost_after", "remark",
}

-- How guests come. visits: in the past year; since: days since the first visit;
-- last: days since the last; phones: share who phoned in the quiet room; calm: how
-- much they value the quiet (0 to 10).
local habits = {
  { 36, { name = "seldom", visits = { 1, 5 }, since = { 200, 4000 }, last = { 5, 330 }, phones = 0.04, calm = { 6, 10 } } },
  { 27, { name = "often", visits = { 6, 24 }, since = { 300, 5000 }, last = { 1, 60 }, phones = 0.12, calm = { 4, 10 } } },
  { 7, { name = "always", visits = { 25, 70 }, since = { 700, 5600 }, last = { 1, 12 }, phones = 0.55, calm = { 1, 8 } } },
  { 10, { name = "new", visits = { 1, 3 }, since = { 1, 89 }, last = { 1, 60 }, phones = 0.06, calm = { 3, 10 } } },
  { 17, { name = "away", visits = { 0, 0 }, since = { 900, 5600 }, last = { 366, 880 }, phones = 0, calm = { 5, 10 } } },
}
local club = { name = "club", visits = { 1, 12 }, since = { 60, 2500 }, last = { 1, 200 }, phones = 0.3, calm = { 1, 6 } }

local remarks = {
  { 700, nil },
  { 6, '"rustig graag", zei zij' }, { 6, "komt liefst vóór 10.00 uur; niet bellen" }, { 5, "vegetarisch; noten-allergie" },
  { 5, 'noemt de stilteruimte "mijn kerk"' }, { 4, "kreeg de rekening 2x, excuus gemaakt" }, { 4, "'s ochtends graag" },
  { 4, "rolstoel; ruim baan bij de ingang" }, { 3, "wil géén folders" }, { 3, "trouwdag 12-06" },
  { 3, "belde aan de balie, netjes" }, { 3, "kent Gerda (receptie)" }, { 2, "regel 1: handdoeken\nregel 2: eigen thee" },
  { 2, "=1+1" }, { 2, "5,50 fooi; dank!" }, { 1, "n/a" }, { 1, "🧖 fan" },
}

local function visits_of(random, guest, habit)
  guest.visits_12m = random:between(habit.visits[1], habit.visits[2])
  local last = AS_OF - random:between(habit.last[1], habit.last[2])
  local first = math.max(OPENED, AS_OF - random:between(habit.since[1], habit.since[2]))
  guest.last_visit = math.max(first, last)
  guest.first_visit_on, guest.last_visit_on = calendar.to_iso(first), calendar.to_iso(guest.last_visit)
  local each = random:between(3200, 9800) / 100 * (habit == club and 3 or 1)
  guest.spend_12m = math.floor(guest.visits_12m * each * 20 + 0.5) / 20
end

local function measure_of(random, count)
  if count >= 5 then
    return random:weighted { { 6, "paused" }, { 4, "warned" } }
  elseif count >= 2 then
    return random:weighted { { 7, "warned" }, { 3, "none" } }
  end
  return "none"
end

local function incidents_of(random, guest, habit)
  guest.phone_incidents, guest.guests_lost_after, guest.last_measure = 0, 0, "none"
  if not random:happens(habit.phones) then
    return
  end
  local count = 1
  while count < math.min(8, guest.visits_12m) and random:happens(habit.name == "always" and 0.68 or 0.4) do
    count = count + 1
  end
  guest.phone_incidents = count
  guest.last_measure = measure_of(random, count)
  local day = math.max(AS_OF - YEAR + 1, guest.last_visit - random:between(0, random:happens(0.5) and 60 or 220))
  guest.last_incident_on = calendar.to_iso(day)
  for _ = 1, count do
    guest.guests_lost_after = guest.guests_lost_after + random:weighted { { 60, 0 }, { 28, 1 }, { 9, 2 }, { 3, 4 } }
  end
end

local function opinions_of(random, guest, habit)
  if random:happens(0.88) then
    guest.calm_score = random:between(habit.calm[1], habit.calm[2])
  end
  guest.disturbed_days = math.min(guest.visits_12m + 3, random:weighted { { 70, 0 }, { 18, 1 }, { 8, 2 }, { 4, 3 } })
  if habit.name == "away" and random:happens(0.4) then
    guest.disturbed_days = random:between(1, 4)
  end
  local mood = guest.disturbed_days > 1 and 6 or 9
  guest.nps = random:weighted {
    { 70, math.max(0, math.min(10, mood + random:between(-3, 2))) }, { 24, nil }, { 6, csv.none("n/a", "n.v.t.") },
  }
end

-- What no book keeps without holes.
local function forget_some(random, guest)
  if random:happens(0.015) then
    guest.phone_incidents, guest.last_incident_on, guest.guests_lost_after = nil, nil, nil
  elseif guest.last_incident_on and random:happens(0.02) then
    guest.last_incident_on = nil
  end
  if random:happens(0.01) then
    guest.spend_12m = nil
  end
end

local function guest_of(random, household, habit)
  local guest = {
    household_id = household.id,
    name = dutch.first_name(random) .. " " .. (random:happens(0.75) and household.name or dutch.last_name(random)),
    postcode = household.address.postcode,
    city = household.address.city,
    telephone = random:happens(0.93) and dutch.telephone(random) or nil,
    consent_email = random:weighted { { 72, true }, { 18, false }, { 10, nil } },
    birth_year = random:happens(0.9) and random:between(1938, 2006) or nil,
    party_size = household.party,
    preferred_day = household.day,
    remark = random:weighted(remarks),
  }
  visits_of(random, guest, habit)
  incidents_of(random, guest, habit)
  opinions_of(random, guest, habit)
  forget_some(random, guest)
  return guest
end

-- A household of one to five, or the one who books for a group of six to eight.
local function household_of(random, number)
  local group = random:happens(0.045)
  local size = group and 1 or random:weighted { { 42, 1 }, { 30, 2 }, { 11, 3 }, { 11, 4 }, { 6, 5 } }
  local party = random:happens(0.8) and size or random:between(1, 2)
  return {
    id = ("H-%04d"):format(number),
    name = dutch.last_name(random),
    address = dutch.address(random),
    day = random:happens(0.96) and random:weighted(group and { { 6, "Sunday" }, { 2, "Saturday" }, { 2, "Friday" } } or DAYS) or nil,
    size = size,
    group = group,
    party = group and random:weighted { { 76, 7 }, { 12, 6 }, { 12, 8 } } or party,
  }
end

local function all_guests()
  local random = random_of(20261121)
  local guests, households = {}, 0
  while #guests < GUESTS do
    households = households + 1
    local household = household_of(random, households)
    for _ = 1, math.min(household.size, GUESTS - #guests) do
      local habit = household.group and club or random:weighted(habits)
      guests[#guests + 1] = guest_of(random, household, habit)
    end
  end
  return guests
end

local function as_cells(guest)
  guest.spend_12m = guest.spend_12m and csv.money(guest.spend_12m)
  for _, field in ipairs { "first_visit_on", "last_visit_on", "last_incident_on" } do
    guest[field] = guest[field] and csv.date(guest[field])
  end
  return guest
end

-- Writes into `folder`; answers the files made.
function spa.write(folder)
  local guests = all_guests()
  for number, told in pairs(story) do
    guests[number] = told
  end
  for number, guest in ipairs(guests) do
    guest.guest_id = ("G-%04d"):format(number)
  end
  local random = random_of(20110514)
  books.disturb(random, guests, story)
  local made = books.write(random, folder, guests)
  for _, guest in ipairs(guests) do
    as_cells(guest)
  end
  for _, dialect in ipairs { csv.english, csv.dutch } do
    local file = "guests" .. dialect.file .. ".csv"
    csv.write(folder .. "/" .. file, dialect, fields, guests)
    made[#made + 1] = { file = file, rows = #guests }
  end
  csv.write(folder .. "/overrides.csv", csv.english, overrides.fields, overrides)
  made[#made + 1] = { file = "overrides.csv", rows = #overrides }
  return made
end

return spa
