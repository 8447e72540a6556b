-- What the workshop's policy must do for customers that are made up here. Run: helder test rules/workshop

tests { as_of = "2026-11-21" }

local nobody = { bill_open = false }
local chair = with(nobody, { asked_on = "2026-10-24", piece = "chair", hours = 6, needed_daily = false })   -- four weeks ago
local stool = with(chair, { piece = "stool", hours = 1.5 })
local once = { jobs = { { delivered_on = "2024-05-16" } } }
local thrice = { jobs = {
  { delivered_on = "2020-05-16" }, { delivered_on = "2025-03-13" }, { delivered_on = "2023-01-12" },
} }

test "where everyone stands" {
  cases = {
    { "nothing is waiting", given = nobody, expect = { segment = { queue = "not waiting" }, selection = { ["next week"] = "not eligible", ["in between"] = "not eligible", ["come and look"] = "not eligible", ["plan together"] = "not eligible", ["say sorry"] = "not eligible" }, attribute = { place = none, weeks_to_go = none, hours_before = none } } },
    { "a piece nobody saw", given = with(chair, { hours = none }), expect = { segment = { queue = "not looked at" }, selection = { ["come and look"] = "selected", ["next week"] = "not eligible" } } },
    { "two hours is small", given = with(chair, { hours = 2 }), expect = { segment = { queue = "small job" } } },
    { "two and a half is not", given = with(chair, { hours = 2.5 }), expect = { segment = { queue = "first time" } } },
    { "needed every day", given = with(chair, { needed_daily = true }), expect = { segment = { queue = "needed daily" } } },
    { "came back", given = chair, events = once, expect = { segment = { queue = "returning" } } },
    { "never here before", given = chair, expect = { segment = { queue = "first time" }, attribute = { jobs_before = 0, last_job_on = none } } },
  },
}

test "the place is weeks waited, and what we declare on top" {
  cases = {
    { "four weeks", given = chair, expect = { attribute = { weeks_waiting = 4, place = 4, promise_broken = false } } },
    { "a day less is three", given = with(chair, { asked_on = "2026-10-25" }), expect = { attribute = { weeks_waiting = 3, place = 3 } } },
    { "eight more for who came back", given = chair, events = once, expect = { attribute = { jobs_before = 1, place = 12 } } },
    { "and not more for who comes often", given = chair, events = thrice, expect = { attribute = { jobs_before = 3, last_job_on = "2025-03-13", place = 12 } } },
    { "twenty-six for what is needed daily", given = with(chair, { needed_daily = true }), expect = { attribute = { place = 30 } } },
    { "four when we are late", given = with(chair, { told_weeks = 3 }), expect = { attribute = { promise_broken = true, place = 8 } } },
    { "not yet late in the week itself", given = with(chair, { told_weeks = 4 }), expect = { attribute = { promise_broken = false, place = 4 } } },
    { "all of it together", given = with(chair, { told_weeks = 3, needed_daily = true }), events = once, expect = { attribute = { place = 42 } } },
  },
}

test "numbers of before" {
  as_of = "2025-11-21",
  cases = {
    { "ten weeks for who came back", given = with(chair, { asked_on = "2025-10-24" }), events = once, expect = { attribute = { place = 14 } } },
    { "twelve for what is needed daily", given = with(chair, { asked_on = "2025-10-24", needed_daily = true }), expect = { attribute = { place = 16 } } },
    { "two when we were late", given = with(chair, { asked_on = "2025-10-24", told_weeks = 3 }), expect = { attribute = { promise_broken = true, place = 6 } } },
  },
}

