policy "Held" { version = "1", owner = "me", purpose = "Places among others, and what of them can be told." }
customers "guests" { key = "id", fields = {
  nps = { label = "your score", min = 0, max = 10 }, spend = { label = "your spend", only = "up" },
  home = { fixed = true }, day = { fixed = true } } }
attribute "fifth" { ntile = 3, of = "spend", label = "your place by spend" }

local function some(g) return g.nps >= 2 end
local function spent(g) return g.spend end

selection "no rank"  { when = some, because = "A.", limit = 1 }
selection "closed"   { when = some, because = "A.", limit = 0 }
selection "house"    { when = some, because = "A.", rank = spent, one_per = "home" }
selection "quota"    { when = some, because = "A.", rank = spent, quota = { per = "day", max = 1 } }
selection "one"      { when = some, because = "A.", group = "g", limit = 1, rank = spent }
selection "rest"     { when = some, because = "A.", group = "g" }
selection "top"      { when = function(g) return g.fifth == 3 and g.nps >= 5 end, because = "A." }
selection "mostly"   { when = function(g) return (g.fifth == 3 or g.spend > 0) and g.nps >= 9 end, because = "A." }
