policy "Types" { version = "1", data = "." }
customers "guests" { key = "guest_id", fields = { nps = { label = "the score\nyou gave", sensitive = true } } }
attribute "pace" { label = "how often", bins = { 1, 6 }, of = "nps" }
segmentation "size" {
  segment "some \"quoted\"" { when = function(g) return g.nps > 0 end, because = "x" },
  otherwise "none" { because = "x" },
}
segmentation "tags" { mode = "all", segment "a" { when = function(g) return g.lid end, because = "x" } }
selection "quiet day" { when = function(g) return g.lid end, because = "x" }
