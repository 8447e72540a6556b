policy "In pieces" { owner = "test" }
customers "customers" { key = "key", fields = { town = { sensitive = true } } }
attribute "basket" { is = function(c) return c.spend / c.visits end }
attribute "size" { bins = { 10, 40 }, of = "basket" }
attribute "initial" { is = function(c) local s = 0 for i = 1, 3 do s = s + i end return c.visits and s + c.visits or nil end }
exclusion "no wish" { when = function(c) return not c.consent end, because = "You did not agree." }
exclusion "just here" { when = function(c) return c.visits >= 30 end, because = "{visits} visits.", lasts = months(30), since = "since" }
segmentation "kind" {
  segment "often" { when = function(c) return c.visits >= 20 end, because = "{visits} visits." },
  segment "from town" { when = function(c) return c.town == "de \"Bilt\"" end, because = "{town}." },
  otherwise "other" { because = "Welcome." },
}
segmentation "worth" {
  mode = "score",
  point "spends" { points = 10, when = function(c) return c.spend > 400 end, because = "A good year." },
  point "member" { points = 5, when = function(c) return c.member end, because = "A member." },
  segment "high" { from = 10, because = "High." },
  otherwise "low" { because = "Low." },
}
selection "letter" {
  when = function(c) return c.member and c.size and c.size >= 2 and c.since < "2020-01-01" end,
  because = "You have been with us since {since}.",
  holdout = 0.2,
}
selection "card" { when = function(c) return c.initial > 20 end, because = "A card.", group = "post" }
selection "parcel" { when = function(c) return c.spoiled ~= "unknown" and c.spend > 100 end, because = "A parcel.", group = "post" }
guarantee "members are asked" {
  when = function(c) return c.member and c.visits == 7 end,
  holds = function(c, d) return d.selection["letter"] == "selected" end,
  because = "We promised.",
}
