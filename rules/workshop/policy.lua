-- An upholstery workshop of one man plans its week in the open, and tells everyone where he stands.
-- How to read and change this page: rules/workshop/README.md. The words: rules/README.md.

policy "An honest workshop" {
  version = "2026-11-21",
  owner   = "The workshop",
  purpose = "Who comes back goes first, up to a point that we declare. Nobody waits for ever, everybody may know the queue, and going elsewhere is fine.",
  data    = "../../samples/workshop",
}

customers "customers" {
  key    = "customer_id",
  fields = {
    asked_on     = { fixed = true, label = { en = "the day you asked", nl = "de dag waarop u het vroeg" } },
    piece        = { fixed = true, label = { en = "what you want done", nl = "wat u wilt laten doen" } },
    hours        = { fixed = true, label = { en = "the hours your work takes", nl = "de uren die uw werk vraagt" } },
    told_weeks   = { fixed = true, label = { en = "the weeks we told you", nl = "het aantal weken dat wij u noemden" } },
    needed_daily = { fixed = true, label = { en = "that you cannot do without it for a day", nl = "dat u er geen dag zonder kunt" } },
    bill_open    = { label = { en = "that your last bill is still open", nl = "dat uw vorige rekening nog openstaat" }, only = "down" },
    wait_until   = { fixed = true, label = { en = "the day until which you asked us to wait", nl = "de dag tot wanneer u ons vroeg te wachten" } },
  },
}

events "jobs" { of = "customer_id", on = "delivered_on" }

-- The numbers we argue about.

local WEEK = dated {
  ["2025-01-01"] = 32,
  because = "Forty hours, less four for the telephone and the books and four kept for small jobs.",
}
local SMALL_WEEK = dated {
  ["2025-01-01"] = 4,
  because = "While glue dries: two hours on Tuesday, two on Thursday.",
}
local SMALL = dated {
  ["2025-01-01"] = 2,
  because = "What is done within two hours fits between two steps of another job.",
}
local HEAD_START = dated {
  ["2016-03-01"] = 10,
  ["2026-01-01"] = 8,
  because = "Half our work comes from those who come back. Eight weeks is what they said they would wait; at ten the others waited half a year.",
}
local DAILY_START = dated {
  ["2025-01-01"] = 12,
  ["2026-01-01"] = 26,
  because = "Nobody should be without the chair he lives in; with twelve weeks they still waited two months.",
}
local PROMISE_START = dated {
  ["2025-01-01"] = 2,
  ["2026-01-01"] = 4,
  because = "Who waits longer than we said is owed something by us, not by the queue.",
}
local TOO_LONG = dated {
  ["2025-01-01"] = 22,
  because = "After five months nobody remembers what was agreed; we do not let it come to that.",
}
local LONGEST = dated {
  ["2025-01-01"] = 40,
  because = "Waited and still to wait together: beyond that we should not have said yes.",
}
local VISITS = dated {
  ["2025-01-01"] = 6,
  because = "One round by car on Friday afternoon.",
}
local A_WEEK = 7

-- What we work out for each customer.

attribute "jobs_before" {
  label = { en = "the times we worked for you", nl = "de keren dat wij voor u werkten" },
  count = "jobs",
}
attribute "last_job_on" {
  label = { en = "our last delivery to you", nl = "onze laatste levering aan u" },
  last  = "jobs", of = "delivered_on",
}
attribute "weeks_waiting" {
  label = { en = "the weeks you wait already", nl = "het aantal weken dat u al wacht" },
  is    = function(c)
    if known(c.asked_on) then return days_since(c.asked_on) // A_WEEK end
  end,
}
attribute "promise_broken" {
  label = { en = "that you wait longer than we told you", nl = "dat u langer wacht dan wij zeiden" },
  is    = function(c) return known(c.weeks_waiting) and known(c.told_weeks) and c.weeks_waiting > c.told_weeks end,
}

