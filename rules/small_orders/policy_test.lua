-- Mystery customers: small, new, unglamorous, and testing us. Run: helder test rules/small_orders

tests { as_of = "2026-11-21" }

local prospect = { no_contact = false, phone = "0600012345", size = "small", employees = 4, known_since = "2026-01-10" }
local asking = with(prospect, { asked_on = "2026-11-20", question = "price", market = "shop" })
local function ordered(...)
  local orders = {}
  for i, day in ipairs { ... } do
    orders[i] = { ordered_on = day, amount = 20 }
  end
  return { orders = orders }
end
local function rung(...)
  local contacts = {}
  for i, day in ipairs { ... } do
    contacts[i] = { contacted_on = day }
  end
  return { contacts = contacts }
end

test "mystery customers: whoever asks is answered and rung" {
  expect = { selection = { ["answer today"] = "selected", ["call back"] = "selected" }, guarantee = { ["nobody is ignored"] = "held" } },
  cases = {
    { "one whisk, eleven euro", given = with(asking, { size = "one man", employees = 1 }), events = ordered "2026-11-20" },
    { "an aunt who wants one pan", given = with(asking, { size = "one man", market = "private" }) },
    { "shrinking, far from our trade", given = with(asking, { market = "office", growth = -20 }) },
    { "we know nothing of him", given = with(asking, { market = none, growth = none, employees = none, known_since = none }) },
    { "a large hotel, like the others", given = with(asking, { size = "large", market = "hotel", growth = 30 }) },
  },
}

test "an answer within a day" {
  cases = {
    { "today", given = with(asking, { asked_on = "2026-11-21" }), expect = { attribute = { days_open = 0 }, selection = { ["answer today"] = "selected", ["answer first, with apologies"] = "not eligible" } } },
    { "yesterday", given = asking, expect = { attribute = { days_open = 1 }, selection = { ["answer today"] = "selected", ["answer first, with apologies"] = "not eligible" } } },
    { "two days ago: sorry", given = with(asking, { asked_on = "2026-11-19" }), expect = { attribute = { days_open = 2 }, selection = { ["answer today"] = "not eligible", ["answer first, with apologies"] = "selected" }, guarantee = { ["nobody is ignored"] = "held" } } },
    { "asked nothing", given = prospect, expect = { attribute = { days_open = none }, selection = { ["answer today"] = "not eligible", ["answer first, with apologies"] = "not eligible", ["call back"] = "not eligible" }, guarantee = { ["nobody is ignored"] = "not asked" } } },
  },
}

test "who asked first is rung first, and nothing else counts" {
  customers = {
    { given = with(asking, { prospect_id = "A", asked_on = "2026-11-21", size = "large" }), expect = { selection = { ["call back"] = "selected" } } },
    { given = with(asking, { prospect_id = "B", asked_on = "2026-11-19" }), expect = { selection = { ["call back"] = "selected" } } },
    { given = with(asking, { prospect_id = "C", phone = none }), expect = { selection = { ["call back"] = "not eligible", ["answer today"] = "selected" } } },
  },
}

test "who asked us not to ring is not rung, and is answered" {
  given = with(asking, { no_contact = true, market = "hotel", growth = 40 }),
  cases = {
    { "all of it", events = ordered "2026-02-01", expect = { excluded = { "asked not to be rung" }, selection = { ["call back"] = "excluded", ["call next week"] = "excluded", visit = "excluded", ["answer today"] = "selected" } } },
    { "ringing is fine", given = { no_contact = false }, events = ordered "2026-02-01", expect = { excluded = {}, selection = { visit = "selected", ["call back"] = "selected" } } },
  },
}

test "three times in thirty days is enough" {
  given = with(asking, { market = "hotel", growth = 40 }),
  cases = {
    { "twice", events = rung("2026-11-01", "2026-11-10"), expect = { attribute = { contacts_30d = 2 }, selection = { ["call back"] = "selected" }, guarantee = { ["no chasing"] = "not asked" } } },
    { "three times", events = rung("2026-11-01", "2026-11-10", "2026-11-20"), expect = { attribute = { contacts_30d = 3 }, selection = { ["call back"] = "contacted enough" }, guarantee = { ["no chasing"] = "held" } } },
    { "the first was longer ago", events = rung("2026-10-22", "2026-11-10", "2026-11-20"), expect = { attribute = { contacts_30d = 2 }, selection = { ["call back"] = "selected" } } },
    { "just within", events = rung("2026-10-23", "2026-11-10", "2026-11-20"), expect = { attribute = { contacts_30d = 3 }, selection = { ["call back"] = "contacted enough" } } },
  },
}