test "a big queue is told in weeks" {
  cases = {
    { "alone", given = chair, expect = { attribute = { hours_before = 0, weeks_to_go = 1 }, selection = { ["next week"] = "selected" } } },
    { "up to the hour", given = with(chair, { hours_before = 26 }), expect = { attribute = { weeks_to_go = 1 } } },
    { "an hour too much", given = with(chair, { hours_before = 27 }), expect = { attribute = { weeks_to_go = 2 } } },
    { "said so", given = with(chair, { hours_before = 70 }), expect = { attribute = { weeks_to_go = 3 }, reason = { queue = "Hours of work before yours: 70; weeks until yours is done: at least 3, and more" } } },
    { "in Dutch", given = with(chair, { hours_before = 70 }), expect = { reason = { queue = { nl = "Uren werk vóór het uwe: 70; weken tot het uwe klaar is: minstens 3, en meer" } } } },
  },
}

test "next week is thirty-two hours, the oldest place first" {
  customers = {
    { given = with(chair, { customer_id = "A", hours = 20, asked_on = "2026-05-29" }), expect = { selection = { ["next week"] = "selected" }, attribute = { hours_before = 0 } } },
    { given = with(chair, { customer_id = "B", hours = 12, asked_on = "2026-08-01" }), events = once, expect = { selection = { ["next week"] = "selected" }, attribute = { place = 24 } } },
    { given = with(chair, { customer_id = "C", hours = 6, asked_on = "2026-08-08" }), expect = { selection = { ["next week"] = "not eligible" }, attribute = { hours_before = 32, weeks_to_go = 2 } } },
  },
}

test "who waits five months goes before who came back yesterday" {
  customers = {
    { given = with(chair, { customer_id = "A", hours = 20, asked_on = "2026-11-16" }), events = once, expect = { selection = { ["next week"] = "not eligible" } } },
    { given = with(chair, { customer_id = "B", hours = 20, asked_on = "2026-09-18" }), expect = { selection = { ["next week"] = "selected" } } },
  },
}

test "a short job does not slip in before an older place" {
  customers = {
    { given = with(chair, { customer_id = "A", hours = 20, asked_on = "2026-05-29" }), expect = { selection = { ["next week"] = "selected" } } },
    { given = with(chair, { customer_id = "B", hours = 20, asked_on = "2026-08-01" }), expect = { selection = { ["next week"] = "not eligible" }, attribute = { weeks_to_go = 2 } } },
    { given = with(chair, { customer_id = "C", hours = 3, asked_on = "2026-08-08" }), expect = { selection = { ["next week"] = "not eligible" }, attribute = { hours_before = 40, weeks_to_go = 2 } } },
  },
}

test "who stands still stands before nobody, and is promised no weeks" {
  customers = {
    { given = with(chair, { customer_id = "A", hours = 20, asked_on = "2026-05-29", bill_open = true }), expect = { attribute = { hours_before = none, weeks_to_go = none }, segment = { queue = "bill first" }, reason = { queue = "so we name no weeks yet" } } },
    { given = with(chair, { customer_id = "B", hours = 20, asked_on = "2026-05-29", wait_until = "2027-01-01" }), expect = { attribute = { hours_before = none, weeks_to_go = none }, segment = { queue = "later, as you asked" }, reason = { queue = "so we name no weeks yet" } } },
    { given = with(stool, { customer_id = "C", asked_on = "2026-05-29", bill_open = true }), expect = { attribute = { small_before = none, weeks_to_go = none } } },
    { given = with(chair, { customer_id = "D" }), expect = { attribute = { hours_before = 0, weeks_to_go = 1 } } },
    { given = with(stool, { customer_id = "E" }), expect = { attribute = { small_before = 0, weeks_to_go = 1 } } },
  },
}

test "small jobs and pieces nobody saw are told weeks too" {
  cases = {
    { "small", given = with(stool, { small_before = 4 }), expect = { attribute = { weeks_to_go = 2, hours_before = none }, reason = { queue = "before yours: 4; weeks until yours is done: about 2. Each week" } } },
    { "small, up to the hour", given = with(stool, { small_before = 2.5 }), expect = { attribute = { weeks_to_go = 1 }, selection = { ["in between"] = "selected" } } },
    { "nobody saw it", given = with(chair, { hours = none, hours_before = 64.5 }), expect = { attribute = { work = 0, weeks_to_go = 3, small_before = none }, reason = { queue = "hours of work before yours: 64.5; weeks until yours is done: at least 3. Each week" } } },
    { "nobody saw it, and nobody before", given = with(chair, { hours = none }), expect = { attribute = { hours_before = 0, weeks_to_go = 1 }, selection = { ["next week"] = "not eligible" } } },
  },
}

