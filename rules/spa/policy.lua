-- A quiet spa chooses the guests who keep it quiet, and tells each of them why.
-- How to read and change this page: rules/spa/README.md. The words: rules/README.md.

policy "A quiet spa" {
  version = "2026-11-21",
  owner   = "Guest experience",
  purpose = "Guests come for the calm. We choose guests who keep it, however seldom they come, and are open about it.",
  data    = "../../samples/spa",
}

customers "guests" {
  key     = "guest_id",
  missing = { "n/a", "n.v.t." },
  source  = { en = "the house's guest book and the card you filled in", nl = "het gastenboek van het huis en de kaart die u invulde" },
  fields  = {
    visits_12m        = { min = 0, label = { en = "your visits in the past year", nl = "uw bezoeken in het afgelopen jaar" } },
    spend_12m         = { min = 0, label = { en = "what you spent here in the past year (euro)", nl = "wat u hier het afgelopen jaar besteedde (euro)" } },
    party_size        = { min = 1, label = { en = "how many people you come with, yourself included", nl = "met hoeveel mensen u komt, uzelf meegeteld" } },
    calm_score        = { min = 0, max = 10, label = { en = "how much the quiet matters to you, 0 to 10", nl = "hoe belangrijk de stilte voor u is, 0 tot 10" } },
    nps               = { min = 0, max = 10, label = { en = "the score you gave us, 0 to 10", nl = "het cijfer dat u ons gaf, 0 tot 10" } },
    phone_incidents   = { min = 0, label = { en = "times you phoned in the quiet room in the past year", nl = "keren dat u het afgelopen jaar in de stilteruimte belde" } },
    last_incident_on  = { fixed = true, label = { en = "the last time you phoned there", nl = "de laatste keer dat u daar belde" } },
    last_measure      = { fixed = true, label = { en = "what we decided about you before", nl = "wat wij eerder over u besloten" } },
    disturbed_days    = { min = 0, label = { en = "days on which others disturbed your visit", nl = "dagen waarop anderen uw bezoek verstoorden" } },
    consent_email     = { fixed = true, label = { en = "whether you want our mail", nl = "of u onze post wilt" } },   -- we never propose that you change your consent
    preferred_day     = { fixed = true, label = { en = "your usual day", nl = "uw vaste dag" } },
    first_visit_on    = { label = { en = "the day of your first visit", nl = "de dag van uw eerste bezoek" }, fixed = true },
    household_id      = { label = { en = "household", nl = "huishouden" } },
    birth_year        = { sensitive = true },  -- no rule reads it
    postcode          = { sensitive = true },  -- nor this: where you live says nothing of the calm
  },
}

-- The side books: who came when, who disturbed whom, who has booked.

events "visits"    { of = "guest_id", on = "visited_on" }
events "incidents" { of = "guest_id", on = "happened_on" }
events "bookings"  { of = "guest_id", on = "booked_on" }

-- The numbers we argue about. Each holds from a date on and has a reason.

local WARNED_AT = dated {
  ["2025-01-01"] = 1,
  because = "House rules, article 4: the first call is the moment to say something, kindly.",
}
local PAUSED_AT = dated {
  ["2025-01-01"] = 4,
  ["2026-01-01"] = 3,
  ["2027-01-01"] = 2,
  because = "House rules, article 4: in 2025 most who phoned three times phoned a fourth time; the council of guests asked for two.",
}
local ENDED_AT = dated {
  ["2025-01-01"] = 5,
  because = "House rules, article 5: after a warning and a pause, two calls more are a choice.",
}
local WARNED_DAYS = dated {
  ["2025-01-01"] = 30,
  because = "House rules, article 4: long enough to be noticed, short enough to be forgiven.",
}
local PAUSED_DAYS = dated {
  ["2025-01-01"] = 60,
  ["2026-01-01"] = 90,
  because = "House rules, article 4: a season; of those paused for sixty days in 2025, half phoned again.",
}
local ENDED_MONTHS = dated {
  ["2025-01-01"] = 12,
  because = "House rules, article 5: nobody is sent away for good.",
}
local QUIET_SEATS = dated {
  ["2025-01-01"] = 40,
  because = "The quiet rooms have 48 seats; eight are kept for guests who come without an invitation.",
}
local GARDEN_SEATS = dated {
  ["2025-01-01"] = 14,
  because = "The garden house seats fourteen: two groups of seven a day, out of earshot.",
}
local TALKS = dated {
  ["2025-01-01"] = 25,
  because = "The host has 25 free half hours this month.",
}
local SPEND_OF_A_VISIT = dated {
  ["2025-01-01"] = 61,
  ["2026-01-01"] = 65,
  because = "The average spend of a visit (books of 2024 and 2025).",
}
local QUARTERS_AWAY = dated {
  ["2025-01-01"] = 2,
  because = "Of those who stayed away a quarter after a disturbed day, half came back within the year.",
}
local A_GROUP  = 6    -- from six people on, talking is the point of the visit; a family of five is quiet enough
local FOND     = 7    -- on a scale to 10: most who answer 7 or more come back
local VERY     = 8    -- for those whom the quiet matters most
local A_HABIT  = 12   -- visits a year: once a month
local NO_CHANCE = 15  -- visits; fewer may be lost by chance. Of guests it was not chosen on, six in a hundred are blamed wrongly: rules/spa/README.md
local NEW_DAYS = 90   -- a first season

