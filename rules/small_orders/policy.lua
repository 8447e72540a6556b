-- A wholesaler of kitchen tools qualifies its prospects, and ignores nobody.
-- How to read and change this page: rules/small_orders/README.md. The words: rules/README.md.

policy "A customer is a customer" {
  version = "2026-11-21",
  owner   = "Sales desk",
  purpose = "We choose whom we visit. We do not choose whom we answer: a buyer may be small, or testing us, never ignored.",
  data    = "../../samples/small_orders",
}

customers "prospects" {
  key    = "prospect_id",
  fields = {
    company     = { fixed = true, label = { en = "your company", nl = "uw bedrijf" } },
    market      = { fixed = true, label = { en = "your trade", nl = "uw branche" } },
    size        = { fixed = true, label = { en = "the size of your company", nl = "de grootte van uw bedrijf" } },
    employees   = { fixed = true, label = { en = "the people in your company", nl = "de mensen in uw bedrijf" } },
    growth      = { label = { en = "your growth this year (%)", nl = "uw groei dit jaar (%)" }, only = "up", step = 1 },
    known_since = { fixed = true, label = { en = "the day we met", nl = "de dag waarop wij kennismaakten" } },
    asked_on    = { fixed = true, label = { en = "the day you asked us something", nl = "de dag waarop u ons iets vroeg" } },
    question    = { fixed = true, label = { en = "your question", nl = "uw vraag" } },
    phone       = { label = { en = "your telephone number", nl = "uw telefoonnummer" } },
    no_contact  = { label = { en = "that you asked us not to ring", nl = "dat u vroeg niet te bellen" } },
  },
}

events "orders"   { of = "prospect_id", on = "ordered_on" }
events "contacts" { of = "prospect_id", on = "contacted_on" }

-- The numbers we argue about.

local A_DAY = dated {
  ["2025-01-01"] = 1,
  because = "The floor of our service: an answer within a day, whoever asks.",
}
local CALLS = dated {
  ["2026-01-01"] = 240,
  because = "Three at the desk, eighty calls each in a week.",
}
local LONGEST = dated {
  ["2025-01-01"] = 2,
  because = "Late is a day too many; who waits longer than two was forgotten.",
}
local CHASING = dated {
  ["2026-01-01"] = 3,
  because = "Three times in a month is interest; a fourth is chasing.",
}
local VISITS = dated {
  ["2026-01-01"] = 30,
  because = "Two of us on the road, three visits a day, five days.",
}
local GROWING = dated {
  ["2025-01-01"] = 15,
  because = "Who grows 15 % a year doubles in five: that is our own growth too.",
}
local QUALIFIED = dated {
  ["2025-01-01"] = 50,
  because = "From fifty points on, one visit in three led to a second order (2024).",
}
local PROMISING = dated {
  ["2025-01-01"] = 25,
  because = "One good sign is worth a catalogue.",
}
local FAIR = dated {
  ["2026-01-01"] = 0.8,
  because = "Four fifths: below that, chance no longer explains why small ones are rung less.",
}

local OUR_TRADES = { "restaurant", "caterer", "hotel" }
local NEAR_TRADES = { "shop", "care home", "school" }

-- What we work out for each prospect.

attribute "orders_made" {
  label = { en = "the orders you placed", nl = "uw bestellingen" },
  count = "orders",
}
attribute "ordered" {
  label = { en = "what you ordered in all (euro)", nl = "wat u in totaal bestelde (euro)" },
  sum   = "orders", of = "amount",
}
attribute "first_order_on" {
  label = { en = "your first order", nl = "uw eerste bestelling" },
  first = "orders", of = "ordered_on",
}
attribute "contacts_30d" {
  label = { en = "the times we came to you in the past 30 days", nl = "de keren dat wij u de afgelopen 30 dagen benaderden" },
  count = "contacts", within = days(30),
}
attribute "days_open" {
  label = { en = "the days your question is open", nl = "de dagen dat uw vraag openstaat" },
  is    = function(p)
    if known(p.asked_on) then return days_since(p.asked_on) end
  end,
}

-- Do we and this company fit? Points, all of them shown. The size of the company and of its orders is not one of them.

segmentation "fit" {
  mode = "score",
  point "our trade" {
    points = 30, when = function(p) return known(p.market) and one_of(p.market, OUR_TRADES) end,
    because = { en = "Your trade cooks all day: {market}.", nl = "In uw branche wordt de hele dag gekookt: {market}." },
  },
  point "near our trade" {
    points = 15, when = function(p) return known(p.market) and one_of(p.market, NEAR_TRADES) end,
    because = { en = "Your trade is near ours: {market}.", nl = "Uw branche ligt dicht bij de onze: {market}." },
  },
  point "grows" {
    points = 25, when = function(p) return known(p.growth) and p.growth >= GROWING end,
    because = { en = "You grow by {growth} % a year.", nl = "U groeit met {growth} % per jaar." },
  },
  point "came back" {
    points = 20, when = function(p) return p.orders_made >= 2 end,
    because = { en = "You ordered {orders_made} times.", nl = "U bestelde {orders_made} keer." },
  },
  point "asks" {
    points = 10, when = function(p) return known(p.asked_on) end,
    because = { en = "You asked us something: {question}.", nl = "U vroeg ons iets: {question}." },
  },
  segment "qualified" {
    from = QUALIFIED,
    because = { en = "Your trade, your growth and what you asked fit what we can do.", nl = "Uw branche, uw groei en uw vraag passen bij wat wij kunnen." },
  },
  segment "promising" {
    from = PROMISING,
    because = { en = "Some of what you do fits what we can do.", nl = "Een deel van wat u doet past bij wat wij kunnen." },
  },
  otherwise "not our trade" {
    because = {
      en = "We are probably not the best shop for you. You are answered and helped like anyone.",
      nl = "Wij zijn waarschijnlijk niet de beste winkel voor u. U krijgt antwoord en hulp als ieder ander.",
    },
  },
}

