-- helder run --set 'field=expression': a scenario from the command line, in which bare names
-- are the customer's fields.
--
-- settings(reading, context) -> list of { field, is = function } of reading.given.sets

local grammar = require "grammar"
local host = require "host"
local places = require "places"
local refuse = require "refuse"
local syntax = require "syntax"

local CUSTOMER = "c"

local function split(given, at)
  local field, expression = given:match "^%s*([^=]-)%s*=([^=].*)$"
  if not field or field == "" or not expression:find "%S" then
    refuse(at, ("--set takes a field and what it becomes, found %s"):format(refuse.shown(given)),
      "like --set 'visits_12m=visits_12m + 1'")
  end
  return field, expression
end

-- Names that stay what they are: called functions, members of the library; c of c["a field"].
local function kept_names(chunk)
  local kept = {}
  syntax.walk(chunk, function(node)
    local owner = node.tag == "Call" and node.callee or node.tag == "Index" and node.object
    local name = owner and owner.tag == "Name" and owner.name
    if name and (host.library[name] ~= nil or node.tag == "Index" and name == CUSTOMER) then
      kept[owner] = true
    end
  end)
  return kept
end

local function with_fields(source, chunk)
  local kept, parts, from = kept_names(chunk), {}, 1
  syntax.walk(chunk, function(node)
    if node.tag == "Name" and not node.variable and not kept[node] and node.name ~= "as_of" then
      parts[#parts + 1] = source:sub(from, node.first - 1)
      parts[#parts + 1] = ("%s[%q]"):format(CUSTOMER, node.name)
      from = node.last + 1
    end
  end)
  return table.concat(parts) .. source:sub(from)
end

local RETURN = "return "
local RULE_ENDS = "expected a rule or the end of the file" -- of the grammar, which reads files
local ONE_EACH = "each field has a --set of its own: --set 'spend=spend * 2' --set 'age=3'"

local function expression_of(expression, at)
  local source = RETURN .. expression
  local chunk, trouble = grammar.parse(source)
  if not chunk then
    local message = trouble.message:gsub(RULE_ENDS, "expected the end of the expression"):gsub("the end of the file", "nothing more")
    refuse(at, message, expression:find "[;,]"
      and ONE_EACH or nil)
  elseif #chunk.body ~= 1 or chunk.body[1].tag ~= "Return" or #chunk.body[1].values ~= 1 then
    refuse(at, "one value is expected after the =, found more",
      ONE_EACH)
  end
  return with_fields(source, chunk):sub(#RETURN + 1)
end

local function setting(reading, context, given)
  local at = places.nowhere(("--set '%s'"):format(given))
  local field, expression = split(given, at)
  local source = ("return function(%s) return %s\nend"):format(CUSTOMER, expression_of(expression, at))
  local f = reading.files.load(reading, source, at.file)()
  local first = #context.mentions + 1
  local rule = reading.rule.make(reading, context, { word = "scenario", name = given, given = {}, at = at }, "--set")
  rule:begin {}
  local described = rule:describe("is", f)
  rule:mention(field, "set", at)
  for i = first, #context.mentions do
    context.mentions[i].at = context.place(at)
  end
  return { field = field, is = described }
end

return function(reading, context)
  local list, seen = {}, {}
  for i, given in ipairs(reading.given.sets or {}) do
    list[i] = setting(reading, context, given)
    local field = list[i].field
    if seen[field] then
      refuse(places.nowhere(("--set '%s'"):format(given)), ('"%s" is set twice; the first is --set \'%s\''):format(field, seen[field]),
        "all --set hold together, so each field has one")
    end
    seen[field] = given
  end
  return list
end