-- What we work out for each guest.

attribute "tenure_days" {
  label = { en = "days since your first visit", nl = "dagen sinds uw eerste bezoek" },
  is    = function(g) return days_since(g.first_visit_on) end,
}
-- Whoever was there on a day you phoned and stayed away for a quarter, with the visits he used to make; less what
-- is lost after calm days anyway; shared with whoever else phoned that day. Other incidents are too few to tell their days from others:
-- rules/spa/README.md counts who would be blamed wrongly.
attribute "visits_lost" {
  label = { en = "visits that others no longer made in the quarter after you phoned", nl = "bezoeken die anderen niet meer brachten in het kwartaal nadat u belde" },
  lost  = "visits", after = "incidents", over = days(90), within = months(12),
  where = function(i) return i.kind == "phone" end,
}
attribute "left_over" {
  label = { en = "your spending, less that of the guests who stayed away after you phoned (euro)",
            nl = "uw bestedingen, min die van gasten die na uw telefoontjes wegbleven (euro)" },
  is    = function(g) return g.spend_12m - g.visits_lost * QUARTERS_AWAY * SPEND_OF_A_VISIT end,
}
attribute "booked_ahead" {
  label = { en = "days you have booked already", nl = "dagen die u al geboekt hebt" },
  count = "bookings", where = function(b) return b.state == "open" and b.booked_for >= as_of end,
}
attribute "spend_fifth" {
  label = { en = "your fifth of the guests by spending (5 is the highest)", nl = "uw vijfde deel van de gasten naar besteding (5 is het hoogste)" },
  ntile = 5, of = "spend_12m",
}
attribute "pace" {
  label = { en = "how often you come: 1 not this year, 2 now and then, 3 often, 4 every month or more",
            nl = "hoe vaak u komt: 1 dit jaar niet, 2 af en toe, 3 vaak, 4 elke maand of vaker" },
  bins  = { 1, 6, 12 }, of = "visits_12m",
}

local AWAY, NOW_AND_THEN = 1, 2   -- of pace

-- Three measures, each heavier than the one before. Each ends by itself on a date, and each can be contested.

local INVITATIONS = { "quiet day", "garden house", "we owe you one" }

exclusion "membership ended" {
  when    = function(g) return g.last_measure == "paused" and g.phone_incidents >= ENDED_AT end,
  because = {
    en = "You phoned in the quiet room {phone_incidents} times this year, after a warning and after a pause; at {ENDED_AT} the membership ends for {ENDED_MONTHS} months.",
    nl = "U belde dit jaar {phone_incidents} keer in de stilteruimte, na een waarschuwing en na een pauze; bij {ENDED_AT} eindigt het abonnement voor {ENDED_MONTHS} maanden.",
  },
  lasts   = months(ENDED_MONTHS), since = "last_incident_on",
  appeal  = {
    en = "Write to the council of guests (three guests, no staff); it answers within fourteen days.",
    nl = "Schrijf de gastenraad (drie gasten, geen personeel); die antwoordt binnen veertien dagen.",
  },
}

