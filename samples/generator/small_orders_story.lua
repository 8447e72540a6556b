-- The prospects whom samples/README.md speaks of, by number: P-0048 is number 48.

return {
  -- A test: one whisk, 11.95 euro, asked two days ago. Behind it stands a buyer of nine restaurants.
  [48] = {
    company = "Eethuis De Proef", city = "Utrecht", market = "restaurant", size = "one man", employees = 1, growth = nil,
    known_since = "2026-11-19", asked_on = "2026-11-19", question = "delivery time", phone = "0600048001", no_contact = false,
    orders = { { ordered_on = "2026-11-19", amount = 11.95 } }, contacts = {},
  },
  -- Grows fast, fits, asked today.
  [120] = {
    company = "Traiteur Yılmaz", city = "Amersfoort", market = "caterer", size = "small", employees = 7, growth = 41,
    known_since = "2026-03-02", asked_on = "2026-11-21", question = "price", phone = "0600012000", no_contact = false,
    orders = { { ordered_on = "2026-03-02", amount = 88.4 }, { ordered_on = "2026-07-14", amount = 341.0 } }, contacts = {},
  },
  -- Big, and rung six times this month: enough.
  [300] = {
    company = "Hotel Van den Berg", city = "Den Haag", market = "hotel", size = "large", employees = 420, growth = 6,
    known_since = "2024-05-21", asked_on = "2026-11-20", question = "sample", phone = "0600030000", no_contact = false,
    orders = { { ordered_on = "2025-10-10", amount = 7450.0 }, { ordered_on = "2026-09-03", amount = 3120.5 } },
    contacts = {
      { contacted_on = "2026-10-27", kind = "call", by = "Hugo" }, { contacted_on = "2026-11-02", kind = "call", by = "Hugo" },
      { contacted_on = "2026-11-05", kind = "mail", by = "Samira" }, { contacted_on = "2026-11-11", kind = "call", by = "Hugo" },
      { contacted_on = "2026-11-16", kind = "visit", by = "Els" }, { contacted_on = "2026-11-18", kind = "call", by = "Hugo" },
    },
  },
  -- Not our market at all: an aunt who wants one pan. She gets her answer as well.
  [512] = {
    company = "Mw. Naaktgeboren", city = "Ee", market = "private", size = "one man", employees = 1, growth = nil,
    known_since = "2026-11-20", asked_on = "2026-11-20", question = "advice", phone = "0600051200", no_contact = false,
    orders = {}, contacts = {},
  },
  -- Wrote that nobody should ring. Nobody rings.
  [777] = {
    company = "Lunchroom Null", city = "Zeist", market = "shop", size = "small", employees = 3, growth = 12,
    known_since = "2025-01-15", asked_on = "2026-11-21", question = "catalogue", phone = "0600077700", no_contact = true,
    orders = { { ordered_on = "2025-01-20", amount = 210.0 } }, contacts = {},
  },
}
