-- What a policy file may name: its own locals, the words of the language, the safe library.
--
-- strict.check(chunk, nodes, known) -> nil, or the first refusal {node, message, hint}
-- nodes: syntax.list(chunk); known: name -> value of all that a policy sees. Read from the source, before it runs, so
-- that a slip inside a rule is found even if no customer ever reaches it. Functions that are asked of
-- events get of_event = true.

local pitfalls = require "pitfalls"
local suggest = require "suggest"
local syntax = require "syntax"

local strict = {}

local FILES = "a policy reaches no files and no programs"
local CHECKED = "the engine itself notes what went wrong, for which customer and on which line"
local SAME = "tables in a policy are plain tables"
local ALONE = "a policy cannot run text as a program"
local absent = {
  io = FILES, os = FILES, package = FILES, debug = FILES, dofile = FILES, loadfile = FILES,
  load = ALONE, loadstring = ALONE, pcall = CHECKED, xpcall = CHECKED,
  setmetatable = SAME, getmetatable = SAME, rawset = SAME, rawget = SAME, rawequal = SAME, rawlen = SAME,
  coroutine = "a rule answers at once", collectgarbage = "the engine minds the memory",
  print = "a policy prints nothing; its reasons are what people read",
  warn = "a policy prints nothing; its reasons are what people read",
  _G = "all that a policy sees has a name", _ENV = "all that a policy sees has a name",
  ["math.random"] = "by chance the same customer would get another answer each time",
  ["math.randomseed"] = "by chance the same customer would get another answer each time",
  ["string.dump"] = ALONE,
}

local function missing_word(name)
  local why = absent[name]
  return why and ('"%s" is not available in a policy: %s'):format(name, why)
end

-- The first parameter of the innermost function around a node; whether it is an event, not a customer.
local function customer_around(chunk, node)
  local name, of_event
  syntax.walk(chunk, function(other)
    if other.tag == "Function" then
      if not syntax.inside(node, other) then
        return false
      end
      name = other.parameters[1] and other.parameters[1].name or name
      of_event = of_event or other.of_event
    end
  end)
  return name, of_event
end

-- What stands there for nothing, and for yes and no, in other languages.
local others = { null = 1, none = 1, undefined = 1, empty = 1, ["true"] = 2, ["false"] = 2, yes = 2, no = 2, ja = 2, nee = 2 }

local days = { today = true, now = true, vandaag = true, nu = true, date = true, current_date = true }

local function other_word(name, customer)
  if days[name:lower()] then
    return "the day of the run is written as_of"
  end
  local kind = others[name:lower()]
  return kind == 1 and ("to ask whether there is no answer: not known(%s.nps)"):format(customer or "g")
    or kind == 2 and "yes and no are written true and false" or nil
end

-- How a name is used: "owner" of what follows its point, "call", or nothing of these.
local function used(chunk, node)
  local how
  syntax.walk(chunk, function(other)
    how = how or other.tag == "Index" and other.object == node and "owner" or other.callee == node and "call" or nil
    return how == nil
  end)
  return how
end

-- Words that are at home in another file, or said otherwise.
local POLICY = "that belongs in the policy; here stand tests of it"
local instead = {
  weeks = "a week has seven days: days(7)", week = "a week has seven days: days(7)",
  today = "the day of the run is written as_of", now = "the day of the run is written as_of",
  days_ago = "how long ago a date is: days_since(g.last_visit_on) <= 30",
  years = "a year has twelve months: months(12)", year_ago = "a year has twelve months: months(12)",
  test = "tests stand in a file of their own, beside the policy: policy_test.lua",
  tests = "tests stand in a file of their own, beside the policy: policy_test.lua",
  policy = POLICY, customers = POLICY, events = POLICY, attribute = POLICY, exclusion = POLICY, segmentation = POLICY,
  selection = POLICY, guarantee = POLICY, scenario = POLICY, need = POLICY, discretion = POLICY,
}

-- Whether the file has this text somewhere, in quotes.
local function stands_in_quotes(chunk, name)
  local found = false
  syntax.walk(chunk, function(other)
    found = found or other.tag == "String" and other.value == name
    return not found
  end)
  return found
end

-- Whether it is the value of a key that takes a name in quotes: since = last_incident_on.
local takes_name = { since = true, of = true, on = true, key = true, one_per = true, per = true, by = true, order = true,
  ahead = true, selection = true, segmentation = true, field = true, group = true, data = true }
local function is_named_by_key(chunk, name)
  local found = false
  syntax.walk(chunk, function(other)
    found = found or other.tag == "Item" and other.key.tag == "String" and takes_name[other.key.value]
      and other.value.tag == "Name" and other.value.name == name
    return not found
  end)
  return found
end

