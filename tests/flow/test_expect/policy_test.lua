tests { as_of = "2026-11-21" }

local much = { n = 12, calls = 0, mail = true, sweet = true, sour = false, party = 2 }

test "all as it is" {
  given  = much,
  expect = {
    segment   = { guest = "many", tastes = "sweet", company = "small", points = "high" },
    score     = { points = 10 },
    excluded  = {},
    undecided = { "exclusion strange" },
    selection = { mail = "selected" },
    guarantee = { ["many are never paused"] = "held" },
    attribute = { double = 24, fifth = 1 },
    reason    = { guest = "12 times", mail = { en = "said yes", nl = "ja zei" }, tastes = "sweet" },
  },
}
test "nothing as it is" {
  given  = with(much, { since = "2026-11-20" }),
  expect = {
    segment   = { guest = "some", tastes = { "sweet", "sour" }, company = none, points = "low" },
    score     = { points = 11 },
    excluded  = { "paused" },
    undecided = {},
    selection = { mail = "below the cut" },
    guarantee = { ["many are never paused"] = "not asked" },
    attribute = { double = none, fifth = 3 },
    reason    = { guest = "13 times", mail = { nl = "nee zei" }, paused = "You phoned" },
  },
}
test "what always fails" {
  given = with(much, { word = "x", calls = 3, since = "2026-11-20", party = 1 }),
  expect = { segment = { guest = "many" } },
}
test "unless it is expected" {
  given = with(much, { calls = 3, since = "2026-11-20", party = 1 }),
  expect = { segment = { company = { "alone", "small" } }, guarantee = { ["many are never paused"] = "broken" },
    reason = { paused = { nl = "3 keer" }, mail = "You phoned 3 times" } },
}
test "the day counts" {
  given = { calls = 3, since = "2026-10-22" },
  cases = {
    { "one day more", expect = { excluded = {} } },
    { "the last day", as_of = "2026-11-20", expect = { excluded = { "paused" } } },
  },
}
test "several" {
  given = much,
  expect = { segment = { guest = "many" } },
  customers = {
    { given = { id = "anna", n = 20 }, expect = { selection = { mail = "selected" } } },
    { given = { id = "bram" },         expect = { selection = { mail = "selected" } } },
    { given = { id = "cor", n = 9 },   expect = { selection = { mail = "selected" } } },
  },
}
