-- The customers of the workshop whom samples/README.md speaks of, by number: W-0042 is
-- number 42. `jobs` are what was delivered to them before.

local function job(delivered_on, piece, hours, amount, complaint)
  return { delivered_on = delivered_on, piece = piece, hours = hours, amount = amount, complaint = complaint or false }
end

return {
  -- Comes back every year; asked three weeks ago.
  [7] = {
    name = "Bas Mulder", city = "Zeist", postcode = "3702 AB", telephone = "0600000707", asked_on = "2026-10-29", piece = "sofa",
    hours = 14.0, told_weeks = 6, bill_open = false,
    jobs = {
      job("2017-05-11", "chair", 6, 340.0), job("2018-10-02", "chair", 6, 355.0), job("2019-09-20", "cushions", 3, 160.0),
      job("2021-03-04", "sofa", 16, 1120.0), job("2022-11-17", "headboard", 5, 310.0), job("2024-06-06", "chair", 6.5, 455.0),
      job("2025-09-18", "chair", 6, 450.0),
    },
  },
  -- One chair, never here before, waiting since June. Ageing brings her to the front.
  [42] = {
    name = "Greetje 't Hart", city = "Wijk bij Duurstede", postcode = "3951 CP", telephone = "06-00004200", asked_on = "2026-06-08",
    piece = "chair", hours = 6.0, told_weeks = 20, bill_open = false, remark = "stoel van haar vader; 'geen haast, maar vergeet mij niet'",
    jobs = {},
  },
  -- Asked last Monday, new here: what may she expect?
  [99] = {
    name = "Chloë N'Diaye", city = "Utrecht", postcode = "3512 JE", telephone = "0600099001", asked_on = "2026-11-16", piece = "sofa",
    hours = 12.5, told_weeks = nil, bill_open = false, jobs = {},
  },
  -- A stool: an hour and a half, done while the glue of another job dries.
  [150] = {
    name = "Youssef El Amrani", city = "Zeist", postcode = "3703 CD", telephone = "0600015001", asked_on = "2026-10-19", piece = "stool",
    hours = 1.5, told_weeks = 4, bill_open = false, jobs = {},
  },
  -- A care chair: its owner cannot sit without it.
  [200] = {
    name = "Truus van de Wijngaard", city = "Amersfoort", postcode = "3811 EB", telephone = "+31 6 000 20020", asked_on = "2026-11-12",
    piece = "care chair", hours = 7.0, told_weeks = 3, needed_daily = true, bill_open = false, jobs = {},
  },
  -- Nobody has looked at it yet, so nobody can say how long it takes.
  [313] = {
    name = "Noël Kowalski", city = "IJsselstein", postcode = "3401 LM", telephone = "0600031313", asked_on = "2026-11-04",
    piece = "sofa", hours = nil, told_weeks = nil, bill_open = false, remark = "foto's onduidelijk; eerst langs gaan", jobs = {},
  },
  -- Cushions for a boat: more than a week's work.
  [400] = {
    name = "Sjoerd Ten Have-Quist", city = "Súdwest-Fryslân", postcode = "8601 XK", telephone = "0600040040", asked_on = "2026-09-07",
    piece = "boat cushions", hours = 46.0, told_weeks = 16, bill_open = false,
    jobs = { job("2020-04-23", "boat cushions", 22, 1390.0), job("2023-05-25", "boat cushions", 9, 610.0) },
  },
  -- We said eight weeks. It is fifteen now.
  [500] = {
    name = "Renée Bos", city = "Utrecht", postcode = "3581 XH", telephone = "06-00050050", asked_on = "2026-08-03", piece = "chair",
    hours = 7.5, told_weeks = 8, bill_open = false, jobs = {},
  },
  -- Good customer, long known; the last bill is still open.
  [777] = {
    name = "Hendrik van Oude Alink", city = "Hilversum", postcode = "1217 JL", telephone = "0600077777", asked_on = "2026-09-21",
    piece = "chair", hours = 6.0, told_weeks = 6, bill_open = true,
    jobs = { job("2019-02-07", "sofa", 17, 1210.0), job("2022-08-25", "chair", 6, 430.0), job("2026-06-18", "sofa", 15, 1275.0) },
  },
}
