policy "Who decides" { version = "1", owner = "The house", purpose = "Facts that decide, some of which a letter does not show." }
customers "guests" { key = "id", fields = {
  city = { label = { en = "where you live", nl = "waar u woont" }, fixed = true },
  age  = { label = { en = "your age", nl = "uw leeftijd" }, sensitive = true },
  shoe = { fixed = true } } }

exclusion "far"   { when = function(g) return g.city == "Maastricht" end, because = { en = "You live too far.", nl = "U woont te ver." } }
exclusion "young" { when = function(g) return g.age < 16 end, because = { en = "You are young.", nl = "U bent jong." } }
exclusion "shoes" { when = function(g) return g.shoe > 45 end, because = { en = "No shoes of yours.", nl = "Geen schoenen van u." } }
