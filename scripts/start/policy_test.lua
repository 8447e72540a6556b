-- Does the policy do what we meant? Each test makes up a member and says what must come out.

tests { as_of = "2026-11-21" }

local regular = { visits_12m = 12, score = 9, complaints_12m = 0, open_complaints = 0, consent_email = true, household_id = "H-1" }

test "who comes once a month is a regular" {
  given = regular,
  cases = {
    { "twelve visits", expect = { segment = { member = "regular" }, reason = { member = "You came 12 times", ["open evening"] = "9 of 10" } } },
    { "eleven visits", given = { visits_12m = 11 }, expect = { segment = { member = "member" } } },
  },
}

test "who complains in half of the visits is a critical friend" {
  given = with(regular, { visits_12m = 4 }),
  cases = {
    { "two in four", given = { complaints_12m = 2 }, expect = { segment = { member = "critical friend" }, attribute = { complaints_per_visit = 0.5 } } },
    { "a little less", given = { visits_12m = 100, complaints_12m = 49 }, expect = { segment = { member = "regular" } } },
    { "nearly", given = { visits_12m = 100, complaints_12m = 45 }, expect = { segment = { member = "regular" } } },
    { "a little more", given = { visits_12m = 100, complaints_12m = 55 }, expect = { segment = { member = "critical friend" } } },
  },
}

test "a complaint that is open comes first, one that was answered counts for nothing" {
  given = with(regular, { complaints_12m = 1 }),
  cases = {
    { "open", given = { open_complaints = 1 },
      expect = { excluded = { "a complaint is open" }, selection = { ["open evening"] = "excluded" },
        guarantee = { ["a complaint is never punished"] = "not asked" } } },
    { "answered", given = { open_complaints = 0 },
      expect = { excluded = {}, selection = { ["open evening"] = "selected" },
        guarantee = { ["a complaint is never punished"] = "held" } } },
    { "never complained", given = { complaints_12m = 0 }, expect = { guarantee = { ["a complaint is never punished"] = "not asked" } } },
    { "nobody knows", given = { open_complaints = none }, expect = { selection = { ["open evening"] = "undecided" } } },
  },
}

test "who likes us and agreed to our mail is invited" {
  given = regular,
  cases = {
    { "an eight", given = { score = 8 }, expect = { selection = { ["open evening"] = "selected" } } },
    { "a seven", given = { score = 7 }, expect = { selection = { ["open evening"] = "not eligible" } } },
    { "no consent", given = { consent_email = false }, expect = { selection = { ["open evening"] = "not eligible" } } },
  },
}

-- Seven who like us, for six tables; and two of one household.
test "the tables go to who likes us most, one for a household" {
  given     = regular,
  customers = {
    { given = { member_id = "a", household_id = "H-a" }, expect = { selection = { ["open evening"] = "selected" } } },
    { given = { member_id = "b", household_id = "H-b" } },
    { given = { member_id = "c", household_id = "H-c" } },
    { given = { member_id = "d", household_id = "H-d" } },
    { given = { member_id = "e", household_id = "H-e", score = 9 }, expect = { selection = { ["open evening"] = "selected" } } },
    { given = { member_id = "f", household_id = "H-f", score = 8 }, expect = { selection = { ["open evening"] = "below the cut" } } },
    { given = { member_id = "g", household_id = "H-g", score = 10 }, expect = { selection = { ["open evening"] = "selected" } } },
    { given = { member_id = "h", household_id = "H-g" }, expect = { selection = { ["open evening"] = "household" } } },
  },
}
