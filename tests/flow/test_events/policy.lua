policy "Events in tests" {}
customers "guests" { key = "id" }
events "incidents" { of = "guest", on = "happened_on" }
events "visits" { of = "guest", on = "visited_on" }

attribute "phone_calls" { count = "incidents", within = months(12), where = function(i) return i.kind == "phone" end }
attribute "long_calls"  { count = "incidents", where = function(i) return i.minutes > 3 end }
attribute "spent"       { sum = "visits", of = "spend" }

exclusion "phones inside" { when = function(g) return g.phone_calls >= 2 end, because = "You phoned {phone_calls} times." }
selection "mail" { when = function(g) return g.spent > 0 end, because = "You spent {spent}." }
selection "quiet" { when = function(g) return g.long_calls == 0 end, because = "Quiet." }
