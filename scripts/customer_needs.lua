-- What customers need, and what it is worth to serve it well: the word `need`.
--
-- needs.keys(because) -> keys of the word for shapes.read
-- needs.build(record, values, rule) -> description of one need, but for its segmentation
-- needs.settle(records, described, segmentations)  names the segmentation of each need

local reasons = require "reasons"
local refuse = require "refuse"
local shapes = require "shapes"
local suggest = require "suggest"

local needs = {}

function needs.keys(because)
  local cost = shapes.table_of {
    { name = "segment", shape = shapes.at_least_zero, 
      needed = "write what it costs to serve one segment its own way: segment = 400" },
    { name = "individual", shape = shapes.at_least_zero, 
      needed = "write what it costs to serve one customer his own way: individual = 2.50" },
  }
  local tailoring = shapes.table_of {
    { name = "product", shape = shapes.yes_or_no, needed = "write whether what the customer gets differs: product = true, or false" },
    { name = "presentation", shape = shapes.yes_or_no,
      needed = "write whether how it is shown or delivered differs: presentation = true, or false" },
  }
  return {
    { name = "field", shape = shapes.field, needed = 'write the field or attribute that holds it: field = "wanted_days"' },
    { name = "segmentation", shape = shapes.name },
    { name = "importance", shape = shapes.one_of("must", "nice"),
      needed = 'write importance = "must", or "nice" for a nice-to-have: those do not count' },
    { name = "benefit", shape = shapes.at_least_zero,
      needed = "write what it is worth to be one unit nearer to what a customer needs: benefit = 1.50" },
    { name = "cost", shape = cost, needed = "write cost = { segment = 400, individual = 2.50 }" },
    { name = "tailoring", shape = tailoring,
      needed = "write what differs for the customer: tailoring = { product = true, presentation = false }" },
    { name = "split_by", shape = shapes.fields },
    because,
  }
end

-- A need is about all customers, so its reason can hold no value of one of them.
local function check_because(record, rule, because)
  local at = record.at:value "because"
  for _, language in ipairs(rule.reading and { "en", "nl" } or {}) do
    for _, name in ipairs(reasons.names(because[language] or "") or {}) do
      if rule.reading.constant(at.file, name) == nil then
        refuse(at, ("because of %s names {%s}, a value of one customer"):format(rule.what, name),
          "a need is about all customers: only numbers of the policy itself can stand in its reason")
      end
    end
  end
end

function needs.build(record, values, rule)
  local described = { field = values.field, segmentation = values.segmentation, must = values.importance == "must",
    benefit = values.benefit, cost_segment = values.cost.segment, cost_individual = values.cost.individual,
    product = values.tailoring.product, presentation = values.tailoring.presentation, split_by = values.split_by,
    because = values.because }
  if values.because then
    check_because(record, rule, values.because)
  end
  rule:mention(values.field, "need.field", record.at:value "field")
  for i, name in ipairs(values.split_by or {}) do
    rule:mention(name, "split_by", record.at:key("split_by"):item(i))
  end
  return described
end

-- --- which segmentation

local function names_of(segmentations)
  local names = {}
  for i, segmentation in ipairs(segmentations) do
    names[i] = '"' .. segmentation.name .. '"'
  end
  return names
end

local function find(record, segmentations, what)
  local given = record.given.segmentation
  if #segmentations == 0 then
    refuse(record.at, what .. " has no segmentation to be served by", 'this policy has none: write segmentation "customer" { … }')
  elseif not given and #segmentations > 1 then
    refuse(record.at, ("%s does not say by which segmentation; there are %s"):format(what, refuse.list(names_of(segmentations))),
      ("add segmentation = %s"):format(names_of(segmentations)[1]))
  elseif not given then
    return segmentations[1]
  end
  local by_name = {}
  for _, segmentation in ipairs(segmentations) do
    if segmentation.name == given then
      return segmentation
    end
    by_name[segmentation.name] = true
  end
  refuse(record.at:value "segmentation", ('%s names a segmentation that does not exist: "%s"'):format(what, given),
    suggest.hint(given, by_name) or "there is " .. refuse.list(names_of(segmentations)))
end

function needs.settle(records, described, segmentations)
  local number = 0
  for _, record in ipairs(records) do
    if record.word == "need" then
      number = number + 1
      local what = ('need "%s"'):format(record.name)
      local segmentation = find(record, segmentations, what)
      if segmentation.mode == "all" then
        refuse(record.given.segmentation and record.at:value "segmentation" or record.at,
          ('%s is served by segmentation "%s", where a customer can be in several segments'):format(what, segmentation.name),
          'take one of mode "first", "unique" or "score"')
      end
      described[number].segmentation = segmentation.name
    end
  end
end

return needs
