policy "Threads" { owner = "test", data = "." }
customers "guests" { key = "guest", missing = { "n/a" } }
attribute "spend_fifth" { ntile = 5, of = "spend" }
attribute "odd" { is = function(g) local n = 0 for i = 1, 2 do n = n + g.visits end return n % 2 end }
exclusion "phones inside" {
  when    = function(g) return g.phoned >= 3 end,
  because = "You phoned inside {phoned} times.",
}
segmentation "worth" {
  segment "high" { when = function(g) return g.spend_fifth == 5 end, because = "You spend much." },
  otherwise "other" { because = "Welcome." },
}
selection "quiet Sunday" {
  when    = function(g) return g.score >= 7 and g.city ~= "Delft" end,
  because = "You gave us a {score}.",
  rank    = function(g) return g.spend end,
  limit   = 9000,
  one_per = "household",
  quota   = { per = "city", max = 4000 },
  holdout = 0.1,
}
