-- samples/ is what its generator makes, and the Dutch file says what the English one says.

local check = require "check"
local lfs = require "lfs"

local function content(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return bytes
end

-- The records of a CSV file, each a list of cells; "" where a cell is empty.
local function records(bytes, delimiter)
  local list, cells, at = {}, {}, bytes:find("^\u{FEFF}") and 4 or 1
  while at <= #bytes do
    local cell, after
    if bytes:sub(at, at) == '"' then
      local ends = at
      repeat
        ends = bytes:find('"', ends + 1, true)
        local doubled = bytes:sub(ends + 1, ends + 1) == '"'
        ends = doubled and ends + 1 or ends
      until not doubled
      cell, after = bytes:sub(at + 1, ends - 1):gsub('""', '"'), ends + 1
    else
      after = bytes:find("[" .. delimiter .. "\r\n]", at)
      cell = bytes:sub(at, after - 1)
    end
    cells[#cells + 1] = cell
    if bytes:sub(after, after) ~= delimiter then
      list[#list + 1], cells = cells, {}
      after = bytes:sub(after, after) == "\r" and after + 1 or after
    end
    at = after + 1
  end
  return list
end

-- What a Dutch cell of this column is in the English file.
local function in_english(column, cell)
  if column:find "_on$" then
    return (cell:gsub("^(%d%d)%-(%d%d)%-(%d%d%d%d)$", "%3-%2-%1"))
  elseif column == "spend_12m" then
    return (cell:gsub("%.", ""):gsub(",", "."))
  end
  local words = { ja = "yes", nee = "no", ["n.v.t."] = "n/a" }
  return words[cell] or cell
end

local function compare(english, dutch)
  check.equal(#english, 2001, "a header and 2,000 guests")
  check.equal(#dutch, #english, "as many rows in Dutch")
  for i, row in ipairs(english) do
    local translated = {}
    for j, cell in ipairs(dutch[i]) do
      translated[j] = in_english(english[1][j], cell)
    end
    if table.concat(row, "\n") ~= table.concat(translated, "\n") then
      return check.equal(table.concat(translated, "|"), table.concat(row, "|"), "row " .. i)
    end
  end
  check.equal(true, true, "all rows")
end

local function remake(sample, files)
  local folder = os.tmpname()
  os.remove(folder)
  assert(lfs.mkdir(folder))
  local made = os.execute(("lua5.4 samples/generate.lua %s '%s' > /dev/null"):format(sample, folder))
  check.equal(made, true, "the generator runs")
  for _, name in ipairs(files) do
    local path = ("%s/%s/%s"):format(folder, sample, name)
    check.equal(content(("samples/%s/%s"):format(sample, name)) == content(path), true,
      sample .. "/" .. name .. " is what the generator makes")
    os.remove(path)
  end
  lfs.rmdir(folder .. "/" .. sample)
  lfs.rmdir(folder)
end

remake("spa", { "guests.csv", "guests_nl.csv", "overrides.csv" })
remake("tailoring", { "households.csv" })
compare(records(content "samples/spa/guests.csv", ","), records(content "samples/spa/guests_nl.csv", ";"))

check.finish()
