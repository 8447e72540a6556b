policy "Everything that can be expected" {}
customers "guests" { key = "id", fields = { since = { type = "date" } } }

local MOST = 3

attribute "double" { is = function(g) return g.n * 2 end }
attribute "fifth"  { ntile = 5, of = "n" }

exclusion "paused" {
  when    = function(g) return g.calls >= MOST end,
  because = { en = "You phoned {calls} times.", nl = "U belde {calls} keer." },
  lasts   = days(30), since = "since",
}
exclusion "strange" { when = function(g) return g.word > 5 end, because = "b", when_unknown = "ignore" }

segmentation "guest" {
  segment "many" { when = function(g) return g.n >= 10 end, because = { en = "You came {n} times.", nl = "U kwam {n} keer." } },
  otherwise "some" { because = "Welcome." },
}
segmentation "tastes" {
  mode = "all",
  segment "sweet" { when = function(g) return g.sweet end, because = "You like it sweet." },
  segment "sour"  { when = function(g) return g.sour end, because = "You like it sour." },
}
segmentation "company" {
  mode = "unique",
  segment "alone" { when = function(g) return g.party <= 1 end, because = "Alone." },
  segment "small" { when = function(g) return g.party <= 3 end, because = "Small." },
}
segmentation "points" {
  mode = "score",
  point "ten" { points = 10, when = function(g) return g.n >= 10 end, because = "ten" },
  segment "high" { from = 10, because = "high" },
  otherwise "low" { because = "low" },
}

selection "mail" {
  when    = function(g) return g.mail end,
  because = { en = "Because you said {mail}.", nl = "Omdat u {mail} zei." },
  rank    = function(g) return g.n end,
  limit   = 1,
}

guarantee "many are never paused" {
  when    = function(g) return g.n >= 10 end,
  holds   = function(g, d) return not d.excluded.paused end,
  because = "b",
}
