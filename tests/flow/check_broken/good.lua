policy "Good" { version = "1" }
customers "guests" { key = "guest_id" }
exclusion "a" { when = function(g) return days_since(g.since) > 900 end, because = "x" }
