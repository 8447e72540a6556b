# The fourteen conditions of policy.lua. Quoted cells hold only names, which no rule reads:
# each becomes one letter. Dates are ISO text, and the days to compare with are worked out.
BEGIN {
  FS = ","
  split("Amsterdam,Rotterdam,Den Haag,Utrecht", names)
  for (i in names) big[names[i]] = 1
}
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
{
  if (index($0, "\"")) gsub(/("[^"]*")+/, "q")
  complaints = $at["complaints_12m"] + 0; returns = $at["returns_12m"] + 0
  orders = $at["orders_12m"] + 0; last = $at["last_order_on"]; since = $at["member_since"]
  year = $at["birth_year"]; spend = $at["spend_12m"] + 0; nps = $at["nps"]
  consent = $at["consent_email"] == "yes"
  y[1] += complaints >= 4
  y[2] += returns > 4 && returns / orders > 0.6
  y[3] += last > "2026-10-22"
  y[4] += $at["channel"] == "partner"
  y[5] += since < "2020-01-01" && orders >= 6 && returns * 2 <= orders
  y[6] += $at["city"] in big
  y[7] += year != "" && year + 0 >= 1998
  y[8] += $at["discount_share"] + 0 > 0.4 && orders >= 3
  y[9] += last < "2025-11-21"
  y[10] += orders >= 12
  y[11] += spend / (orders > 1 ? orders : 1) >= 40
  y[12] += nps != "" && nps + 0 >= 9
  y[13] += consent && nps != "" && nps + 0 >= 7 && spend >= 200
  y[14] += consent && orders == 0 && since < "2024-11-21"
}
END {
  for (i = 1; i <= 14; i++) printf("%s%d", (i > 1 ? "\t" : ""), y[i])
  print ""
}
