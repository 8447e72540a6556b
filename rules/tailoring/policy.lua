-- A box of vegetables a week: served alike, by segment, or each household as it needs?
-- How to read and change this page: rules/tailoring/README.md. The words: rules/README.md.

policy "A box a week" {
  version = "2026-11-21",
  owner   = "The garden and the round",
  purpose = "Needs that lie close together are served alike. Only where they lie really far apart, and it pays, is each served as he needs.",
  data    = "../../samples/tailoring",
}

customers "households" {
  key     = "household_id",
  missing = { "n/a", "n.v.t." },
  fields  = {
    wanted_days  = { label = { en = "days that should lie between two boxes", nl = "dagen die tussen twee kratten moeten liggen" } },
    kilos        = { label = { en = "kilos of vegetables you eat in a week", nl = "kilo's groente die u in een week eet" } },
    door_hour    = { label = { en = "the hour at which you are at the door", nl = "het uur waarop u aan de deur bent" } },
    reached_by   = { label = { en = "how we reach you best", nl = "hoe wij u het best bereiken" }, fixed = true },
    recipes      = { label = { en = "recipes you would like in a box", nl = "recepten die u in een krat zou willen" } },
    box_kilos    = { label = { en = "kilos in your box now", nl = "kilo's in uw krat nu" } },
    children     = { label = { en = "children at home", nl = "thuiswonende kinderen" }, fixed = true },
    adults       = { label = { en = "adults at home", nl = "volwassenen thuis" }, fixed = true },
    home_by_day  = { label = { en = "whether someone is home by day", nl = "of er overdag iemand thuis is" } },
    boxes_12m    = { label = { en = "boxes you had in the past year", nl = "kratten die u het afgelopen jaar had" } },
    bill_open    = { label = { en = "what is still to be paid (euro)", nl = "wat nog te betalen is (euro)" } },
    paused_until = { label = { en = "the day until which you asked us to pause", nl = "de dag tot wanneer u een pauze vroeg" } },
    messages     = { label = { en = "whether you want messages", nl = "of u berichten wilt" }, fixed = true },      -- we never propose that you change your consent
    postcode     = { sensitive = true },  -- no rule reads it: what you need is not where you live
  },
}

-- Every box of the last twelve weeks, as the drivers wrote it down.
events "deliveries" {
  of     = "household_id",
  on     = "brought_on",
  fields = { swapped = { label = { en = "things in the box that were swapped for another", nl = "dingen in de krat die voor iets anders werden geruild" } } },
}

-- The numbers we argue about. Each holds from a date on and has a reason.

local MANY_CHILDREN = dated {
  ["2025-01-01"] = 3,
  because = "The kitchens of 2024: with one or two children five kilos do, from three on nine.",
}
local SHORT = dated {
  ["2025-01-01"] = 2,
  because = "Two kilos short is a meal less: that is where households began to buy elsewhere.",
}
local OPEN_AT = dated {
  ["2025-01-01"] = 50,
  because = "Below fifty euro it is a forgotten bill, no unwillingness.",
}
local OWN_HOURS = dated {
  ["2026-01-01"] = 240,
  because = "The two evening vans can keep a promised hour at forty doors a day, six days a week.",
}
local CRATES = dated {
  ["2026-01-01"] = 120,
  because = "The carpenter makes a hundred and twenty large crates a month.",
}
local CALLS = dated {
  ["2026-01-01"] = 60,
  because = "Sanne phones three households a day.",
}
local WAY_OF_DELIVERY = dated {
  ["2026-01-01"] = 250,
  because = "A rhythm of its own for a group: a round more to plan, a year long (books of 2025, euro).",
}
local USUAL_HOUR = 14   -- the middle of the round as it is now

-- Which household is which? Written once, used by the rules below.

local function has_children(h)
  return h.children >= 1
end

local function shares_a_house(h)
  return h.adults >= 3
end

