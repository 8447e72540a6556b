tests { as_of = "2026-11-21" }

local one = { visits = 6, score = 7, calls = 0, day = "Sunday" }

test "points" {
  cases = {
    { given = one, expect = { score = { guest = 30 }, segment = { guest = "friend" }, attribute = { pace = 3 } } },
    { given = with(one, { score = 6 }), expect = { score = { guest = 10 }, segment = { guest = "guest" } } },
    { given = with(one, { visits = 1 }), expect = { attribute = { pace = 2 } } },
    { given = with(one, { days = 59 }), expect = { attribute = { months = 1 } } },
  },
}
test "calls" {
  cases = {
    { given = { calls = 3, last_call = "2026-11-01" }, expect = { excluded = { "phones inside" } } },
    { given = { calls = 2, last_call = "2026-11-01" }, expect = { excluded = {} } },
    { given = { calls = 3, last_call = "2026-08-24" }, expect = { excluded = { "phones inside" } } },
    { given = { calls = 3, last_call = "2026-08-23" }, expect = { excluded = {} } },
  },
}
test "the party" {
  customers = {
    { given = with(one, { id = "a" }), expect = { selection = { party = "below the cut" } } },
    { given = with(one, { id = "b", score = 9 }), expect = { selection = { party = "selected" } } },
    { given = with(one, { id = "c", visits = 5 }), expect = { selection = { party = "not eligible" } } },
  },
}
test "age" {
  given = { calls = 0 },
  cases = {
    { given = { age = 18, id = "g-9" }, expect = { selection = { ["grown up"] = "selected" }, guarantee = { ["nobody too young"] = "not asked" } } },
    { given = { age = 18, id = "g-3" }, expect = { selection = { ["grown up"] = "holdout" } } },
    { given = { age = 17 }, expect = { selection = { ["grown up"] = "not eligible" }, guarantee = { ["nobody too young"] = "held" } } },
    { given = { age = 20, gone = "yes" }, expect = { selection = { ["grown up"] = "not eligible" } } },
  },
}