test "going elsewhere is fine, for everyone who waits" {
  cases = {
    { "a bill is open", given = with(chair, { bill_open = true }), expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "wait", given = with(chair, { wait_until = "2027-01-01" }), expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "not looked at", given = with(chair, { hours = none }), expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "small", given = stool, expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "daily", given = with(chair, { needed_daily = true }), expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "returning", given = chair, events = once, expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
    { "first time", given = chair, expect = { reason = { queue = { en = "Going elsewhere is fine", nl = "Ga gerust naar een ander" } } } },
  },
}

test "small jobs do not stand in the long queue" {
  customers = {
    { given = with(stool, { customer_id = "A", hours = 2 }), expect = { selection = { ["in between"] = "selected", ["next week"] = "not eligible" }, attribute = { hours_before = none } } },
    { given = with(stool, { customer_id = "B", hours = 2 }), events = once, expect = { selection = { ["in between"] = "not eligible" } } },
    { given = with(stool, { customer_id = "C", asked_on = "2026-10-17" }), expect = { selection = { ["in between"] = "selected" } } },
    { given = with(chair, { customer_id = "D", asked_on = "2026-11-20" }), expect = { selection = { ["in between"] = "not eligible", ["next week"] = "selected" }, attribute = { hours_before = 0 } } },
  },
}

test "more than a week is planned together" {
  cases = {
    { "a week fits", given = with(chair, { hours = 32 }), expect = { selection = { ["next week"] = "selected", ["plan together"] = "not eligible" } } },
    { "more does not", given = with(chair, { hours = 32.5 }), expect = { selection = { ["next week"] = "not eligible", ["plan together"] = "selected" } } },
    { "small does not", given = stool, expect = { selection = { ["plan together"] = "not eligible" } } },
  },
}

test "six visits on a Friday" {
  customers = {
    { given = with(chair, { customer_id = "A", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
    { given = with(chair, { customer_id = "B", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
    { given = with(chair, { customer_id = "C", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
    { given = with(chair, { customer_id = "D", hours = none, asked_on = "2026-11-01" }), expect = { selection = { ["come and look"] = "below the cut" } } },
    { given = with(chair, { customer_id = "E", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
    { given = with(chair, { customer_id = "F", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
    { given = with(chair, { customer_id = "G", hours = none }), expect = { selection = { ["come and look"] = "selected" } } },
  },
}

test "we say sorry when we are late" {
  cases = {
    { "late", given = with(chair, { told_weeks = 3 }), expect = { selection = { ["say sorry"] = "selected" }, reason = { ["say sorry"] = "Weeks we told you: 3; weeks you wait: 4" } } },
    { "late with what nobody saw", given = with(chair, { told_weeks = 3, hours = none }), expect = { selection = { ["say sorry"] = "selected" } } },
    { "a small job goes by itself", given = with(stool, { told_weeks = 3 }), expect = { selection = { ["say sorry"] = "not eligible" } } },
    { "two hours too", given = with(stool, { told_weeks = 3, hours = 2 }), expect = { selection = { ["say sorry"] = "not eligible" } } },
    { "in time", given = with(chair, { told_weeks = 4 }), expect = { selection = { ["say sorry"] = "not eligible" } } },
    { "nothing told", given = chair, expect = { selection = { ["say sorry"] = "not eligible" } } },
  },
}

test "whom we do not plan now" {
  cases = {
    { "a bill is open", given = with(chair, { bill_open = true }), expect = { excluded = { "a bill is open" }, selection = { ["next week"] = "excluded" } } },
    { "an open bill of who waits for nothing", given = { bill_open = true }, expect = { excluded = {} } },
    { "tomorrow", given = with(chair, { wait_until = "2026-11-22" }), expect = { excluded = { "you asked us to wait" } } },
    { "today", given = with(chair, { wait_until = "2026-11-21" }), expect = { excluded = {}, selection = { ["next week"] = "selected" } } },
  },
}

-- A promise must be able to break, or it promises nothing.
test "the promises" {
  cases = {
    { "both can be kept", given = with(chair, { asked_on = "2026-06-19" }), expect = { guarantee = { ["everyone may know"] = "held", ["nobody waits for ever"] = "held", ["the old go before the new"] = "held" } } },
    { "young ones are not asked", given = with(chair, { asked_on = "2026-06-21" }), expect = { guarantee = { ["the old go before the new"] = "not asked" } } },
    { "small ones are not asked", given = with(stool, { asked_on = "2026-06-19" }), expect = { guarantee = { ["the old go before the new"] = "not asked", ["nobody waits for ever"] = "not asked" } } },
    { "a whole week is asked", given = with(chair, { asked_on = "2026-06-19", hours = 32 }), expect = { guarantee = { ["the old go before the new"] = "held" } } },
    { "big ones are not asked", given = with(chair, { asked_on = "2026-06-19", hours = 33 }), expect = { guarantee = { ["the old go before the new"] = "not asked", ["nobody waits for ever"] = "held" } } },
    { "forty weeks in all", given = with(chair, { asked_on = "2026-06-19", hours = 33, hours_before = 543 }), expect = { guarantee = { ["nobody waits for ever"] = "held" } } },
    { "one more", given = with(chair, { asked_on = "2026-06-19", hours = 33, hours_before = 544 }), expect = { guarantee = { ["nobody waits for ever"] = "broken" } } },
    { "five months, and not next week", given = with(chair, { asked_on = "2026-06-19", hours_before = 30 }), expect = { guarantee = { ["the old go before the new"] = "broken" } } },
    { "who stands still by a bill is not asked", given = with(chair, { asked_on = "2026-06-19", bill_open = true }), expect = { guarantee = { ["the old go before the new"] = "not asked", ["nobody waits for ever"] = "not asked" } } },
    { "nor by his own wish", given = with(chair, { asked_on = "2026-06-19", wait_until = "2027-01-01" }), expect = { guarantee = { ["the old go before the new"] = "not asked", ["nobody waits for ever"] = "not asked" } } },
  },
}

test "four hours for small jobs, and no more" {
  customers = {
    { given = with(stool, { customer_id = "A", hours = 2 }), expect = { selection = { ["in between"] = "selected" } } },
    { given = with(stool, { customer_id = "B", hours = 2 }), expect = { selection = { ["in between"] = "selected" } } },
    { given = with(stool, { customer_id = "C", hours = 1 }), expect = { selection = { ["in between"] = "not eligible" } } },
  },
}

-- Should the sum that everyone is told ever be wrong, then the hours still are no more than the week has, and the older place goes.
test "no more hours than there are, the older place first" {
  cases = {
    { "a week", customers = {
      { given = with(chair, { customer_id = "A", hours = 20, hours_before = 0, asked_on = "2026-08-08" }), expect = { selection = { ["next week"] = "over quota" } } },
      { given = with(chair, { customer_id = "B", hours = 20, hours_before = 0, asked_on = "2026-08-01" }), expect = { selection = { ["next week"] = "selected" } } },
    } },
    { "in between", customers = {
      { given = with(stool, { customer_id = "A", hours = 2, small_before = 0, asked_on = "2026-10-17" }), expect = { selection = { ["in between"] = "over quota" } } },
      { given = with(stool, { customer_id = "B", hours = 2, small_before = 0, asked_on = "2026-10-10" }), expect = { selection = { ["in between"] = "selected" } } },
      { given = with(stool, { customer_id = "C", hours = 2, small_before = 0, asked_on = "2026-10-03" }), expect = { selection = { ["in between"] = "selected" } } },
    } },
  },
}
