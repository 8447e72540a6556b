policy "What would change it" { version = "1", owner = "me", purpose = "Wants of all kinds, and values that a person can have." }

customers "guests" {
  key = "id",
  fields = {
    nps    = { label = "your score", min = 0, max = 10 },
    visits = { label = "your visits", only = "up" },
    hours  = { label = "the hours you booked", min = 0 },
    spend  = { label = "what you spent", min = 0 },
    city   = { label = "where you live", fixed = true },
    code   = { label = "your number" },
  },
}

attribute "per_visit" { label = "what you spend a visit", is = function(g) return g.spend / g.visits end }
attribute "per_hour"  { is = function(g) return g.spend / g.hours end }

local function digits(n)
  local sum = 0
  while n > 0 do
    sum, n = sum + n % 10, n // 10
  end
  return sum
end

exclusion "lives far"  { when = function(g) return g.city == "Maastricht" end, because = "{city} is too far." }
exclusion "was loud"   { when = function(g) return g.nps <= 2 end, because = "A {nps}." }
exclusion "odd number" { when = function(g) return g.code > 0 and digits(g.code) > 20 end, because = "Your number." }

segmentation "guest" {
  segment "keeper" { when = function(g) return g.visits >= 6 and g.nps >= 7 end, because = "You come often." },
  segment "spender" { when = function(g) return g.per_visit >= 25 end, because = "You spend {per_visit} a visit." },
  otherwise "guest" { because = "Welcome." },
}

selection "quiet day" {
  when    = function(g) return g.visits >= 2 end,
  because = "You came {visits} times.",
  rank    = function(g) return g.nps end,
  limit   = 1,
}
selection "by the hour" { when = function(g) return g.hours > 0 and g.per_hour <= 2.5 end, because = "Few an hour." }
selection "never" { when = function(g) return g.nps > 10 end, because = "Nobody." }
selection "again" { when = function(g) return g.spend > 40 and digits(g.code) < 25 end, because = "Your number." }
selection "at odds" { when = function(g) return g.visits > 5 and g.visits < 5 end, because = "Nobody." }
