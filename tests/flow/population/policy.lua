policy "Workshop" { version = "1", owner = "tests", purpose = "Every word that looks at all customers." }
customers "customers" { key = "customer" }

local function comes_back(c) return c.regular end

attribute "spend_third"  { ntile = 3, of = "spend", reverse = true }
attribute "equal"        { bins = 3, cut = "equal counts", of = "spend" }
attribute "spend_score"  { bins = 4, cut = "quantiles", of = "spend" }
attribute "spend_plus_1" { bins = 4, cut = "quantiles plus 1", of = "spend", reverse = true }
attribute "spend_level"  { bins = { 50, 100 }, of = "spend", reverse = true }
attribute "recent"       { bins = 2, cut = "quantiles", of = "last_on" }
attribute "top_spend"    { quantile = 0.8, of = "spend", label = { en = "what one in five spends", nl = "wat een op de vijf besteedt" } }
attribute "usual_day"    { quantile = 0.5, of = "last_on", only = comes_back }
attribute "part"         { share = true, of = "spend", only = comes_back }
attribute "hours_ahead"  { ahead = "hours", order = "priority", label = "hours of work before yours" }

segmentation "place" {
  segment "top" {
    when    = function(c) return c.spend >= c.top_spend and c.part > 0.5 end,
    because = { en = "You spend {spend}, {part} of all; one in five spends {top_spend}.",
                nl = "U besteedt {spend}, {part} van alles; een op de vijf besteedt {top_spend}." },
  },
  segment "often away" {
    when    = function(c) return c.last_on < c.usual_day end,
    because = { en = "You were here on {last_on}; half of our regulars since {usual_day}.",
                nl = "U was hier op {last_on}; de helft van onze vaste klanten sinds {usual_day}." },
  },
  otherwise "customer" { because = "Places {spend_third}, {equal}, {spend_score}, {spend_plus_1}, {spend_level}, {recent}." },
}

selection "this week" {
  when    = function(c) return c.hours_ahead < 24 end,
  because = { en = "{hours_ahead} hours of work come before yours.", nl = "Er gaat {hours_ahead} uur werk voor." },
  rank    = function(c) return c.priority end,
}

selection "one pair of hands" {
  when    = function(c) return c.regular end,
  because = "There is time for your {hours} hours.",
  rank    = function(c) return c.priority end,
  quota   = { max = 17, of = "hours" },
}

selection "two letters" {
  when = function(c) return c.spend > 20 end, because = "We write to you.", quota = { max = 2 },
}
