policy "He buys anyway" { version = "2026-11-21", data = "." }
customers "shops" { key = "customer" }
local HABIT = 20
attribute "pull" { is = function(c) return c.km_to_rival - c.km end }
attribute "half" { ntile = 2, of = "spend" }
exclusion "new here" { when = function(c) return days_since(c.since) < 90 end, because = "You came on {since}." }
segmentation "bond" {
  segment "attached" { when = function(c) return c.visits >= HABIT and c.member end, because = "A member." },
  segment "habitual" { when = function(c) return c.visits >= HABIT and c.pull > 0 end, because = "It is near." },
  otherwise "drifting" { because = "Seldom." },
}
selection "a coffee" {
  when = function(c) return c.half == 2 end, because = "You spend {spend}.",
  rank = function(c) return c.spend end, limit = 2,
}
guarantee "nobody is forgotten" {
  when = function(c) return c.member end,
  holds = function(c, d) return d.segment.bond == "attached" end, because = "Members are ours.",
}
scenario "a competitor opens nearby" {
  change = function(c) return { km_to_rival = 0.4 } end,
  because = "The plot behind the station is for sale.",
}
scenario "he moves house" {
  change = function(c) if c.km < 3 then return { km = c.km + 10, visits = c.visits // 4 } end end,
}
scenario "less for the small" { change = function(c) if c.spend < 500 then return { half = 1 } end end }
scenario "we do not know who is a member" { forget = { "member" } }
scenario "a mistake" { change = function(c) return { visits = c.visits + c.since } end }
