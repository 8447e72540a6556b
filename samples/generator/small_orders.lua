-- The prospects of a wholesaler of kitchen tools, as its desk knew them on 21 November
-- 2026: who asked, what they ordered, how often they were rung. What is to be found in
-- them: samples/README.md.

local calendar = require "calendar"
local csv = require "csv"
local dutch = require "dutch"
local random_of = require "random"
local story = require "small_orders_story"

local small_orders = {}

local PROSPECTS = 1500
local AS_OF = calendar.from_iso "2026-11-21"

local fields = {
  "prospect_id", "company", "city", "market", "size", "employees", "growth", "known_since", "asked_on", "asked_hour", "question", "phone", "no_contact",
}
local order_fields = { "order_id", "prospect_id", "ordered_on", "amount" }
local contact_fields = { "prospect_id", "contacted_on", "kind", "by" }

local markets = {
  { 22, "restaurant" }, { 18, "shop" }, { 14, "hotel" }, { 12, "caterer" }, { 11, "school" }, { 9, "care home" }, { 8, "office" }, { 6, "private" },
}
-- weight, size, employees, amount of an order, orders
local sizes = {
  { 42, { name = "one man", employees = { 1, 1 }, amount = { 15, 220 }, orders = { 0, 2 } } },
  { 28, { name = "small", employees = { 2, 9 }, amount = { 60, 900 }, orders = { 0, 4 } } },
  { 18, { name = "middle", employees = { 10, 99 }, amount = { 250, 4000 }, orders = { 0, 6 } } },
  { 12, { name = "large", employees = { 100, 2400 }, amount = { 900, 18000 }, orders = { 0, 8 } } },
}
local kinds = { "Eethuis", "Bistro", "Kookwinkel", "Hotel", "Brasserie", "Traiteur", "De Pan", "Lunchroom", "Zorghuis", "Het Kookpunt" }
local questions = { { 30, "price" }, { 26, "delivery time" }, { 18, "sample" }, { 14, "catalogue" }, { 12, "advice" } }

local function orders_of(random, prospect, size)
  local list = {}
  for _ = 1, random:between(size.orders[1], size.orders[2]) do
    local known = AS_OF - calendar.from_iso(prospect.known_since)
    list[#list + 1] = {
      ordered_on = calendar.to_iso(AS_OF - random:between(0, math.max(1, known) - 1)),
      amount = csv.money(random:between(size.amount[1] * 100, size.amount[2] * 100) / 100),
    }
  end
  return list
end

-- Big ones are rung more than they like, small ones hardly ever: what the policy is to mend.
local function contacts_of(random, size)
  local list = {}
  local most = ({ ["one man"] = 1, small = 2, middle = 5, large = 9 })[size.name]
  for _ = 1, random:between(0, most) do
    list[#list + 1] = {
      contacted_on = calendar.to_iso(AS_OF - random:between(1, 75)),
      kind = random:weighted { { 5, "call" }, { 4, "mail" }, { 1, "visit" } }, by = random:one { "Els", "Hugo", "Samira" },
    }
  end
  return list
end

local function prospect_of(random)
  local size = random:weighted(sizes)
  local last = dutch.last_name(random)
  local prospect = {
    company = random:happens(0.3) and last .. " & Zn." or random:one(kinds) .. " " .. last,
    city = dutch.address(random).city,
    market = random:happens(0.96) and random:weighted(markets) or nil,
    size = size.name,
    employees = random:between(size.employees[1], size.employees[2]),
    growth = random:happens(0.78) and random:between(-22, 48) or nil,
    known_since = calendar.to_iso(AS_OF - random:between(1, 1400)),
    phone = random:happens(0.9) and dutch.telephone(random) or nil,
    no_contact = random:happens(0.04),
  }
  if random:happens(0.4) then
    prospect.asked_on = calendar.to_iso(AS_OF - random:weighted { { 6, 0 }, { 3, 1 }, { 1, 2 } })
    prospect.question = random:weighted(questions)
    prospect.known_since = prospect.known_since < prospect.asked_on and prospect.known_since or prospect.asked_on
  end
  prospect.orders = orders_of(random, prospect, size)
  prospect.contacts = contacts_of(random, size)
  return prospect
end

-- When of the day they asked: 9.25 is a quarter past nine. Who wrote a letter has no hour.
local function hour_of(random)
  local minutes, letter = random:between(7 * 60, 20 * 60), random:happens(0.05)
  return not letter and csv.money(minutes / 60) or nil
end

local function all_prospects()
  local random, clock = random_of(19770302), random_of(19770303)
  local prospects = {}
  for number = 1, PROSPECTS do
    local made = prospect_of(random)
    prospects[number] = story[number] or made
    local hour = hour_of(clock)
    prospects[number].asked_hour = prospects[number].asked_on and hour or nil
    prospects[number].prospect_id = ("P-%04d"):format(number)
  end
  return prospects
end

local function together(prospects, part, on)
  local rows = {}
  for _, prospect in ipairs(prospects) do
    for _, row in ipairs(prospect[part]) do
      row.prospect_id, row.number = prospect.prospect_id, #rows
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
function small_orders.write(folder)
  local prospects = all_prospects()
  local orders = together(prospects, "orders", "ordered_on")
  for number, order in ipairs(orders) do
    order.order_id = ("O-%05d"):format(number)
    order.amount = type(order.amount) == "number" and csv.money(order.amount) or order.amount
  end
  local contacts = together(prospects, "contacts", "contacted_on")
  csv.write(folder .. "/prospects.csv", csv.english, fields, prospects)
  csv.write(folder .. "/orders.csv", csv.english, order_fields, orders)
  csv.write(folder .. "/contacts.csv", csv.english, contact_fields, contacts)
  return {
    { file = "prospects.csv", rows = #prospects }, { file = "orders.csv", rows = #orders }, { file = "contacts.csv", rows = #contacts },
  }
end

return small_orders
