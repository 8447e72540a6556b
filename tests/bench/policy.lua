-- Fourteen rules over the customers that generate.c makes: four exclusions, five
-- segments, three points, two selections. All fourteen are asked of everyone.

policy "Bench" {
  version = "1",
  owner   = "Engine room",
  purpose = "Fourteen conditions as teams write them, for measuring.",
}

customers "customers" { key = "customer_id" }

local MANY_COMPLAINTS = dated { ["2025-01-01"] = 4, because = "a limit under debate" }
local QUIET_DAYS = 30

local function active(c)
  return c.orders_12m >= 6 and c.returns_12m * 2 <= c.orders_12m
end

exclusion "complains" {
  when    = function(c) return c.complaints_12m >= MANY_COMPLAINTS end,
  because = "{complaints_12m} complaints this year; at {MANY_COMPLAINTS} we call first.",
}
exclusion "sends back" {
  when    = function(c) return c.returns_12m > 4 and c.returns_12m / c.orders_12m > 0.6 end,
  because = "{returns_12m} of {orders_12m} orders came back.",
}
exclusion "just ordered" {
  when    = function(c) return known(c.last_order_on) and days_since(c.last_order_on) < QUIET_DAYS end,
  because = "The last order was on {last_order_on}; we wait {QUIET_DAYS} days.",
}
exclusion "partner's customer" {
  when    = function(c) return c.channel == "partner" end,
  because = "Your dealer looks after you.",
}

segmentation "kind" {
  mode = "all",
  segment "loyal" {
    when    = function(c) return c.member_since < "2020-01-01" and active(c) end,
    because = "With us since {member_since}.",
  },
  segment "big city" {
    when    = function(c) return one_of(c.city, { "Amsterdam", "Rotterdam", "Den Haag", "Utrecht" }) end,
    because = "You live in {city}.",
  },
  segment "young" {
    when    = function(c) return c.birth_year >= 1998 end,   -- unknown where the year is missing
    because = "Born in {birth_year}.",
  },
  segment "bargain hunter" {
    when    = function(c) return c.discount_share > 0.4 and c.orders_12m >= 3 end,
    because = "Much of what you buy is reduced.",
  },
  segment "dozing" {
    when    = function(c) return not known(c.last_order_on) or c.last_order_on < "2025-11-21" end,
    because = "It has been a while.",
  },
}

segmentation "worth" {
  mode = "score",
  point "orders often" { points = 20, when = function(c) return c.orders_12m >= 12 end, because = "{orders_12m} orders." },
  point "spends well"  { points = 30, when = function(c) return c.spend_12m / max(c.orders_12m, 1) >= 40 end, because = "A good basket." },
  point "recommends"   { points = 25, when = function(c) return c.nps and c.nps >= 9 end, because = "You gave us {nps}." },
  segment "gold" { from = 50, because = "Fifty points or more." },
  otherwise "silver" { because = "Fewer than fifty points." },
}

selection "preview" {
  when    = function(c) return c.consent_email and c.nps and c.nps >= 7 and c.spend_12m >= 200 end,
  because = "You like us ({nps}) and agreed to our mail.",
  limit   = 50000,
  one_per = "household_id",
  holdout = 0.10,
}
selection "win back" {
  when    = function(c) return c.consent_email and c.orders_12m == 0 and c.member_since < "2024-11-21" end,
  because = "We miss you.",
  quota   = { per = "city", max = 200 },
}
