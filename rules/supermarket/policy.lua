-- A supermarket learns the difference between loyalty and habit, and says so to its customers.
-- How to read and change this page: rules/supermarket/README.md. The words: rules/README.md.

policy "He buys anyway" {
  version = "2026-11-21",
  owner   = "Store management",
  purpose = "Coming every week for fifteen years is habit, not loyalty. We look for signs of a bond, and mend what we miss.",
  data    = "../../samples/supermarket",
}

customers "customers" {
  key    = "customer_id",
  fields = {
    card_since       = { fixed = true, label = { en = "the day you took our card", nl = "de dag waarop u onze kaart nam" } },
    household_size   = { fixed = true, label = { en = "how many you are at home", nl = "met hoeveel u thuis bent" } },
    km_to_store      = { fixed = true, label = { en = "how far you live from us (km)", nl = "hoe ver u van ons woont (km)" } },
    km_to_competitor = { fixed = true, label = { en = "how far you live from the next shop (km)", nl = "hoe ver u van de volgende winkel woont (km)" } },
    known_by_name    = { label = { en = "that we know you by name", nl = "dat wij u bij naam kennen" } },
    recommends       = { label = { en = "how warmly you recommend us, 0 to 10", nl = "hoe graag u ons aanraadt, 0 tot 10" }, min = 0, max = 10, step = 1 },
    consent_mail     = { fixed = true, label = { en = "that you agreed to our mail", nl = "dat u onze post wilt" } },
  },
}

events "visits"     { of = "customer_id", on = "visited_on" }
events "complaints" { of = "customer_id", on = "made_on" }
events "mailings"   { of = "customer_id", on = "sent_on" }

-- The numbers we argue about.

local WEEKLY = dated {
  ["2025-01-01"] = 40,
  because = "Forty visits a year is every week, less holidays.",
}
local WARM = dated {
  ["2025-01-01"] = 9,
  because = "Who gives a 9 or a 10 does tell others; who gives an 8 is only satisfied (store survey 2024).",
}
local BOND = dated {
  ["2025-01-01"] = 4,
  because = "Two signs at least: one alone is chance.",
}
local STRONG = dated {
  ["2025-01-01"] = 7,
  because = "Known by name, recommends us, and answers or was answered.",
}
local HALF = dated {
  ["2025-01-01"] = 0.5,
  because = "Half as often as before is no holiday any more.",
}
local GREETINGS = dated {
  ["2026-01-01"] = 60,
  because = "What twelve colleagues can do in a month beside the work: five each.",
}
local CALLS = dated {
  ["2026-01-01"] = 25,
  because = "The manager rings one customer a day.",
}
local CARDS = dated {
  ["2026-01-01"] = 40,
  because = "Cards by hand, one evening.",
}
local TOO_FAR = dated {
  ["2025-01-01"] = 3,
  because = "So far habit carries: of all who come every week past a nearer shop, none passes one that is 3 km nearer (cards and addresses, 2026).",
}
local NEW_DAYS = 90

-- What we work out for each customer. Not one of these is the amount at the till.

attribute "tenure_days" {
  label = { en = "days since you took our card", nl = "dagen sinds u onze kaart nam" },
  is    = function(c) return days_since(c.card_since) end,
}
attribute "visits_12m" {
  label = { en = "your visits in the past year", nl = "uw bezoeken in het afgelopen jaar" },
  count = "visits", within = months(12),
}
attribute "spend_12m" {
  label = { en = "what you spent here in the past year (euro)", nl = "wat u hier het afgelopen jaar besteedde (euro)" },
  sum   = "visits", of = "amount", within = months(12),
}
attribute "talks_12m" {
  label = { en = "visits on which one of us spoke with you", nl = "bezoeken waarop iemand van ons met u sprak" },
  count = "visits", within = months(12), where = function(v) return v.contact end,
}
attribute "missed_chances" {
  label = { en = "visits on which nobody said a word to you", nl = "bezoeken waarop niemand iets tegen u zei" },
  is    = function(c) return c.visits_12m - c.talks_12m end,
}
attribute "visits_quarter" {
  label = { en = "your visits in the past 90 days", nl = "uw bezoeken in de afgelopen 90 dagen" },
  count = "visits", within = days(90),
}
attribute "visits_half" {
  label = { en = "your visits in the past 180 days", nl = "uw bezoeken in de afgelopen 180 dagen" },
  count = "visits", within = days(180),
}
attribute "visits_before" {
  label = { en = "your visits in the 90 days before that", nl = "uw bezoeken in de 90 dagen daarvoor" },
  is    = function(c) return c.visits_half - c.visits_quarter end,
}
attribute "complaints_open" {
  label = { en = "complaints of yours that we never answered", nl = "klachten van u die wij nooit beantwoordden" },
  count = "complaints", where = function(k) return not known(k.answered_on) end,
}
attribute "complaints_answered" {
  label = { en = "complaints of yours that we answered", nl = "klachten van u die wij beantwoordden" },
  count = "complaints", where = function(k) return known(k.answered_on) end,
}
attribute "answers_12m" {
  label = { en = "mailings that you answered this year", nl = "mailings die u dit jaar beantwoordde" },
  count = "mailings", within = months(12), where = function(m) return m.responded end,
}

