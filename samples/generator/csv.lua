-- Writes the same rows as two programs would: an English export and Dutch Excel.
-- A cell is nil (missing), text, a whole number, true or false, or one of
-- csv.money(12.5), csv.date("2026-05-21"), csv.none("n/a", "n.v.t.").

local csv = {}

function csv.money(amount)
  return { kind = "money", amount = amount }
end

function csv.date(iso)
  return { kind = "date", iso = iso }
end

-- A word that people type where there is no answer.
function csv.none(english, dutch)
  return { kind = "none", english = english, dutch = dutch }
end

csv.english = { file = "", delimiter = ",", newline = "\n", start = "", yes = "yes", no = "no" }
csv.dutch = { file = "_nl", delimiter = ";", newline = "\r\n", start = "\u{FEFF}", yes = "ja", no = "nee" }

function csv.english.money(amount)
  return string.format("%.2f", amount)
end

-- 1.234,50: a dot at the thousands, a comma at the cents.
function csv.dutch.money(amount)
  local whole, cents = string.format("%.2f", amount):match("^(-?%d+)%.(%d+)$")
  local dotted = whole:reverse():gsub("(%d%d%d)", "%1."):reverse():gsub("^%.", "")
  return dotted .. "," .. cents
end

function csv.english.date(iso)
  return iso
end

function csv.dutch.date(iso)
  local year, month, day = iso:match("^(%d+)-(%d+)-(%d+)$")
  return day .. "-" .. month .. "-" .. year
end

function csv.english.none(cell)
  return cell.english
end

function csv.dutch.none(cell)
  return cell.dutch
end

local function text_of(dialect, cell)
  if cell == nil then
    return ""
  elseif type(cell) == "boolean" then
    return cell and dialect.yes or dialect.no
  elseif type(cell) ~= "table" then
    return tostring(cell)
  end
  local value = cell.kind == "none" and cell or cell.amount or cell.iso
  return dialect[cell.kind](value)
end

local function quoted(dialect, text)
  if text:find('["\r\n]') or text:find(dialect.delimiter, 1, true) or text:find("^%s") or text:find("%s$") then
    return '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local function line(dialect, cells, count)
  local out = {}
  for i = 1, count do
    out[i] = quoted(dialect, text_of(dialect, cells[i]))
  end
  return table.concat(out, dialect.delimiter) .. dialect.newline
end

-- Rows are tables by field name; `fields` gives the order of the columns.
function csv.write(path, dialect, fields, rows)
  local file = assert(io.open(path, "wb"))
  assert(file:write(dialect.start, line(dialect, fields, #fields)))
  for _, row in ipairs(rows) do
    local cells = {}
    for i, field in ipairs(fields) do
      cells[i] = row[field]
    end
    assert(file:write(line(dialect, cells, #fields)))
  end
  assert(file:close())
end

return csv
