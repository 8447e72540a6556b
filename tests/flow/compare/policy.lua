policy "A quiet spa" { version = "1" }

customers "guests" { key = "guest_id" }

local WARNINGS = 3
local SEATS = 3

attribute "spend_per_visit" { is = function(g) return g.spend_12m / g.visits_12m end }

exclusion "membership paused" {
  when    = function(g) return g.phone_incidents >= WARNINGS end,
  because = "You phoned inside {phone_incidents} times; at {WARNINGS} we pause the membership.",
}

segmentation "guest" {
  segment "keeper of the calm" {
    when    = function(g) return g.visits_12m >= 6 and g.phone_incidents == 0 end,
    because = "You came {visits_12m} times and left the calm as you found it.",
  },
  otherwise "guest" { because = "Welcome." },
}

selection "quiet Sunday" {
  when    = function(g) return g.spend_per_visit >= 20 end,
  because = "You spend {spend_per_visit} a visit.",
  rank    = function(g) return g.visits_12m end,
  limit   = SEATS,
}