-- The bond, in points: who knows whom, who speaks well of whom, who answered whom.
attribute "bond" {
  label = { en = "signs of a bond between us (0 to 10)", nl = "tekenen van een band tussen ons (0 tot 10)" },
  is    = function(c)
    local signs = 0
    if c.known_by_name then signs = signs + 3 end
    if known(c.recommends) and c.recommends >= WARM then signs = signs + 3 end
    if c.complaints_answered >= 1 and c.complaints_open == 0 then signs = signs + 2 end
    if c.answers_12m >= 1 then signs = signs + 2 end
    return signs
  end,
}

local function comes_less(c)
  return c.visits_before >= 6 and c.visits_quarter <= c.visits_before * HALF
end

-- Who are our customers? Not by what they spend.

segmentation "loyalty" {
  segment "new" {
    when    = function(c) return c.tenure_days <= NEW_DAYS end,
    because = { en = "You have our card since {card_since}: we hardly know each other yet.", nl = "U hebt onze kaart sinds {card_since}: wij kennen elkaar nog nauwelijks." },
  },
  segment "fan" {
    when    = function(c) return c.bond >= STRONG end,
    because = { en = "We know you, and you speak well of us ({bond} signs of a bond of 10).", nl = "Wij kennen u, en u spreekt goed van ons ({bond} van de 10 tekenen van een band)." },
  },
  segment "attached" {
    when    = function(c) return c.bond >= BOND end,
    because = { en = "There is something between us ({bond} signs of a bond of 10).", nl = "Er is iets tussen ons ({bond} van de 10 tekenen van een band)." },
  },
  segment "drifting" {
    when    = function(c) return comes_less(c) end,
    because = {
      en = "You came {visits_quarter} times in the past 90 days and {visits_before} times in the 90 days before. We wonder what we did.",
      nl = "U kwam de afgelopen 90 dagen {visits_quarter} keer en de 90 dagen daarvoor {visits_before} keer. Wij vragen ons af wat wij deden.",
    },
  },
  segment "habitual" {
    when    = function(c) return c.visits_12m >= WEEKLY end,
    because = {
      en = "You came {visits_12m} times this year, and on {missed_chances} of them nobody said a word. You come, and we do not know you: that is our doing, not yours.",
      nl = "U kwam dit jaar {visits_12m} keer, en {missed_chances} keer zei niemand iets. U komt, en wij kennen u niet: dat ligt aan ons, niet aan u.",
    },
  },
  otherwise "passing by" {
    because = { en = "You come now and then. You are welcome.", nl = "U komt af en toe. U bent welkom." },
  },
}

-- Who stays when another shop is nearer? A bond holds; habit makes a small detour, and no large one.

segmentation "stays" {
  segment "whatever opens" {
    when    = function(c) return c.bond >= BOND end,
    because = { en = "You come for more than the distance.", nl = "U komt om meer dan de afstand." },
  },
  segment "going already" {
    when    = function(c) return comes_less(c) end,
    because = { en = "You come less than you did; the distance is not what changed.", nl = "U komt minder dan u deed; aan de afstand ligt het niet." },
  },
  segment "now and then" {
    when    = function(c) return c.visits_12m < WEEKLY end,
    because = { en = "You come now and then; whoever opens, that may stay so.", nl = "U komt af en toe; wie er ook opent, dat kan zo blijven." },
  },
  segment "out of habit, from we do not know where" {
    when    = function(c) return not (known(c.km_to_store) and known(c.km_to_competitor)) end,
    because = { en = "You come every week; from how far we do not know, nor why.", nl = "U komt elke week; van hoe ver weten wij niet, en ook niet waarom." },
  },
  segment "out of habit, while we are nearest" {
    when    = function(c) return c.km_to_store <= c.km_to_competitor end,
    because = { en = "You come every week and we are the nearest ({km_to_store} km); that is the reason we can see.", nl = "U komt elke week en wij zijn het dichtst bij ({km_to_store} km); dat is de reden die wij zien." },
  },
  segment "out of habit, past a nearer shop" {
    when    = function(c) return c.km_to_store - c.km_to_competitor < TOO_FAR end,
    because = {
      en = "You come every week although another shop is nearer ({km_to_competitor} km, we {km_to_store} km), and we gave you little reason to.",
      nl = "U komt elke week terwijl een andere winkel dichterbij is ({km_to_competitor} km, wij {km_to_store} km), en wij gaven u daar weinig reden voor.",
    },
  },
  otherwise "lost to a nearer shop" {      -- nobody yet: the scenarios below tell who would be
    because = {
      en = "You came every week, out of habit. With another shop at {km_to_competitor} km and us at {km_to_store} km, habit carries nobody to us, and we gave you no other reason to come.",
      nl = "U kwam elke week, uit gewoonte. Met een andere winkel op {km_to_competitor} km en ons op {km_to_store} km brengt gewoonte niemand meer bij ons, en een andere reden om te komen gaven wij u niet.",
    },
  },
}

