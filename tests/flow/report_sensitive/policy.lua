policy "Sensitive things" { version = "1", owner = "Privacy", data = "." }
customers "guests" {
  key = "guest_id",
  fields = {
    birth_year = { sensitive = true },
    health     = { sensitive = true },
    postcode   = { sensitive = true },
  },
}

attribute "age"      { is = function(g) return year "2026-11-21" - g.birth_year end }
attribute "age_band" { bins = { 18, 65 }, of = "age" }

exclusion "too young" {
  when    = function(g) return g.age < 16 end,
  because = "The spa is for guests of sixteen and over; you are {age}.",
}

segmentation "guest" {
  segment "of age" { when = function(g) return g.age_band == 3 end, because = "You are over 65." },
  otherwise "guest" { because = "Welcome." },
}

selection "warm bath" {
  when    = function(g) return contains(g.health, "back") end,
  because = "You told us of {health}.",
  rank    = function(g) return g.age end,
  limit   = 1,
  quota   = { per = "health", max = 5 },
}

guarantee "all ages" {
  when = function(g) return known(g.birth_year) end, holds = function(g, d) return d.segment.guest ~= nil end,
  because = "Everyone is in a group.",
}
