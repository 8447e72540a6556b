-- What staff decided by hand: kept beside what the rules decide, never instead of it.

local csv = require "csv"

return {
  fields = { "key", "rule", "outcome", "reason", "by", "until" },
  {
    key = "G-0099", rule = "selection quiet day", outcome = "selected",
    reason = "The register was found again: she did not phone", by = "Gerda, front desk", ["until"] = csv.date "2026-12-31",
  },
  {
    key = "G-0815", rule = "exclusion membership ended", outcome = "not excluded",
    reason = "The council of guests granted the appeal of 2 November", by = "Council of guests", ["until"] = csv.date "2027-10-25",
  },
  {
    key = "G-0113", rule = "selection garden house", outcome = "selected",
    reason = "October: a place came free at the last moment", by = "Gerda, front desk", ["until"] = csv.date "2026-10-31",
  },
}
