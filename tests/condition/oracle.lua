-- Random conditions over random rows, with the answers Lua itself gives.
--
-- oracle.round(seed, rows, conditions, bytes) -> JSON text { columns = [{name, type, cells}],
--   cases = [{source, tree, verdicts = "yn?…", values = [[…] or the line of the error], blame = [[field, …] or null, …]}] }
-- oracle.trial(source, customer) -> JSON text { tree, columns, verdict, value }, or { why }: of a
-- chunk that returns a condition, and one customer written as a Lua table.
-- A condition that scripts/tree.lua leaves to the VM is left out. The safe library is written
-- here once more, in Lua, after engine/policy/library.h.

local harness = require "harness"
local json = require "json"

local oracle = {}

-- --- the safe library

local AS_OF = "2026-11-21"
local poison = {}

-- A library function in Lua that ends a condition has taken the place of its caller: no line then.
local function refuse(value)
  local level, frame = 2, debug.getinfo(2, "Sl")
  while frame and frame.source ~= "=policy.lua" do
    level = level + 1
    frame = debug.getinfo(level, "Sl")
  end
  error(rawequal(value, poison) and poison or ("policy.lua:%d: another kind of value is needed"):format(
    frame and frame.currentline or 0), 0)
end
local function fail()
  error(poison, 0)
end
setmetatable(poison, { __add = fail, __sub = fail, __mul = fail, __div = fail, __mod = fail, __pow = fail, __unm = fail,
  __idiv = fail, __band = fail, __bor = fail, __bxor = fail, __bnot = fail, __shl = fail, __shr = fail, __concat = fail,
  __len = fail, __lt = fail, __le = fail, __index = fail, __call = fail })

local function text(value)
  return type(value) == "string" and value or refuse(value)
end
local function number(value)
  return type(value) == "number" and value or refuse(value)
end

local month_days = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local function leap(y)
  return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0)
end
local function civil(value)
  local y, m, d = text(value):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if not y or y < 1 or m < 1 or m > 12 or d < 1 or d > month_days[m] + ((m == 2 and leap(y)) and 1 or 0) then
    refuse()
  end
  return y, m, d
end
local function day_number(value)
  local y, m, d = civil(value)
  local days = 365 * (y - 1) + (y - 1) // 4 - (y - 1) // 100 + (y - 1) // 400 + d
  for i = 1, m - 1 do
    days = days + month_days[i] + ((i == 2 and leap(y)) and 1 or 0)
  end
  return days
end
local function whole(value)
  return math.tointeger(value) or value
end

