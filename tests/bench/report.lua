-- lua5.4 report.lua FOLDER < lines: prints the figures as one aligned table and
-- writes FOLDER/results.json and FOLDER/results.md. Ends with 1 when a limit is missed.
--
-- A line is words with tabs between:
--   figure  NAME  VALUE  UNIT  REFERENCE  ITS VALUE  RULE  LIMIT     (figure.h)
--   rival   NAME  RIVAL  ITS VALUE  RULE  LIMIT     stands beside the figure of that name
--   yes     COUNT …      of how many customers each rule holds: all such lines must be equal

local folder = assert(arg[1], "usage: report.lua FOLDER < lines")

local figures, by_name, rows, yes = {}, {}, {}, nil

local function words(line)
  local out = {}
  for word in (line .. "\t"):gmatch("([^\t]*)\t") do
    out[#out + 1] = word
  end
  return out
end

local function row_of(figure, reference, beside, rule, limit)
  local row = {
    figure = figure.name, value = figure.value, unit = figure.unit,
    reference = reference ~= "" and reference or nil, reference_value = reference ~= "" and tonumber(beside) or nil,
    rule = rule ~= "" and rule or nil, limit = rule ~= "" and tonumber(limit) or nil,
  }
  row.ratio = row.reference and row.value / row.reference_value
  if row.rule then
    local measured = row.rule:find("^ratio") and row.ratio or row.value
    row.kept = (row.rule:find(">=", 1, true) and measured >= row.limit) or (row.rule:find("<=", 1, true) and measured <= row.limit) or false
  end
  local last = #rows
  while last > 0 and by_name[row.figure] and rows[last].figure ~= row.figure do
    last = last - 1
  end
  table.insert(rows, last > 0 and last + 1 or #rows + 1, row)
end

for line in io.lines() do
  local word = words(line)
  if word[1] == "figure" then
    local figure = { name = word[2], value = tonumber(word[3]), unit = word[4] }
    figures[#figures + 1], by_name[figure.name] = figure, figure
    row_of(figure, word[5], word[6], word[7], word[8])
  elseif word[1] == "rival" then
    local figure = assert(by_name[word[2]], "no figure called " .. word[2])
    row_of(figure, word[3], word[4], word[5], word[6])
  elseif word[1] == "yes" then
    yes = yes or line
    assert(line == yes, "not the same answers:\n" .. yes .. "\n" .. line)
  end
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
  local kept = row.kept == nil and "" or row.kept and "kept" or "MISSED"
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

local lines = { heads }
for _, row in ipairs(rows) do
  lines[#lines + 1] = cells(row)
end
local width = widths(lines)

local markdown = assert(io.open(folder .. "/results.md", "w"))
for i, line in ipairs(lines) do
  print((aligned(line, width, "  "):gsub("%s+$", "")))
  markdown:write("| ", aligned(line, width, " | "), " |\n", i == 1 and "|---|--:|---|---|--:|--:|---|---|\n" or "")
end
markdown:close()

local order = { "figure", "value", "unit", "reference", "reference_value", "ratio", "rule", "limit", "kept" }
local objects, missed, limits = {}, 0, 0
for _, row in ipairs(rows) do
  local members = {}
  for _, name in ipairs(order) do
    local value = row[name]
    if value ~= nil then
      members[#members + 1] = ('"%s":%s'):format(name, type(value) == "string" and '"' .. value .. '"' or type(value) == "number" and ("%.6g"):format(value) or tostring(value))
    end
  end
  objects[#objects + 1] = "  {" .. table.concat(members, ",") .. "}"
  limits, missed = limits + (row.rule and 1 or 0), missed + (row.kept == false and 1 or 0)
end
local json = assert(io.open(folder .. "/results.json", "w"))
json:write("[\n", table.concat(objects, ",\n"), "\n]\n")
json:close()

print(("\n%d of %d limits kept; also in %s/results.json and results.md"):format(limits - missed, limits, folder))
os.exit(missed == 0 and 0 or 1)
