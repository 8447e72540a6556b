-- The customers of the supermarket whom samples/README.md speaks of, by number: S-0015
-- is number 15. Each is a function of chance and of how an amount is made.

local calendar = require "calendar"
local csv = require "csv"

local AS_OF = calendar.from_iso "2026-11-21"

-- Once a week, on the same day, for `weeks` weeks up to `until_ago` days ago.
local function weekly(random, amount_of, weeks, until_ago, household, talks)
  local visits = {}
  for week = weeks, 1, -1 do
    visits[#visits + 1] = {
      day = AS_OF - until_ago - (week - 1) * 7, amount = csv.money(amount_of(random, household)), contact = random:happens(talks),
    }
  end
  return visits
end

return {
  -- Every Saturday for fifteen years; nobody knows his name.
  [15] = function(random, amount_of)
    return {
      name = "Gerrit Visser", postcode = "3703 AB", card_since = "2011-10-01", household_size = 2, km_to_store = 0.8, km_to_competitor = 3.2,
      known_by_name = false, recommends = nil, consent_mail = true, visits = weekly(random, amount_of, 52, 0, 2, 0), complaints = {},
      mails = { { sent_on = "2026-06-15", campaign = "summer", responded = false }, { sent_on = "2026-10-26", campaign = "autumn", responded = false } },
    }
  end,
  -- Twice a month, small basket: brings her neighbours.
  [88] = function(random, amount_of)
    local visits = {}
    for i = 24, 1, -1 do
      visits[#visits + 1] = { day = AS_OF - 3 - (i - 1) * 15, amount = csv.money(amount_of(random, 1) / 2), contact = i % 4 ~= 0 }
    end
    return {
      name = "Fatima El Amrani", postcode = "3701 KB", card_since = "2019-04-13", household_size = 1, km_to_store = 2.6, km_to_competitor = 1.9,
      known_by_name = true, recommends = 10, consent_mail = true, visits = visits,
      complaints = { { made_on = "2025-11-28", about = "the bread", answered_on = "2025-11-29" } },
      mails = { { sent_on = "2026-09-07", campaign = "our own bread", responded = true } },
    }
  end,
  -- Complained twice in spring, was never answered, comes ever less.
  [204] = function(random, amount_of)
    local visits = weekly(random, amount_of, 36, 110, 4, 0.05)
    visits[#visits + 1] = { day = AS_OF - 64, amount = csv.money(12.4), contact = false }
    return {
      name = "Joke van Dijk", postcode = "3705 CD", card_since = "2013-02-16", household_size = 4, km_to_store = 1.4, km_to_competitor = 2.2,
      known_by_name = false, recommends = 3, consent_mail = true, visits = visits,
      complaints = { { made_on = "2026-04-11", about = "a price at the till" }, { made_on = "2026-05-02", about = "a price at the till" } },
      mails = { { sent_on = "2026-06-15", campaign = "summer", responded = false } },
    }
  end,
  -- Spends most of all, no bond whatever: the first to go when somebody opens nearer.
  [333] = function(random, amount_of)
    local visits = weekly(random, amount_of, 52, 2, 5, 0)
    for _, visit in ipairs(visits) do
      visit.amount = csv.money(visit.amount.amount + 95)
    end
    return {
      name = "Jan-Willem Böhmer", postcode = "3708 XH", card_since = "2010-05-22", household_size = 5, km_to_store = 3.9, km_to_competitor = 4.1,
      known_by_name = false, recommends = 6, consent_mail = false, visits = visits, complaints = {}, mails = {},
    }
  end,
  -- Lost her husband; the cashier walked her home. No rule foresaw it (overrides.csv).
  [512] = function(random, amount_of)
    return {
      name = "Wilhelmina Bakker", postcode = "3702 EB", card_since = "2009-01-10", household_size = 1, km_to_store = 0.3, km_to_competitor = 2.9,
      known_by_name = true, recommends = 9, consent_mail = true, visits = weekly(random, amount_of, 49, 1, 1, 0.6), complaints = {}, mails = {},
    }
  end,
}