local function works_out(h)
  return not has_children(h) and not shares_a_house(h) and not h.home_by_day
end

attribute "short" {
  label = { en = "kilos by which your box is too small", nl = "kilo's die uw krat te klein is" },
  is    = function(h) return h.kilos - h.box_kilos end,
}
attribute "hours_off" {
  label = { en = "hours between our usual hour and yours", nl = "uren tussen ons gewone uur en dat van u" },
  is    = function(h) return abs(h.door_hour - USUAL_HOUR) end,
}

-- What people do tells more than what they say they like. Over twelve weeks nobody is judged by one box.
attribute "swaps_a_box" {
  label  = { en = "things you swap in a box", nl = "dingen die u in een krat ruilt" },
  mean   = "deliveries",
  of     = "swapped",
  within = days(84),
}

segmentation "household" {
  segment "family" {
    when    = has_children,
    because = { en = "There are children at home ({children}).", nl = "Er wonen kinderen thuis ({children})." },
  },
  segment "shared house" {
    when    = shares_a_house,
    because = { en = "You share a house, {adults} adults together.", nl = "U deelt een huis, met {adults} volwassenen." },
  },
  segment "home by day" {
    when    = function(h) return h.home_by_day end,
    because = { en = "Someone is home by day.", nl = "Er is overdag iemand thuis." },
  },
  otherwise "out by day" {
    because = { en = "Nobody is home by day.", nl = "Er is overdag niemand thuis." },
  },
}

-- What do they need, what is it worth to be nearer to it, what does that cost? In euro a year; see `helder advise`.
-- A misfit of one unit costs us `benefit`, of two units four times as much: small differences hardly matter, large ones lose a household.

need "delivery days" {
  field      = "wanted_days",
  importance = "must",
  benefit    = 0.80,                                            -- greens thrown away when they come a day off
  cost       = { segment = WAY_OF_DELIVERY, individual = 2 },
  tailoring  = { product = false, presentation = true },        -- the same box, on other days
  split_by   = { "children", "adults", "km" },
  because    = {
    en = "What comes too early is thrown away, what comes too late is bought elsewhere.",
    nl = "Wat te vroeg komt wordt weggegooid, wat te laat komt elders gekocht.",
  },
}

need "kilos" {
  field      = "kilos",
  importance = "must",
  benefit    = 0.60,                                            -- a kilo too much or too little, all year
  cost       = { segment = 150, individual = 2.40 },            -- a box of another size; weighing every box
  tailoring  = { product = true, presentation = false },        -- another box, weighed without asking
  split_by   = { "children", "adults", "km", "joined_on" },
  because    = { en = "A box that is too small is the first reason to leave.", nl = "Een te kleine krat is de eerste reden om te vertrekken." },
}

need "hour at the door" {
  field      = "door_hour",
  importance = "must",
  benefit    = 0.30,                                            -- a box that stands in the sun, or is brought twice
  cost       = { segment = 300, individual = 1.80 },            -- a van at another hour; a promised hour
  tailoring  = { product = false, presentation = true },        -- the same box, at your hour
  split_by   = { "home_by_day", "adults", "km", "city" },
  because    = { en = "A box before a closed door is brought twice, or wilts.", nl = "Een krat voor een dichte deur komt twee keer, of verlept." },
}

need "way to be reached" {
  field      = "reached_by",
  importance = "must",
  benefit    = 2.50,                                            -- a change of plans that arrives
  cost       = { segment = 120, individual = 1.60 },
  tailoring  = { product = false, presentation = true },
  split_by   = { "home_by_day", "joined_on", "adults" },
  because    = { en = "Who does not hear of a change finds no box.", nl = "Wie niets van een wijziging hoort, vindt geen krat." },
}

