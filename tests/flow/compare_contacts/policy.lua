policy "Two calls are enough" { version = "1" }
customers "guests" { key = "guest_id" }
events "calls" { of = "guest_id", on = "called_on" }

attribute "calls_12m" { count = "calls", within = months(12) }

exclusion "called often" { when = function(g) return g.calls_12m >= 4 end, because = "We called {calls_12m} times." }

selection "call back" {
  when     = function(g) return g.score >= 5 end,
  because  = "You score {score}.",
  rank     = function(g) return g.score end,
  limit    = 2,
  pressure = { events = "calls", max = 2, within = days(30) },
}
