-- What colleagues did outside the process (discretion in rules/supermarket): rows of
-- samples/supermarket/overrides.csv. `made` is the day on which they decided.

return {
  fields = { "key", "rule", "outcome", "reason", "by", "until", "made" },
  {
    key = "S-0512", rule = "selection a card by hand", outcome = "selected",
    reason = "Her husband died; we walked her home and want to write to her", by = "Anouk, till 4", ["until"] = "2026-12-31", made = "2026-11-12",
  },
  {
    key = "S-0015", rule = "selection greet by name", outcome = "selected", reason = "Fifteen years: I asked him myself", by = "Bram, bread",
    ["until"] = "2026-12-31", made = "2026-11-18",
  },
  {
    key = "S-0204", rule = "selection the manager rings", outcome = "selected", reason = "Rang her about both bills; she should have had an answer in April",
    by = "Mirjam, manager", ["until"] = "2026-11-30", made = "2026-11-20",
  },
}
