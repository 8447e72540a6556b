policy "P" { owner = "me", data = "." }
customers "guests" { key = "id" }
selection "s" { when = function(g) return known(g.score) end, because = "You gave a {score}." }
