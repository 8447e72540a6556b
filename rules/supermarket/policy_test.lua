-- Loyalty, habit, and what we do about either. Run: helder test rules/supermarket

tests { as_of = "2026-11-21" }

local customer = {
  card_since = "2015-03-01", household_size = 2, km_to_store = 1.0, km_to_competitor = 3.0, known_by_name = false, consent_mail = true,
}
local weekly = with(customer, { visits_12m = 52, visits_quarter = 12, visits_half = 25 })   -- attributes, given
local bonded = with(customer, { known_by_name = true, recommends = 10 })

test "new for ninety days" {
  cases = {
    { "ninety", given = with(customer, { card_since = "2026-08-23" }), expect = { attribute = { tenure_days = 90 }, segment = { loyalty = "new" } } },
    { "ninety-one", given = with(customer, { card_since = "2026-08-22" }), expect = { segment = { loyalty = "passing by" } } },
  },
}

test "visits, spending and words come from the till's book" {
  given  = customer,
  events = { visits = {
    { visited_on = "2025-11-21", amount = 99, contact = true }, { visited_on = "2025-11-22", amount = 10.5, contact = true },
    { visited_on = "2026-05-25", amount = 20, contact = false }, { visited_on = "2026-05-26", amount = 20, contact = false },
    { visited_on = "2026-08-23", amount = 5, contact = false }, { visited_on = "2026-08-24", amount = 4.5, contact = true },
  } },
  expect = { attribute = { visits_12m = 5, spend_12m = 60, talks_12m = 2, missed_chances = 3, visits_half = 3, visits_quarter = 1, visits_before = 2 } },
}

test "the bond, sign by sign" {
  cases = {
    { "none", given = customer, expect = { attribute = { bond = 0, complaints_open = 0, complaints_answered = 0, answers_12m = 0 }, segment = { loyalty = "passing by", stays = "now and then" } } },
    { "known by name", given = with(customer, { known_by_name = true }), expect = { attribute = { bond = 3 }, segment = { loyalty = "passing by" } } },
    { "recommends us", given = with(customer, { recommends = 9 }), expect = { attribute = { bond = 3 } } },
    { "an eight is only content", given = with(customer, { recommends = 8 }), expect = { attribute = { bond = 0 } } },
    { "a complaint that was answered", given = customer, events = { complaints = { { made_on = "2026-05-01", answered_on = "2026-05-02" } } }, expect = { attribute = { bond = 2, complaints_answered = 1, complaints_open = 0 } } },
    { "one answered, one not", given = customer, events = { complaints = { { made_on = "2026-05-01", answered_on = "2026-05-02" }, { made_on = "2026-06-01" } } }, expect = { attribute = { bond = 0, complaints_answered = 1, complaints_open = 1 } } },
    { "answers our mail", given = customer, events = { mailings = { { sent_on = "2026-06-15", responded = true } } }, expect = { attribute = { bond = 2, answers_12m = 1 } } },
    { "answered it long ago", given = customer, events = { mailings = { { sent_on = "2025-11-21", responded = true } } }, expect = { attribute = { bond = 0, answers_12m = 0 } } },
    { "all of it", given = bonded, events = { complaints = { { made_on = "2026-05-01", answered_on = "2026-05-02" } }, mailings = { { sent_on = "2026-06-15", responded = true } } }, expect = { attribute = { bond = 10 }, segment = { loyalty = "fan" } } },
  },
}

test "loyalty is not frequency" {
  cases = {
    { "fifteen years, every week, and nobody knows him", given = weekly, expect = { segment = { loyalty = "habitual" }, guarantee = { ["habit is no loyalty"] = "held" } } },
    { "forty is every week", given = with(weekly, { visits_12m = 40 }), expect = { segment = { loyalty = "habitual" } } },
    { "thirty-nine is not", given = with(weekly, { visits_12m = 39 }), expect = { segment = { loyalty = "passing by" }, guarantee = { ["habit is no loyalty"] = "not asked" } } },
    { "a bond of four", given = with(weekly, { bond = 4 }), expect = { segment = { loyalty = "attached", stays = "whatever opens" }, guarantee = { ["habit is no loyalty"] = "not asked" } } },
    { "of three", given = with(weekly, { bond = 3 }), expect = { segment = { loyalty = "habitual" } } },
    { "a bond of seven", given = with(customer, { bond = 7, visits_12m = 3, visits_quarter = 1, visits_half = 2, spend_12m = 999.5 }), expect = { segment = { loyalty = "fan" }, guarantee = { ["a small basket counts"] = "held" } } },
    { "of six", given = with(customer, { bond = 6, visits_12m = 3 }), expect = { segment = { loyalty = "attached" }, guarantee = { ["a small basket counts"] = "not asked" } } },
    { "a large basket is not asked", given = with(customer, { bond = 7, visits_12m = 3, visits_quarter = 1, visits_half = 2, spend_12m = 1000 }), expect = { guarantee = { ["a small basket counts"] = "not asked" } } },
    { "who comes half as often as well", given = with(customer, { bond = 7, visits_quarter = 1, visits_half = 20, spend_12m = 90 }), expect = { segment = { loyalty = "fan" }, guarantee = { ["a small basket counts"] = "held" } } },
    { "new and warm", given = with(customer, { bond = 7, card_since = "2026-10-01", visits_quarter = 2, visits_half = 2, spend_12m = 90 }), expect = { segment = { loyalty = "new" }, guarantee = { ["a small basket counts"] = "held" } } },
  },
}