exclusion "membership paused" {
  when    = function(g) return one_of(g.last_measure, { "warned", "paused" }) and g.phone_incidents >= PAUSED_AT end,
  because = {
    en = "You phoned in the quiet room {phone_incidents} times this year and were warned; at {PAUSED_AT} we pause your invitations for {PAUSED_DAYS} days.",
    nl = "U belde dit jaar {phone_incidents} keer in de stilteruimte en was gewaarschuwd; bij {PAUSED_AT} pauzeren wij uw uitnodigingen {PAUSED_DAYS} dagen.",
  },
  from    = INVITATIONS,
  lasts   = days(PAUSED_DAYS), since = "last_incident_on",
  appeal  = {
    en = "Speak to the host, or write to the council of guests.",
    nl = "Spreek de gastvrouw aan, of schrijf de gastenraad.",
  },
}

exclusion "warned" {
  when    = function(g) return g.phone_incidents >= WARNED_AT end,
  because = {
    en = "You phoned in the quiet room on {last_incident_on}. This is a warning; for {WARNED_DAYS} days we do not invite you for a quiet day.",
    nl = "U belde op {last_incident_on} in de stilteruimte. Dit is een waarschuwing; {WARNED_DAYS} dagen lang nodigen wij u niet uit voor een stille dag.",
  },
  from    = { "quiet day" },
  lasts   = days(WARNED_DAYS), since = "last_incident_on",
  appeal  = {
    en = "Were you not the one who phoned? Tell the host; we correct the register at once.",
    nl = "Was u het niet? Zeg het de gastvrouw; wij verbeteren het register meteen.",
  },
}

-- A seat for who has none.

exclusion "comes already" {
  when    = function(g) return g.booked_ahead >= 1 end,
  because = {
    en = "You have booked a day already: we look forward to it, and keep the invitation for who has none.",
    nl = "U hebt al een dag geboekt: wij verheugen ons erop, en bewaren de uitnodiging voor wie er geen heeft.",
  },
  from    = { "quiet day" },
  appeal  = { en = "Is that booking not yours? Tell the front desk.", nl = "Is die boeking niet van u? Zeg het de receptie." },
}

-- Who are our guests? Everyone is in the first group that fits.

segmentation "guest" {
  segment "newcomer" {
    when    = function(g) return g.tenure_days <= NEW_DAYS end,
    because = {
      en = "You know us since {first_visit_on}; in the first {NEW_DAYS} days we only want to hear how you like it.",
      nl = "U kent ons sinds {first_visit_on}; de eerste {NEW_DAYS} dagen willen wij alleen horen hoe het u bevalt.",
    },
  },
  segment "stayed away" {
    when    = function(g) return g.pace == AWAY end,
    because = { en = "We have not seen you since {last_visit_on}.", nl = "Wij zagen u niet meer sinds {last_visit_on}." },
  },
  segment "group" {
    when    = function(g) return g.party_size >= A_GROUP end,
    because = {
      en = "You come with {party_size}; from {A_GROUP} on the garden house is the better place, for you and for the others.",
      nl = "U komt met {party_size}; vanaf {A_GROUP} is het tuinhuis de betere plek, voor u en voor de anderen.",
    },
  },
  segment "phones inside" {
    when    = function(g) return g.phone_incidents >= WARNED_AT end,
    because = {
      en = "You phoned in the quiet room {phone_incidents} times in the past year.",
      nl = "U belde het afgelopen jaar {phone_incidents} keer in de stilteruimte.",
    },
  },
  segment "seldom and quiet" {
    when    = function(g) return g.pace == NOW_AND_THEN and g.calm_score >= VERY end,
    because = {
      en = "You come {visits_12m} times a year and for the quiet: that is as good a reason as any.",
      nl = "U komt {visits_12m} keer per jaar en voor de stilte: een betere reden is er niet.",
    },
  },
  segment "regular" {
    when    = function(g) return g.visits_12m >= A_HABIT end,
    because = {
      en = "You came {visits_12m} times this year. A habit, which we enjoy; it gives no right to a place.",
      nl = "U kwam dit jaar {visits_12m} keer. Een gewoonte die ons plezier doet; recht op een plaats geeft zij niet.",
    },
  },
  otherwise "guest" { because = { en = "You are welcome.", nl = "U bent welkom." } },
}