test "a visit is also a contact" {
  given  = with(asking, { market = "hotel", growth = 40 }),
  events = { orders = { { ordered_on = "2026-02-01", amount = 20 } }, contacts = { { contacted_on = "2026-11-01" }, { contacted_on = "2026-11-02" } } },
  expect = { selection = { ["call back"] = "selected", visit = "contacted enough" } },
}

test "whom we visit: who knows us and fits" {
  given  = with(prospect, { market = "caterer", growth = 15 }),
  cases = {
    { "knows us, our trade, grows", events = ordered "2026-02-01", expect = { attribute = { fit_points = 55, fits = true }, selection = { visit = "selected", catalogue = "taken elsewhere" }, reason = { visit = "55 points" } } },
    { "grows less", given = { growth = 14 }, events = ordered "2026-02-01", expect = { attribute = { fit_points = 30, fits = false }, selection = { visit = "not eligible", catalogue = "selected" } } },
    { "grows less, but came back", given = { growth = 14 }, events = ordered("2026-02-01", "2026-03-01"), expect = { attribute = { fit_points = 50 }, selection = { visit = "selected" } } },
    { "we do not know how it grows", given = { growth = none }, events = ordered("2026-02-01", "2026-03-01"), expect = { selection = { visit = "selected" } } },
    { "near our trade", given = { market = "shop" }, events = ordered "2026-02-01", expect = { selection = { visit = "not eligible" } } },
    { "near our trade, came back", given = { market = "shop" }, events = ordered("2026-02-01", "2026-03-01"), expect = { attribute = { fit_points = 60 }, selection = { visit = "selected" } } },
    { "never ordered", expect = { attribute = { fits = true }, selection = { visit = "not eligible", catalogue = "selected" } } },
    { "a point too few", given = { fit_points = 49 }, events = ordered "2026-02-01", expect = { selection = { visit = "not eligible" }, guarantee = { ["who fits is told so"] = "broken" } } },
  },
}

test "who gets the catalogue" {
  cases = {
    { "one good sign", given = with(prospect, { market = "hotel" }), expect = { selection = { catalogue = "selected" }, reason = { catalogue = "fits what we make: 30 points" } } },
    { "none", given = with(prospect, { market = "school" }), expect = { attribute = { fit_points = 15 }, selection = { catalogue = "not eligible" } } },
    { "twenty-five is enough", given = with(prospect, { market = "school", asked_on = "2026-11-21" }), expect = { attribute = { fit_points = 25 }, selection = { catalogue = "selected" }, guarantee = { ["who fits is told so"] = "held" } } },
    { "twenty-four is not", given = with(prospect, { fit_points = 24 }), expect = { selection = { catalogue = "not eligible" }, guarantee = { ["who fits is told so"] = "broken" } } },
    { "no call, but post", given = with(prospect, { market = "hotel", growth = 40, no_contact = true }), events = ordered "2026-02-01", expect = { selection = { visit = "excluded", catalogue = "selected" } } },
  },
}

-- The floor does not look at the fit: who fits least, and who fits most.
test "fit or not, the same floor" {
  expect = { selection = { ["answer today"] = "selected", ["call back"] = "selected" } },
  cases = {
    { "not at all", given = with(asking, { market = "private", growth = -20 }), expect = { attribute = { fits = false }, selection = { visit = "not eligible", catalogue = "not eligible" } } },
    { "in all", given = with(asking, { market = "hotel", growth = 40 }), events = ordered("2026-02-01", "2026-03-01"), expect = { attribute = { fit_points = 85 }, selection = { visit = "selected" } } },
  },
}

test "the hours that a question is open" {
  cases = {
    { "at nine today", given = with(asking, { asked_on = "2026-11-21", asked_hour = 9 }), expect = { attribute = { hours_open = 15 } } },
    { "at half past nine yesterday", given = with(asking, { asked_hour = 9.5 }), expect = { attribute = { hours_open = 38.5 } } },
    { "by letter: at noon", given = asking, expect = { attribute = { hours_open = 36 } } },
    { "asked nothing", given = prospect, expect = { attribute = { hours_open = none } } },
  },
}

