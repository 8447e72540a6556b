policy "Promises" { version = "1" }
customers "guests" { key = "id" }
local ENOUGH = 7
local function happy(g) return g.nps >= ENOUGH end
selection "gift" { when = happy, because = "You like us." }
guarantee "whoever comes often gets one" { when = function(g) return g.visits >= 6 end,
  holds = function(g, d) return d.selection["gift"] == "selected" end, because = "We promised." }
guarantee "big and small alike" { selection = "gift", by = "size", at_least = 0.5, because = "Fair." }
guarantee "happy is known" { when = happy, holds = function(g) return known(g.nps) end, because = "Sure." }
guarantee "never mind" { when = function(g) return g.visits >= 1 end, holds = function(g) return true end, because = "Old." }
guarantee "as it was" { when = function(g) return g.visits >= 1 end, holds = function(g) return true end, because = "Old." }
