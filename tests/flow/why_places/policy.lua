policy "Places" { version = "1", owner = "me", purpose = "Limits that are just full, and wants that depend on them." }
customers "guests" { key = "id", fields = { nps = { label = "your score", min = 0, max = 10 } } }

local function promoter(g) return g.nps >= 7 end
local function some(g) return g.nps >= 2 end
local function score(g) return g.nps end

selection "two"   { when = promoter, because = "A {nps}.", rank = score, limit = 2 }
selection "three" { when = promoter, because = "A {nps}.", rank = score, limit = 3 }
selection "one"   { when = some, because = "A {nps}.", rank = score, limit = 1 }
selection "none"  { when = promoter, because = "A {nps}.", rank = score, limit = 0 }
