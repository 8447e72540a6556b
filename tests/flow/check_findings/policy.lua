policy "Wrong things" { version = "1", data = "." }
customers "guests" { key = "guest_id", fields = { nps = { sensitive = true } } }

local MANY = 12

exclusion "sad" { when = function(g) return g.nps <= 3 and g.nps > 3 end, because = "x" }
exclusion "elsewhere" { when = function(g) return g.city ~= "Utrecht" end, because = "x" }
exclusion "number" { when = function(g) return g.city < 3 end, because = "x" }

segmentation "size" {
  segment "some" { when = function(g) return g.visits > 0 end, because = "x" },
  segment "many" { when = function(g) return g.visits >= MANY end, because = "x" },
  otherwise "none" { because = "x" },
}

selection "loop" {
  when = function(g)
    for i = 7, 8 do
      if g.visits == i then return true end
    end
    return false
  end,
  because = "x",
}

guarantee "small too" {
  when    = function(g) return g.visits > 0 end,
  holds   = function(g, d)
    return d.segment.size == "sum" or d.selection["loops"] == "selected" or d.excluded.said
  end,
  because = "x",
}
