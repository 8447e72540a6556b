policy "What if, with events" { version = "2026-11-21", data = "." }
customers "guests" { key = "guest", fields = { spend = { type = "integer" } } }
events "calls" { of = "guest", on = "called_on" }

attribute "calls" { count = "calls", within = months(6) }
attribute "long_calls" { count = "calls", where = function(e) return e.minutes >= 5 end }
attribute "per_call" { is = function(g) return g.spend / max(g.calls, 1) end }
attribute "fifth" { ntile = 5, of = "per_call", only = function(g) return g.spend > 10 end }
attribute "third" { bins = 3, cut = "quantiles", of = "spend", reverse = true }
attribute "usual" { quantile = 0.75, of = "spend" }
attribute "part" { share = true, of = "spend" }
attribute "wait" { ahead = "calls", order = "spend" }

segmentation "worth" {
  segment "much" { when = function(g) return g.spend >= g.usual end, because = "x" },
  segment "some" { when = function(g) return g.fifth >= 3 or g.part > 0.02 end, because = "x" },
  otherwise "little" { because = "x" },
}
selection "first" {
  when = function(g) return g.third == 1 or g.wait < 30 end, because = "x", limit = 20,
  rank = function(g) return g.per_call end,
}
selection "second" {
  when = function(g) return g.long_calls < 4 and g.spend > 5 end, because = "x",
  rank = function(g) return g.spend end, quota = { max = 45, of = "calls" },
  pressure = { events = "calls", max = 3, within = days(120) },
}
selection "third" {
  when = function(g) return g.calls >= 1 end, because = "x",
  pressure = { events = "calls", max = 2, within = days(60) },
}
scenario "dearer" {
  change = function(g)
    if g.kind == "a" then return { spend = g.spend * 3 } end
    if g.calls >= 4 then return { kind = "loud", spend = g.spend - 20 } end
  end,
}
scenario "they stop calling" { change = function(g) if g.kind == "b" then return { calls = 0, long_calls = 0 } end end }
