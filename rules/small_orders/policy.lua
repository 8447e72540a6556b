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
    asked_hour  = { fixed = true, label = { en = "the hour at which you asked (9.25 is a quarter past nine)", nl = "het uur waarop u het vroeg (9,25 is kwart over negen)" } },
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
local NO_HOUR = dated {
  ["2025-01-01"] = 12,
  because = "A letter has no hour: it came at noon.",
}
local FAIR = dated {
  ["2026-01-01"] = 0.8,
  because = "Four fifths: below that, chance no longer explains why small ones are rung less.",
}

-- The points of a good fit.

local TRADE_POINTS, NEAR_POINTS, GROWTH_POINTS, BACK_POINTS, ASK_POINTS = 30, 15, 25, 20, 10
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
attribute "hours_open" {
  label = { en = "the hours your question is open, at the end of the day", nl = "de uren dat uw vraag openstaat, aan het eind van de dag" },
  is    = function(p)
    if known(p.days_open) then return p.days_open * 24 + 24 - (known(p.asked_hour) and p.asked_hour or NO_HOUR) end
  end,
}

-- Do we and this company fit? Points, all of them shown. The size of the company and of its orders is not one of them.

local function our_trade(p) return known(p.market) and one_of(p.market, OUR_TRADES) end
local function near_trade(p) return known(p.market) and one_of(p.market, NEAR_TRADES) end
local function grows(p) return known(p.growth) and p.growth >= GROWING end
local function came_back(p) return p.orders_made >= 2 end
local function asks(p) return known(p.asked_on) end

attribute "fit_points" {
  label = { en = "the points for how well we fit", nl = "de punten voor hoe goed wij bij elkaar passen" },
  is    = function(p)
    local points = 0
    if our_trade(p) then points = points + TRADE_POINTS end
    if near_trade(p) then points = points + NEAR_POINTS end
    if grows(p) then points = points + GROWTH_POINTS end
    if came_back(p) then points = points + BACK_POINTS end
    if asks(p) then points = points + ASK_POINTS end
    return points
  end,
}
attribute "fits" {
  label = { en = "that we fit well", nl = "dat wij goed bij elkaar passen" },
  is    = function(p) return p.fit_points >= QUALIFIED end,
}

segmentation "fit" {
  mode = "score",
  point "our trade" {
    points = TRADE_POINTS, when = our_trade,
    because = { en = "Your trade cooks all day: {market}.", nl = "In uw branche wordt de hele dag gekookt: {market}." },
  },
  point "near our trade" {
    points = NEAR_POINTS, when = near_trade,
    because = { en = "Your trade is near ours: {market}.", nl = "Uw branche ligt dicht bij de onze: {market}." },
  },
  point "grows" {
    points = GROWTH_POINTS, when = grows,
    because = { en = "You grow by {growth} % a year.", nl = "U groeit met {growth} % per jaar." },
  },
  point "came back" {
    points = BACK_POINTS, when = came_back,
    because = { en = "You ordered {orders_made} times.", nl = "U bestelde {orders_made} keer." },
  },
  point "asks" {
    points = ASK_POINTS, when = asks,
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
  rank     = function(p) return p.hours_open end,             -- who waits longest is rung first
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
  rank     = function(p) return p.hours_open end,
  pressure = { events = "contacts", max = CHASING, within = days(30) },
  limit    = CALLS,
}

-- The extra, for who fits. It takes nothing from anyone: calls and answers do not look at it.

selection "visit" {
  group    = "extra",
  when     = function(p) return p.fits and p.orders_made >= 1 end,
  because  = {
    en = "You know us, and we fit well: {fit_points} points for your trade, your growth, your orders and what you asked. We would like to see your kitchen.",
    nl = "U kent ons, en wij passen goed bij elkaar: {fit_points} punten voor uw branche, uw groei, uw bestellingen en uw vraag. Wij komen graag in uw keuken kijken.",
  },
  rank     = function(p) return p.fit_points * 1000 + (known(p.growth) and p.growth or 0) end,   -- of equal points the fastest growth
  pressure = { events = "contacts", max = CHASING, within = days(30) },
  limit    = VISITS,
}

selection "catalogue" {                                       -- by post: no call, no visit
  group    = "extra",
  when     = function(p) return p.fit_points >= PROMISING end,
  because  = {
    en = "Something of what you do fits what we make: {fit_points} points. We send you our catalogue.",
    nl = "Iets van wat u doet past bij wat wij maken: {fit_points} punten. Wij sturen u onze catalogus.",
  },
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
guarantee "who fits is told so" {
  when    = function(p) return true end,
  holds   = function(p, d) return d.score.fit == p.fit_points end,
  because = { en = "The points that choose are the points that everyone is shown.", nl = "De punten die kiezen zijn de punten die iedereen te zien krijgt." },
}
guarantee "fit or not, rung alike" {
  selection = "call back", by = "fits", at_least = FAIR,
  when      = function(p) return may_be_rung(p) end,
  because   = { en = "Who fits less is rung as often as who fits well, or nearly.", nl = "Wie minder past wordt even vaak gebeld als wie goed past, of bijna." },
}
guarantee "small customers too" {
  selection = "call back", by = "size", at_least = FAIR,
  when      = function(p) return may_be_rung(p) end,
  because   = { en = "Small ones are rung as often as large ones, or nearly.", nl = "Kleine klanten worden even vaak gebeld als grote, of bijna." },
}
