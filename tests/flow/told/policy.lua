policy "Told" { version = "1" }
customers "guests" { key = "id", fields = { born = { sensitive = true } } }

segmentation "habit" {
  segment "often"  { when = function(g) return g.visits >= 10 end, because = "You were born in {born} and come often." },
  segment "seldom" { when = function(g) return known(g.visits) end, because = { en = "You came {visits} times; {{so}.", nl = "U kwam {visits} keer." } },
  otherwise "new" { because = "You came {visits} times." },
}

guarantee "everyone can be told" {
  when    = function(g) return true end,
  holds   = function(g, d) return d.told.habit end,
  because = "Nobody is in a segment without a sentence that may be shown.",
}
