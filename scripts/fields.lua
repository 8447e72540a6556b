-- What a policy says of the fields of a table: customers or events.
--
-- fields.describe(given, place, mention) -> list for the description; given: {name, at, values}
-- of each field, as the schema read them; mention(field) is called for each.

local fields = {}

function fields.describe(given, place, mention)
  local list = {}
  for i, field in ipairs(given or {}) do
    local values = field.values
    list[i] = { name = field.name, at = place(field.at), label = values.label, sensitive = values.sensitive,
      fixed = values.fixed, mask = values.mask, decimal = values.decimal, date_order = values.dates or values.date_order,
      type = values.type, missing = values.missing, only = values.only, step = values.step, min = values.min,
      max = values.max, cost = values.cost }
    mention(field)
  end
  return list
end

return fields
