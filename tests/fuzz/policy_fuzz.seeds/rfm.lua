policy "Shop" { version = "1" }
customers "customers" { key = "id" }
events "orders" { of = "customer_id", on = "ordered_on" }
local rfm = require "rfm"
rfm {
  events = "orders", amount = "paid", within = months(24), where = function(o) return o.paid > 0 end,
  bins = 4, cut = "equal counts", prefix = "shop_",
  segments = {
    { name = "good", recency = { 3, 4 }, frequency = 4, because = { en = "{shop_frequency} times", nl = "{shop_frequency} keer" } },
    { name = "gone", recency = 1, because = "{shop_recency_days} days" },
  },
  otherwise = { name = "rest", because = "b" },
}
require("rfm")({ last = "last_on", count = "n", amount = "sum" })
