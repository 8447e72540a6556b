policy "Own groups" { version = "1", owner = "tests", purpose = "RFM with bins and segments of the policy's own." }
customers "customers" { key = "customer" }

local rfm = require "rfm"

rfm {
  last = "last_on", count = "orders", amount = "spend",
  bins = 3, cut = "quantiles", prefix = "shop_",
  segments = {
    { name = "regular", recency = { 2, 3 }, frequency = 3,
      because = { en = "You ordered {orders} times, the last time {shop_recency_days} days ago ({shop_rfm_score}).",
                  nl = "U bestelde {orders} keer, de laatste keer {shop_recency_days} dagen geleden ({shop_rfm_score})." } },
    { name = "away", recency = 1, monetary = { 2, 3 }, because = "We have not seen you for {shop_recency_days} days." },
  },
  otherwise = { name = "customer", because = { en = "Welcome.", nl = "Welkom." } },
}

selection "a word" {
  when = function(c) return c.company and c.shop_frequency_score >= 2 end,
  because = "You ordered {orders} times.",
}
