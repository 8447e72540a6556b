policy "A spa's visits" {
  version = "2026-11-21",
  purpose = "Every word that looks at events.",
}

customers "guests" { key = "guest_id" }

events "visits" {
  of      = "guest_id",
  on      = "visited_on",
  missing = { "n/a" },
  fields  = {
    spend   = { decimal = "," },
    minutes = { sensitive = true },
  },
}

events "notes" { of = "guest" }

attribute "visits_ever" { count = "visits" }
attribute "visits_12m" { count = "visits", within = months(12) }
attribute "long_calls" {
  label = { en = "how often you phoned for long", nl = "hoe vaak u lang belde" },
  count = "visits", within = days(365),
  where = function(v) return v.kind == "phone" and v.minutes > 3 end,
}
attribute "spent" { sum = "visits", of = "spend" }
attribute "mean_spend" { mean = "visits", of = "spend", none = 0 }
attribute "least" { min = "visits", of = "spend" }
attribute "last_visit" { last = "visits", of = "visited_on" }
attribute "first_kind" { first = "visits", of = "kind", none = "none yet" }
attribute "last_kind" { last = "visits", of = "kind" }
attribute "kinds" { distinct = "visits", of = "kind" }
attribute "stars" { max = "notes", of = "stars" }
attribute "per_visit" { is = function(g) return g.spent / g.visits_ever end }

exclusion "phones too long" {
  when    = function(g) return g.long_calls >= 1 end,
  because = {
    en = "You phoned for long {long_calls} times this year.",
    nl = "U belde dit jaar {long_calls} keer lang.",
  },
}

exclusion "was here lately" {
  when    = function(g) return g.visits_ever >= 1 end,
  because = "Your last visit was on {last_visit}.",
  lasts   = days(30), since = "last_visit",
}

segmentation "guest" {
  segment "regular" {
    when    = function(g) return g.visits_12m >= 2 and g.mean_spend >= 10 and g.kinds > 1 end,
    because = "You came {visits_12m} times and spent {mean_spend} each time.",
  },
  segment "known" {
    when    = function(g) return g.visits_ever > 0 and g.last_kind ~= "lost" and known(g.least) end,
    because = "You came {visits_ever} times, first for {first_kind}, last for {last_kind}, on {last_visit}.",
  },
  otherwise "new" { because = "Welcome; {first_kind}." },
}

selection "letter" {
  when    = function(g) return g.stars and g.stars >= 4 and g.per_visit > 5 end,
  because = "You gave us {stars} stars.",
}
