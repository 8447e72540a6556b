-- The households whom samples/README.md speaks of, by number: B-0007 is number 7.
-- What a household does not say is missing.

local function household(told)
  local base = {
    messages = true, adults = 2, children = 0, home_by_day = false, joined_on = "2021-03-06", boxes_12m = 40, box_kilos = 5,
    bill_open = 0, reached_by = "app",
  }
  for field, value in pairs(told) do
    base[field] = value
  end
  return base
end

return {
  -- Four children and a box for two.
  [7] = household {
    name = "Femke de Boer", postcode = "3701 KB", city = "Zeist", telephone = "0600070007", children = 4, km = 6.4,
    kilos = 10.5, wanted_days = 3, door_hour = 17, recipes = 2, boxes_12m = 96, remark = "woensdag is de krat leeg",
  },
  -- At home all day, likes to be phoned, once a week.
  [42] = household {
    name = "Wilhelmina 't Hart", postcode = "3951 CP", city = "Wijk bij Duurstede", telephone = "06-00004242", adults = 1,
    home_by_day = true, km = 11.2, joined_on = "2017-04-08", kilos = 2, wanted_days = 7, door_hour = 10, reached_by = "phone",
    recipes = 0, box_kilos = 3, boxes_12m = 51,
  },
  -- Works in shifts, and is at the door at six.
  [99] = household {
    name = "Noor El Amrani", postcode = "3512 JE", city = "Utrecht", telephone = "0600009900", adults = 1, km = 14.5,
    kilos = 3, wanted_days = 5, door_hour = 6, recipes = 1, remark = "verpleegkundige; slaapt overdag",
  },
  -- Six students, who eat on Monday what came on Monday.
  [113] = household {
    name = "Huize 't Wiel", postcode = "3581 XH", city = "Utrecht", telephone = "0600011377", adults = 6, km = 13.1,
    kilos = 8, wanted_days = 1, door_hour = 19, recipes = 0, box_kilos = 8, boxes_12m = 98,
  },
  -- Would have twelve recipes in every box.
  [550] = household {
    name = "Gerrit ter Braak", postcode = "8071 AE", city = "'t Harde", telephone = "0600055000", km = 31, kilos = 3, wanted_days = 5,
    door_hour = 14, recipes = 12, remark = 'kookboeken: "honderden"',
  },
  -- Has a bill open for months.
  [815] = household {
    name = "André Null", postcode = "1071 DT", city = "Amsterdam", telephone = "0600081581", children = 3, km = 36.7, kilos = 9,
    wanted_days = 3, door_hour = 17, recipes = 1, bill_open = 142.5, remark = "betaalt in januari, zegt hij",
  },
  -- Never answered a question.
  [1024] = household {
    name = "Ayşe Yılmaz", postcode = "3512 JE", city = "Utrecht", telephone = "06-00010240", km = 12.9, boxes_12m = 88, reached_by = nil,
  },
  -- Away until the new year.
  [1313] = household {
    name = "Thijs Geünjes", postcode = "5211 LA", city = "'s-Hertogenbosch", telephone = "0600015001", km = 35, kilos = 3.5, wanted_days = 5,
    door_hour = 21, recipes = 3, paused_until = "2027-01-04",
  },
}
