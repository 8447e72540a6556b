-- What is good Lua and surely not meant in a policy: it would go wrong in silence, or for every customer.
--
-- pitfalls.find(node, source) -> nil, or {node, message, hint}: of one node of the tree, as strict asks it

local syntax = require "syntax"

local pitfalls = {}

local ordering = { ["<"] = true, ["<="] = true, [">"] = true, [">="] = true }
local asked = { when = true, is = true, where = true, only = true, rank = true, holds = true, change = true }

local function text_of(source, node)
  return (source:sub(node.first, node.last):gsub("%s+", " "))
end

local function whole(node, least, most)
  return node.tag == "Number" and math.tointeger(node.value) and node.value >= least and node.value <= most
end

-- 2026-05-21, 21-5-2026 -> year, month, day; nil: no date
local function date_of(text)
  local year, month, day = text:match "^%s*(%d%d%d%d)[-/](%d%d?)[-/](%d%d?)%s*$"
  if not year then
    day, month, year = text:match "^%s*(%d%d?)[-/](%d%d?)[-/](%d%d%d%d)%s*$"
  end
  year, month, day = math.tointeger(year), math.tointeger(month), math.tointeger(day)
  local fits = year and year >= 1900 and year < 2200 and month >= 1 and month <= 12 and day >= 1 and day <= 31
  return fits and ("%04d-%02d-%02d"):format(year, month, day) or nil
end

-- 2026-05-21 without quotes: a sum that gives 2000.
local function bare_date(node, source)
  local text = text_of(source, node)
  local date = node.op == "-" and text:find "^%d+%-%d+%-%d+$" and date_of(text)
  return date and { node = node, message = ("%s is a subtraction here"):format(text),
    hint = ('a date stands in quotes: "%s"'):format(date) } or nil
end

-- "1-5-2026" comes before every date of 2026, and "2026-5-1" after those of October.
local function spoken_date(node)
  for _, side in ipairs(ordering[node.op] and { node.left, node.right } or {}) do
    local date = side.tag == "String" and date_of(side.value)
    if date and date ~= side.value then
      return { node = side, message = ('"%s" is compared letter by letter, not as a date'):format(side.value),
        hint = ('a date is written year first: "%s"'):format(date) }
    end
  end
end

-- 1 <= x <= 5, not x < 5: yes or no would be compared with a number.
local function compared_answer(node, source)
  local left = node.left
  if not ordering[node.op] then
    return nil
  elseif left.tag == "Binary" and ordering[left.op] then
    return { node = node, message = ("%s compares an answer, yes or no, once more"):format(text_of(source, node)),
      hint = ("write %s and %s %s %s"):format(text_of(source, left), text_of(source, left.right), node.op,
        text_of(source, node.right)) }
  elseif left.tag == "Unary" and left.op == "not" then
    return { node = node, message = ("%s compares a yes or no"):format(text_of(source, node)),
      hint = ("write not (%s %s %s)"):format(text_of(source, left.operand), node.op, text_of(source, node.right)) }
  end
end

-- g.city == "A" or "B": yes for everyone.
local function or_text(node, source)
  local left, right = node.left, node.right
  if node.op == "or" and right.tag == "String" and left.tag == "Binary" and left.op == "==" and left.right.tag == "String" then
    return { node = node, message = ("%s is yes for everyone: a text alone is a yes"):format(text_of(source, node)),
      hint = ("write one_of(%s, { %s, %s })"):format(text_of(source, left.left), text_of(source, left.right),
        text_of(source, right)) }
  end
end

local function is_word(node, name)
  return node.tag == "Name" and node.name == name and not node.variable
end

-- as_of - g.last_on: a date is a text.
local function counted_date(node, source)
  local other = is_word(node.left, "as_of") and node.right or is_word(node.right, "as_of") and node.left
  if other and (node.op == "-" or node.op == "+") then
    return { node = node, message = ("%s calculates with a date"):format(text_of(source, node)),
      hint = ("the days since a date: days_since(%s)"):format(other.tag == "Index" and text_of(source, other) or "…") }
  end
end

local find = {}

-- one_of(g.city, "A", "B")
function find.Call(node, source)
  local second = is_word(node.callee, "one_of") and node.arguments[2]
  if second and (second.tag == "String" or second.tag == "Number" or node.arguments[3]) then
    local list = source:sub(second.first, node.arguments[#node.arguments].last)
    return { node = second, message = "one_of takes its values as one list",
      hint = ("write one_of(%s, { %s })"):format(text_of(source, node.arguments[1]), list) }
  end
end

function find.Binary(node, source)
  return bare_date(node, source) or spoken_date(node) or compared_answer(node, source)
    or or_text(node, source) or counted_date(node, source)
end

-- 1.200 is one and a fifth.
function find.Number(node, source)
  local text = text_of(source, node)
  local thousands, rest = text:match "^([1-9]%d?%d?)%.(%d%d0)$"
  if thousands then
    return { node = node, message = ("%s is %s here: the point stands before the decimals"):format(text, tostring(node.value)),
      hint = ("a thousand has no point: %s%s; or write %s"):format(thousands, rest, tostring(node.value)) }
  end
end

-- The second of two keys of one name: Lua would pass over the first in silence.
function find.Table(node)
  local seen = {}
  for _, item in ipairs(node.items) do
    local key = item.tag == "Item" and item.key.tag == "String" and item.key.value
    if key and seen[key] then
      return { node = item.key, message = ('"%s" stands here twice'):format(key),
        hint = ("the first is on line %d; keep one of them"):format(seen[key].line) }
    end
    seen[key or ""] = key and item.key
  end
end

-- given = { last_on = "1-5-2026" }: a customer whom no data could bring.
local function given_date(node)
  for _, item in ipairs(node.key.value == "given" and node.value.tag == "Table" and node.value.items or {}) do
    local value = item.tag == "Item" and item.value.tag == "String" and item.value
    local date = value and date_of(value.value)
    if date and date ~= value.value then
      return { node = value, message = ('"%s" is no date here'):format(value.value),
        hint = ('a date is written year first: "%s"'):format(date) }
    end
  end
end

-- return 7,5: the answer would be 7.
function find.Item(node)
  if node.key.value == "given" then
    return given_date(node)
  end
  local value = node.value.tag == "Name" and node.value.variable and node.value.variable.value or node.value
  if not (node.key.tag == "String" and asked[node.key.value] and value.tag == "Function") then
    return nil
  end
  local many
  syntax.walk(value, function(inner)
    many = many or inner.tag == "Return" and inner.values[2]
    return not many and (inner == value or inner.tag ~= "Function")
  end)
  return many and { node = many, message = ("a rule gives one answer, and %s returns several"):format(node.key.value),
    hint = "a number with decimals has a point: 7.5" }
end

function pitfalls.find(node, source)
  return find[node.tag] and find[node.tag](node, source)
end

return pitfalls
