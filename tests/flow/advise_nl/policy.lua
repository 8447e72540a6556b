policy "Needs" { version = "1", data = "." }
customers "guests" { key = "id", fields = { days = { label = "days you want" } } }
local YEAR = 12
attribute "far" { is = function(g) return g.km * 2 end }
segmentation "kind" {
  mode = "unique",
  segment "close" { when = function(g) return g.kind == "a" end, because = "a" },
  segment "two kinds" { when = function(g) return g.kind == "b" end, because = "b" },
  segment "apart" { when = function(g) return g.kind == "c" end, because = "c" },
  segment "nobody" { when = function(g) return g.kind == "d" or g.kind == "e" end, because = "d" },
  segment "also e" { when = function(g) return g.kind == "e" end, because = "e" },
}
need "days" {
  field = "days", importance = "must", benefit = 2, cost = { segment = 20, individual = 9 },
  tailoring = { product = true, presentation = true }, split_by = { "city", "far" },
  because = { en = "It matters {YEAR} months.", nl = "Het telt {YEAR} maanden." },
}
need "reached by" {
  field = "by", importance = "must", benefit = 2, cost = { segment = 8, individual = 3 },
  tailoring = { product = false, presentation = true }, because = "Who is not reached does not come.",
}
need "letters" {
  field = "days", importance = "nice", benefit = 2, cost = { segment = 20, individual = 100 },
  tailoring = { product = false, presentation = false }, because = { en = "Pleasant.", nl = "Aardig." },
}
need "few" {
  field = "by", importance = "must", benefit = 9, cost = { segment = 1000, individual = 5 },
  tailoring = { product = true, presentation = false }, because = { en = "Dear.", nl = "Duur." },
}
