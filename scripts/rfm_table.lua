-- The segments of RFM that ship: those of the R package rfm (rsquaredacademy, MIT), for five bins,
-- each with the sentence for whoever is in it. The first that fits holds.
--
-- rfm_table(names) -> { { name, recency, frequency, monetary, because }, … }
--   names: the fields or attributes with recency, frequency and monetary, for the sentences
-- rfm_table.otherwise  { name, because } of whoever is in none

local rows = {
  { "Champions", { 5, 5 }, { 5, 5 }, { 5, 5 },
    "You ordered only {R} days ago, and you order more often and for more than most: {F} orders, {M} in all.",
    "U bestelde nog maar {R} dagen geleden, en vaker en voor meer dan de meesten: {F} bestellingen, samen {M}." },
  { "Potential Loyalist", { 3, 5 }, { 3, 5 }, { 2, 5 },
    "You order regularly, {F} times for {M} in all, the last time {R} days ago.",
    "U bestelt regelmatig, {F} keer voor samen {M}, de laatste keer {R} dagen geleden." },
  { "Loyal Customers", { 2, 4 }, { 2, 4 }, { 2, 4 },
    "You keep coming back: {F} orders, {M} in all, the last {R} days ago.",
    "U komt steeds terug: {F} bestellingen, samen {M}, de laatste {R} dagen geleden." },
  { "Promising", { 3, 4 }, { 1, 3 }, { 3, 5 },
    "You do not order often yet, {F} times, but for a good amount: {M} in all.",
    "U bestelt nog niet vaak, {F} keer, maar voor een mooi bedrag: samen {M}." },
  { "New Customers", { 4, 5 }, { 1, 3 }, { 1, 5 },
    "Your last order is only {R} days ago, and you have not ordered often yet: {F} times.",
    "Uw laatste bestelling is nog maar {R} dagen geleden, en u bestelde nog niet vaak: {F} keer." },
  { "Can't Lose Them", { 1, 2 }, { 3, 4 }, { 4, 5 },
    "You ordered often and for much, {F} times for {M} in all, but not for {R} days. We would miss you.",
    "U bestelde vaak en voor veel, {F} keer voor samen {M}, maar al {R} dagen niet. Wij zouden u missen." },
  { "At Risk", { 1, 2 }, { 2, 5 }, { 4, 5 },
    "You spent much with us, {M} in {F} orders, but have not ordered for {R} days.",
    "U besteedde veel bij ons, {M} in {F} bestellingen, maar bestelde al {R} dagen niet." },
  { "Need Attention", { 1, 3 }, { 3, 5 }, { 3, 5 },
    "You used to order regularly, {F} times for {M} in all, and your last order is {R} days ago. We should ask you why.",
    "U bestelde regelmatig, {F} keer voor samen {M}, en uw laatste bestelling is {R} dagen geleden. Wij moeten u vragen waarom." },
  { "About To Sleep", { 2, 3 }, { 1, 3 }, { 1, 4 },
    "You ordered {F} times, the last time {R} days ago.",
    "U bestelde {F} keer, de laatste keer {R} dagen geleden." },
  { "Lost", { 1, 1 }, { 1, 5 }, { 1, 5 },
    "Your last order is {R} days ago, longer than with most.",
    "Uw laatste bestelling is {R} dagen geleden, langer dan bij de meesten." },
}

local function filled(text, names)
  return (text:gsub("{(%u)}", { R = "{" .. names.recency .. "}", F = "{" .. names.frequency .. "}", M = "{" .. names.monetary .. "}" }))
end

local rfm_table = {
  otherwise = { name = "Others", because = {
    en = "What you ordered fits none of these groups, or you have not ordered yet.",
    nl = "Wat u bestelde past in geen van deze groepen, of u bestelde nog niet.",
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
