-- lua5.4 report.lua FOLDER [unjudged] < lines: prints the figures as one aligned table, and
-- writes FOLDER/results.json, results.md and chart.svg. The lines: results.lua.
-- Ends with 1 when a limit is missed or answers differ, with 2 when a line cannot be.
-- `unjudged`: fewer customers than the limits are meant for; they are shown, not enforced.

package.path = (arg[0]:match "^(.*/)" or "./") .. "?.lua;" .. package.path
local results = require "results"
local chart = require "chart"

local folder = assert(arg[1], "usage: report.lua FOLDER [unjudged] < lines")
local unjudged = arg[2] == "unjudged"
local found = results.read(io.lines())

local function write(name, content)
  local file = assert(io.open(folder .. "/" .. name, "w"))
  assert(file:write(content))
  file:close()
end

local function number(value)
  if not value then
    return ""
  end
  return (value >= 100 and "%.0f" or value >= 10 and "%.1f" or value >= 0.1 and "%.2f" or "%.4f"):format(value)
end

local heads = { "figure", "measured", "unit", "beside", "measured", "ratio", "limit", "" }

local function cells(row)
  local limit = row.rule and row.rule .. " " .. ("%g"):format(row.limit) or ""
  local kept = row.kept == nil and "" or row.kept and "kept" or unjudged and "missed" or "MISSED"
  return { row.figure, number(row.value), row.unit, row.reference or "", number(row.reference_value), number(row.ratio), limit, kept }
end

local function widths(lines)
  local out = {}
  for _, line in ipairs(lines) do
    for i, cell in ipairs(line) do
      out[i] = math.max(out[i] or 0, utf8.len(cell))
    end
  end
  return out
end

local right = { [2] = true, [5] = true, [6] = true }

local function aligned(line, width, between)
  local out = {}
  for i, cell in ipairs(line) do
    local space = (" "):rep(width[i] - utf8.len(cell))
    out[i] = right[i] and space .. cell or cell .. space
  end
  return table.concat(out, between)
end

local function tables()
  local lines = { heads }
  for _, row in ipairs(found.rows) do
    lines[#lines + 1] = cells(row)
  end
  local width, markdown = widths(lines), {}
  for i, line in ipairs(lines) do
    print((aligned(line, width, "  "):gsub("%s+$", "")))
    markdown[i] = "| " .. aligned(line, width, " | ") .. " |\n" .. (i == 1 and "|---|--:|---|---|--:|--:|---|---|\n" or "")
  end
  write("results.md", table.concat(markdown))
end

local order = { "figure", "value", "unit", "reference", "reference_value", "ratio", "rule", "limit", "kept" }

local function json(value)
  if type(value) == "string" then
    return '"' .. value:gsub('[%c"\\]', function(byte) return ("\\u%04x"):format(byte:byte()) end) .. '"'
  end
  return type(value) == "number" and ("%.6g"):format(value) or tostring(value)
end

local function document()
  local objects = {}
  for _, row in ipairs(found.rows) do
    local members = {}
    for _, name in ipairs(order) do
      members[#members + 1] = row[name] ~= nil and json(name) .. ":" .. json(row[name]) or nil
    end
    objects[#objects + 1] = "  {" .. table.concat(members, ",") .. "}"
  end
  return "[\n" .. table.concat(objects, ",\n") .. "\n]\n"
end

-- Below the table: who agreed, who was left out, what is wrong.
local function notes()
  print()
  for _, agreed in ipairs(found.agreed) do
    print(("%s: counted %d times, always the same"):format(agreed.subject, agreed.times))
  end
  for _, skipped in ipairs(found.skipped) do
    print(("left out: %s (%s)"):format(skipped.name, skipped.why))
  end
  for _, kind in ipairs { found.differing, found.wrong } do
    for _, sentence in ipairs(kind) do
      print(sentence)
    end
  end
end

local limits, missed = 0, 0
for _, row in ipairs(found.rows) do
  limits, missed = limits + (row.rule and 1 or 0), missed + (row.kept == false and 1 or 0)
end

tables()
write("results.json", document())
local drawing = chart.svg(found.rows)
if drawing then
  write("chart.svg", drawing)
else
  os.remove(folder .. "/chart.svg") -- of another time
end
notes()
print(("%d of %d limits kept%s; also in %s/results.json, results.md%s"):format(
  limits - missed, limits, unjudged and " (they are meant for 1000000 customers and more)" or "", folder,
  drawing and " and chart.svg" or ""))
os.exit(#found.wrong > 0 and 2 or (#found.differing > 0 or missed > 0 and not unjudged) and 1 or 0)
