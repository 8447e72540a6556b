policy "Counts" { owner = "test", data = "." }
customers "guests" { key = "guest" }
exclusion "phones inside" {
  when    = function(g) return g.phoned >= 3 end,
  because = "You phoned inside {phoned} times.",
}
selection "quiet Sunday" {
  when    = function(g) return g.score >= 7 end,
  because = "You gave us a {score}.",
}
guarantee "whoever comes often is asked" {
  when    = function(g) return g.visits >= 10 end,
  holds   = function(g, d) return d.selection["quiet Sunday"] == "selected" end,
  because = "They keep the place alive.",
}