test "who drifts" {
  cases = {
    { "half of six", given = with(customer, { visits_quarter = 3, visits_half = 9 }), expect = { segment = { loyalty = "drifting" }, reason = { loyalty = "You came 3 times in the past 90 days and 6 times" } } },
    { "more than half", given = with(customer, { visits_quarter = 4, visits_half = 10 }), expect = { segment = { loyalty = "passing by" } } },
    { "too seldom to say", given = with(customer, { visits_quarter = 1, visits_half = 6 }), expect = { segment = { loyalty = "passing by" } } },
    { "a bond goes first", given = with(customer, { visits_quarter = 1, visits_half = 20, bond = 4 }), expect = { segment = { loyalty = "attached" } } },
    { "also a strong one", given = with(bonded, { visits_quarter = 1, visits_half = 20, answers_12m = 1 }), expect = { segment = { loyalty = "fan", stays = "whatever opens" } } },
    { "one sign is no bond", given = with(customer, { visits_quarter = 1, visits_half = 20, bond = 3 }), expect = { segment = { loyalty = "drifting" } } },
    { "every week until lately", given = with(weekly, { visits_quarter = 1, visits_half = 20 }), expect = { segment = { loyalty = "drifting", stays = "going already" } } },
  },
}

test "who stays when another shop is nearer" {
  cases = {
    { "we are nearest", given = weekly, expect = { segment = { stays = "out of habit, while we are nearest" } } },
    { "as near", given = with(weekly, { km_to_competitor = 1.0, visits_12m = 40 }), expect = { segment = { stays = "out of habit, while we are nearest" } } },
    { "the other is nearer", given = with(weekly, { km_to_competitor = 0.9, visits_12m = 40 }), expect = { segment = { stays = "out of habit, past a nearer shop" } } },
    { "but there is a bond", given = with(bonded, { km_to_competitor = 0.9, visits_12m = 40 }), expect = { segment = { stays = "whatever opens" } } },
    { "comes less", given = with(weekly, { visits_12m = 39 }), expect = { segment = { stays = "now and then" } } },
    { "farther than habit carries", given = with(weekly, { km_to_store = 4, km_to_competitor = 1 }), expect = { segment = { stays = "lost to a nearer shop" } } },
    { "not quite so far", given = with(weekly, { km_to_store = 3.9, km_to_competitor = 1 }), expect = { segment = { stays = "out of habit, past a nearer shop" } } },
    { "a bond carries farther", given = with(weekly, { km_to_store = 4, km_to_competitor = 1, bond = 4 }), expect = { segment = { stays = "whatever opens" } } },
    { "who comes less is no habit to lose", given = with(weekly, { km_to_store = 4, km_to_competitor = 1, visits_12m = 39 }), expect = { segment = { stays = "now and then" } } },
    { "forty is", given = with(weekly, { km_to_store = 4, km_to_competitor = 1, visits_12m = 40 }), expect = { segment = { stays = "lost to a nearer shop" } } },
    { "we do not know where he lives", given = with(weekly, { km_to_store = none, visits_12m = 40 }), expect = { segment = { stays = "out of habit, from we do not know where" }, undecided = {} } },
    { "nor where the other shop is", given = with(weekly, { km_to_competitor = none }), expect = { segment = { stays = "out of habit, from we do not know where" }, undecided = {} } },
    { "and he comes less", given = with(weekly, { km_to_store = none, visits_12m = 39 }), expect = { segment = { stays = "now and then" } } },
  },
}

test "a name is asked where most was missed" {
  cases = {
    { "every week, no name", given = weekly, expect = { selection = { ["greet by name"] = "selected" } } },
    { "we know the name", given = with(weekly, { known_by_name = true }), expect = { selection = { ["greet by name"] = "not eligible" } } },
    { "comes less", given = with(weekly, { visits_12m = 39 }), expect = { selection = { ["greet by name"] = "not eligible" } } },
  },
}

