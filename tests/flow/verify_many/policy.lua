policy "Many" { owner = "me", data = "." }
customers "guests" { key = "id" }
selection "often" { when = function(g) return g.visits >= 3 end, because = "You come often." }
