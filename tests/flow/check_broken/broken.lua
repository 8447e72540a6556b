policy "Broken" { version = "1" }
customers "guests" { key = "guest_id" }
exclusion "a" { when = function(g) return dayz_since(g.since) > 3 end, because = "x" }
