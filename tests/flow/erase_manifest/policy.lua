policy "Erased things" { owner = "me", data = "." }
customers "guests" { key = "id" }
exclusion "faulty" { when = function(g) return error("bad " .. g.id) end, because = "A mistake." }
selection "all" { when = function(g) return g.amount > 1 and g.visits ~= "" end, because = "All." }