test "the fit, in points" {
  cases = {
    { "nothing known", given = prospect, expect = { score = { fit = 0 }, segment = { fit = "not our trade" } } },
    { "our trade", given = with(prospect, { market = "restaurant" }), expect = { score = { fit = 30 }, segment = { fit = "promising" } } },
    { "near our trade", given = with(prospect, { market = "school" }), expect = { score = { fit = 15 }, segment = { fit = "not our trade" } } },
    { "grows by fifteen", given = with(prospect, { market = "office", growth = 15 }), expect = { score = { fit = 25 }, segment = { fit = "promising" } } },
    { "by fourteen", given = with(prospect, { market = "office", growth = 14 }), expect = { score = { fit = 0 } } },
    { "ordered once", given = with(prospect, { market = "office" }), events = ordered "2026-02-01", expect = { score = { fit = 0 }, segment = { stage = "first order" }, attribute = { orders_made = 1, first_order_on = "2026-02-01" } } },
    { "ordered twice", given = with(prospect, { market = "office" }), events = ordered("2026-03-01", "2026-02-01"), expect = { score = { fit = 20 }, segment = { stage = "customer" }, attribute = { orders_made = 2, ordered = 40, first_order_on = "2026-02-01" } } },
    { "asks", given = with(prospect, { market = "office", asked_on = "2026-11-21" }), expect = { score = { fit = 10 } } },
    { "fifty is qualified", given = with(prospect, { market = "hotel" }), events = ordered("2026-02-01", "2026-03-01"), expect = { score = { fit = 50 }, segment = { fit = "qualified" } } },
    { "forty-five is not", given = with(prospect, { market = "shop", growth = 20 }), expect = { score = { fit = 40 }, segment = { fit = "promising" } } },
    { "twenty-five is promising", given = with(prospect, { market = "school", asked_on = "2026-11-21" }), expect = { score = { fit = 25 }, segment = { fit = "promising" } } },
    { "never ordered", given = with(prospect, { market = "office" }), expect = { segment = { stage = "stranger" }, reason = { stage = { nl = "U bestelde nog niet" } } } },
  },
}

-- --- many at once

