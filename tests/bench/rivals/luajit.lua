-- luajit FILE TIMES: the fourteen conditions of policy.lua as somebody writes them who wants
-- them fast: a reader of bytes that knows the sixteen columns, the cells that rules read in
-- typed arrays, one loop. TIMES 0: prints the counts; else the middle number of nanoseconds
-- that so many loops took, the cells being there.
local ffi = require "ffi"
ffi.cdef [[
typedef struct { long s, ns; } Moment;
int clock_gettime(int, Moment *);
]]

local file = assert(io.open(arg[1], "rb"))
local text = file:read "*a"
file:close()
local bytes, size = ffi.cast("const uint8_t *", text), #text

local most = 0
for i = 0, size - 1 do
  if bytes[i] == 10 then most = most + 1 end
end

local function array(kind) return ffi.new(kind .. "[?]", most + 1) end
local complaints, returns, orders, nps = array "int32_t", array "int32_t", array "int32_t", array "int32_t"
local last, since, year = array "int32_t", array "int32_t", array "int32_t"
local spend, discount = array "double", array "double"
local partner, big, consent = array "uint8_t", array "uint8_t", array "uint8_t"
local MISSING = -1

local function whole(from, to)
  if from == to then return MISSING end
  local number = 0
  for i = from, to - 1 do number = number * 10 + bytes[i] - 48 end
  return number
end

local function decimal(from, to)
  local number, scale, after = 0, 1, false
  for i = from, to - 1 do
    if bytes[i] == 46 then
      after = true
    else
      number = number * 10 + bytes[i] - 48
      if after then scale = scale * 10 end
    end
  end
  return number / scale
end

local function day(from, to) -- 2026-11-21 as 20261121: they compare the same
  if from == to then return MISSING end
  return whole(from, from + 4) * 10000 + whole(from + 5, from + 7) * 100 + whole(from + 8, to)
end

local cities = { Amsterdam = 1, Rotterdam = 1, ["Den Haag"] = 1, Utrecht = 1 }
local ends = ffi.new "int32_t[17]"

local function read_row(at) -- the ends of the sixteen cells; answers where the line ends
  local cell, quoted = 0, false
  while true do
    local byte = bytes[at]
    if byte == 34 then
      quoted = not quoted
    elseif not quoted and (byte == 44 or byte == 10) then
      ends[cell] = at
      cell = cell + 1
      if byte == 10 then return at end
    end
    at = at + 1
  end
end

local rows, at = 0, 0
while bytes[at] ~= 10 do at = at + 1 end
at = at + 1
while at < size do
  local stop = read_row(at)
  local city = ffi.string(bytes + ends[2] + 1, ends[3] - ends[2] - 1)
  big[rows] = cities[city] or 0
  local from = ends[4] + 1
  partner[rows] = ends[5] - from == 7 and bytes[from] == 112 and bytes[from + 1] == 97 and 1 or 0
  year[rows] = whole(ends[5] + 1, ends[6])
  consent[rows] = ends[7] - ends[6] == 4 and 1 or 0
  since[rows], last[rows] = day(ends[7] + 1, ends[8]), day(ends[8] + 1, ends[9])
  orders[rows], returns[rows] = whole(ends[9] + 1, ends[10]), whole(ends[10] + 1, ends[11])
  spend[rows], discount[rows] = decimal(ends[11] + 1, ends[12]), decimal(ends[12] + 1, ends[13])
  nps[rows], complaints[rows] = whole(ends[13] + 1, ends[14]), whole(ends[14] + 1, ends[15])
  rows, at = rows + 1, stop + 1
end

local function count(y)
  for i = 0, 13 do y[i] = 0 end
  for i = 0, rows - 1 do
    local o, r, l, s, n = orders[i], returns[i], last[i], since[i], nps[i]
    if complaints[i] >= 4 then y[0] = y[0] + 1 end
    if r > 4 and r / o > 0.6 then y[1] = y[1] + 1 end
    if l > 20261022 then y[2] = y[2] + 1 end
    if partner[i] == 1 then y[3] = y[3] + 1 end
    if s < 20200101 and o >= 6 and r * 2 <= o then y[4] = y[4] + 1 end
    if big[i] == 1 then y[5] = y[5] + 1 end
    if year[i] >= 1998 then y[6] = y[6] + 1 end
    if discount[i] > 0.4 and o >= 3 then y[7] = y[7] + 1 end
    if l < 20251121 then y[8] = y[8] + 1 end
    if o >= 12 then y[9] = y[9] + 1 end
    if spend[i] / math.max(o, 1) >= 40 then y[10] = y[10] + 1 end
    if n >= 9 then y[11] = y[11] + 1 end
    if consent[i] == 1 and n >= 7 and spend[i] >= 200 then y[12] = y[12] + 1 end
    if consent[i] == 1 and o == 0 and s < 20241121 then y[13] = y[13] + 1 end
  end
end

local function nanoseconds()
  local now = ffi.new "Moment"
  ffi.C.clock_gettime(1, now)
  return tonumber(now.s) * 1e9 + tonumber(now.ns)
end

local y, times, taken = ffi.new "double[14]", tonumber(arg[2]), {}
if times == 0 then
  count(y)
  local words = {}
  for i = 0, 13 do words[i + 1] = ("%d"):format(y[i]) end
  print(table.concat(words, "\t"))
else
  for i = 1, times do
    local began = nanoseconds()
    count(y)
    taken[i] = nanoseconds() - began
  end
  table.sort(taken)
  print(("%.0f"):format(taken[math.floor((times + 1) / 2)]))
end
