policy "Watched" { owner = "test", data = "data" }
customers "guests" { key = "guest" }
local house = require "parts.house"
exclusion "phones inside" {
  when    = function(g) return g.phoned >= house.most end,
  because = "You phoned inside {phoned} times.",
}
segmentation "guest" {
  segment "regular" { when = function(g) return g.visits >= 10 end, because = "You come often." },
  otherwise "guest" { because = "Welcome." },
}
selection "quiet Sunday" {
  when    = function(g) return g.score >= 7 end,
  because = "You gave us a {score}.",
}
