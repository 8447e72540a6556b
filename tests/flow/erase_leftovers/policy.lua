policy "A quiet spa" {
  version = "2026-11-21", owner = "Guest experience",
  purpose = "Guests come for the calm; we choose guests who keep it.",
}
customers "guests" {
  key = "guest_id",
  fields = { nps = { label = "the score you gave us" } },
}

local WARNINGS = dated { ["2025-01-01"] = 3, ["2027-01-01"] = 2, because = "house rules, article 4" }

attribute "spend_per_visit" {
  label = { en = "what you spent a visit", nl = "wat u per bezoek uitgaf" },
  is = function(g) return g.spend_12m / g.visits_12m end,
}
attribute "spend_third" { ntile = 3, of = "spend_12m" }

exclusion "membership paused" {
  when = function(g) return g.phone_incidents >= WARNINGS end,
  because = {
    en = "You phoned inside {phone_incidents} times this year; at {WARNINGS} we pause the membership.",
    nl = "U belde dit jaar {phone_incidents} keer binnen; bij {WARNINGS} pauzeren wij het abonnement.",
  },
  lasts = days(90), since = "last_incident_on",
  appeal = { en = "Talk to the host, or write to us.", nl = "Spreek de gastvrouw aan, of schrijf ons." },
}
exclusion "no mail" {
  from = { "quiet Sunday" },
  when = function(g) return not g.consent_email end,
  because = "You did not agree to our mail.",
}

segmentation "guest" {
  segment "keeper of the calm" {
    when = function(g) return g.visits_12m >= 6 and g.phone_incidents == 0 end,
    because = { en = "You came {visits_12m} times and left the calm as you found it.",
                nl = "U kwam {visits_12m} keer en liet de rust zoals u die vond." },
  },
  otherwise "guest" { because = { en = "Welcome.", nl = "Welkom." } },
}
segmentation "bond" {
  mode = "score",
  point "came often" { points = 20, when = function(g) return g.visits_12m >= 8 end, because = "Eight visits or more." },
  point "likes us" { points = 15, when = function(g) return g.nps ~= nil and g.nps >= 9 end, because = "A score of 9 or 10." },
  point "phoned" { points = -30, when = function(g) return g.phone_incidents > 0 end, because = "Phoned inside." },
  segment "close" { from = 35, because = "A close bond." },
  segment "warm" { from = 15, because = "A warm bond." },
  otherwise "new" { because = "We are getting to know each other." },
}

selection "quiet Sunday" {
  when = function(g) return g.nps >= 7 and g.visits_12m >= 3 end,
  because = { en = "You like us ({nps}) and agreed to our mail.", nl = "U geeft ons een {nps} en wilde onze post." },
  rank = function(g) return g.nps + g.visits_12m / 100 end,
  limit = 3,
  one_per = "household_id",
  quota = { per = "preferred_day", max = 9, of = "party_size" },
  holdout = 0.3,
  group = "autumn",
}
selection "thank you card" {
  when = function(g) return g.visits_12m >= 5 end,
  because = "You came {visits_12m} times.",
  group = "autumn",
}

guarantee "a customer is a customer" {
  when = function(g) return known(g.visits_12m) and g.visits_12m >= 1 end,
  holds = function(g, d) return d.segment.guest ~= nil end,
  because = "Everyone who visits is served.",
}