segmentation "stage" {
  segment "stranger" {
    when    = function(p) return p.orders_made == 0 end,
    because = { en = "You did not order yet.", nl = "U bestelde nog niet." },
  },
  segment "first order" {
    when    = function(p) return p.orders_made == 1 end,
    because = {
      en = "You ordered once, on {first_order_on}. Perhaps you are trying us: so would we.",
      nl = "U bestelde één keer, op {first_order_on}. Misschien probeert u ons uit: dat zouden wij ook doen.",
    },
  },
  otherwise "customer" {
    because = { en = "You ordered {orders_made} times since {first_order_on}.", nl = "U bestelde {orders_made} keer sinds {first_order_on}." },
  },
}

-- Two wishes of the customer that go before ours.

exclusion "asked not to be rung" {
  when    = function(p) return p.no_contact end,
  because = { en = "You asked us not to ring; we write.", nl = "U vroeg ons niet te bellen; wij schrijven." },
  from    = { "call back", "call next week", "visit" },
  appeal  = { en = "Ring us once, and we ring again.", nl = "Bel ons één keer, en wij bellen weer." },
}

-- What we do.

selection "call back" {
  group    = "rung",
  when     = function(p) return known(p.asked_on) and known(p.phone) end,
  because  = {
    en = "You asked about {question}: we ring you this week to hear whether our answer helped.",
    nl = "U vroeg naar {question}: wij bellen u deze week om te horen of ons antwoord hielp.",
  },
  rank     = function(p) return p.days_open end,              -- who asked first is rung first; of one day, by number
  pressure = { events = "contacts", max = CHASING, within = days(30) },
  limit    = CALLS,
}

selection "call next week" {                                  -- for whom this week had no room
  group    = "rung",
  when     = function(p) return known(p.asked_on) and known(p.phone) end,
  because  = {
    en = "You asked about {question}: so many asked that we ring you next week, to hear whether our answer helped.",
    nl = "U vroeg naar {question}: er vroegen zo velen iets dat wij u volgende week bellen, om te horen of ons antwoord hielp.",
  },
  rank     = function(p) return p.days_open end,
  pressure = { events = "contacts", max = CHASING, within = days(30) },
  limit    = CALLS,
}

selection "visit" {
  when     = function(p) return p.orders_made >= 1 and known(p.market) and one_of(p.market, OUR_TRADES) and known(p.growth) and p.growth >= GROWING end,
  because  = {
    en = "You know us, your trade is ours and you grow by {growth} %: we would like to see your kitchen.",
    nl = "U kent ons, uw branche is de onze en u groeit met {growth} %: wij komen graag in uw keuken kijken.",
  },
  rank     = function(p) return p.growth end,
  pressure = { events = "contacts", max = CHASING, within = days(30) },
  limit    = VISITS,
}

-- The floor: everyone, whatever was decided above. An answer is no contact that we seek, so it stands behind those that are.

selection "answer today" {
  when    = function(p) return known(p.asked_on) and p.days_open <= A_DAY end,
  because = {
    en = "You asked about {question} on {asked_on}: you have our answer within a day.",
    nl = "U vroeg op {asked_on} naar {question}: u hebt binnen een dag ons antwoord.",
  },
}

selection "answer first, with apologies" {
  when    = function(p) return known(p.asked_on) and p.days_open > A_DAY end,
  because = {
    en = "You asked on {asked_on} and we are late. You are answered first, and we say sorry.",
    nl = "U vroeg het op {asked_on} en wij zijn te laat. U krijgt het eerst antwoord, met excuus.",
  },
}

-- What must hold whatever we change above.

local function may_be_rung(p)      -- asked, and may be rung
  return known(p.asked_on) and known(p.phone) and not p.no_contact and p.contacts_30d < CHASING
end

guarantee "nobody is ignored" {
  when    = function(p) return known(p.asked_on) end,
  holds   = function(p, d)
    return d.selection["answer today"] == "selected" or d.selection["answer first, with apologies"] == "selected"
  end,
  because = { en = "Whoever asks is answered: small, new, or of another trade.", nl = "Wie vraagt krijgt antwoord: klein, nieuw, of van een andere branche." },
}
guarantee "no question grows old" {
  when    = function(p) return known(p.asked_on) end,
  holds   = function(p) return p.days_open <= LONGEST end,
  because = { en = "Nobody waits longer than two days for an answer.", nl = "Niemand wacht langer dan twee dagen op antwoord." },
}
guarantee "whoever asks is rung" {
  when    = function(p) return may_be_rung(p) end,
  holds   = function(p, d) return d.selection["call back"] == "selected" or d.selection["call next week"] == "selected" end,
  because = { en = "Whoever asks is rung, this week or the next.", nl = "Wie vraagt wordt gebeld, deze week of de volgende." },
}
guarantee "no chasing" {
  when    = function(p) return p.contacts_30d >= CHASING end,
  holds   = function(p, d) return d.selection["call back"] ~= "selected" and d.selection["call next week"] ~= "selected" and d.selection["visit"] ~= "selected" end,
  because = { en = "Nobody is rung a fourth time in a month.", nl = "Niemand wordt een vierde keer in een maand gebeld." },
}
guarantee "small customers too" {
  selection = "call back", by = "size", at_least = FAIR,
  when      = function(p) return may_be_rung(p) end,
  because   = { en = "Small ones are rung as often as large ones, or nearly.", nl = "Kleine klanten worden even vaak gebeld als grote, of bijna." },
}
