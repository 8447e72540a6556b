policy "Spa" { version = "1", owner = "Ann", purpose = "Calm", data = "../spa" }
customers "guests" {
  key = "guest_id", missing = { "n/a", -1 },
  fields = { nps = { label = { en = "score", nl = "cijfer" }, sensitive = true, decimal = ",", dates = "dmy", fixed = true, only = "up", step = 1, min = 0, max = 10, cost = 2 } },
}
local WARNINGS = dated { ["2025-01-01"] = 3, ["2027-01-01"] = 2, because = "article 4" }
local HABIT = 12
attribute "double" { is = function(g) return g.single * 2 end }
attribute "single" { is = function(g) return g.visits + 1 end, label = "plus one" }
attribute "fifth" { ntile = 5, of = "double" }
local function often(c) return c.visits >= HABIT end
exclusion "paused" {
  when = function(g) return g.phones >= WARNINGS end,
  because = "{phones} times; at {WARNINGS} we pause, not at {HABIT}. {{braces}}",
  lasts = days(90), since = "last_on", from = { "Sunday" }, when_unknown = "ignore", appeal = "Write to {host}.",
}
segmentation "guest" {
  segment "regular" { when = function(g) return often(g) end, because = { en = "b", nl = "{nps}" } },
  otherwise "guest" { because = "Fewer than {HABIT}." },
}
segmentation "value" { mode = "score",
  segment "gold" { from = 40, because = "b" },
  point "often" { points = -2.5, when = often, because = "b" },
  otherwise "rest" { because = "b" },
}
selection "Sunday" {
  when = function(g) return g.fifth == 5 end, because = "b", rank = function(g) return g["nps"] end,
  limit = WARNINGS * 40, one_per = "household", quota = { per = "day", max = 40, of = "party" }, holdout = 0.1, group = "x",
}
guarantee "served" { when = often, holds = function(g, d) return d.segment.guest ~= nil end, because = "b" }
need "days" {
  field = "wanted_days", segmentation = "guest", importance = "must", benefit = 1.5, cost = { segment = 400, individual = WARNINGS },
  tailoring = { product = true, presentation = false }, split_by = { "city", "single" }, because = { en = "From {HABIT} days on.", nl = "Vanaf {HABIT} dagen." },
}
attribute "fifths" { bins = 5, cut = "quantiles plus 1", of = "double", reverse = true, only = function(g) return g.visits > 0 end }
attribute "top" { quantile = 0.8, of = "double" }
attribute "part" { share = true, of = "visits" }
attribute "wait" { ahead = "visits", order = "part" }
guarantee "fair" { when = often, selection = "Sunday", by = "size", at_least = 0.8, least = 20, because = "b" }
scenario "a rival" { change = function(c) return { km = c.km / 2, fifth = 1 } end, forget = { "nps" }, because = "b", sets = { "km" }, reads = { "km" } }
discretion { budget = 50, per = months(1), because = "b" }
