policy "Broken" { version = "1", owner = "me", purpose = "test" }
customers "customers" { key = "id" }
segmentation "size" { segment "big" { when = function(c) return c.visits > 5 end, because = "Many visits." } }
guarantee "everyone has a size" {
  when = function(c) return true end,
  holds = function(c, d) return d.segment.size ~= nil end,
  because = "Nobody is forgotten.",
}
