policy "A quiet spa" {
  version = "2026-11-21", owner = "Guest experience",
  purpose = "Guests come for the calm; we choose guests who keep it.",
}
customers "guests" {
  key = "guest_id",
  source = { en = "our guest book", nl = "ons gastenboek" },
  fields = {
    nps              = { label = { en = "the score you gave us", nl = "het cijfer dat u ons gaf" } },
    visits_12m       = { label = { en = "your visits this year", nl = "uw bezoeken dit jaar" } },
    phone_incidents  = { label = { en = "times you phoned inside", nl = "keren dat u binnen belde" } },
    last_incident_on = { label = { en = "the last time you did", nl = "de laatste keer" } },
    preferred_day    = { label = { en = "your usual day", nl = "uw vaste dag" } },
  },
}
local WARNINGS = 3

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
  because = { en = "You did not agree to our mail.", nl = "U wilde onze post niet." },
}
segmentation "guest" {
  segment "keeper of the calm" {
    when = function(g) return g.visits_12m >= 6 and g.phone_incidents == 0 end,
    because = { en = "You came {visits_12m} times and left the calm as you found it.",
                nl = "U kwam {visits_12m} keer en liet de rust zoals u die vond." },
  },
  otherwise "guest" { because = { en = "Welcome.", nl = "Welkom." } },
}
selection "quiet Sunday" {
  label = { en = "a quiet Sunday", nl = "een stille zondag" },
  when = function(g) return g.nps >= 7 and g.visits_12m >= 3 end,
  because = { en = "You like us ({nps}).", nl = "U bent hier graag ({nps})." },
  rank = function(g) return g.nps + g.visits_12m / 100 end,
  limit = 3,
  one_per = "household_id",
  quota = { per = "preferred_day", max = 9, of = "party_size" },
  holdout = 0.3,
  group = "autumn",
}
selection "thank you card" {
  when = function(g) return g.visits_12m >= 5 end,
  because = { en = "You came {visits_12m} times.", nl = "U kwam {visits_12m} keer." },
  group = "autumn",
}
