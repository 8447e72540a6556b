policy "Killed" { version = "1", owner = "tests", purpose = "To be interrupted." }
customers "guests" { key = "id" }
exclusion "out" { when = function(g) return g.a > 90 end, because = "More than 90: {a}." }
selection "in" { when = function(g) return g.b >= 3 end, because = "{b}" }
