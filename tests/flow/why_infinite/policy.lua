policy "Inf" { version = "1", owner = "tests", purpose = "A division by nothing is a number without end, and no secret." }
customers "guests" { key = "id", fields = { a = { label = "your a" }, b = { label = "your b" } } }
attribute "half" { label = "your half", is = function(g) return g.a / g.b end }
selection "most" {
  when = function(g) return g.half > 2 end, because = "Half {half}.",
  rank = function(g) return g.half end, limit = 2,
}
selection "all" {
  when = function(g) return true end, because = "Half {half}.",
  rank = function(g) return g.half end, limit = 6,
}
