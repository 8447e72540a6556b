policy "Coverage" {}
customers "guests" { key = "id" }

local function often(g)
  return g.visits >= 12
end

-- only the Lua machine can answer this
local function many(g)
  local sum = 0
  for i = 1, 3 do
    if g.visits > i then
      sum = sum + i
    end
  end
  return sum
end

attribute "grade" { is = function(g) if g.spend > 100 then return "gold" end return "blue" end }

exclusion "no mail" { when = function(g) return g.no_mail end, because = "You asked us not to write." }

segmentation "guest" {
  segment "fan"     { when = function(g) return often(g) and g.score >= 9 end, because = "fan" },
  segment "regular" { when = often, because = "regular" },
  otherwise "guest" { because = "guest" },
}
selection "mail" { when = function(g) return many(g) > 2 end, because = "Mail.", rank = function(g) return g.spend end }
guarantee "place" { when = function(g) return known(g.visits) end, because = "Everyone has a place.",
  holds = function(g, d)
    if d.selection.mail == "selected" then
      return true
    end
    return d.segment.guest ~= nil
  end,
}
