-- What a rule's function closes over, and that it changes nothing outside itself.
--
-- closures.constants(rules, f) -> { {name, value}, … }  numbers, texts and booleans that f and the
--                                 helper functions it calls close over, by name
-- closures.check(rules, f, at)    refuses a function whose answer could depend on what was
--                                 asked before: one that sets an outer name, changes a table it
--                                 did not make, or keeps an iterator
-- rules: { node = f -> Function node and path, words = name -> word }

local host = require "host"
local places = require "places"
local refuse = require "refuse"
local syntax = require "syntax"

local closures = {}

local changers = { insert = 1, remove = 1, sort = 1, move = 5 } -- of table; the argument they change
local ORDER = "the answer would depend on which customer is asked first"

-- --- from the source: what a function sets

local function own_table(node, around)
  local variable = node and node.tag == "Name" and node.variable
  return variable and syntax.inside(variable.node, around) and not variable.parameter and not variable.assigned
    and variable.value and variable.value.tag == "Table"
end

local function refuse_change(path, node, what)
  refuse(places.at(path, node), ("a rule cannot change %s: %s"):format(what, ORDER),
    "give the new value a name of its own inside the rule: local … = …")
end

local function check_target(target, around, path)
  if target.tag == "Name" then
    if not target.variable or not syntax.inside(target.variable.node, around) then
      refuse_change(path, target, ('"%s", which lives outside it'):format(target.name))
    end
  elseif not own_table(target.object, around) then
    local root = syntax.root(target)
    local variable = root.tag == "Name" and root.variable
    refuse_change(path, target, not variable and "a list it did not make"
      or variable.parameter == 1 and variable.owner == around and around.is_rule and (around.of_event and "the event" or "the customer")
      or ('"%s", a list it did not make'):format(root.name))
  end
end

local function library_name(node)
  if node.tag == "Index" and node.object.tag == "Name" and not node.object.variable and node.key.tag == "String" then
    return node.object.name, node.key.value
  end
end

local checks = {}

function checks.Set(node, around, path)
  for _, target in ipairs(node.targets) do
    check_target(target, around, path)
  end
end

function checks.FunctionStatement(node, around, path)
  check_target(node.target, around, path)
end

function checks.Call(node, around, path)
  local library, name = library_name(node.callee)
  if library == "table" and changers[name] then
    node.callee.checked = true
    local changed = node.arguments[changers[name]] or node.arguments[1]
    if changed and not own_table(changed, around) then
      refuse_change(path, node, "a list it did not make")
    end
  end
end

function checks.Index(node, _, path)
  local library, name = library_name(node)
  if library then
    node.object.checked = true
  end
  if library == "table" and changers[name] and not node.checked then
    refuse(places.at(path, node), ("inside a rule table.%s can only be called"):format(name))
  end
end

function checks.Name(node, _, path, words)
  if node.variable or node.checked then
    return
  elseif words[node.name] then
    refuse(places.at(path, node), ('"%s" declares something: it cannot stand inside a rule'):format(node.name))
  elseif node.name == "table" then
    refuse(places.at(path, node), 'inside a rule "table" is written with what is called: table.concat(…)')
  end
end

local function check_source(around, path, words)
  syntax.walk(around, function(node)
    local check = checks[node.tag]
    if check then
      check(node, around, path, words)
    end
  end)
end

-- --- from the closure: what it holds on to

local function library_functions(rules)
  local known = {}
  for _, value in pairs(host.library) do
    known[value] = true
    for _, member in pairs(type(value) == "table" and value or {}) do
      known[member] = true
    end
  end
  for name in pairs(changers) do
    known[host.library.table[name]] = false
  end
  known[host.library.table] = false
  for _, word in pairs(rules.words) do
    known[word] = false
  end
  return known
end

local check_value

local function check_function(rules, f, name, at)
  local node, path = rules.node(f)
  if node then
    check_source(node, path, rules.words)
    local values, names = host.upvalues(f)
    for _, inner in ipairs(names) do
      if inner ~= "_ENV" then
        check_value(rules, values[inner], inner, places.at(path, node))
      end
    end
  elseif rules.library[f] == false then
    refuse(at, ('"%s" is another name of a function that changes something: a rule cannot use it'):format(name))
  elseif not rules.library[f] then
    refuse(at, ('"%s" remembers what it gave before: %s'):format(name, ORDER))
  end
end

function check_value(rules, value, name, at)
  local kind = type(value)
  if kind ~= "function" and kind ~= "table" or rules.checked[value] then
    return
  end
  rules.checked[value] = true
  if kind == "function" then
    check_function(rules, value, name, at)
  elseif rules.library[value] == false then
    refuse(at, ('a rule cannot use "%s" by another name'):format(name))
  elseif rules.library[value] == nil then
    for key, member in pairs(value) do
      check_value(rules, key, name, at)
      check_value(rules, member, name, at)
    end
  end
end

function closures.check(rules, f, at)
  rules.node(f).is_rule = true
  rules.checked = rules.checked or {}
  rules.library = rules.library or library_functions(rules)
  check_value(rules, f, "this function", at)
end

-- --- constants

local constant = { number = true, string = true, boolean = true }

local function collect(rules, f, found, seen)
  if seen[f] or not rules.node(f) then
    return
  end
  seen[f] = true
  local values, names = host.upvalues(f)
  for _, name in ipairs(names) do
    local value = values[name]
    local kind = type(value)
    if constant[kind] and found[name] == nil and (kind ~= "string" or utf8.len(value)) then
      found[name] = value
      found[#found + 1] = { name, value }
    end
  end
  for _, name in ipairs(names) do
    if type(values[name]) == "function" then
      collect(rules, values[name], found, seen)
    end
  end
end

function closures.constants(rules, f)
  local found = {}
  collect(rules, f, found, {})
  return found
end

return closures
