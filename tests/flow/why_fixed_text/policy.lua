policy "Fixed texts" { version = "1", owner = "me", purpose = "A text that stays as it is, beside a number that can be anything." }
customers "guests" { key = "id", fields = {
  city  = { label = "where you live", fixed = true },
  code  = { label = "your code", fixed = true },
  spend = { label = "your spend" },
  visits = { label = "your visits" } } }

local function generous(g) return g.spend / g.visits > 3 end

selection "begins"   { because = "A.", when = function(g) return starts_with(lower(g.city), "am") and generous(g) end }
selection "holds"    { because = "A.", when = function(g) return contains(g.city .. g.code, "X7") and generous(g) end }
selection "long"     { because = "A.", when = function(g) return #g.city > 7 and g.code // 2 == 4 and generous(g) end }
