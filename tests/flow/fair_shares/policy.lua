policy "A customer is a customer" { version = "2026-11-21", data = "." }
customers "guests" { key = "guest" }
attribute "frequent" { bins = { 2 }, of = "visits" }
selection "call back" {
  when = function(g) return g.score >= 7 end,
  because = "You gave us a {score}.",
}
guarantee "small customers too" {
  selection = "call back", by = "size", at_least = 0.8, least = 2,
  because = "A customer may be small, never ignored.",
}
guarantee "seldom is no shame" {
  when = function(g) return g.score > 2 end,
  selection = "call back", by = "frequent", at_least = 0.8,
  because = "Who comes seldom is called as well.",
}
