-- What the policy should do, on households that are made up. Run: helder test rules/tailoring

tests { as_of = "2026-11-21" }

local household = {
  adults = 2, children = 0, home_by_day = false, messages = true, boxes_12m = 40, box_kilos = 5, bill_open = 0,
  kilos = 3, wanted_days = 5, door_hour = 20, reached_by = "app", recipes = 1,
}

local function many(number, of, each)
  local list = {}
  for i = 1, number do
    list[i] = each(i, ("%s-%03d"):format(of, i))
  end
  return list
end

-- --- which household is which

test "who lives there decides where a household belongs" {
  given = household,
  cases = {
    { "nobody home by day",       expect = { segment = { household = "out by day" } } },
    { "two adults share no house", given = { adults = 2 }, expect = { segment = { household = "out by day" } } },
    { "three do",                  given = { adults = 3 },
      expect = { segment = { household = "shared house" }, reason = { household = "3 adults together" } } },
    { "one child makes a family",  given = { children = 1, adults = 1 },
      expect = { segment = { household = "family" }, reason = { household = { nl = "wonen kinderen thuis (1)" } } } },
    { "so do three",               given = { children = 3 }, expect = { segment = { household = "family" } } },
    { "also in a shared house",    given = { children = 2, adults = 4 }, expect = { segment = { household = "family" } } },
    { "home by day",               given = { home_by_day = true }, expect = { segment = { household = "home by day" } } },
    { "a shared house stays one",  given = { home_by_day = true, adults = 5 }, expect = { segment = { household = "shared house" } } },
    { "nobody knows",              given = { adults = none, children = none, home_by_day = none },
      expect = { segment = { household = "out by day" } } },
  },
}

-- --- who is left out

test "a pause ends by itself" {
  given = household,
  cases = {
    { "none was asked",  expect = { excluded = {} } },
    { "until tomorrow",  given = { paused_until = "2026-11-22" },
      expect = { excluded = { "paused" }, selection = { ["your own hour"] = "excluded" }, reason = { paused = "until 22 November 2026" } } },
    { "until today",     given = { paused_until = "2026-11-21" }, expect = { excluded = {} } },
  },
}

test "who wants no messages gets none" {
  given = household,
  cases = {
    { "agreed",     expect = { excluded = {}, selection = { ["your own hour"] = "selected" } } },
    { "did not",    given = { messages = false }, expect = { excluded = { "wants no messages" }, selection = { ["your own hour"] = "excluded" } } },
  },
}

test "an open bill costs a promised hour, and nothing else" {
  given = with(household, { kilos = 10, wanted_days = none }),
  cases = {
    { "a forgotten bill", given = { bill_open = 49.99 },
      expect = { excluded = {}, selection = { ["your own hour"] = "selected" }, guarantee = { ["an open bill keeps nobody hungry"] = "not asked" } } },
    { "fifty euro",       given = { bill_open = 50 },
      expect = { excluded = { "bill is open" }, selection = { ["your own hour"] = "excluded", ["please tell us"] = "selected" },
        reason = { ["bill is open"] = "50 euro" }, guarantee = { ["an open bill keeps nobody hungry"] = "held" } } },
    { "and many children", given = { bill_open = 142.50, children = 3 },
      expect = { selection = { ["the large box"] = "selected" }, guarantee = { ["an open bill keeps nobody hungry"] = "held" } } },
    { "and a pause",      given = { bill_open = 60, children = 3, paused_until = "2027-01-04" },
      expect = { selection = { ["the large box"] = "excluded" }, guarantee = { ["an open bill keeps nobody hungry"] = "held" } } },
    { "and no messages",  given = { bill_open = 60, children = 3, messages = false },
      expect = { selection = { ["the large box"] = "excluded" }, guarantee = { ["an open bill keeps nobody hungry"] = "held" } } },
  },
}

-- --- each his own hour

test "whose hours lie far apart may choose" {
  given = household,
  cases = {
    { "out by day",         expect = { selection = { ["your own hour"] = "selected" }, reason = { ["your own hour"] = "at the door at 20 o'clock" } } },
    { "a family",           given = { children = 1 }, expect = { selection = { ["your own hour"] = "not eligible" } } },
    { "a shared house",     given = { adults = 3 }, expect = { selection = { ["your own hour"] = "not eligible" } } },
    { "home by day",        given = { home_by_day = true }, expect = { selection = { ["your own hour"] = "not eligible" } } },
    { "an hour nobody knows", given = { door_hour = none }, expect = { selection = { ["your own hour"] = "not eligible" }, attribute = { hours_off = none } } },
  },
}

