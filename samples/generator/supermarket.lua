-- The card holders of one supermarket, as its till and its front desk knew them on
-- 21 November 2026. What is to be found in them: samples/README.md.

local calendar = require "calendar"
local csv = require "csv"
local dutch = require "dutch"
local overrides = require "supermarket_overrides"
local random_of = require "random"
local story = require "supermarket_story"

local supermarket = {}

local CUSTOMERS = 1200
local AS_OF = calendar.from_iso "2026-11-21"
local OPENED = calendar.from_iso "2008-09-01"
local YEAR = 365

local fields = {
  "customer_id", "name", "postcode", "card_since", "household_size", "km_to_store", "km_to_competitor", "known_by_name", "recommends", "consent_mail",
}
local visit_fields = { "customer_id", "visited_on", "amount", "contact" }
local complaint_fields = { "customer_id", "made_on", "about", "answered_on" }
local mail_fields = { "customer_id", "sent_on", "campaign", "responded" }

-- What people are like. visits: a year; bond: chance to be known by name; talks: share of
-- visits with a word or two; says: how they recommend us; answers: share of mailings.
local kinds = {
  { 9, { name = "fan", visits = { 30, 70 }, since = { 900, 6000 }, bond = 0.9, talks = 0.45, says = { 9, 10 }, asked = 0.9, answers = 0.4 } },
  { 20, { name = "attached", visits = { 20, 60 }, since = { 500, 6000 }, bond = 0.65, talks = 0.25, says = { 7, 9 }, asked = 0.7, answers = 0.25 } },
  { 41, { name = "habit", visits = { 44, 66 }, since = { 1500, 6500 }, bond = 0.04, talks = 0.03, says = { 4, 8 }, asked = 0.35, answers = 0.03 } },
  { 12, { name = "drifting", visits = { 30, 60 }, since = { 900, 6000 }, bond = 0.2, talks = 0.06, says = { 2, 7 }, asked = 0.4, answers = 0.05 } },
  { 13, { name = "passing", visits = { 1, 9 }, since = { 100, 3000 }, bond = 0.02, talks = 0.05, says = { 4, 9 }, asked = 0.2, answers = 0.04 } },
  { 5, { name = "new", visits = { 1, 12 }, since = { 5, 80 }, bond = 0.05, talks = 0.15, says = { 5, 9 }, asked = 0.3, answers = 0.15 } },
}
local subjects = { "a price at the till", "a product out of stock", "a queue", "the bread", "a bottle machine", "a word of a colleague" }
local campaigns = { "spring", "summer", "our own bread", "autumn" }
local CAMPAIGN_DAYS = { "2026-03-09", "2026-06-15", "2026-09-07", "2026-10-26" }

local function amount_of(random, household)
  return math.floor((6 + household * 9) * random:between(40, 170) + 0.5) / 100
end

-- Days of visits, oldest first. Who drifts comes less and less in the last half year.
local function visits_of(random, customer, kind)
  local visits, known = {}, AS_OF - calendar.from_iso(customer.card_since)
  local span = math.min(YEAR, known)
  local count = math.max(1, math.floor(random:between(kind.visits[1], kind.visits[2]) * span / YEAR + 0.5))
  for _ = 1, count do
    local ago = random:between(0, span - 1)
    if not (kind.name == "drifting" and ago < 120 and random:happens(0.78)) then
      visits[#visits + 1] = {
        day = AS_OF - ago, amount = csv.money(amount_of(random, customer.household_size)), contact = random:happens(kind.talks),
      }
    end
  end
  return visits
end

local function complaints_of(random, kind)
  local list = {}
  local chance = (kind.name == "drifting" and 0.5) or (kind.name == "fan" and 0.3) or 0.12
  while #list < 3 and random:happens(chance) do
    local day = AS_OF - random:between(3, 720)
    local answered = random:happens((kind.name == "fan" or kind.name == "attached") and 0.9 or 0.45)
    list[#list + 1] = { made_on = calendar.to_iso(day), about = random:one(subjects),
      answered_on = answered and calendar.to_iso(math.min(AS_OF, day + random:between(0, 21))) or nil }
  end
  return list
end

local function mails_of(random, kind, consent)
  local list = {}
  for i, day in ipairs(CAMPAIGN_DAYS) do
    if consent and random:happens(0.8) then
      list[#list + 1] = { sent_on = day, campaign = campaigns[i], responded = random:happens(kind.answers) }
    end
  end
  return list
end

local function customer_of(random)
  local kind = random:weighted(kinds)
  local address = dutch.address(random)
  local customer = {
    name = dutch.first_name(random) .. " " .. dutch.last_name(random),
    postcode = address.postcode,
    card_since = calendar.to_iso(math.max(OPENED, AS_OF - random:between(kind.since[1], kind.since[2]))),
    household_size = random:weighted { { 36, 1 }, { 34, 2 }, { 12, 3 }, { 13, 4 }, { 5, 5 } },
    km_to_store = random:between(2, kind.name == "passing" and 120 or 45) / 10,
    km_to_competitor = random:between(14, 70) / 10,
    known_by_name = random:happens(kind.bond),
    recommends = random:happens(kind.asked) and random:between(kind.says[1], kind.says[2]) or nil,
    consent_mail = random:happens(0.6),
  }
  customer.visits = visits_of(random, customer, kind)
  customer.complaints = complaints_of(random, kind)
  customer.mails = mails_of(random, kind, customer.consent_mail)
  if random:happens(0.02) then
    customer.km_to_store = nil
  end
  return customer
end

local function all_customers()
  local random = random_of(20080901)
  local customers = {}
  for number = 1, CUSTOMERS do
    local made = customer_of(random)
    customers[number] = story[number] and story[number](random, amount_of) or made
    customers[number].customer_id = ("S-%04d"):format(number)
  end
  return customers
end

-- The rows of all customers in the order of their day, as a till writes them.
local function together(customers, part, on)
  local rows = {}
  for _, customer in ipairs(customers) do
    for _, row in ipairs(customer[part]) do
      row.customer_id = customer.customer_id
      row[on] = row[on] or calendar.to_iso(row.day)
      row.number = #rows
      rows[#rows + 1] = row
    end
  end
  table.sort(rows, function(a, b)
    if a[on] ~= b[on] then
      return a[on] < b[on]
    end
    return a.number < b.number
  end)
  return rows
end

-- Writes into `folder`; answers the files made.
function supermarket.write(folder)
  local customers = all_customers()
  local tables = {
    { "customers", fields, customers },
    { "visits", visit_fields, together(customers, "visits", "visited_on") },
    { "complaints", complaint_fields, together(customers, "complaints", "made_on") },
    { "mailings", mail_fields, together(customers, "mails", "sent_on") },
  }
  local made = {}
  for i, each in ipairs(tables) do
    csv.write(("%s/%s.csv"):format(folder, each[1]), csv.english, each[2], each[3])
    made[i] = { file = each[1] .. ".csv", rows = #each[3] }
  end
  csv.write(folder .. "/overrides.csv", csv.english, overrides.fields, overrides)
  made[#made + 1] = { file = "overrides.csv", rows = #overrides }
  return made
end

return supermarket
