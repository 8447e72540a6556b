-- The segments of RFM that ship: those of the R package rfm (rsquaredacademy, MIT), for five bins,
-- each with the sentence for whoever is in it. The first that fits holds.
--
-- rfm_table(names) -> { { name, recency, frequency, monetary, because }, … }
--   names: the fields or attributes with recency, frequency and monetary, for the sentences
-- rfm_table.otherwise  { name, because } of whoever is in none

local rows = {
  { "Champions", { 5, 5 }, { 5, 5 }, { 5, 5 },
    "You bought only {R} days ago, and you buy more often and for more than most: {F} times, {M} in all.",
    "U kocht nog maar {R} dagen geleden, en vaker en voor meer dan de meesten: {F} keer, samen {M}." },
  { "Potential Loyalist", { 3, 5 }, { 3, 5 }, { 2, 5 },
    "You buy regularly: {F} times, {M} in all, the last time {R} days ago.",
    "U koopt regelmatig: {F} keer, samen {M}, de laatste keer {R} dagen geleden." },
  { "Loyal Customers", { 2, 4 }, { 2, 4 }, { 2, 4 },
    "You keep coming back: {F} times, {M} in all, the last time {R} days ago.",
    "U komt steeds terug: {F} keer, samen {M}, de laatste keer {R} dagen geleden." },
  { "Promising", { 3, 4 }, { 1, 3 }, { 3, 5 },
    "You do not buy often yet, {F} times, but for a good amount: {M} in all.",
    "U koopt nog niet vaak, {F} keer, maar voor een mooi bedrag: samen {M}." },
  { "New Customers", { 4, 5 }, { 1, 3 }, { 1, 5 },
    "You bought {R} days ago, and have not bought often yet: {F} times.",
    "U kocht {R} dagen geleden, en nog niet vaak: {F} keer." },
  { "Can't Lose Them", { 1, 2 }, { 3, 4 }, { 4, 5 },
    "You bought often and for much, {F} times for {M} in all, but not for {R} days. We would miss you.",
    "U kocht vaak en voor veel, {F} keer voor samen {M}, maar al {R} dagen niet. Wij zouden u missen." },
  { "At Risk", { 1, 2 }, { 2, 5 }, { 4, 5 },
    "You spent much with us, {M} over {F} purchases, but have not bought for {R} days.",
    "U besteedde veel bij ons, {M} in {F} aankopen, maar kocht al {R} dagen niets." },
  { "Need Attention", { 1, 3 }, { 3, 5 }, { 3, 5 },
    "You used to buy regularly, {F} times for {M} in all, and the last time is {R} days ago. We should ask you why.",
    "U kocht regelmatig, {F} keer voor samen {M}, en de laatste keer is {R} dagen geleden. Wij moeten u vragen waarom." },
  { "About To Sleep", { 2, 3 }, { 1, 3 }, { 1, 4 },
    "You bought {F} times, the last time {R} days ago.",
    "U kocht {F} keer, de laatste keer {R} dagen geleden." },
  { "Lost", { 1, 1 }, { 1, 5 }, { 1, 5 },
    "You last bought {R} days ago, longer than most.",
    "U kocht het laatst {R} dagen geleden, langer dan de meesten." },
}

local function filled(text, names)
  return (text:gsub("{(%u)}", { R = "{" .. names.recency .. "}", F = "{" .. names.frequency .. "}", M = "{" .. names.monetary .. "}" }))
end

local rfm_table = {
  otherwise = { name = "Others", because = {
    en = "What you bought fits none of these groups, or you have not bought yet.",
    nl = "Wat u kocht past in geen van deze groepen, of u kocht nog niet.",
  } },
}

return setmetatable(rfm_table, { __call = function(_, names)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = { name = row[1], recency = row[2], frequency = row[3], monetary = row[4],
      because = { en = filled(row[5], names), nl = filled(row[6], names) } }
  end
  return list
end })
