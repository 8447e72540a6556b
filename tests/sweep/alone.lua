policy "Swept, one by one" { owner = "tests" }
customers "customers" { key = "id" }
exclusion "not from here" { when = function(c) return c.town ~= "Ede" end, because = "You live in {town}." }
selection "invite" { when = function(c) return c.score >= 3 end, because = "You gave {score}.", holdout = 0.5 }