-- What does a guest do for the calm? Points, all of them shown to whoever asks. Their weights were set with the council of
-- guests in 2025: what one does weighs more than what one says, and both weigh more than how often one comes.

segmentation "calm" {
  mode = "score",
  point "no phone calls" {
    points = 30, when = function(g) return g.phone_incidents == 0 end,
    because = { en = "You did not phone in the quiet room.", nl = "U belde niet in de stilteruimte." },
  },
  point "the others came back" {
    points = 20, when = function(g) return known(g.phone_incidents) and g.visits_lost < NO_CHANCE end,
    because = { en = "We see no clear sign that others stayed away because you phoned.", nl = "Wij zien geen duidelijk teken dat anderen wegbleven omdat u belde." },
  },
  point "comes for the quiet" {
    points = 20, when = function(g) return g.calm_score >= VERY end,
    because = { en = "The quiet matters to you ({calm_score} of 10).", nl = "De stilte is u veel waard ({calm_score} van 10)." },
  },
  point "comes alone or with one" {
    points = 15, when = function(g) return g.party_size <= 2 end,
    because = { en = "You come alone or as a pair.", nl = "U komt alleen of met zijn tweeën." },
  },
  point "comes often" {
    points = 5, when = function(g) return g.visits_12m >= A_HABIT end,   -- never enough by itself: the first band begins at 40
    because = { en = "You came {visits_12m} times this year.", nl = "U kwam dit jaar {visits_12m} keer." },
  },
  point "phoned" {
    points = -15, when = function(g) return g.phone_incidents >= WARNED_AT end,
    because = { en = "You phoned in the quiet room.", nl = "U belde in de stilteruimte." },
  },
  point "phoned on" {
    points = -25, when = function(g) return g.phone_incidents >= PAUSED_AT end,
    because = { en = "You phoned {phone_incidents} times.", nl = "U belde {phone_incidents} keer." },
  },
  point "a group in the weekend" {
    points = -30, when = function(g) return g.party_size >= A_GROUP and one_of(g.preferred_day, { "Saturday", "Sunday" }) end,
    because = { en = "With {party_size} on a quiet Sunday it soon is a party.", nl = "Met {party_size} op een stille zondag wordt het al gauw een feestje." },
  },
  segment "keeps the calm" {
    from = 65,
    because = { en = "Others rest better when you are here.", nl = "Anderen rusten beter als u er bent." },
  },
  segment "at ease" {
    from = 40,
    because = { en = "You and the quiet get along.", nl = "U en de stilte verdragen elkaar." },
  },
  otherwise "learning the quiet" {
    because = { en = "The quiet is still new to you, or to those who come with you.", nl = "De stilte is nog nieuw voor u, of voor wie met u meekomt." },
  },
}

-- With how many? Exactly one of these holds for everyone.

segmentation "company" {
  mode = "unique",
  segment "alone"  { when = function(g) return g.party_size == 1 end, because = { en = "You come alone.", nl = "U komt alleen." } },
  segment "pair"   { when = function(g) return g.party_size == 2 end, because = { en = "You come with one other.", nl = "U komt met zijn tweeën." } },
  segment "family" {
    when    = function(g) return g.party_size > 2 and g.party_size < A_GROUP end,
    because = { en = "You come with {party_size}.", nl = "U komt met {party_size}." },
  },
  segment "group"  { when = function(g) return g.party_size >= A_GROUP end, because = { en = "You come with {party_size}.", nl = "U komt met {party_size}." } },
}

-- Who gets an invitation? Nobody gets two: they are of one group.

-- A guest whom the quiet suits, and who said so. How often one comes and what one spends is not asked.
local function fond_of_the_quiet(g)
  return known(g.calm_score) and known(g.nps) and g.calm_score >= FOND and g.nps >= FOND
end

selection "quiet day" {
  label   = { en = "a quiet day", nl = "een stille dag" },
  group   = "invitation",
  when    = function(g) return g.consent_email and g.party_size < A_GROUP and fond_of_the_quiet(g) end,
  because = {
    en = "The quiet matters to you ({calm_score} of 10), you like it here ({nps} of 10), and you agreed to our mail: we keep a seat for you.",
    nl = "De stilte is u veel waard ({calm_score} van 10), u bent hier graag ({nps} van 10), en u wilt onze post: wij houden een plaats voor u vrij.",
  },
  rank    = function(g) return g.calm_score * 100 + g.nps end,   -- first who values the quiet most, then who likes us most
  one_per = "household_id",
  quota   = { per = "preferred_day", max = QUIET_SEATS, of = "party_size" },
  limit   = 120,                                                 -- what the host can greet by name in a month
  holdout = 0.10,                                                -- to learn what the invitation does
}

