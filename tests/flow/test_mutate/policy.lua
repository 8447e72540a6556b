policy "Changes" {}
customers "guests" { key = "id" }

local LIMIT = dated { ["2025-01-01"] = 5, ["2026-01-01"] = 3, ["2027-01-01"] = 2, because = "house rules 4" }
local FOND  = 7

local function fond(g)
  return known(g.score) and g.score >= FOND
end

attribute "months" { label = "1 to 12", is = function(g) return g.days // 30 end }
attribute "pace"   { bins = { 1, 6 }, of = "visits" }

exclusion "phones inside" {
  when    = function(g) return g.calls >= LIMIT end,
  because = "You phoned {calls} times; at 3 we pause.",
  lasts   = days(90), since = "last_call",
}

segmentation "guest" {
  mode = "score",
  point "fond"   { points = 20, when = fond, because = "fond" },
  point "silent" { points = 10, when = function(g) return not (g.calls > 0) end, because = "silent" },
  segment "friend" { from = 30, because = "30 points" },
  otherwise "guest" { because = "welcome" },
}

selection "party" {
  when    = function(g)
    local rest = g.visits
    while rest > 5 do
      rest = rest - 5
    end
    return rest < 5 and one_of(g.day, { "Monday", "Sunday" })
  end,
  because = "Come!",
  rank    = function(g) return g.score * 100 end,
  limit   = 1,
}

selection "grown up" {
  when    = function(g) return g.age >= 18 and g.age > 17 and not known(g.gone) end,
  because = "You are {age}.",
  holdout = 0.2,
}

guarantee "nobody too young" {
  when    = function(g) return known(g.age) and g.age < 18 end,
  holds   = function(g, d) return d.selection["grown up"] ~= "selected" end,
  because = "Who is too young is not asked.",
}
