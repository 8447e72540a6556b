-- The words about what could be: scenario, discretion; and the guarantee of fair shares.
--
-- worlds.scenario(reading, record, values, rule) -> its part of the description
-- worlds.discretion(reading, keys) -> its part of the description, or nil
-- worlds.is_shares(values) -> whether a guarantee is one of fair shares
-- worlds.shares(record, values, rule) -> its part of the description
--   a discretion and fair shares without a because get a plain sentence: they decide about nobody
-- worlds.check_shares(records, selections): a guarantee that names a selection that is not there

local refuse = require "refuse"
local shapes = require "shapes"
local suggest = require "suggest"

local worlds = {}

local STAFF_MAY = { en = "Staff may decide otherwise by hand, as often as the budget allows.",
  nl = "Medewerkers mogen met de hand anders beslissen, zo vaak als het budget toelaat." }
local FAIR = { en = "Every group has its fair share.", nl = "Elke groep krijgt een eerlijk deel." }

function worlds.scenario(reading, record, values, rule)
  if not values.change and not values.forget then
    refuse(record.at, rule.what .. " does not say what changes", "write change = function(c) return { nps = 10 } end")
  end
  local described = { because = values.because, forget = values.forget }
  rule.because = nil -- it is about nobody: no {names} to fill in
  described.change = values.change and rule:describe("change", values.change)
  if reading.given.functions_only then
    return described
  end
  if values.change then
    described.sets, described.trees = require "changes" (reading, record, values, rule)
  end
  for i, name in ipairs(values.forget or {}) do
    rule:mention(name, "set", record.at:key("forget"):item(i))
  end
  return described
end

-- --- discretion

function worlds.discretion(reading, keys)
  local found
  for _, record in ipairs(reading.records) do
    if record.word == "discretion" then
      if found then
        refuse(record.at, ("a second discretion; the first is on line %d"):format(found.at.line), "one budget for all overrides")
      end
      found = record
    end
  end
  if not found then
    return nil
  end
  local values = shapes.read(found.given, found.at, "discretion", keys.discretion)
  if values.per and values.per.count == 0 then
    refuse(found.at:value "per", "per of discretion must be one day or more", "write per = months(1)")
  end
  values.at = { found.at.file, found.at.line, found.at.column }
  values.because = values.because or STAFF_MAY
  return values
end

-- --- fair shares

local NEEDED = {
  { "selection", 'write the selection that is shared: selection = "call back"' },
  { "by", 'write the field that makes the groups: by = "size"' },
  { "at_least", "write the least part of the highest share: at_least = 0.8" },
}

function worlds.is_shares(values)
  return values.selection or values.by or values.at_least or values.least
end

function worlds.shares(record, values, rule)
  for _, key in ipairs(NEEDED) do
    if values[key[1]] == nil then
      refuse(record.at, ("%s has no %s"):format(rule.what, key[1]), key[2])
    end
  end
  if values.holds then
    refuse(record.at:key "holds", ("holds does not go with fair shares in %s"):format(rule.what),
      "who counts is said by when; a second guarantee can say what holds for each")
  end
  local when = values.when and rule:describe("when", values.when)
  rule:mention(values.by, "by", record.at:value "by")
  return { when = when, because = values.because or FAIR, selection = values.selection, by = values.by,
    at_least = values.at_least, least = values.least }
end

function worlds.check_shares(records, selections)
  for _, record in ipairs(records) do
    local name = record.word == "guarantee" and record.given.selection
    if type(name) == "string" and not selections[name] then
      refuse(record.at:value "selection", ('guarantee "%s" names a selection that does not exist: "%s"')
        :format(record.name, name), suggest.hint(name, selections))
    end
  end
end

return worlds