local library = {
  known = function(x) return x ~= nil end,
  one_of = function(x, list)
    if x == nil or rawequal(x, poison) then
      refuse(x)
    end
    for i = 1, #list do
      if x == list[i] then
        return true
      end
    end
    return false
  end,
  lower = function(s) return (text(s):gsub("[A-Z]", function(c) return string.char(c:byte() + 32) end)) end,
  starts_with = function(s, p) return text(s):sub(1, #text(p)) == p end,
  contains = function(s, p) return text(s):find(text(p), 1, true) ~= nil end,
  min = function(...)
    local best = number((...))
    for i = 2, select("#", ...) do
      local one = number((select(i, ...)))
      best = one < best and one or best
    end
    return best
  end,
  max = function(...)
    local best = number((...))
    for i = 2, select("#", ...) do
      local one = number((select(i, ...)))
      best = best < one and one or best
    end
    return best
  end,
  abs = function(n) return math.abs(number(n)) end,
  floor = function(n) return math.floor(number(n)) end,
  round = function(n)
    if math.type(number(n)) == "integer" or n ~= n or math.abs(n) >= 2.0 ^ 52 then
      return whole(n)
    end
    local below = math.floor(math.abs(n))
    local rounded = math.abs(n) - below >= 0.5 and below + 1 or below
    return n < 0 and -rounded or rounded
  end,
  days_since = function(d) return day_number(AS_OF) - day_number(d) end,
  year = function(d) return (civil(d)) end,
  month = function(d) return (select(2, civil(d))) end,
}

-- --- chance, the same for the same seed

local state = 0
local bytes, at = "", 0 -- of a fuzzer: they come first
local function chance(n)
  at = at + 1
  if at <= #bytes then
    return bytes:byte(at) % n + 1
  end
  state = (state * 6364136223846793005 + 1442695040888963407) & -1
  return ((state >> 33) % n) + 1
end
local function pick(list)
  return list[chance(#list)]
end

-- --- rows

local pools = {
  small = { -2, -1, 0, 1, 2, 3, 7, 100, -100 },
  middle = { -30000, -1, 0, 1, 3, 300, 30000 },
  wide = { -2000000000, 0, 1, 5, 2000000000 },
  huge = { math.mininteger, math.maxinteger, 0, 1, -1, 3, 2 ^ 53 | 0, (2 ^ 53 | 0) + 1, 9007199254740995 },
  decimal = { 0.0, -0.0, 1.0, 1.5, -2.5, 0.1, 3.0, 1e300, -1e300, 2.0 ^ 53, 2.0 ^ 63, 0 / 0, 1 / 0, -1 / 0, 1e15, 123456789.125 },
  flag = { true, false },
  day = { "2026-05-21", "2026-11-21", "1969-12-31", "2024-02-29", "0001-01-01", "9999-12-31", "2026-06-01" },
  city = { "Ede", "ede", "", "Amersfoort", "'s-Gravenhage", "10", "0x10", " 7 ", "2026-05-21", "é", "1e2", "zz" },
  mixed = { 1, 2.5, true, "x", "10", false, 3 },
}
local names = { "small", "middle", "wide", "huge", "decimal", "flag", "day", "city", "mixed", "town", "visits", "born", "gone" }
local types = { town = "city", visits = "small", born = "day" }

local function columns_make(rows)
  local columns = {}
  for _, name in ipairs(names) do
    local kind = types[name] or name
    local lacks = pick { 0, 0, 3, 10 }
    local cells = {}
    for row = 1, rows do
      cells[row] = (kind ~= "gone" and (lacks == 0 or chance(lacks) > 1)) and pick(pools[kind]) or nil
    end
    columns[name] = cells
  end
  return columns
end

-- --- conditions

local number_constants = { "0", "1", "3", "-1", "2.5", "100", "-0.0", "1e15", "9007199254740993", "0x7fffffffffffffff", "(-9223372036854775807 - 1)",
  "1e999", "(0/0)", "2^53", "7", "0.1", "64" }
local text_constants = { '"Ede"', '"ede"', '""', '"10"', '"M"', '"2026-05-21"', '"2026-13-01"', '"\\0323\\032"', '"2026"', '"x"' }
local numeric_fields = { "g.small", "g.visits", "g.middle", "g.wide", "g.huge", "g.decimal", "g.small", "g.decimal" }
local locals = {}

local number_of, text_of, truth_of, any_of

function any_of(depth)
  return pick { number_of, text_of, truth_of }(depth)
end

local function wild(depth, usual)
  local way = chance(45)
  if way == 1 then
    return any_of(depth)
  elseif way == 2 then
    return pick { "g.mixed", "g.gone", "g.flag", "nil", "g.city", "g.day", "true" }
  end
  return usual(depth)
end

function number_of(depth)
  local way = chance(depth > 0 and 17 or 6)
  if way <= 3 then
    return pick(numeric_fields)
  elseif way <= 5 then
    return pick(number_constants)
  elseif way == 6 then
    return #locals > 0 and pick(locals) or pick(numeric_fields)
  elseif way <= 11 then
    return ("(%s %s %s)"):format(wild(depth - 1, number_of), pick { "+", "-", "*", "/", "//", "%", "^" }, wild(depth - 1, number_of))
  elseif way == 12 then
    return ("(%s %s %s)"):format(wild(depth - 1, number_of), pick { "&", "|", "~", "<<", ">>" }, wild(depth - 1, number_of))
  elseif way == 13 then
    return ("%s(%s)"):format(pick { "abs", "floor", "round" }, wild(depth - 1, number_of))
  elseif way == 14 then
    return ("%s(%s, %s)"):format(pick { "min", "max" }, wild(depth - 1, number_of), wild(depth - 1, number_of))
  elseif way == 15 then
    return ("%s(%s)"):format(pick { "days_since", "year", "month" }, pick { "g.day", "g.born", "g.day", "g.city" })
  elseif way == 16 then
    return ("(%s or %s)"):format(wild(depth - 1, number_of), wild(depth - 1, number_of))
  end
  return pick { "-", "~", "- -" } .. ("(%s)"):format(wild(depth - 1, number_of))
end

function text_of(depth)
  local way = chance(depth > 0 and 8 or 5)
  if way <= 3 then
    return pick { "g.city", "g.town", "g.day", "g.born", "g.city" }
  elseif way <= 5 then
    return pick(text_constants)
  elseif way == 6 then
    return ("lower(%s)"):format(wild(depth - 1, text_of))
  end
  return ("(%s .. %s)"):format(wild(depth - 1, any_of), wild(depth - 1, text_of))
end

local function comparison(depth)
  local op = pick { "<", "<=", ">", ">=", "==", "~=" }
  local way = chance(10)
  if way <= 6 then
    return ("%s %s %s"):format(wild(depth - 1, number_of), op, wild(depth - 1, number_of))
  elseif way <= 9 then
    return ("%s %s %s"):format(wild(depth - 1, text_of), op, wild(depth - 1, text_of))
  end
  return ("%s %s %s"):format(any_of(depth - 1), pick { "==", "~=", "<" }, pick { "nil", "true", any_of(depth - 1) })
end

local function list()
  local items = {}
  for i = 1, chance(6) do
    items[i] = pick(pick { number_constants, text_constants, { "true", "false" } })
  end
  return "{ " .. table.concat(items, ", ") .. " }"
end

function truth_of(depth)
  local way = chance(depth > 0 and 16 or 3)
  if way == 1 then
    return pick { "g.flag", "g.flag", "g.small", "g.city", "g.mixed", "g.gone", "g.decimal", "true", "false" }
  elseif way <= 6 then
    return "(" .. comparison(depth) .. ")"
  elseif way <= 12 then
    return ("(%s %s %s)"):format(truth_of(depth - 1), pick { "and", "or" }, truth_of(depth - 1))
  elseif way == 13 then
    return ("(not %s)"):format(truth_of(depth - 1))
  elseif way == 14 then
    return ("known(%s)"):format(pick { "g.small", "g.city", "g.day", "g.gone", "g.mixed", any_of(depth - 1) })
  elseif way == 15 then
    return ("one_of(%s, %s)"):format(wild(depth - 1, any_of), list())
  end
  return ("%s(%s, %s)"):format(pick { "starts_with", "contains" }, wild(depth - 1, text_of), wild(depth - 1, text_of))
end

local function statement(depth)
  local way = chance(4)
  if way <= 2 then
    local name = "v" .. #locals + 1
    local line = ("local %s = %s"):format(name, pick { number_of, number_of, any_of, truth_of }(depth))
    locals[#locals + 1] = name
    return line
  elseif way == 3 then
    return ("if %s then return %s end"):format(truth_of(depth), any_of(depth - 1))
  elseif #locals > 0 then
    return ("if %s then %s = %s end"):format(truth_of(depth), pick(locals), number_of(depth))
  end
  return ""
end

local helper = [[
local LIMIT <const> = 3
local WARNINGS = 2
local function often(c, least) return c.visits >= least and c.small ~= nil end
local function safe(n) if n == nil then return 0 end return n end
]]

local function condition()
  locals = {}
  local lines = {}
  for _ = 1, pick { 0, 0, 0, 1, 2, 3 } do
    lines[#lines + 1] = statement(2)
  end
  local answer = pick { truth_of, truth_of, truth_of, number_of, any_of }(pick { 1, 2, 3, 4 })
  local way = chance(8)
  if chance(4) == 1 then
    answer = answer:gsub(" ", function() return chance(5) == 1 and "\n" or " " end)
  end
  if way == 1 then
    answer = ("often(g, %s) %s %s"):format(pick { "LIMIT", "WARNINGS", "1" }, pick { "and", "or" }, answer)
  elseif way == 2 then
    answer = ("safe(%s) >= WARNINGS"):format(number_of(1))
  end
  return helper .. "return function(g)\n" .. table.concat(lines, "\n") .. "\nreturn " .. answer .. "\nend"
end

-- --- Lua's own answers

local function customer(columns, row, reading)
  return setmetatable({}, { __index = function(_, name)
    local value = columns[name][row]
    if value == nil then
      reading[#reading + 1] = name
      if #reading == reading.poison then
        return poison
      end
    end
    return value
  end })
end

local function blame(f, columns, row, read)
  local found, seen = {}, {}
  for i, name in ipairs(read) do
    local fine, message = pcall(f, customer(columns, row, { poison = i }))
    if not fine and rawequal(message, poison) and not seen[name] then
      seen[name] = true
      found[#found + 1] = name
    end
  end
  return found[1] and found or false
end

-- The line that Lua names; 0 where it names none, or (Lua 5.4.4, divisions of integers by zero)
-- that of whatever it did before.
local function line_of(message)
  local by_zero = message:find("divide by zero", 1, true) or message:find("%0'", 1, true)
  return not by_zero and tonumber(message:match "^policy.lua:(%d+):") or 0
end

local function answers(case, f, columns, rows)
  local verdicts = {}
  for row = 1, rows do
    local read = {}
    local fine, value = pcall(f, customer(columns, row, read))
    verdicts[row] = not fine and "?" or value and "y" or "n"
    case.values[row] = fine and { value } or line_of(value)
    case.blame[row] = not fine and blame(f, columns, row, read)
  end
  case.verdicts = table.concat(verdicts)
end

local function cells_of(columns, name, rows)
  local cells = {}
  for row = 1, rows do
    cells[row] = { columns[name][row] }
  end
  return { name = name, type = types[name] or name, cells = cells }
end

function oracle.round(seed, rows, conditions, chosen)
  state, bytes, at = seed, chosen or "", 0
  local columns = columns_make(rows)
  local round = { columns = {}, cases = {}, left = 0 }
  for i, name in ipairs(names) do
    round.columns[i] = cells_of(columns, name, rows)
  end
  for _ = 1, conditions do
    local source = condition()
    local tree, f = harness.tree(source, library)
    if tree then
      local case = { source = source, tree = tree, values = {}, blame = {} }
      answers(case, f, columns, rows)
      round.cases[#round.cases + 1] = case
    else
      round.left = round.left + 1
    end
  end
  return json.encode(round)
end

-- The conditions alone, for tests of the whole engine: what their file begins with, and
-- `count` functions as text.
function oracle.sources(seed, count)
  state, bytes, at = seed, "", 0
  local sources = {}
  for i = 1, count do
    sources[i] = condition():sub(#helper + #"return " + 1)
  end
  return helper, sources
end

function oracle.trial(source, customer_source)
  local tree, f = harness.tree(source, library)
  if not tree then
    return json.encode { why = f }
  end
  local columns, list = {}, {}
  for name, value in pairs(load("return " .. customer_source)()) do
    columns[name] = { value }
    local is_day = type(value) == "string" and pcall(civil, value)
    list[#list + 1] = { name = name, type = is_day and "day" or type(value), cells = { { value } } }
  end
  setmetatable(columns, { __index = function() return {} end })
  local case = { tree = tree, columns = list, values = {}, blame = {} }
  answers(case, f, columns, 1)
  return json.encode(case)
end

return oracle
