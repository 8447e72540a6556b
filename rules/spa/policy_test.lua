-- What the policy must do, on guests that we made up. How: rules/TESTING.md.

tests { as_of = "2026-11-21" }

local regular = {
  first_visit_on = "2024-01-10", last_visit_on = "2026-11-01", visits_12m = 14, spend_12m = 900, party_size = 2,
  calm_score = 8, nps = 9, phone_incidents = 0, consent_email = true, preferred_day = "Tuesday", household_id = "H-1",
  last_measure = "none", disturbed_days = 0,
}
local seldom = with(regular, { visits_12m = 3, spend_12m = 150 })
local caller = with(regular, { phone_incidents = 1, last_incident_on = "2026-11-10" })
local warned = with(regular, { phone_incidents = 3, last_incident_on = "2026-11-10", last_measure = "warned" })
local group = with(regular, { party_size = 7 })
local away = with(regular, { visits_12m = 0, spend_12m = 0, last_visit_on = "2025-06-01", disturbed_days = 2 })

test "a guest who comes every month and keeps the calm" {
  given = regular,
  expect = {
    segment   = { guest = "regular", company = "pair", calm = "keeps the calm" },
    score     = { calm = 90 },
    excluded  = {}, undecided = {},
    selection = { ["quiet day"] = "selected", ["garden house"] = "not eligible", ["we owe you one"] = "not eligible", ["a talk with the host"] = "not eligible" },
    guarantee = { ["a guest is a guest"] = "held", ["seldom is no shame"] = "not asked" },
  },
}

test "the first phone call is a warning" {
  given  = caller,
  expect = { segment = { guest = "phones inside" }, excluded = { "warned" }, selection = { ["quiet day"] = "excluded" } },
}

test "a warning lasts thirty days" {
  cases = {
    { "the last of them", given = with(caller, { last_incident_on = "2026-10-23" }), expect = { excluded = { "warned" } } },
    { "the day after", given = with(caller, { last_incident_on = "2026-10-22" }), expect = { excluded = {} } },
    { "nobody noted the day", given = with(caller, { last_incident_on = none }), expect = { undecided = { "exclusion warned" }, selection = { ["quiet day"] = "undecided" } } },
    { "the register is lost", given = with(regular, { phone_incidents = none }), expect = { undecided = { "exclusion warned", "segment guest/phones inside", "point calm/phoned", "point calm/phoned on", "selection a talk with the host" }, selection = { ["quiet day"] = "undecided", ["a talk with the host"] = "undecided" } } },
  },
}

test "three calls after a warning are a pause of ninety days" {
  cases = {
    { "three", given = warned, expect = { excluded = { "membership paused", "warned" }, selection = { ["quiet day"] = "excluded", ["garden house"] = "excluded", ["we owe you one"] = "excluded", ["a talk with the host"] = "not eligible" } } },
    { "two are a warning", given = with(warned, { phone_incidents = 2 }), expect = { excluded = { "warned" } } },
    { "never warned before", given = with(warned, { last_measure = "none" }), expect = { excluded = { "warned" } } },
    { "paused before", given = with(warned, { last_measure = "paused" }), expect = { excluded = { "membership paused", "warned" } } },
    { "the last day", given = with(warned, { last_incident_on = "2026-08-24" }), expect = { excluded = { "membership paused" } } },
    { "the day after", given = with(warned, { last_incident_on = "2026-08-23" }), expect = { excluded = {} } },
  },
}

test "five calls after a pause end it, for a year" {
  given = with(warned, { phone_incidents = 5, last_measure = "paused" }),
  cases = {
    { "five", expect = { excluded = { "membership ended", "membership paused", "warned" }, selection = { ["a talk with the host"] = "excluded" } } },
    { "four", given = { phone_incidents = 4 }, expect = { excluded = { "membership paused", "warned" } } },
    { "only warned before", given = { last_measure = "warned" }, expect = { excluded = { "membership paused", "warned" } } },
    { "the last day", given = { last_incident_on = "2025-11-22" }, expect = { excluded = { "membership ended" } } },
    { "the day after", given = { last_incident_on = "2025-11-21" }, expect = { excluded = {} } },
  },
}