test "a complaint that nobody answered" {
  cases = {
    { "and comes less", given = with(customer, { complaints_open = 1, visits_quarter = 3, visits_half = 10 }), expect = { selection = { ["the manager rings"] = "selected" } } },
    { "and comes as often", given = with(customer, { complaints_open = 1, visits_quarter = 5, visits_half = 10 }), expect = { selection = { ["the manager rings"] = "selected" } } },
    { "and comes more", given = with(customer, { complaints_open = 1, visits_quarter = 6, visits_half = 10 }), expect = { selection = { ["the manager rings"] = "not eligible" } } },
    { "all answered", given = with(customer, { complaints_open = 0, visits_quarter = 3, visits_half = 10 }), expect = { selection = { ["the manager rings"] = "not eligible" } } },
  },
}

test "a card is for fans, and not the third thing in two months" {
  given = with(bonded, { bond = 8, customer_id = "S-1" }),
  cases = {
    { "a fan", expect = { selection = { ["a card by hand"] = "selected" }, excluded = {} } },
    { "seven will do", given = { bond = 7 }, expect = { selection = { ["a card by hand"] = "selected" } } },
    { "six will not", given = { bond = 6 }, expect = { selection = { ["a card by hand"] = "not eligible" } } },
    { "no mail, please", given = { consent_mail = false }, expect = { excluded = { "no mail" }, selection = { ["a card by hand"] = "excluded", ["greet by name"] = "not eligible" } } },
    { "one mailing", events = { mailings = { { sent_on = "2026-10-26" } } }, expect = { selection = { ["a card by hand"] = "selected" } } },
    { "two mailings", events = { mailings = { { sent_on = "2026-10-26" }, { sent_on = "2026-09-23" } } }, expect = { selection = { ["a card by hand"] = "contacted enough" } } },
    { "the first was before", events = { mailings = { { sent_on = "2026-10-26" }, { sent_on = "2026-09-22" } } }, expect = { selection = { ["a card by hand"] = "selected" } } },
  },
}

-- --- many at once

local function many(letter, count, like, expect, into)
  for i = 1, count do
    into[#into + 1] = { given = with(like, { customer_id = ("%s%03d"):format(letter, i) }), expect = expect(i) }
  end
  return into
end
local function chosen(selection, room)
  return function(i)
    return { selection = { [selection] = i <= room and "selected" or "below the cut" } }
  end
end

test "sixty greetings, first where we missed most" {
  customers = many("B", 60, with(weekly, { talks_12m = 40 }), chosen("greet by name", 59),
    many("C", 1, with(weekly, { talks_12m = 0 }), chosen("greet by name", 1), {})),
}

local unheard = with(customer, { complaints_open = 1, visits_quarter = 3, visits_half = 10 })
test "twenty-five calls: most complaints first, then who comes less" {
  customers = many("B", 25, unheard, chosen("the manager rings", 23),
    many("C", 1, with(unheard, { complaints_open = 2, visits_quarter = 5 }), chosen("the manager rings", 1),
      many("D", 1, with(unheard, { visits_quarter = 2 }), chosen("the manager rings", 1),
        many("A", 1, with(unheard, { visits_quarter = 5 }), chosen("the manager rings", 0), {})))),
}

-- The draw is of the policy's own, the same each time: these keys are not drawn.
local fan = with(bonded, { bond = 7 })
local function or_drawn(limit)
  return function(i)
    return i > limit and { selection = { ["a card by hand"] = "below the cut" } } or {}
  end
end
test "forty cards, the strongest bond first" {
  customers = many("B", 40, fan, or_drawn(39), many("C", 1, with(fan, { bond = 10, customer_id = "C001" }), function() return {} end, {})),
}
test "the fortieth is not cut off" {
  customers = many("B", 41, fan, or_drawn(40), {}),
}
test "one in ten is kept back, to learn what the card does" {
  cases = {
    { "H018", given = with(fan, { customer_id = "H018" }), expect = { selection = { ["a card by hand"] = "holdout" } } },
  },
}

test "a visit more than half is no drift" {
  given = with(customer, { visits_quarter = 6, visits_half = 17 }), expect = { segment = { loyalty = "passing by" } },
}
test "forty visits are a habit, to be greeted and to be told from loyalty" {
  given  = with(customer, { visits_12m = 40, talks_12m = 0, visits_quarter = 10, visits_half = 20 }),
  expect = { selection = { ["greet by name"] = "selected" }, guarantee = { ["habit is no loyalty"] = "held", ["everyone may know"] = "held" } },
}
test "a mailing answered a year ago less a day" {
  given = customer, events = { mailings = { { sent_on = "2025-11-22", responded = true } } }, expect = { attribute = { answers_12m = 1 } },
}
