-- The guests whom samples/README.md speaks of, by number: G-0007 is number 7.
-- What a guest does not say is missing.

local function guest(told)
  local base = {
    consent_email = true, party_size = 1, preferred_day = "Wednesday", disturbed_days = 0,
    phone_incidents = 0, last_measure = "none", guests_lost_after = 0,
  }
  for field, value in pairs(told) do
    base[field] = value
  end
  return base
end

local function boer(name, told)
  told.household_id, told.name, told.city, told.postcode = "H-9013", name, "Zeist", "3701 KB"
  told.party_size, told.preferred_day = 4, "Saturday"
  return guest(told)
end

return {
  -- Comes more than weekly, pays well, phones in the quiet room.
  [7] = guest {
    household_id = "H-9007", name = "Joris van der Meer", postcode = "1217 JL", city = "Hilversum", telephone = "0600012207",
    birth_year = 1974, preferred_day = "Sunday", first_visit_on = "2019-03-02", last_visit_on = "2026-11-15",
    visits_12m = 61, spend_12m = 7930.0, calm_score = 7, nps = 9,
    phone_incidents = 4, last_incident_on = "2026-10-12", last_measure = "warned", guests_lost_after = 14,
    remark = 'zei: "even heel kort"; duurde 20 minuten',
  },
  -- Comes three times a year, alone, and keeps the calm.
  [42] = guest {
    household_id = "H-9042", name = "Wilhelmina 't Hart", postcode = "3951 CP", city = "Wijk bij Duurstede", telephone = "06-00004242",
    birth_year = 1949, preferred_day = "Sunday", first_visit_on = "2012-04-08", last_visit_on = "2026-09-27",
    visits_12m = 3, spend_12m = 124.5, calm_score = 10, nps = 10, remark = '"rustig graag", zei zij',
  },
  -- The register was lost for her: nobody knows whether she phoned.
  [99] = {
    household_id = "H-9099", name = "Zoë d'Hooghe", postcode = "2018", city = "Antwerpen", telephone = "+31 6 000 00099",
    consent_email = true, birth_year = 1988, party_size = 2, preferred_day = "Friday", first_visit_on = "2021-08-20",
    last_visit_on = "2026-08-21", visits_12m = 4, spend_12m = 389.95, calm_score = 9, nps = 8, disturbed_days = 0, last_measure = "none",
    remark = "register april t/m augustus zoekgeraakt",
  },
  -- Seven friends, every other Sunday.
  [113] = guest {
    household_id = "H-9113", name = "Sanne de Vries", postcode = "3581 XH", city = "Utrecht", telephone = "0600011377",
    birth_year = 1991, party_size = 7, preferred_day = "Sunday", first_visit_on = "2025-01-12", last_visit_on = "2026-11-08",
    visits_12m = 24, spend_12m = 5180.0, calm_score = 6, nps = 9, disturbed_days = 1, remark = "boekt voor fietsclub 't Wiel (7 pers.)",
  },
  -- Warned in August; the warning has ended, nothing happened since.
  [550] = guest {
    household_id = "H-9550", name = "Gerrit ter Braak", postcode = "8071 AE", city = "'t Harde", telephone = "0600055000",
    birth_year = 1967, party_size = 2, preferred_day = "Tuesday", first_visit_on = "2022-02-01", last_visit_on = "2026-11-03",
    visits_12m = 10, spend_12m = 742.0, calm_score = 10, nps = 10, phone_incidents = 1, last_incident_on = "2026-08-19",
  },
  -- Phoned on after a warning and after a pause.
  [815] = guest {
    household_id = "H-9815", name = "André Null", postcode = "1071 DT", city = "Amsterdam", telephone = "0600081581",
    birth_year = 1980, preferred_day = "Sunday", first_visit_on = "2020-06-07", last_visit_on = "2026-10-25",
    visits_12m = 38, spend_12m = 3591.0, calm_score = 5, nps = 6,
    phone_incidents = 6, last_incident_on = "2026-10-25", last_measure = "paused", guests_lost_after = 9,
    remark = "betaalt altijd contant; belde ondanks pauze",
  },
  -- Phoned once, two weeks ago.
  [1024] = guest {
    household_id = "H-9024", name = "Ayşe Yılmaz", postcode = "3512 JE", city = "Utrecht", telephone = "06-00010240",
    birth_year = 1995, preferred_day = "Thursday", first_visit_on = "2024-10-03", last_visit_on = "2026-11-07",
    visits_12m = 12, spend_12m = 934.8, calm_score = 9, nps = 9, phone_incidents = 1, last_incident_on = "2026-11-07", guests_lost_after = 1,
  },
  -- A family of four: one invitation is enough for a household.
  [1313] = boer("Femke de Boer", {
    telephone = "0600013131", birth_year = 1983, first_visit_on = "2018-07-14", last_visit_on = "2026-10-31", visits_12m = 5,
    spend_12m = 610.0, calm_score = 10, nps = 9,
  }),
  [1314] = boer("Jan-Willem de Boer", {
    telephone = "0600013132", birth_year = 1981, first_visit_on = "2018-07-14", last_visit_on = "2026-10-31", visits_12m = 5,
    spend_12m = 610.0, calm_score = 9, nps = 10,
  }),
  [1315] = boer("Noor de Boer", { first_visit_on = "2022-07-16", last_visit_on = "2026-10-31", visits_12m = 5, spend_12m = 0.0, birth_year = 2011, consent_email = false }),
  [1316] = boer("Bram de Boer", { first_visit_on = "2022-07-16", last_visit_on = "2026-10-31", visits_12m = 5, spend_12m = 0.0, birth_year = 2013, consent_email = false }),
  -- Was here on four disturbed days and has not come back.
  [1500] = guest {
    household_id = "H-9500", name = "Thijs Geünjes", postcode = "5211 LA", city = "'s-Hertogenbosch", telephone = "0600015001",
    birth_year = 1959, party_size = 2, preferred_day = "Sunday", first_visit_on = "2014-11-30", last_visit_on = "2025-09-14",
    visits_12m = 0, spend_12m = 0.0, calm_score = 10, nps = 3, disturbed_days = 4,
    remark = '"vier keer een telefoon, dat is vier keer te veel"; groet van de receptie',
  },
}