test "the house rules of before and after" {
  cases = {
    { "2025: three calls were no pause", as_of = "2025-06-01", given = with(warned, { last_incident_on = "2025-05-20" }), expect = { excluded = { "warned" } } },
    { "2025: four were, for sixty days", as_of = "2025-06-01", given = with(warned, { phone_incidents = 4, last_incident_on = "2025-04-03" }), expect = { excluded = { "membership paused" } } },
    { "2025: not for sixty-one", as_of = "2025-06-01", given = with(warned, { phone_incidents = 4, last_incident_on = "2025-04-02" }), expect = { excluded = {} } },
    { "2027: two are", as_of = "2027-02-01", given = with(warned, { phone_incidents = 2, last_incident_on = "2027-01-20" }), expect = { excluded = { "membership paused", "warned" } } },
    { "2027: one is not", as_of = "2027-02-01", given = with(warned, { phone_incidents = 1, last_incident_on = "2027-01-20" }), expect = { excluded = { "warned" } } },
    { "2025: what a visit was worth", as_of = "2025-06-01", given = with(regular, { visits_lost = 1 }), expect = { attribute = { left_over = 778 } } },
  },
}

test "who has booked a day needs no invitation" {
  cases = {
    { "booked", given = regular, events = { bookings = { { booked_on = "2026-11-10", booked_for = "2026-11-21", state = "open" } } }, expect = { attribute = { booked_ahead = 1 }, excluded = { "comes already" }, selection = { ["quiet day"] = "excluded" } } },
    { "that day is past", given = regular, events = { bookings = { { booked_on = "2026-11-10", booked_for = "2026-11-20", state = "open" } } }, expect = { attribute = { booked_ahead = 0 }, excluded = {} } },
    { "cancelled", given = regular, events = { bookings = { { booked_on = "2026-11-10", booked_for = "2026-11-28", state = "cancelled" } } }, expect = { attribute = { booked_ahead = 0 } } },
  },
}

-- Two guests came on 1 June; one of them phoned. The other did not come again for a quarter.
local function came(...)
  local visits = {}
  for i, day in ipairs { ... } do
    visits[i] = { visited_on = day }
  end
  return visits
end
test "whom a caller drives away" {
  customers = {
    { given = with(warned, { guest_id = "A", spend_12m = 500 }), events = { visits = came "2026-06-01", incidents = { { happened_on = "2026-06-01", kind = "phone" } } }, expect = { attribute = { visits_lost = 1.5, left_over = 305 }, selection = { ["a talk with the host"] = "not eligible" } } },
    { given = with(regular, { guest_id = "B" }), events = { visits = came("2026-03-03", "2026-05-01", "2026-06-01", "2026-08-31") }, expect = { attribute = { visits_lost = 0, left_over = 900 } } },
    { given = with(regular, { guest_id = "C" }), events = { visits = came "2026-06-01", incidents = { { happened_on = "2026-06-01", kind = "loud voices" } } }, expect = { attribute = { visits_lost = 0 } } },
    { given = with(regular, { guest_id = "D" }), events = { visits = came("2026-06-01", "2026-08-30") }, expect = { attribute = { visits_lost = 0 } } },
    { given = with(regular, { guest_id = "E" }), events = { visits = came("2025-11-22", "2026-01-05"), incidents = { { happened_on = "2025-11-21", kind = "phone" } } }, expect = { attribute = { visits_lost = 0 } } },
    { given = with(regular, { guest_id = "F" }), events = { visits = came "2025-11-21" } },
  },
}

