-- The side books of the spa: every visit, incident and booking, so that they agree with
-- what guests.csv says of each guest (visits_12m, spend_12m, phone_incidents, …).
--
-- books.disturb(random, guests, story) first: after a call some of the others who were there
-- did not come back. Their last visit becomes that day.

local calendar = require "calendar"
local csv = require "csv"

local books = {}

local AS_OF = calendar.from_iso "2026-11-21"
local YEAR = 365
local YEARS_KEPT = 3
local SUNDAY = 3 -- day number % 7; 1970-01-01 was a Thursday, so day 3 was a Sunday
local WEEKDAYS = { Sunday = 0, Monday = 1, Tuesday = 2, Wednesday = 3, Thursday = 4, Friday = 5, Saturday = 6 }

-- The days on which the guests of the story phoned; the last one is in guests.csv.
local known_calls = {
  [7] = { "2026-03-22", "2026-05-17", "2026-07-12" },
  [815] = { "2026-02-08", "2026-03-29", "2026-06-07", "2026-08-02", "2026-09-20" },
}

local function day_of(iso)
  return iso and calendar.from_iso(iso)
end

-- One incident a day; the last is the one that guests.csv tells. A day that nobody noted is nil.
local function calls_of(random, number, guest)
  local calls = {}
  local last = day_of(guest.last_incident_on)
  for i, iso in ipairs(known_calls[number] or {}) do
    calls[i] = { day = day_of(iso) }
  end
  for i = #calls + 1, (guest.phone_incidents or 0) - 1 do
    calls[i] = { day = last and math.max(AS_OF - YEAR + 1, last - random:between(7, 240)) }
  end
  if (guest.phone_incidents or 0) > 0 then
    calls[#calls + 1] = { day = last }
  end
  return calls
end

-- Could this guest have been there on that day for the last time?
local function may_stay_away(guest, day, often)
  local first, last = day_of(guest.first_visit_on), day_of(guest.last_visit_on)
  return not guest.lost and guest.phone_incidents == 0 and (guest.visits_12m or 0) >= (often and 8 or 2)
    and first < day - 200 and last > day and last <= day + (often and 300 or 150)
end

local function lose(random, guests, story, day, often)
  for _ = 1, 400 do
    local number = random:between(1, #guests)
    local guest = guests[number]
    if not story[number] and may_stay_away(guest, day, often) then
      guest.last_visit_on, guest.lost = calendar.to_iso(day), true
      return
    end
  end
end

function books.disturb(random, guests, story)
  for number, guest in ipairs(guests) do
    guest.calls = calls_of(random, number, guest)
    local days = {}
    for _, call in ipairs(guest.calls) do
      if call.day and call.day > AS_OF - 290 and call.day < AS_OF - 20 then
        days[#days + 1] = call.day
      end
    end
    for i = 1, #days > 0 and guest.guests_lost_after or 0 do
      lose(random, guests, story, days[(i - 1) % #days + 1], number == 7)
    end
  end
end

-- --- visits

-- A day in the span, oftener on the guest's own day of the week.
local function some_day(random, guest, from, to)
  local day = random:between(from, to)
  local own = WEEKDAYS[guest.preferred_day]
  if own and random:happens(0.6) then
    day = day - (day - SUNDAY - own) % 7
  end
  return math.max(from, day)
end

local function add_days(random, guest, days, from, to, count)
  local tries = 0
  while count > 0 and tries < 500 do
    local day = some_day(random, guest, from, to)
    tries = tries + 1
    if from <= to and not days[day] then
      days[day], count = 1, count - 1
    end
  end
  days[to] = count > 0 and (days[to] or 0) + count or days[to] -- more visits than days: twice on one day
end

local function visit_days(random, guest)
  local days = {}
  local first, last = day_of(guest.first_visit_on), day_of(guest.last_visit_on)
  local count = guest.visits_12m or 0
  local begin = math.max(first, AS_OF - YEAR + 1)
  if count > 0 then
    days[last], count = 1, count - 1
    for _, call in ipairs(guest.calls) do
      if call.day and count > 0 and not days[call.day] and call.day >= begin then
        days[call.day], count = 1, count - 1
      end
    end
  end
  add_days(random, guest, days, begin, math.max(begin, last - 1), count)
  local kept = math.max(first, AS_OF - YEARS_KEPT * YEAR)
  local before = math.min(last, AS_OF - YEAR)
  if kept < before then
    days[before == last and last or kept] = 1
    local rate = math.max(1, (guest.visits_12m or 0) > 0 and guest.visits_12m or random:between(1, 5))
    add_days(random, guest, days, kept, before, math.floor(rate * (before - kept) / YEAR))
  end
  return days
end

local function sorted(days)
  local list = {}
  for day, count in pairs(days) do
    for _ = 1, count do
      list[#list + 1] = day
    end
  end
  table.sort(list)
  return list
end

-- The amounts of the past year add up to spend_12m.
local function visits_of(random, guest)
  local visits, this_year = {}, {}
  for _, day in ipairs(sorted(visit_days(random, guest))) do
    local visit = { guest_id = guest.guest_id, day = day, spend = random:between(3200, 9800) }
    visits[#visits + 1] = visit
    if day > AS_OF - YEAR then
      this_year[#this_year + 1] = visit
    end
  end
  if guest.spend_12m and #this_year > 0 then
    local left = math.floor(guest.spend_12m * 100 + 0.5)
    for i, visit in ipairs(this_year) do
      visit.spend = i == #this_year and left or math.floor(left / (#this_year - i + 1) * random:between(90, 110) / 100)
      left = left - visit.spend
    end
  end
  return visits
end

-- --- incidents and bookings

local other_kinds = { { 5, "loud voices" }, { 3, "perfume" }, { 2, "a seat kept with a towel" } }

local function incidents_of(random, guest)
  local list = {}
  for _, call in ipairs(guest.calls) do
    list[#list + 1] = { guest_id = guest.guest_id, day = call.day, kind = "phone" }
  end
  if random:happens(0.02) and (guest.visits_12m or 0) > 0 then
    list[#list + 1] = { guest_id = guest.guest_id, day = day_of(guest.last_visit_on), kind = random:weighted(other_kinds) }
  end
  return list
end

local function bookings_of(random, guest, visits)
  local list = {}
  for _, visit in ipairs(visits) do
    if visit.day > AS_OF - YEAR and random:happens(0.6) then
      list[#list + 1] = { guest_id = guest.guest_id, day = visit.day - random:between(1, 40), booked_for = visit.day, state = "kept" }
    end
  end
  if guest.lost and random:happens(0.5) then
    local last = day_of(guest.last_visit_on)
    list[#list + 1] = { guest_id = guest.guest_id, day = last - random:between(1, 20), booked_for = last + random:between(7, 45), state = "cancelled" }
  elseif not guest.lost and (guest.visits_12m or 0) >= 6 and random:happens(0.35) then
    list[#list + 1] = { guest_id = guest.guest_id, day = AS_OF - random:between(0, 12), booked_for = AS_OF + random:between(2, 40), state = "open" }
  end
  return list
end

-- --- writing

local function by_day(a, b)
  if (a.day or 0) ~= (b.day or 0) then
    return (a.day or 0) < (b.day or 0)
  elseif a.guest_id ~= b.guest_id then
    return a.guest_id < b.guest_id
  end
  return a.number < b.number
end

local function write(folder, file, fields, on, rows)
  for number, row in ipairs(rows) do
    row.number = number
  end
  table.sort(rows, by_day)
  for _, row in ipairs(rows) do
    row[on] = row.day and csv.date(calendar.to_iso(row.day))
    row.booked_for = row.booked_for and csv.date(calendar.to_iso(row.booked_for))
    row.spend = row.spend and csv.money(row.spend / 100)
  end
  csv.write(folder .. "/" .. file, csv.english, fields, rows)
  return { file = file, rows = #rows }
end

-- Guests have their guest_id and plain values. Answers the files made.
function books.write(random, folder, guests)
  local visits, incidents, bookings = {}, {}, {}
  for _, guest in ipairs(guests) do
    local own = visits_of(random, guest)
    table.move(own, 1, #own, #visits + 1, visits)
    local events = incidents_of(random, guest)
    table.move(events, 1, #events, #incidents + 1, incidents)
    local booked = bookings_of(random, guest, own)
    table.move(booked, 1, #booked, #bookings + 1, bookings)
  end
  return {
    write(folder, "visits.csv", { "guest_id", "visited_on", "spend" }, "visited_on", visits),
    write(folder, "incidents.csv", { "guest_id", "happened_on", "kind" }, "happened_on", incidents),
    write(folder, "bookings.csv", { "guest_id", "booked_on", "booked_for", "state" }, "booked_on", bookings),
  }
end

return books
