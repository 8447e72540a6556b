policy "All states" { owner = "me", data = "." }
customers "guests" {
  key    = "id",
  fields = { day = { label = { en = "your day", nl = "uw dag" } }, score = { label = { en = "your score", nl = "uw cijfer" } } },
}
exclusion "loud" {
  when    = function(g) return g.calls >= 3 end,
  from    = { "tea" },
  because = { en = "You phoned {calls} times.", nl = "U belde {calls} keer." },
}
selection "tea" {
  group   = "gift",
  when    = function(g) return g.score >= 5 end,
  because = { en = "You gave us a {score}.", nl = "U gaf ons een {score}." },
  rank    = function(g) return g.score + g.visits / 1000 end,
  one_per = "house",
  quota   = { per = "day", max = 4, of = "party" },
  limit   = 3,
  holdout = 0.5,
}
selection "cake" {
  group   = "gift",
  when    = function(g) return g.party >= 1 end,
  because = { en = "You come with {party}.", nl = "U komt met {party}." },
  limit   = 2,
}