test "who is who" {
  cases = {
    { "ninety days", given = with(regular, { first_visit_on = "2026-08-23" }), expect = { attribute = { tenure_days = 90 }, segment = { guest = "newcomer" } } },
    { "ninety-one", given = with(regular, { first_visit_on = "2026-08-22" }), expect = { segment = { guest = "regular" } } },
    { "nobody saw", given = away, expect = { attribute = { pace = 1 }, segment = { guest = "stayed away" } } },
    { "seven", given = group, expect = { segment = { guest = "group", company = "group" } } },
    { "six", given = with(regular, { party_size = 6 }), expect = { segment = { guest = "group", company = "group" } } },
    { "five", given = with(regular, { party_size = 5 }), expect = { segment = { guest = "regular", company = "family" } } },
    { "three", given = with(regular, { party_size = 3 }), expect = { segment = { company = "family" } } },
    { "alone", given = with(regular, { party_size = 1 }), expect = { segment = { company = "alone" } } },
    { "seldom and quiet", given = seldom, expect = { attribute = { pace = 2 }, segment = { guest = "seldom and quiet" }, guarantee = { ["seldom is no shame"] = "held" } } },
    { "seldom and not for the quiet", given = with(seldom, { calm_score = 7 }), expect = { segment = { guest = "guest" } } },
    { "five visits are now and then", given = with(seldom, { visits_12m = 5 }), expect = { attribute = { pace = 2 } } },
    { "six are often", given = with(regular, { visits_12m = 6 }), expect = { attribute = { pace = 3 }, segment = { guest = "guest" } } },
    { "eleven", given = with(regular, { visits_12m = 11 }), expect = { attribute = { pace = 3 }, segment = { guest = "guest" } } },
    { "twelve are a habit", given = with(regular, { visits_12m = 12 }), expect = { attribute = { pace = 4 }, segment = { guest = "regular" }, score = { calm = 90 } } },
    { "once", given = with(seldom, { visits_12m = 1 }), expect = { attribute = { pace = 2 }, guarantee = { ["a guest is a guest"] = "held" } } },
    { "not once", given = away, expect = { guarantee = { ["a guest is a guest"] = "not asked" } } },
  },
}

test "points for the calm" {
  cases = {
    { "all that is good", given = regular, expect = { score = { calm = 90 } } },
    { "not often", given = with(regular, { visits_12m = 11 }), expect = { score = { calm = 85 } } },
    { "with three", given = with(regular, { party_size = 3 }), expect = { score = { calm = 75 } } },
    { "the quiet matters less", given = with(regular, { calm_score = 7 }), expect = { score = { calm = 70 } } },
    { "others stayed away", given = with(regular, { visits_lost = 15 }), expect = { score = { calm = 70 } } },
    { "a little less may be chance", given = with(regular, { visits_lost = 14.9 }), expect = { score = { calm = 90 } } },
    { "phoned once", given = caller, expect = { score = { calm = 45 }, segment = { calm = "at ease" } } },
    { "phoned three times", given = warned, expect = { score = { calm = 20 }, segment = { calm = "learning the quiet" } } },
    { "a group on a weekday", given = group, expect = { score = { calm = 75 }, segment = { calm = "keeps the calm" } } },
    { "on Saturday", given = with(group, { preferred_day = "Saturday" }), expect = { score = { calm = 45 }, segment = { calm = "at ease" } } },
    { "on Sunday", given = with(group, { preferred_day = "Sunday" }), expect = { score = { calm = 45 } } },
    { "six on Sunday", given = with(group, { preferred_day = "Sunday", party_size = 6 }), expect = { score = { calm = 45 } } },
    { "two on Sunday", given = with(regular, { preferred_day = "Sunday" }), expect = { score = { calm = 90 } } },
    { "sixty-five", given = with(regular, { party_size = 3, visits_12m = 3, calm_score = 7, nps = 9, visits_lost = 0 }), expect = { score = { calm = 50 }, segment = { calm = "at ease" } } },
    { "sixty-five is the calm", given = with(regular, { calm_score = 7, visits_12m = 3 }), expect = { score = { calm = 65 }, segment = { calm = "keeps the calm" } } },
    { "forty is at ease", given = with(caller, { visits_12m = 3 }), expect = { score = { calm = 40 }, segment = { calm = "at ease" } } },
    { "thirty-five is learning", given = with(caller, { visits_12m = 3, visits_lost = 20, party_size = 2 }), expect = { score = { calm = 20 }, segment = { calm = "learning the quiet" } } },
  },
}