scenario "a competitor opens nearby" {
  change  = function(c) return { km_to_competitor = 0.4 } end,
  because = "A permit was asked for the old post office.",
}
scenario "he moves house" {
  change  = function(c) return { km_to_store = c.km_to_store + 6 } end,
  because = "One in nine households moves in a year.",
}

-- What we do. Never a reward for spending.

exclusion "no mail" {
  when    = function(c) return not c.consent_mail end,
  because = { en = "You did not agree to our mail.", nl = "U wilt onze post niet." },
  from    = { "a card by hand" },
  appeal  = { en = "Changed your mind? Say so at the desk.", nl = "Toch wel? Zeg het aan de balie." },
}

selection "greet by name" {
  when    = function(c) return c.visits_12m >= WEEKLY and not c.known_by_name end,
  because = {
    en = "You came {visits_12m} times and we never asked your name. This month one of us does.",
    nl = "U kwam {visits_12m} keer en wij vroegen nooit hoe u heet. Deze maand doet een van ons dat.",
  },
  rank    = function(c) return c.missed_chances end,     -- first where we missed most
  limit   = GREETINGS,
}

selection "the manager rings" {
  when    = function(c) return c.complaints_open >= 1 and c.visits_quarter <= c.visits_before end,
  because = {
    en = "You complained and we never answered ({complaints_open} times). The manager rings to hear it at last.",
    nl = "U klaagde en wij antwoordden nooit ({complaints_open} keer). De bedrijfsleider belt om het alsnog te horen.",
  },
  rank    = function(c) return c.complaints_open * 100 + c.visits_before - c.visits_quarter end,
  limit   = CALLS,
}

selection "a card by hand" {
  when     = function(c) return c.bond >= STRONG end,
  because  = {
    en = "Because you tell others about us: a card, written by hand, with nothing to buy.",
    nl = "Omdat u anderen over ons vertelt: een kaart, met de hand geschreven, zonder aanbieding.",
  },
  rank     = function(c) return c.bond end,
  pressure = { events = "mailings", max = 2, within = days(60) },
  limit    = CARDS,
  holdout  = 0.10,
}

-- Colleagues may do what no process foresees: within a budget, with a name under it.

discretion {
  budget  = 20, per = months(1),
  because = "A bunch of flowers, a bag carried home: five hundred euro a month, no questions before, all answers after.",
}

-- What must hold whatever we change above.

guarantee "everyone may know" {
  when    = function(c) return true end,
  holds   = function(c, d) return d.told.loyalty end,
  because = { en = "Nobody is in a group without a sentence that may be said.", nl = "Niemand zit in een groep zonder een zin die gezegd mag worden." },
}
guarantee "habit is no loyalty" {
  when    = function(c) return c.visits_12m >= WEEKLY and c.bond < BOND end,
  holds   = function(c, d) return d.segment.loyalty ~= "fan" and d.segment.loyalty ~= "attached" end,
  because = { en = "Frequency alone makes nobody a fan.", nl = "Vaak komen maakt niemand een fan." },
}
guarantee "a small basket counts" {
  when    = function(c) return c.bond >= STRONG and c.spend_12m < 1000 end,
  holds   = function(c, d) return d.segment.loyalty == "fan" or d.segment.loyalty == "new" end,
  because = { en = "Who spends little and brings others is a fan like any other.", nl = "Wie weinig uitgeeft en anderen meebrengt, is fan als ieder ander." },
}
