policy "T" { }
customers "guests" { key = "id" }
attribute "rich" { ntile = 2, of = "spend" }
selection "mail" { when = function(g) return g.nps >= 7 end, because = "You gave {nps}.", limit = 1, rank = function(g) return g.nps end }
