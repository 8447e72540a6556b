policy "Sweep" { version = "1", owner = "tests", purpose = "Small, with one of each kind of rule." }
customers "customers" { key = "id", fields = { score = { label = "your score" } } }
events "calls" { of = "id", on = "called_on" }
local LOW = dated { ["2026-01-01"] = 3, because = "agreed in January" }
attribute "calls" { count = "calls", within = months(6), where = function(e) return e.minutes > 2 end }
attribute "called" { last = "calls", of = "called_on", none = "2026-01-01" }
attribute "double" { is = function(c) return c.score * 2 end }
attribute "half" { ntile = 2, of = "score" }
attribute "turn" { ahead = "score", order = "score", only = function(c) return c.score > 0 end }
attribute "third" { bins = 3, cut = "quantiles", of = "turn" }
exclusion "low score" {
  when = function(c) return c.score < LOW end,
  because = { en = "Your score is {score}, under {LOW}.", nl = "Uw score is {score}, onder {LOW}." },
  when_unknown = "ignore",
}
segmentation "group" {
  segment "upper" { when = function(c) return c.half == 2 end, because = "In the upper half." },
  otherwise "lower" { because = "In the lower half." },
}
selection "invite" {
  when = function(c) return c.double >= 8 and c.calls < 9 and c.called < "2026-12-01" end,
  because = "Twice your score is {double}.",
  rank = function(c) return c.score end,
  limit = 2, one_per = "home", quota = { per = "town", max = 2 }, holdout = 0.25,
  pressure = { events = "calls", max = 2, within = days(60) },
}
guarantee "everyone is somewhere" {
  when = function(c) return true end,
  holds = function(c, d) return d.segment.group ~= nil end,
  because = "Everyone has a group.",
}
scenario "all call" { change = function(c) return { calls = c.calls + 9, score = c.score - 1 } end }