test "first who is worst served now" {
  given = household,
  cases = {
    { "before the usual hour", given = { door_hour = 6 },  expect = { attribute = { hours_off = 8 } } },
    { "after it",              given = { door_hour = 21 },  expect = { attribute = { hours_off = 7 } } },
    { "at it",                 given = { door_hour = 14 },  expect = { attribute = { hours_off = 0 } } },
  },
}

test "two hundred and forty hours can be kept" {
  customers = many(241, "B", function(i, key)
    return { given = with(household, { household_id = key, door_hour = i == 7 and 14 or 20 }),
      expect = { selection = { ["your own hour"] = i == 7 and "below the cut" or "selected" } } }
  end),
}

-- --- the large box

test "a family whose box is two kilos short" {
  given = with(household, { children = 3, kilos = 7 }),
  cases = {
    { "gets the large one",    expect = { attribute = { short = 2 }, selection = { ["the large box"] = "selected" },
      reason = { ["the large box"] = "With 3 children you eat 7 kilos" } } },
    { "not with two children", given = { children = 2 }, expect = { selection = { ["the large box"] = "not eligible" } } },
    { "not a little short",    given = { kilos = 6.5 }, expect = { selection = { ["the large box"] = "not eligible" } } },
    { "not unasked",           given = { kilos = none }, expect = { selection = { ["the large box"] = "not eligible" }, attribute = { short = none } } },
  },
}

test "a hundred and twenty crates, first who is hungriest" {
  customers = many(121, "B", function(i, key)
    return { given = with(household, { household_id = key, children = 3, kilos = i == 5 and 7 or 9 }),
      expect = { selection = { ["the large box"] = i == 5 and "below the cut" or "selected" } } }
  end),
}

-- --- nobody is served by guessing

test "who did not answer is asked" {
  given = household,
  cases = {
    { "all is known",        expect = { selection = { ["please tell us"] = "not eligible" } } },
    { "not the kilos",       given = { kilos = none }, expect = { selection = { ["please tell us"] = "selected" } } },
    { "not the days",        given = { wanted_days = none }, expect = { selection = { ["please tell us"] = "selected" } } },
    { "not the hour",        given = { door_hour = none }, expect = { selection = { ["please tell us"] = "selected" } } },
    { "recipes are not asked for", given = { recipes = none, reached_by = none }, expect = { selection = { ["please tell us"] = "not eligible" } } },
  },
}

test "Sanne phones sixty, the most faithful first" {
  customers = many(61, "B", function(i, key)
    return { given = with(household, { household_id = key, kilos = none, boxes_12m = i == 9 and 3 or 50 }),
      expect = { selection = { ["please tell us"] = i == 9 and "below the cut" or "selected" } } }
  end),
}

-- --- what is swapped, by the drivers' book

test "what is swapped in a box is counted over twelve weeks" {
  given  = household,
  events = { deliveries = { { brought_on = "2026-11-20", swapped = 4 }, { brought_on = "2026-10-30", swapped = 1 } } },
  cases  = {
    { "the mean of the boxes", expect = { attribute = { swaps_a_box = 2.5 } } },
    { "what was not noted is passed over", events = { deliveries = { { brought_on = "2026-11-20", swapped = 4 }, { brought_on = "2026-11-13" } } },
      expect = { attribute = { swaps_a_box = 4 } } },
    { "the first day counts",  events = { deliveries = { { brought_on = "2026-08-30", swapped = 3 } } }, expect = { attribute = { swaps_a_box = 3 } } },
    { "the day before does not", events = { deliveries = { { brought_on = "2026-08-29", swapped = 3 } } }, expect = { attribute = { swaps_a_box = none } } },
    { "no box, no answer",     events = { deliveries = {} }, expect = { attribute = { swaps_a_box = none }, selection = { ["your own hour"] = "selected" } } },
  },
}

-- --- what must always hold

test "everyone who had a box is somewhere" {
  given = household,
  cases = {
    { "one box",  given = { boxes_12m = 1 }, expect = { guarantee = { ["everyone is served"] = "held" } } },
    { "not yet",  given = { boxes_12m = 0 }, expect = { guarantee = { ["everyone is served"] = "not asked" } } },
  },
}
