tests { as_of = "2026-11-21" }

test "calls of the past year count, other noise does not" {
  events = {
    incidents = {
      { happened_on = "2026-11-01", kind = "phone" },
      { happened_on = "2025-11-21", kind = "phone" },
      { happened_on = "2026-10-01", kind = "music" },
    },
    visits = { { visited_on = "2026-11-01", spend = 30 }, { visited_on = "2026-11-02", spend = none } },
  },
  cases = {
    { expect = { attribute = { phone_calls = 1, spent = 30 }, excluded = {}, selection = { mail = "selected" } } },
    { "two calls", events = { incidents = { { happened_on = "2026-11-01", kind = "phone" }, { happened_on = "2025-11-22", kind = "phone" } } },
      expect = { attribute = { phone_calls = 2 }, excluded = { "phones inside" } } },
    { "given", given = { phone_calls = 7 }, expect = { attribute = { phone_calls = 7 }, reason = { ["phones inside"] = "7 times" } } },
    { "nothing", events = { visits = {}, incidents = {} }, expect = { attribute = { phone_calls = 0, spent = 0 } } },
  },
}

test "each has his own" {
  customers = {
    { given = { id = "a" }, events = { visits = { { visited_on = "2026-11-01", spend = 30 } } }, expect = { attribute = { spent = 30 } } },
    { given = { id = "b" }, events = { visits = { { visited_on = "2026-11-01", spend = 3 } } }, expect = { attribute = { spent = 33 } } },
  },
}

test "what is given is not worked out, and not doubted" {
  events = { incidents = { { happened_on = "2026-11-01", kind = "phone", minutes = none } } },
  cases = {
    { "worked out", expect = { undecided = { "attribute long_calls" }, selection = { quiet = "not eligible" } } },
    { "given", given = { long_calls = 0 }, expect = { undecided = {}, selection = { quiet = "selected" } } },
  },
}
