tests { as_of = "2026-11-21" }
test "a fan" { given = { visits = 12, score = 9, spend = 200, no_mail = false }, expect = { segment = { guest = "fan" } } }
test "not yet" { given = { visits = 1, score = 9, no_mail = false }, expect = { segment = { guest = "guest" } } }
