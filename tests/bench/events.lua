-- Six attributes over the contacts of tests/bench/generate.c, for tests/bench/events.c; the
-- same in SQL: tests/bench/rivals/duckdb_rival.py.

policy "Bench of events" { version = "1" }

customers "customers" { key = "customer_id" }

events "visits" { of = "customer_id", on = "visited_on" }

attribute "visits_12m" { count = "visits", within = months(12) }
attribute "spent_12m" { sum = "visits", of = "amount", within = months(12) }
attribute "mean_amount" { mean = "visits", of = "amount" }
attribute "dearest" { max = "visits", of = "amount" }
attribute "last_visit_on" { last = "visits", of = "visited_on" }
attribute "long_calls" {
  count = "visits",
  where = function(v) return v.channel == "phone" and known(v.minutes) and v.minutes > 20 end,
}

segmentation "all" {
  segment "calls" {
    when    = function(g) return g.long_calls > 2 and g.visits_12m > 0 and g.spent_12m > 1 and g.mean_amount > 1 and g.dearest > 1 and known(g.last_visit_on) end,
    because = "You called.",
  },
  otherwise "others" { because = "Welcome." },
}
