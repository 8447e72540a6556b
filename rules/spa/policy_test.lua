-- What the policy must do, on guests that we made up. How: rules/TESTING.md.

tests { as_of = "2026-11-21" }

local regular = {
  first_visit_on = "2024-01-10", last_visit_on = "2026-11-01", visits_12m = 14, spend_12m = 900, party_size = 2,
  calm_score = 8, nps = 9, phone_incidents = 0, consent_email = true, preferred_day = "Tuesday",
  household_id = "H-1", last_measure = "none",
}

test "a guest who comes every month and keeps the calm" {
  given = regular,
  expect = {
    segment   = { guest = "regular", company = "pair", calm = "keeps the calm" },
    score     = { calm = 90 },
    excluded  = {},
    selection = { ["quiet day"] = "selected" },
  },
}

test "the first phone call is a warning" {
  given  = with(regular, { phone_incidents = 1, last_incident_on = "2026-11-10" }),
  expect = { segment = { guest = "phones inside" }, excluded = { "warned" }, selection = { ["quiet day"] = "excluded" } },
}