test "who is invited for a quiet day" {
  cases = {
    { "seven of ten will do", given = with(regular, { calm_score = 7, nps = 7 }), expect = { selection = { ["quiet day"] = "selected" } } },
    { "six for the quiet will not", given = with(regular, { calm_score = 6 }), expect = { selection = { ["quiet day"] = "not eligible" } } },
    { "nor six for us", given = with(regular, { nps = 6 }), expect = { selection = { ["quiet day"] = "not eligible" } } },
    { "did not say", given = with(regular, { calm_score = none }), expect = { selection = { ["quiet day"] = "not eligible" } } },
    { "did not say either", given = with(regular, { nps = none }), expect = { selection = { ["quiet day"] = "not eligible" } } },
    { "no mail", given = with(regular, { consent_email = false }), expect = { selection = { ["quiet day"] = "not eligible" } } },
    { "a group", given = with(regular, { party_size = 6 }), expect = { selection = { ["quiet day"] = "not eligible", ["garden house"] = "selected" } } },
    { "five are no group", given = with(regular, { party_size = 5 }), expect = { selection = { ["quiet day"] = "selected", ["garden house"] = "not eligible" } } },
    { "a group without mail", given = with(group, { consent_email = false }), expect = { selection = { ["garden house"] = "not eligible" } } },
    { "one is owed", given = away, expect = { selection = { ["quiet day"] = "selected", ["we owe you one"] = "taken elsewhere" } } },
    { "owed, and no friend of us", given = with(away, { nps = 3 }), expect = { selection = { ["quiet day"] = "not eligible", ["we owe you one"] = "selected" } } },
    { "one disturbed day", given = with(away, { nps = 3, disturbed_days = 1 }), expect = { selection = { ["we owe you one"] = "selected" } } },
    { "none", given = with(away, { nps = 3, disturbed_days = 0 }), expect = { selection = { ["we owe you one"] = "not eligible" } } },
    { "owed, and no mail", given = with(away, { nps = 3, consent_email = false }), expect = { selection = { ["we owe you one"] = "not eligible" } } },
    { "still comes", given = with(regular, { nps = 3, disturbed_days = 2 }), expect = { selection = { ["we owe you one"] = "not eligible" } } },
    { "a talk", given = with(caller, { visits_lost = 15 }), expect = { selection = { ["a talk with the host"] = "selected" } } },
    { "what may be chance is no talk", given = with(caller, { visits_lost = 14.9 }), expect = { selection = { ["a talk with the host"] = "not eligible" } } },
    { "did not phone", given = with(regular, { visits_lost = 40 }), expect = { selection = { ["a talk with the host"] = "not eligible" } } },
  },
}

-- --- many at once

