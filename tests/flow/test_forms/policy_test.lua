tests { as_of = "2026-11-21" }
test "limit" {
  customers = {
    { given = { id = "a", nps = 9, spend = 3 }, expect = { selection = { mail = "selected" }, attribute = { rich = 1 } } },
    { given = { id = "b", nps = 8, rich = 7 }, expect = { selection = { mail = "selected" }, attribute = { rich = 7 } } },
  } }
test "cases" {
  given = { nps = 7 },
  cases = {
    { expect = { selection = { mail = "selected" } } },
    { "low", given = { nps = 6 }, expect = { selection = { mail = "not eligible" }, undecided = {} } },
    { "no nps", given = { nps = none }, expect = { selection = { mail = "undecided" }, undecided = { "selection mail" } } },
  } }