-- `count` prospects like this one, named by a letter so that ties go by the alphabet.
local function many(letter, count, like, expect, into)
  for i = 1, count do
    into[#into + 1] = { given = with(like, { prospect_id = ("%s%03d"):format(letter, i) }), expect = expect(i) }
  end
  return into
end
local function called(first_refused)
  return function(i)
    return { selection = { ["call back"] = i < first_refused and "selected" or "below the cut" } }
  end
end

test "two hundred and forty calls, the oldest question first" {
  customers = many("B", 240, asking, called(240), many("A", 1, with(asking, { asked_on = "2026-11-19", size = "small" }), called(2), {})),
}

test "who does not fit in this week is rung next week" {
  customers = many("B", 480, asking, function(i)
    return { selection = { ["call back"] = i <= 240 and "selected" or "below the cut", ["call next week"] = i <= 240 and "taken elsewhere" or "selected" } }
  end, {}),
  expect    = { guarantee = { ["whoever asks is rung"] = "held" } },
}
test "next week too, who asked first is first" {
  customers = many("B", 480, asking, function(i)
    return {
      selection = { ["call next week"] = i <= 239 and "taken elsewhere" or i <= 479 and "selected" or "below the cut" },
      guarantee = { ["whoever asks is rung"] = i <= 479 and "held" or "broken" },
    }
  end, many("C", 1, with(asking, { asked_on = "2026-11-19" }), called(2), {})),
}
test "next week goes by the question as well, and looks thirty days back" {
  customers = many("A", 240, with(asking, { asked_on = "2026-11-19" }), called(241), many("B", 240, with(asking, { asked_on = "2026-11-21" }), function(i)
    return { selection = { ["call next week"] = i < 240 and "selected" or "below the cut" }, guarantee = { ["whoever asks is rung"] = i < 240 and "held" or "broken" } }
  end, {
    { given = with(asking, { prospect_id = "C" }), events = rung("2026-10-22", "2026-11-10", "2026-11-20"), expect = { selection = { ["call next week"] = "selected" } } },
  })),
}

test "no question grows old" {
  cases = {
    { "two days", given = with(asking, { asked_on = "2026-11-19" }), expect = { guarantee = { ["no question grows old"] = "held" } } },
    { "three", given = with(asking, { asked_on = "2026-11-18" }), expect = { guarantee = { ["no question grows old"] = "broken", ["nobody is ignored"] = "held" } } },
    { "asked nothing", given = prospect, expect = { guarantee = { ["no question grows old"] = "not asked", ["whoever asks is rung"] = "not asked" } } },
  },
}

test "of one day, who waits longest is rung first" {
  customers = many("B", 240, with(asking, { asked_hour = 11.5 }), called(240), many("C", 1, with(asking, { asked_hour = 11.25 }), called(2), {})),
}

test "thirty visits, the best fit first" {
  customers = many("B", 30, with(prospect, { market = "hotel", growth = 48, orders_made = 1 }),
    function(i) return { selection = { visit = i < 30 and "selected" or "below the cut" } } end,
    many("C", 1, with(prospect, { market = "shop", growth = 15, orders_made = 2 }), function() return { selection = { visit = "selected" } } end, {})),
}

test "of equal points the fastest growth first, unknown last" {
  customers = many("B", 29, with(prospect, { market = "hotel", growth = 2, orders_made = 2 }), function() return { selection = { visit = "selected" } } end,
    many("A", 1, with(prospect, { market = "hotel", growth = none, orders_made = 2 }), function() return { selection = { visit = "below the cut" } } end,
    many("C", 1, with(prospect, { market = "hotel", growth = 1, orders_made = 2 }), function() return { selection = { visit = "selected" } } end, {}))),
}

test "fit or not, rung alike" {
  cases = {
    { "four fifths is enough", customers = many("L", 100, with(asking, { market = "hotel", growth = 40 }), called(81), many("A", 160, with(asking, { asked_on = "2026-11-19" }), called(161), {})), expect = { guarantee = { ["fit or not, rung alike"] = "held" } } },
    { "less is not", customers = many("L", 101, with(asking, { market = "hotel", growth = 40 }), called(81), many("A", 160, with(asking, { asked_on = "2026-11-19" }), called(161), {})), expect = { guarantee = { ["fit or not, rung alike"] = "broken" } } },
    { "whom we may not ring does not count", customers = many("L", 30, with(asking, { market = "hotel", growth = 40, no_contact = true }), function() return {} end, many("A", 30, asking, called(31), {})), expect = { guarantee = { ["fit or not, rung alike"] = "held" } } },
  },
}

test "fair shares: four fifths is enough" {
  customers = many("L", 100, with(asking, { size = "large" }), called(81), many("A", 160, with(asking, { asked_on = "2026-11-19" }), called(161), {})),
  expect    = { guarantee = { ["small customers too"] = "held" } },
}
test "fair shares: less is not" {
  customers = many("L", 101, with(asking, { size = "large" }), called(81), many("A", 160, with(asking, { asked_on = "2026-11-19" }), called(161), {})),
  expect    = { guarantee = { ["small customers too"] = "broken" } },
}
test "fair shares: for few as well" {
  customers = many("L", 3, with(asking, { size = "large" }), called(1), many("A", 240, with(asking, { asked_on = "2026-11-19" }), called(241), {})),
  expect    = { guarantee = { ["small customers too"] = "broken" } },
}
test "fair shares: among those who asked, and whom we may ring" {
  expect = { guarantee = { ["small customers too"] = "held" } },
  cases  = {
    { "asked nothing", customers = many("L", 30, with(prospect, { size = "large" }), function() return {} end, many("A", 30, asking, called(31), {})) },
    { "has no telephone", customers = many("L", 30, with(asking, { size = "large", phone = none }), function() return {} end, many("A", 30, asking, called(31), {})) },
    { "wants no call", customers = many("L", 30, with(asking, { size = "large", no_contact = true }), function() return {} end, many("A", 30, asking, called(31), {})) },
  },
}

test "a promise must be able to break" {
  given = with(asking, { contacts_30d = 3, market = "hotel", growth = 40, orders_made = 1 }),   -- given, so that pressure does not see it
  cases = {
    { "a call and a visit", expect = { selection = { ["call back"] = "selected", visit = "selected" }, guarantee = { ["no chasing"] = "broken" } } },
    { "a call alone", given = { growth = 3 }, expect = { selection = { visit = "not eligible" }, guarantee = { ["no chasing"] = "broken" } } },
    { "a visit alone", given = { phone = none }, expect = { selection = { ["call back"] = "not eligible" }, guarantee = { ["no chasing"] = "broken" } } },
    { "neither", given = { phone = none, growth = 3 }, expect = { guarantee = { ["no chasing"] = "held" } } },
  },
}

test "a visit within the month" {
  given = with(prospect, { market = "hotel", growth = 40, orders_made = 1 }),
  cases = {
    { "three within", events = rung("2026-10-23", "2026-11-10", "2026-11-20"), expect = { selection = { visit = "contacted enough" } } },
    { "the first just before", events = rung("2026-10-22", "2026-11-10", "2026-11-20"), expect = { selection = { visit = "selected" } } },
  },
}

test "a care home is near our trade" {
  given = with(prospect, { market = "care home" }), expect = { score = { fit = 15 } },
}
