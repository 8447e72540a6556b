policy "Who came back" {
  purpose = "A shop's purchases, counted as the published summary counts them.",
}
customers "customers" { key = "customer_id" }
events "purchases" { of = "customer_id", on = "bought_on" }

attribute "days" { distinct = "purchases", of = "bought_on" }
attribute "first_on" { first = "purchases", of = "bought_on" }
attribute "last_on" { last = "purchases", of = "bought_on" }
attribute "frequency" { is = function(c) return c.days - 1 end }
attribute "recency" { is = function(c) return (days_since(c.first_on) - days_since(c.last_on)) / 7 end }
attribute "age" { is = function(c) return days_since(c.first_on) / 7 end }

segmentation "buyer" {
  segment "came back" {
    when    = function(c) return c.frequency >= 1 and c.recency > 0 end,
    because = "You came back {frequency} times in {age} weeks.",
  },
  segment "bought once" {
    when    = function(c) return c.recency == 0 and c.age >= 0 end,
    because = "You bought once, {age} weeks ago.",
  },
  otherwise "unknown" { because = "We never saw you." },
}