-- Your place: the weeks you wait, and the weeks we declare on top. No secret ingredient.
attribute "place" {
  label = { en = "your place in the queue, in weeks waited and declared on top", nl = "uw plaats in de rij, in weken gewacht en erbij verklaard" },
  is    = function(c)
    if not known(c.weeks_waiting) then return nil end
    local weeks = c.weeks_waiting
    if c.jobs_before >= 1 then weeks = weeks + HEAD_START end
    if c.needed_daily then weeks = weeks + DAILY_START end
    if c.promise_broken then weeks = weeks + PROMISE_START end
    return weeks
  end,
}

-- Who stands still, by a bill or by his own wish, stands before nobody and is promised no weeks.
local function bill_first(c) return c.bill_open and known(c.asked_on) end
local function not_yet(c) return known(c.wait_until) and c.wait_until > as_of end
local function waits(c) return known(c.asked_on) and not bill_first(c) and not not_yet(c) end

-- Two queues: small jobs do not stand in the long one. What nobody looked at stands in the long one, with its hours still to come.
local function small(c) return known(c.hours) and c.hours <= SMALL end
local function in_small(c) return waits(c) and small(c) end
local function in_long(c) return waits(c) and not small(c) end
local function in_queue(c) return in_long(c) and known(c.hours) end

attribute "work" {
  label = { en = "the hours your work takes, as far as we know them", nl = "de uren die uw werk vraagt, voor zover wij ze kennen" },
  is    = function(c) return known(c.hours) and c.hours or 0 end,
}
attribute "hours_before" {
  label = { en = "the hours of work that stand before yours", nl = "de uren werk die vóór het uwe staan" },
  ahead = "work", order = "place", only = in_long,
}
attribute "small_before" {
  label = { en = "the hours of small jobs that stand before yours", nl = "de uren klein werk die vóór het uwe staan" },
  ahead = "work", order = "weeks_waiting", only = in_small,
}
attribute "weeks_to_go" {
  label = { en = "the weeks until yours is ready, from the queue as it is", nl = "het aantal weken tot het uwe klaar is, volgens de rij van nu" },
  is    = function(c)
    if known(c.small_before) then return math.ceil((c.small_before + c.work) / SMALL_WEEK) end
    if known(c.hours_before) then return math.max(1, math.ceil((c.hours_before + c.work) / WEEK)) end
  end,
}

-- Whom we do not plan now. Each ends by itself.

exclusion "a bill is open" {
  when    = bill_first,
  because = {
    en = "Your last bill is still open. We keep your place, and begin when it is paid.",
    nl = "Uw vorige rekening staat nog open. Wij houden uw plaats vrij en beginnen zodra die betaald is.",
  },
  appeal  = { en = "Something wrong with the bill, or with the money? Ring; we find a way.", nl = "Klopt de rekening niet, of lukt het even niet? Bel; wij vinden een weg." },
}

exclusion "you asked us to wait" {
  when    = not_yet,
  because = {
    en = "You asked us to wait until {wait_until}. Your place grows older all the same.",
    nl = "U vroeg ons te wachten tot {wait_until}. Uw plaats wordt intussen gewoon ouder.",
  },
  appeal  = { en = "Changed your mind? Ring, and you are back in the queue where you were.", nl = "Toch eerder? Bel, en u staat weer waar u stond." },
}

-- Where does everyone stand? One honest sentence each: your group, why, the weeks, what would change it, and that you are free to go.

