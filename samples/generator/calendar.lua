-- Calendar days as numbers, so that a day can be counted on from another.

local calendar = {}

-- Days since 1970-01-01 (Howard Hinnant's "days from civil", public domain).
function calendar.day(year, month, day)
  if month <= 2 then
    year = year - 1
  end
  local era = year // 400
  local of_era = year - era * 400
  local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end

function calendar.from_iso(text)
  local year, month, day = text:match("^(%d+)-(%d+)-(%d+)$")
  return calendar.day(tonumber(year), tonumber(month), tonumber(day))
end

function calendar.to_iso(days)
  local z = days + 719468
  local era = z // 146097
  local of_era = z - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local shifted = (5 * of_year + 2) // 153
  local day = of_year - (153 * shifted + 2) // 5 + 1
  local month = shifted < 10 and shifted + 3 or shifted - 9
  return string.format("%04d-%02d-%02d", year + era * 400 + (month <= 2 and 1 or 0), month, day)
end

return calendar
