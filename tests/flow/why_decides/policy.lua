policy "What decides" { version = "1", owner = "me", purpose = "Facts that nobody can change, none of them a field that is fixed." }
customers "guests" { key = "id", fields = {
  hours = { label = "the hours your work takes", fixed = true },
  told  = { label = "what you told us" },
  spend = { fixed = true } } }

attribute "place"  { label = "your place by spend", ntile = 3, of = "spend" }
attribute "weeks"  { label = "the weeks until yours is ready", is = function(g)
  local weeks, left = 0, g.hours
  while left > 0 do weeks, left = weeks + 1, left - 10 end
  return weeks
end }

selection "small"  { when = function(g) return g.hours <= 2 and g.weeks <= 1 end, because = "A." }
selection "soon"   { when = function(g) return g.weeks <= 1 end, because = "A." }
selection "top"    { when = function(g) return g.place == 3 end, because = "A." }
selection "tell"   { when = function(g) return not known(g.told) end, because = "A." }
selection "never"  { when = function(g) return g.hours > 60 and g.hours < 50 end, because = "A." }