segmentation "queue" {
  segment "not waiting" {
    when    = function(c) return not known(c.asked_on) end,
    because = { en = "Nothing of yours is waiting with us.", nl = "Er wacht niets van u bij ons." },
  },
  segment "later, as you asked" {
    when    = not_yet,
    because = {
      en = "You asked us to wait until {wait_until}, so we name no weeks yet. Ring if you want it sooner: each week since {asked_on} counts for you. Going elsewhere is fine.",
      nl = "U vroeg ons te wachten tot {wait_until}; daarom noemen wij nog geen weken. Bel als het eerder moet: elke week sinds {asked_on} telt voor u mee. Ga gerust naar een ander.",
    },
  },
  segment "bill first" {
    when    = bill_first,
    because = {
      en = "Your last bill is still open, so we name no weeks yet. Once it is paid you are back in the queue, and each week since {asked_on} counts for you. Going elsewhere is fine.",
      nl = "Uw vorige rekening staat nog open; daarom noemen wij nog geen weken. Is die betaald, dan staat u weer in de rij en telt elke week sinds {asked_on} voor u mee. Ga gerust naar een ander.",
    },
  },
  segment "not looked at" {
    when    = function(c) return not known(c.hours) end,
    because = {
      en = "You asked on {asked_on}. We have not seen the piece yet, so we cannot say how long it takes; we come and look, and then tell you the weeks. Small work fits in between. For all other work: hours of work before yours: {hours_before}; weeks until yours is done: at least {weeks_to_go}. Each week you wait counts for you. Going elsewhere is fine.",
      nl = "U vroeg het op {asked_on}. Wij hebben het stuk nog niet gezien en weten dus niet hoeveel werk het is; wij komen kijken en noemen u dan de weken. Klein werk past ertussendoor. Voor ander werk: uren werk vóór het uwe: {hours_before}; weken tot het uwe klaar is: minstens {weeks_to_go}. Elke week wachten telt voor u mee. Ga gerust naar een ander.",
    },
  },
  segment "small job" {
    when    = small,
    because = {
      en = "Small jobs fit in between and do not stand in the long queue; the oldest goes first, whoever it is. Hours your work takes: {hours}. Hours of small jobs before yours: {small_before}; weeks until yours is done: about {weeks_to_go}. Each week you wait counts for you. Going elsewhere is fine.",
      nl = "Klein werk past ertussendoor en staat niet in de lange rij; het oudste gaat voor, van wie het ook is. Uren die uw werk vraagt: {hours}. Uren klein werk vóór het uwe: {small_before}; weken tot het uwe klaar is: ongeveer {weeks_to_go}. Elke week wachten telt voor u mee. Ga gerust naar een ander.",
    },
  },
  segment "needed daily" {
    when    = function(c) return c.needed_daily end,
    because = {
      en = "You cannot do without it for a day: that counts as {DAILY_START} weeks of waiting. Hours of work before yours: {hours_before}; weeks until yours is done: about {weeks_to_go}. Each week you wait counts for you. Going elsewhere is fine.",
      nl = "U kunt er geen dag zonder: dat telt als {DAILY_START} weken wachten. Uren werk vóór het uwe: {hours_before}; weken tot het uwe klaar is: ongeveer {weeks_to_go}. Elke week wachten telt voor u mee. Ga gerust naar een ander.",
    },
  },
  segment "returning" {
    when    = function(c) return c.jobs_before >= 1 end,
    because = {
      en = "You came back, since {last_job_on}: that counts as {HEAD_START} weeks of waiting. Hours of work before yours: {hours_before}; weeks until yours is done: at least {weeks_to_go}, and more if someone comes who cannot do without for a day. Each week you wait counts for you. Going elsewhere is fine.",
      nl = "U kwam terug, na {last_job_on}: dat telt als {HEAD_START} weken wachten. Uren werk vóór het uwe: {hours_before}; weken tot het uwe klaar is: minstens {weeks_to_go}, en meer als er iemand komt die geen dag zonder kan. Elke week wachten telt voor u mee. Ga gerust naar een ander.",
    },
  },
  otherwise "first time" {
    because = {
      en = "This is your first job with us. Who comes back counts as having waited {HEAD_START} weeks more, so some who ask after you are helped before you. Hours of work before yours: {hours_before}; weeks until yours is done: at least {weeks_to_go}, and more if others come back meanwhile. Each week you wait counts for you. Is that too long? Going elsewhere is fine; we gladly name good colleagues.",
      nl = "Dit is uw eerste opdracht bij ons. Wie terugkomt telt {HEAD_START} weken meer, dus sommigen die na u vragen gaan vóór. Uren werk vóór het uwe: {hours_before}; weken tot het uwe klaar is: minstens {weeks_to_go}, en meer als er intussen anderen terugkomen. Elke week wachten telt voor u mee. Te lang? Ga gerust naar een ander; wij noemen u graag goede collega's.",
    },
  },
}

