-- The order book of a one-man upholstery workshop, as it stood on 21 November 2026:
-- everyone who ever asked for something, what was delivered, and who is waiting.
-- What is to be found in it: samples/README.md.

local calendar = require "calendar"
local csv = require "csv"
local dutch = require "dutch"
local random_of = require "random"
local story = require "workshop_story"

local workshop = {}

local CUSTOMERS = 1200
local AS_OF = calendar.from_iso "2026-11-21"
local OPENED = calendar.from_iso "2016-03-01"

local fields = {
  "customer_id", "name", "postcode", "city", "telephone", "asked_on", "piece", "hours", "told_weeks", "needed_daily", "bill_open",
  "wait_until", "remark",
}
local job_fields = { "job_id", "customer_id", "delivered_on", "piece", "hours", "amount", "complaint" }

-- weight, piece, least and most hours, in half hours
local pieces = {
  { 38, { "chair", 5, 9 } }, { 22, { "sofa", 11, 20 } }, { 14, { "cushions", 2, 4.5 } }, { 10, { "stool", 1, 2 } },
  { 7, { "headboard", 3.5, 6 } }, { 4, { "boat cushions", 8, 30 } }, { 5, { "care chair", 5, 8 } },
}

local remarks = {
  { 300, nil }, { 4, "stof zelf meegenomen" }, { 3, "2-hoog, geen lift" }, { 3, "zegt: \"net als vorige keer\"" },
  { 2, "liefst vóór Sinterklaas" }, { 2, "belt na 18.00 uur" }, { 1, "=1+1" }, { 1, "hond in huis; haren" }, { 2, "kleur: 'zeegroen'" },
}

local function piece_of(random)
  local piece = random:weighted(pieces)
  return piece[1], random:between(piece[2] * 2, piece[3] * 2) / 2
end

-- What was delivered before: most came once, some come back for years.
local function jobs_of(random)
  local jobs = {}
  local count = random:weighted { { 14, 0 }, { 52, 1 }, { 17, 2 }, { 9, 3 }, { 5, 5 }, { 3, 8 } }
  local day = random:between(OPENED, AS_OF - 60)
  for _ = 1, count do
    local piece, hours = piece_of(random)
    if day > AS_OF - 20 then
      break
    end
    jobs[#jobs + 1] = {
      delivered_on = calendar.to_iso(day), piece = piece, hours = hours,
      amount = math.floor(hours * random:between(58, 74) * 20 + 0.5) / 20, complaint = random:happens(0.03),
    }
    day = day + random:between(150, 900)
  end
  return jobs
end

-- Who comes back is helped after some twelve weeks at most; the others after some twenty.
local function request_of(random, customer, returning)
  local weeks = returning and random:between(0, 11) or random:between(0, 20)
  customer.asked_on = calendar.to_iso(AS_OF - weeks * 7 - random:between(0, 6))
  customer.piece, customer.hours = piece_of(random)
  customer.needed_daily = customer.piece == "care chair" and random:happens(0.8)
  customer.told_weeks = random:happens(0.85) and random:between(returning and 5 or 12, returning and 14 or 26) or nil
  customer.wait_until = random:happens(0.05) and calendar.to_iso(AS_OF + random:between(-20, 90)) or nil
  if random:happens(0.07) then
    customer.hours = nil
  end
end

local function customer_of(random)
  local address = dutch.address(random)
  local customer = {
    name = dutch.first_name(random) .. " " .. dutch.last_name(random),
    postcode = address.postcode, city = address.city,
    telephone = random:happens(0.95) and dutch.telephone(random) or nil,
    jobs = jobs_of(random), remark = random:weighted(remarks),
  }
  customer.bill_open = #customer.jobs > 0 and random:happens(0.03)
  if #customer.jobs == 0 or random:happens(0.05) then
    if #customer.jobs > 0 or random:happens(0.32) then
      request_of(random, customer, #customer.jobs > 0)
    end
  end
  return customer
end

local function all_customers()
  local random = random_of(20161101)
  local customers = {}
  for number = 1, CUSTOMERS do
    customers[number] = story[number] or customer_of(random)
    customers[number].customer_id = ("W-%04d"):format(number)
  end
  return customers
end

-- All jobs in the order in which they were delivered, as the book has them.
local function all_jobs(customers)
  local jobs = {}
  for _, customer in ipairs(customers) do
    for _, job in ipairs(customer.jobs) do
      job.customer_id = customer.customer_id
      jobs[#jobs + 1] = job
    end
  end
  table.sort(jobs, function(a, b)
    if a.delivered_on ~= b.delivered_on then
      return a.delivered_on < b.delivered_on
    end
    return a.customer_id < b.customer_id
  end)
  for number, job in ipairs(jobs) do
    job.job_id, job.amount = ("J-%05d"):format(number), csv.money(job.amount)
  end
  return jobs
end

-- Writes into `folder`; answers the files made.
function workshop.write(folder)
  local customers = all_customers()
  local jobs = all_jobs(customers)
  csv.write(folder .. "/customers.csv", csv.english, fields, customers)
  csv.write(folder .. "/jobs.csv", csv.english, job_fields, jobs)
  return { { file = "customers.csv", rows = #customers }, { file = "jobs.csv", rows = #jobs } }
end

return workshop
