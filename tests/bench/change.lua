-- What would change it, to be measured: one selection whose outcome rests on twelve fields of
-- the customers that generate.c makes, directly, through ratios, and through its exclusions.

policy "Bench of changes" { version = "1", owner = "Engine room", purpose = "Twelve fields, for measuring." }

customers "customers" {
  key = "customer_id",
  fields = {
    nps            = { min = 0, max = 10 },
    orders_12m     = { min = 0 },
    returns_12m    = { min = 0 },
    spend_12m      = { min = 0, step = 0.01 },
    complaints_12m = { min = 0, only = "down" },
    discount_share = { min = 0, max = 1, step = 0.01 },
    member_since   = { only = "down", cost = 4 },
    birth_year     = { sensitive = true },
  },
}

attribute "basket" { is = function(c) return c.spend_12m / max(c.orders_12m, 1) end }

exclusion "complains" {
  when    = function(c) return known(c.complaints_12m) and c.complaints_12m >= 3 end,
  because = "{complaints_12m} complaints this year.",
}
exclusion "sends back" {
  when    = function(c) return c.returns_12m > 2 and c.returns_12m / c.orders_12m > 0.5 end,
  because = "{returns_12m} of {orders_12m} orders came back.",
}
exclusion "just ordered" {
  when    = function(c) return known(c.last_order_on) and days_since(c.last_order_on) < 30 end,
  because = "The last order was on {last_order_on}.",
}

selection "inner circle" {
  when = function(c)
    if not c.consent_email or c.channel == "partner" or c.discount_share > 0.4 then
      return false
    end
    local fond = known(c.nps) and c.nps >= 8
    local near = one_of(c.city, { "Amsterdam", "Rotterdam", "Den Haag", "Utrecht" })
    local grown = not known(c.birth_year) or c.birth_year <= 2004
    return fond and grown and c.member_since < "2024-01-01"
      and (c.orders_12m >= 12 or near and c.orders_12m >= 6)
      and (c.basket >= 40 or c.spend_12m >= 800)
  end,
  because = "You like us ({nps}).",
  rank    = function(c) return c.nps * 100 + c.orders_12m - c.returns_12m * 2 end,
  limit   = 200,
}
