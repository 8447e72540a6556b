policy "By nothing" { version = "1", owner = "me", purpose = "Divisions by a zero that is fixed." }
customers "guests" { key = "id", fields = { visits = { label = "visits", min = 0, fixed=true }, spend = { label = "spend", min=0 }, last = { label = "last day" } } }
attribute "per_visit" { is = function(g) return g.spend / g.visits end }
segmentation "guest" {
  segment "rich" { when = function(g) return g.per_visit > 10 end, because = "b" },
  segment "lately" { when = function(g) return g.last <= "2026-05-01" end, because = "b" },
  otherwise "guest" { because = "c" },
}
