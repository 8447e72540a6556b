-- The lines that the bench's programs print, as rows of a table.
--
-- A line is words with tabs between:
--   figure   NAME  VALUE  UNIT  REFERENCE  ITS VALUE  RULE  LIMIT     (figure.h)
--   rival    NAME  RIVAL  ITS VALUE  RULE  LIMIT     stands beside the figure of that name
--   skipped  NAME  WHY                               a rival or a figure that is left out
--   failed   NAME                                    a measurement of ours that came to no figure
--   yes      ROWS  COUNT …      of how many of so many customers each rule holds
--   counted  WHAT  NUMBER …     what a run, or the attributes over events, came to
-- All `yes` and all `counted` lines about the same must be equal, and the first is Helder's.
--
-- results.read(lines) answers { rows, skipped, agreed, differing, wrong }: `agreed` how many
-- said the same of each subject, `differing` sentences about those who did not, `wrong` what a
-- line says that cannot be.

local results = {}

local function words(line)
  local out = {}
  for word in (line .. "\t"):gmatch "([^\t]*)\t" do
    out[#out + 1] = word
  end
  return out
end

local function filled(word)
  return word ~= nil and word ~= "" and word or nil
end

-- True when the row's limit is kept; nil when it has none.
local function is_kept(row)
  local measured = row.rule and (row.rule:find "^ratio" and row.ratio or row.value)
  if not measured then
    return nil
  end
  return row.rule:find(">=", 1, true) and measured >= row.limit or row.rule:find("<=", 1, true) and measured <= row.limit or false
end

local function row_of(figure, reference, beside, rule, limit, rival)
  local row = {
    figure = figure.name, value = figure.value, unit = figure.unit, rival = rival,
    reference = filled(reference), reference_value = filled(reference) and tonumber(beside),
    rule = filled(rule), limit = filled(rule) and tonumber(limit),
  }
  row.ratio = row.reference_value and row.reference_value ~= 0 and row.value / row.reference_value or nil
  row.kept = is_kept(row)
  return row
end

-- Behind the last row of the same figure; in its place where that has nothing beside it.
local function place(rows, row)
  for i = #rows, 1, -1 do
    if rows[i].figure == row.figure then
      if rows[i].reference or rows[i].rule then
        return table.insert(rows, i + 1, row)
      end
      rows[i] = row
      return
    end
  end
  rows[#rows + 1] = row
end

local function agree(out, seen, word)
  local subject = word[1] == "yes" and ("14 rules over %s customers"):format(word[2]) or word[2]
  local said = table.concat(word, " ", 3)
  if not seen[subject] then
    seen[subject] = said
    out.agreed[#out.agreed + 1] = { subject = subject, times = 1 }
  elseif seen[subject] == said then
    for _, agreed in ipairs(out.agreed) do
      agreed.times = agreed.times + (agreed.subject == subject and 1 or 0)
    end
  else
    out.differing[#out.differing + 1] = ("not the same answers, %s:\n  %s\n  %s"):format(subject, seen[subject], said)
  end
end

function results.read(lines)
  local out = { rows = {}, skipped = {}, agreed = {}, differing = {}, wrong = {} }
  local by_name, seen = {}, {}
  for line in lines do
    local word = words(line)
    if word[1] == "figure" and tonumber(word[3]) then
      local figure = { name = word[2], value = tonumber(word[3]), unit = word[4] }
      by_name[figure.name] = figure
      place(out.rows, row_of(figure, word[5], word[6], word[7], word[8], false))
    elseif word[1] == "rival" and by_name[word[2]] and tonumber(word[4]) then
      place(out.rows, row_of(by_name[word[2]], word[3], word[4], word[5], word[6], true))
    elseif word[1] == "skipped" and filled(word[3]) then
      out.skipped[#out.skipped + 1] = { name = word[2], why = word[3] }
    elseif (word[1] == "yes" or word[1] == "counted") and filled(word[3]) then
      agree(out, seen, word)
    elseif word[1] == "failed" and filled(word[2]) then
      out.wrong[#out.wrong + 1] = "failed: " .. word[2]
    else
      out.wrong[#out.wrong + 1] = "no line of the bench: " .. line
    end
  end
  return out
end

return results