need "what is in the box" {
  field      = "swaps_a_box",
  importance = "must",
  benefit    = 0.60,                                            -- what is swapped at the door goes back in the van
  cost       = { segment = 180, individual = 2 },               -- a list of its own; making up each box together
  tailoring  = { product = true, presentation = true },         -- another box, chosen together by telephone
  split_by   = { "children", "adults", "km", "city" },
  because    = { en = "Who swaps half the box soon buys elsewhere.", nl = "Wie de halve krat ruilt, koopt weldra elders." },
}

need "recipes" {
  field      = "recipes",
  importance = "nice",                                          -- nobody left for want of a recipe
  benefit    = 0.10,
  cost       = { segment = 40, individual = 0.05 },
  tailoring  = { product = false, presentation = false },       -- all recipes are on the site: each takes what he likes
  because    = { en = "Pleasant, and no reason to stay or to leave.", nl = "Aardig, en geen reden om te blijven of te gaan." },
}

-- Who is left out, and until when?

exclusion "paused" {
  when    = function(h) return known(h.paused_until) and h.paused_until > as_of end,
  because = { en = "You asked us to pause until {paused_until}.", nl = "U vroeg een pauze tot {paused_until}." },
}

exclusion "wants no messages" {
  when    = function(h) return not h.messages end,
  because = { en = "You would rather not get messages from us.", nl = "U krijgt liever geen berichten van ons." },
}

exclusion "bill is open" {
  when    = function(h) return h.bill_open >= OPEN_AT end,
  because = {
    en = "There is {bill_open} euro to be paid; from {OPEN_AT} on we first put that right.",
    nl = "Er staat {bill_open} euro open; vanaf {OPEN_AT} regelen wij eerst dat.",
  },
  from    = { "your own hour" },
  appeal  = { en = "Phone Sanne; a term is soon agreed on.", nl = "Bel Sanne; een termijn is zo afgesproken." },
}

-- What we do with the advice.

-- Those whose hours lie really far apart: each his own, first who is worst served now.
selection "your own hour" {
  when    = function(h) return works_out(h) and known(h.door_hour) end,
  because = {
    en = "Nobody is home by day and you are at the door at {door_hour} o'clock: choose your own hour.",
    nl = "Er is overdag niemand thuis en u bent om {door_hour} uur aan de deur: kies uw eigen uur.",
  },
  rank    = function(h) return h.hours_off end,
  limit   = OWN_HOURS,
}

-- The part of the families that needs another box.
selection "the large box" {
  when    = function(h) return known(h.short) and h.children >= MANY_CHILDREN and h.short >= SHORT end,
  because = {
    en = "With {children} children you eat {kilos} kilos a week and your box holds {box_kilos}: the large box holds nine.",
    nl = "Met {children} kinderen eet u {kilos} kilo in de week en in uw krat gaat {box_kilos}: in de grote krat gaat negen.",
  },
  rank    = function(h) return h.short end,
  limit   = CRATES,
}

-- Nobody is served by guessing.
selection "please tell us" {
  when    = function(h) return not known(h.kilos) or not known(h.wanted_days) or not known(h.door_hour) end,
  because = {
    en = "You did not tell us all we need to know to bring the right box at the right time.",
    nl = "U vertelde ons niet alles wat wij moeten weten om de goede krat op tijd te brengen.",
  },
  rank    = function(h) return h.boxes_12m end,
  limit   = CALLS,
}

-- What must hold whatever we change above.

guarantee "everyone is served" {
  when    = function(h) return h.boxes_12m >= 1 end,
  holds   = function(h, d) return d.segment.household ~= nil end,
  because = { en = "Every household belongs somewhere, and may know where.", nl = "Ieder huishouden hoort ergens bij, en mag weten waar." },
}

guarantee "an open bill keeps nobody hungry" {
  when    = function(h) return h.bill_open >= OPEN_AT end,
  holds   = function(h, d)
    return d.selection["the large box"] ~= "excluded" or d.excluded["paused"] or d.excluded["wants no messages"]
  end,
  because = { en = "Who owes us money eats as well as anyone.", nl = "Wie ons geld schuldig is, eet even goed." },
}