-- g.last-visit, read as a subtraction -> its left side
local function hyphened(chunk, node)
  local left
  syntax.walk(chunk, function(other)
    left = left or other.tag == "Binary" and other.op == "-" and other.right == node and other.left.tag == "Index"
      and other.left.key.tag == "String" and other.left.last + 2 == node.first and other.left or nil
    return not left
  end)
  return left
end

local function hint_for(chunk, node, customer, how, of_event)
  local name = node.name
  local left = customer and hyphened(chunk, node)
  if how == "call" then
    return instead[name] or "there is no such function; rules/README.md tells which there are"
  elseif how == "owner" then
    return customer and ('the %s is called "%s" here: %s.…'):format(of_event and "event" or "customer", customer, customer)
      or "a rule is written when = function(g) return … end"
  elseif left then
    local field = left.key.value
    return ('a - subtracts; one field is %s.%s_%s, or with the - in its name %s["%s-%s"]')
      :format(customer, field, name, customer, field, name)
  elseif customer then
    return ("a field of the %s is written %s.%s; a text stands in quotes")
      :format(of_event and "event" or "customer", customer, name)
  end
  if stands_in_quotes(chunk, name) then
    return ('a name or a text stands in quotes: "%s"'):format(name)
  end
  return "a name of your own begins with: local " .. name .. " = …"
end

-- A word of the language that is near: inside a rule, one that can stand there.
local function meant(name, known, customer, how)
  local fitting = how == "call" and "function" or how == "owner" and "table" or nil
  if not customer then
    return suggest.hint(name, known)
  end
  local near = {}
  for word, value in pairs(known) do
    if fitting and type(value) == fitting or not fitting and type(value) ~= "function" and type(value) ~= "table" then
      near[word] = value
    end
  end
  return suggest.hint(name, near)
end

local function unknown(chunk, node, known)
  local name = node.name
  local refused = missing_word(name)
  if refused then
    return { node = node, message = refused }
  end
  local customer, of_event = customer_around(chunk, node)
  return { node = node, message = ('unknown word "%s"'):format(name),
    hint = other_word(name, customer)
      or not customer and is_named_by_key(chunk, name) and ('a name stands in quotes: "%s"'):format(name)
      or meant(name, known, customer, used(chunk, node))
      or hint_for(chunk, node, customer, used(chunk, node), of_event) }
end

local function unknown_member(node, members)
  local object, member = node.object.name, node.key.value
  local whole = object .. "." .. member
  local refused = missing_word(whole)
  if refused then
    return { node = node.key, message = refused }
  end
  local nearest = suggest.nearest(member, members)
  return { node = node.key, message = ('unknown word "%s"'):format(whole),
    hint = nearest and ('did you mean "%s.%s"?'):format(object, nearest) or nil }
end

local function assigned(target, known)
  local root = syntax.root(target)
  if root.tag ~= "Name" or root.variable then
    return nil
  end
  if known[root.name] ~= nil or absent[root.name] then
    return { node = root, message = ('"%s" belongs to the policy language and cannot be changed'):format(root.name),
      hint = "choose another name" }
  end
  return { node = root, message = ('unknown word "%s"'):format(root.name),
    hint = ("a new name begins with local: local %s = …"):format(root.name) }
end

local checks = {}

function checks.Name(node, known, chunk)
  if node.name == "_ENV" then
    return { node = node, message = missing_word "_ENV" }
  end
  if not node.variable and known[node.name] == nil then
    return unknown(chunk, node, known)
  end
end

function checks.Index(node, known)
  local object, key = node.object, node.key
  if object.tag == "Name" and not object.variable and key.tag == "String" then
    local members = known[object.name]
    if type(members) == "table" and members[key.value] == nil then
      return unknown_member(node, members)
    end
  end
end

function checks.Set(node, known)
  for _, target in ipairs(node.targets) do
    local refused = assigned(target, known)
    if refused then
      return refused
    end
  end
end

function checks.FunctionStatement(node, known)
  local refused = assigned(node.target, known)
  if refused and known[refused.node.name] == nil then
    refused.hint = ("a new name begins with local: local function %s"):format(refused.node.name)
  end
  return refused
end

-- `where = function(i) … end`, also by its name, is asked of events: node.of_event is set.
local function mark_events(nodes)
  for _, node in ipairs(nodes) do
    if node.tag == "Item" and node.key.tag == "String" and node.key.value == "where" then
      local value = node.value.tag == "Name" and node.value.variable and node.value.variable.value or node.value
      value.of_event = value.tag == "Function" or nil
    end
  end
end

function strict.check(chunk, nodes, known)
  mark_events(nodes)
  for _, node in ipairs(nodes) do
    local check = checks[node.tag]
    local refused = check and check(node, known, chunk) or pitfalls.find(node, chunk.index.source)
    if refused then
      return refused
    end
  end
end

return strict