local function many(letter, count, like, selection, room, into)
  for i = 1, count do
    local key = ("%s%03d"):format(letter, i)
    local given = with(like, { guest_id = key })
    if not like.household_id then
      given.household_id = key
    end
    into[#into + 1] = { given = given, expect = { selection = { [selection] = i <= room and "selected" or nil } } }
  end
  return into
end
local function refused(letter, like, selection, state, into)
  local customers = many(letter, 1, like, selection, 0, into)
  customers[#customers].expect.selection = { [selection] = state }
  return customers
end
local alone = with(regular, { household_id = none, party_size = 1 })

test "one of a household, who values the quiet most" {
  customers = {
    { given = with(regular, { guest_id = "A", calm_score = 8, nps = 10 }), expect = { selection = { ["quiet day"] = "household" } } },
    { given = with(regular, { guest_id = "B", calm_score = 9, nps = 7 }), expect = { selection = { ["quiet day"] = "selected" } } },
    { given = with(regular, { guest_id = "C", calm_score = 9, nps = 7, household_id = "H-2" }), expect = { selection = { ["quiet day"] = "selected" } } },
  },
}
test "of equal ones, who likes us most" {
  customers = {
    { given = with(regular, { guest_id = "A", nps = 9 }), expect = { selection = { ["quiet day"] = "household" } } },
    { given = with(regular, { guest_id = "B", nps = 10 }), expect = { selection = { ["quiet day"] = "selected" } } },
  },
}
test "forty seats a day, counted by heads" {
  customers = {
    { given = with(regular, { guest_id = "A", party_size = 5, calm_score = 10, household_id = "1" }) }, { given = with(regular, { guest_id = "B", party_size = 5, calm_score = 10, household_id = "2" }) },
    { given = with(regular, { guest_id = "C", party_size = 5, calm_score = 10, household_id = "3" }) }, { given = with(regular, { guest_id = "D", party_size = 5, calm_score = 10, household_id = "4" }) },
    { given = with(regular, { guest_id = "E", party_size = 5, calm_score = 10, household_id = "5" }) }, { given = with(regular, { guest_id = "F", party_size = 5, calm_score = 10, household_id = "6" }) },
    { given = with(regular, { guest_id = "G", party_size = 5, calm_score = 10, household_id = "7" }) },
    { given = with(regular, { guest_id = "H", party_size = 4, calm_score = 9, household_id = "8" }), expect = { selection = { ["quiet day"] = "selected" } } },
    { given = with(regular, { guest_id = "I", party_size = 2, household_id = "9" }), expect = { selection = { ["quiet day"] = "over quota" } } },
    { given = with(regular, { guest_id = "J1", party_size = 1, household_id = "10" }), expect = { selection = { ["quiet day"] = "selected" } } },
    { given = with(regular, { guest_id = "K1", party_size = 5, household_id = "11", preferred_day = "Friday" }), expect = { selection = { ["quiet day"] = "selected" } } },
  },
}
test "a hundred and twenty invitations, whatever seats are left" {
  customers = (function()
    local guests = {}
    for letter, day in pairs { A = "Monday", B = "Tuesday", C = "Wednesday", D = "Thursday" } do
      many(letter, 30, with(alone, { preferred_day = day }), "quiet day", 0, guests)
    end
    for _, guest in ipairs(guests) do
      guest.expect.selection = { ["quiet day"] = guest.given.guest_id == "D030" and "selected" or nil }
    end
    return refused("E", with(alone, { preferred_day = "Friday" }), "quiet day", "below the cut", guests)
  end)(),
}
test "five fifths of the guests, by what they spend" {
  customers = (function()
    local guests = {}
    for i = 1, 10 do
      guests[i] = { given = with(regular, { guest_id = ("%02d"):format(i), household_id = none, spend_12m = i * 100 }), expect = { attribute = { spend_fifth = (i + 1) // 2 } } }
    end
    return guests
  end)(),
}
test "fourteen seats in the garden house, the longest known first" {
  customers = {
    { given = with(group, { guest_id = "A", household_id = "1" }), expect = { selection = { ["garden house"] = "over quota" } } },
    { given = with(group, { guest_id = "B", household_id = "2", first_visit_on = "2020-01-01" }), expect = { selection = { ["garden house"] = "selected" } } },
    { given = with(group, { guest_id = "C", household_id = "3", first_visit_on = "2019-01-01" }), expect = { selection = { ["garden house"] = "selected" } } },
    { given = with(group, { guest_id = "D", household_id = "3" }), expect = { selection = { ["garden house"] = "household" } } },
    { given = with(group, { guest_id = "E", household_id = "4", party_size = 6, preferred_day = "Saturday", first_visit_on = "2018-01-01" }), expect = { selection = { ["garden house"] = "selected" } } },
    { given = with(group, { guest_id = "F", household_id = "5", party_size = 8, preferred_day = "Saturday" }), expect = { selection = { ["garden house"] = "selected" } } },
    { given = with(group, { guest_id = "G", household_id = "6", party_size = 7, preferred_day = "Monday", first_visit_on = "2018-01-01" }), expect = { selection = { ["garden house"] = "selected" } } },
    { given = with(group, { guest_id = "H", household_id = "7", party_size = 8, preferred_day = "Monday" }), expect = { selection = { ["garden house"] = "over quota" } } },
    { given = with(group, { guest_id = "I", household_id = "8", preferred_day = "Friday" }), expect = { selection = { ["garden house"] = "selected" } } },
  },
}
test "sixty free days, whom we owe most first" {
  customers = refused("C", with(away, { nps = 3, disturbed_days = 1, household_id = none }), "we owe you one", "below the cut",
    many("B", 59, with(away, { nps = 3, household_id = none }), "we owe you one", 59,
      many("D", 1, with(away, { nps = 3, disturbed_days = 4, household_id = none }), "we owe you one", 1, {}))),
}
test "sixty, and not one more" {
  customers = refused("C", with(away, { nps = 3, household_id = none }), "we owe you one", "below the cut",
    many("B", 60, with(away, { nps = 3, household_id = none }), "we owe you one", 60, {})),
}
test "twenty-five talks, first where the house loses most" {
  customers = refused("C", with(caller, { visits_lost = 16 }), "a talk with the host", "below the cut",
    many("B", 24, with(caller, { visits_lost = 17 }), "a talk with the host", 24,
      many("D", 1, with(caller, { visits_lost = 23 }), "a talk with the host", 1, {}))),
}
test "one free day for a household" {
  customers = {
    { given = with(away, { guest_id = "A", nps = 3 }), expect = { selection = { ["we owe you one"] = "selected" } } },
    { given = with(away, { guest_id = "B", nps = 3 }), expect = { selection = { ["we owe you one"] = "household" } } },
  },
}

-- A promise must be able to break.
test "the promises" {
  cases = {
    { "who phoned three times keeps no calm", given = warned, expect = { guarantee = { ["coming often is not keeping the calm"] = "held" } } },
    { "twelve visits count as often", given = with(warned, { visits_12m = 12 }), expect = { guarantee = { ["coming often is not keeping the calm"] = "held" } } },
    { "eleven do not", given = with(warned, { visits_12m = 11 }), expect = { guarantee = { ["coming often is not keeping the calm"] = "not asked" } } },
    { "nor do two calls", given = with(warned, { phone_incidents = 2 }), expect = { guarantee = { ["coming often is not keeping the calm"] = "not asked" } } },
    { "nor does a lost register", given = with(warned, { phone_incidents = none }), expect = { guarantee = { ["coming often is not keeping the calm"] = "not asked", ["seldom is no shame"] = "not asked" } } },
    { "money: a fifth of the highest", given = with(warned, { spend_fifth = 5 }), expect = { guarantee = { ["money buys no quiet"] = "held" } } },
    { "money: the next", given = with(warned, { spend_fifth = 4 }), expect = { guarantee = { ["money buys no quiet"] = "not asked" } } },
    { "money, and no pause", given = with(regular, { spend_fifth = 5 }), expect = { guarantee = { ["money buys no quiet"] = "held" }, selection = { ["quiet day"] = "selected" } } },
    { "seldom and quiet", given = seldom, expect = { guarantee = { ["seldom is no shame"] = "held" } } },
    { "seldom, did not say", given = with(seldom, { calm_score = none }), expect = { guarantee = { ["seldom is no shame"] = "not asked" } } },
    { "seldom, not for the quiet", given = with(seldom, { calm_score = 7 }), expect = { guarantee = { ["seldom is no shame"] = "not asked" } } },
    { "seldom, and phoned", given = with(caller, { visits_12m = 3 }), expect = { guarantee = { ["seldom is no shame"] = "not asked" } } },
    { "seldom, and others stayed away", given = with(seldom, { visits_lost = 15 }), expect = { guarantee = { ["seldom is no shame"] = "not asked" } } },
    { "seldom, with seven on a Sunday", given = with(seldom, { party_size = 7, preferred_day = "Sunday" }), expect = { guarantee = { ["seldom is no shame"] = "broken" } } },
  },
}

test "one in ten is not invited, to learn what the invitation does" {
  customers = { { given = with(regular, { guest_id = "L005" }), expect = { selection = { ["quiet day"] = "holdout" } } } },
}
