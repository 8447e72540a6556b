policy "Types" { version = "1", data = "." }
customers "guests" { key = "guest_id", fields = { nps = { label = "the score\nyou gave", sensitive = true } } }
attribute "pace" { label = "how often", bins = { 1, 6 }, of = "nps" }
segmentation "size" {
  segment "some \"quoted\"" { when = function(g) return g.nps > 0 end, because = "x" },
  otherwise "none" { because = "x" },
}
segmentation "tags" { mode = "all", segment "a" { when = function(g) return g.lid end, because = "x" } }
selection "quiet day" { when = function(g) return g.lid end, because = "x" }
events "visits" {
  of = "guest", on = "visited_on",
  fields = { spend = { label = "what you spent", sensitive = true }, room = { type = "text" } },
}
events "late-calls" { of = "guest" }
attribute "visits" { count = "visits" }
attribute "spent" { label = "what you spent in all", sum = "visits", of = "spend" }
attribute "last_on" { last = "visits", of = "visited_on" }
attribute "last_room" { last = "visits", of = "room", where = function(v) return v.spend > 5 end }
