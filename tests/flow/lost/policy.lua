policy "Driven away" { version = "1" }
customers "guests" { key = "guest_id", missing = { "n/a" } }
events "visits" { of = "guest_id", on = "visited_on" }
events "incidents" { of = "guest_id", on = "happened_on" }

attribute "visits_lost" {
  lost = "visits", after = "incidents", over = days(90), within = months(12),
  where = function(i) return i.kind == "phone" end,
}

selection "a talk" {
  when    = function(g) return g.visits_lost > 0 end,
  because = "After days on which you phoned, others stayed away: {visits_lost} visits.",
}