-- What we do next week: what is done within one week, by the same sum that everyone is told. Nobody slips in before an older place
-- because his work is short: what does not fit is begun next week and done the week after.

selection "in between" {
  when    = function(c) return in_small(c) and c.weeks_to_go <= 1 end,
  because = {
    en = "Yours is done next week, while the glue of another dries.",
    nl = "Het uwe doen wij volgende week, terwijl de lijm van een ander droogt.",
  },
  rank    = function(c) return c.weeks_waiting end,          -- small jobs: the oldest first, returning or not
  quota   = { max = SMALL_WEEK, of = "hours" },              -- whatever is told: no more hours than there are
}

selection "next week" {
  when    = function(c) return in_queue(c) and c.hours <= WEEK and c.weeks_to_go <= 1 end,
  because = {
    en = "Your place in the queue, in weeks: {place}. Yours is done next week.",
    nl = "Uw plaats in de rij, in weken: {place}. Het uwe doen wij volgende week.",
  },
  rank    = function(c) return c.place end,
  quota   = { max = WEEK, of = "hours" },
}

selection "plan together" {
  when    = function(c) return in_queue(c) and c.hours > WEEK end,
  because = {
    en = "Your work takes more than a week: {hours} hours. We ring you to plan it in parts.",
    nl = "Uw werk vraagt meer dan een week: {hours} uur. Wij bellen u om het in delen te plannen.",
  },
}

selection "come and look" {
  when    = function(c) return known(c.asked_on) and not known(c.hours) end,
  because = {
    en = "We come and look at your piece on Friday, and then tell you the weeks.",
    nl = "Vrijdag komen wij naar uw stuk kijken; daarna noemen wij u de weken.",
  },
  rank    = function(c) return c.weeks_waiting end,
  limit   = VISITS,
}

selection "say sorry" {
  when    = function(c) return c.promise_broken and not small(c) end,
  because = {
    en = "Weeks we told you: {told_weeks}; weeks you wait: {weeks_waiting}. We ring you to say so, and to say how long it still takes.",
    nl = "Weken die wij noemden: {told_weeks}; weken die u wacht: {weeks_waiting}. Wij bellen u om dat te zeggen, en hoe lang het nog duurt.",
  },
}

-- What must hold whatever we change above.

guarantee "everyone may know" {
  when    = function(c) return true end,
  holds   = function(c, d) return d.told.queue end,
  because = { en = "Nobody is in a group without a sentence that may be said to him.", nl = "Niemand zit in een groep zonder een zin die hem gezegd mag worden." },
}

guarantee "nobody waits for ever" {
  when    = function(c) return in_queue(c) end,
  holds   = function(c, d) return c.weeks_waiting + c.weeks_to_go <= LONGEST end,
  because = { en = "Waited and to wait together stay under what we can answer for.", nl = "Gewacht en nog te wachten blijven samen onder wat wij kunnen verantwoorden." },
}

guarantee "the old go before the new" {
  when    = function(c) return in_queue(c) and c.hours <= WEEK and c.weeks_waiting >= TOO_LONG end,
  holds   = function(c, d) return d.selection["next week"] == "selected" end,
  because = { en = "Whoever waits five months, and does not stand still himself, is done next week, returning or not.", nl = "Wie vijf maanden wacht, en niet zelf stilstaat, wordt volgende week geholpen, trouw of niet." },
}