selection "garden house" {
  label   = { en = "a day in the garden house", nl = "een dag in het tuinhuis" },
  group   = "invitation",
  when    = function(g) return g.consent_email and g.party_size >= A_GROUP end,
  because = {
    en = "You come with {party_size}: the garden house is yours for a day, talk as you like.",
    nl = "U komt met {party_size}: het tuinhuis is een dag voor u, praat er vrijuit.",
  },
  rank    = function(g) return g.tenure_days end,                -- the longest known first
  one_per = "household_id",
  quota   = { per = "preferred_day", max = GARDEN_SEATS, of = "party_size" },
}

selection "we owe you one" {
  label   = { en = "a free day", nl = "een vrije dag" },
  group   = "invitation",
  when    = function(g) return g.consent_email and g.pace == AWAY and g.disturbed_days >= 1 end,
  because = {
    en = "Others disturbed your visit on {disturbed_days} days and you stayed away since {last_visit_on}. The house rules have changed; come and hear it.",
    nl = "Anderen verstoorden {disturbed_days} dagen van uw bezoek en sinds {last_visit_on} bleef u weg. De huisregels zijn veranderd; kom het horen.",
  },
  rank    = function(g) return g.disturbed_days end,             -- whom we owe most
  one_per = "household_id",
  limit   = 60,                                                  -- the free days that the house gives away
}

selection "a talk with the host" {
  label   = { en = "a talk with the host", nl = "een gesprek met de gastvrouw" },
  when    = function(g) return g.phone_incidents >= WARNED_AT and g.visits_lost >= NO_CHANCE end,
  because = {
    en = "After days on which you phoned others made fewer visits than usual, perhaps because of it: {visits_lost} in the quarter that followed. The host would like to hear your side, and find a way with you.",
    nl = "Na dagen waarop u belde kwamen anderen minder dan gewoonlijk, misschien daardoor: {visits_lost} bezoeken in het kwartaal daarna. De gastvrouw hoort graag uw kant, en zoekt met u een weg.",
  },
  rank    = function(g) return -g.left_over end,                 -- first where the house loses most
  limit   = TALKS,
}

-- What must hold whatever we change above. An invitation given by hand counts too.

guarantee "a guest is a guest" {
  when    = function(g) return g.visits_12m >= 1 end,
  holds   = function(g, d) return d.segment.guest ~= nil and d.segment.calm ~= nil end,
  because = { en = "Everyone who visits us is in a group, and may know which.", nl = "Ieder die ons bezoekt hoort bij een groep, en mag weten welke." },
}

guarantee "coming often is not keeping the calm" {
  when    = function(g) return known(g.phone_incidents) and g.visits_12m >= A_HABIT and g.phone_incidents >= PAUSED_AT end,
  holds   = function(g, d) return d.segment.calm ~= "keeps the calm" end,
  because = { en = "Frequency alone never earns a place.", nl = "Vaak komen alleen verdient nooit een plaats." },
}

guarantee "money buys no quiet" {
  when    = function(g) return g.spend_fifth == 5 end,
  holds   = function(g, d) return not d.excluded["membership paused"] or d.selection["quiet day"] ~= "selected" end,
  because = { en = "A paused guest is not invited, whatever the spending.", nl = "Een gast met een pauze wordt niet uitgenodigd, hoeveel er ook besteed wordt." },
}

guarantee "seldom is no shame" {
  when    = function(g)
    return known(g.phone_incidents) and known(g.calm_score) and g.pace == NOW_AND_THEN
      and g.phone_incidents == 0 and g.visits_lost < NO_CHANCE and g.calm_score >= VERY
  end,
  holds   = function(g, d) return d.segment.calm == "keeps the calm" end,
  because = { en = "Who comes seldom and quietly keeps the calm as well as anyone.", nl = "Wie zelden en stil komt, bewaart de rust net zo goed." },
}
