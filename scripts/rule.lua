-- One rule on its way to the description: its functions, its constants, what it names.
--
-- rule.make(reading, context, record, what) -> rule; rule.what is 'exclusion "paused"', for messages
--   rule:begin(values)      takes what the rule says of itself: reads, because, appeal
--   rule:describe(key, f, events)  checks a function, notes it and what it reads (of customers, or
--                           of these events) -> its description
--   rule:mention_outcomes(f)  what a guarantee's `holds` names of the outcome
--   rule:mention(name, role, at)  a field or attribute that a key names; nil is fine
--   rule:finish(described)  resolves the {names} in its reasons; those that are constants become
--                           `values` of described.when, the others are mentions

local closures = require "closures"
local functions = require "functions"
local host = require "host"
local outcomes = require "outcomes"
local places = require "places"
local reasons = require "reasons"
local refuse = require "refuse"
local syntax = require "syntax"
local tree = require "tree"

local Rule = {}
Rule.__index = Rule

local rule = {}

function rule.make(reading, context, record, what)
  return setmetatable({
    reading = reading, context = context, record = record, what = what or ('%s "%s"'):format(record.word, record.name),
    attribute = record.word == "attribute" and record.name or nil,
    role = record.word == "scenario" and "what if" or "read", values = {}, seen = {},
  }, Rule)
end

function Rule:begin(values)
  self.declared, self.because, self.appeal = values.reads, values.because, values.appeal
end

function Rule:mention(name, role, at, events)
  if name then
    local mentions = events and self.context.event_mentions or self.context.mentions
    mentions[#mentions + 1] = { name = name, role = role, rule = self.what, table = events,
      attribute = self.attribute, at = self.context.place(at) }
  end
end

-- --- what a function reads

-- With `reads = { … }`: what the source names plainly counts too.
local function direct_reads(node)
  local customer, list, seen = node.parameters[1], {}, {}
  syntax.walk(node, function(inner)
    if inner.tag == "Index" and inner.object.tag == "Name" and inner.key.tag == "String" and customer
      and inner.object.variable == customer.variable and not seen[inner.key.value] then
      list[#list + 1], seen[inner.key.value] = inner.key.value, true
    end
  end)
  return list
end

-- Only for names in the function itself: in a helper the same name may be another's.
local function resolver(reading, f, node)
  local own
  return function(callee)
    if not own then
      own = {}
      syntax.walk(node, function(inner)
        own[inner] = true
      end)
    end
    local value = own[callee] and callee.tag == "Name" and host.upvalues(f)[callee.name]
    return type(value) == "function" and reading.node(value) or nil
  end
end

function Rule:reads(f, node, path)
  local list, trouble = functions.reads(node, resolver(self.reading, f, node))
  if not list and not self.declared then
    refuse({ file = path, line = trouble.line, column = trouble.column },
      ("the fields that %s reads cannot be told from here: %s"):format(self.what, trouble.why),
      trouble.hint or 'list them: reads = { "nps", "visits_12m" }')
  end
  list = list or direct_reads(node)
  local seen = {}
  for _, name in ipairs(list) do
    seen[name] = true
  end
  for _, name in ipairs(self.declared or {}) do
    if not seen[name] then
      list[#list + 1], seen[name] = name, true
    end
  end
  return list
end

-- Where the rule says that it reads this: in its function, in `reads`, or in a helper of the file.
function Rule:read_place(name, node, path)
  if node.written then -- by a shipped script
    return node.written
  end
  local index = self.reading.indexes[path]
  local at = places.read(index, name, node)
  for i, declared in ipairs(not at and self.declared or {}) do
    if declared == name then
      return self.record.at:key("reads"):item(i)
    end
  end
  return at or places.read(index, name, self.reading.chunks[path]) or places.at(path, node)
end

function Rule:mention_reads(list, node, path, events)
  for _, name in ipairs(list) do
    self:mention(name, self.role, self:read_place(name, node, path), events)
  end
end

function Rule:mention_outcomes(f)
  local list = self.context.outcome_mentions
  outcomes.named(self.reading, f, function(name, part, of, at, path, node)
    list[#list + 1] = { name = name, role = part, rule = self.what, table = of,
      at = self.context.place(node.written or places.at(path, at)) }
  end)
end

-- --- its functions

local function last_line(source, node)
  local _, ends = source:sub(node.first, node.last):gsub("\r\n?", "\n"):gsub("\n", "")
  return node.line + ends
end

-- The nodes of a chunk, as a set that is made once a reading.
local function nodes_of(reading, chunk)
  reading.nodes_of = reading.nodes_of or {}
  local set = reading.nodes_of[chunk]
  if not set then
    set = {}
    syntax.walk(chunk, function(node)
      set[node] = true
    end)
    reading.nodes_of[chunk] = set
  end
  return set
end

-- Where a node stands: a helper of another file may be what keeps a rule with the VM.
local function place_of(reading, node, at)
  for path, chunk in pairs(reading.chunks) do
    if nodes_of(reading, chunk)[node] then
      return { file = path, line = node.line, column = node.column }
    end
  end
  return { file = at.file, line = node.line or at.line, column = node.column or at.column }
end

local function tree_of(reading, f, node, at)
  local built, why, where = tree.build(node, f, reading.tree_environment)
  if built then
    return built
  end
  return nil, why, place_of(reading, where, at)
end

function Rule:describe(key, f, events)
  local reading, list = self.reading, self.context.functions
  local node, path = reading.node(f)
  local at = node.written or { file = path, line = node.line, column = node.column }
  closures.check(reading.rules, f, at)
  local reads = self:reads(f, node, path)
  self:mention_reads(reads, node, path, events)
  local values = closures.constants(reading.rules, f)
  for _, pair in ipairs(values) do
    self:add_value(pair[1], pair[2])
  end
  list[#list + 1] = f
  local source = node.source or reading.sources[path]
  local tree, opaque, opaque_at = tree_of(reading, f, node, at)
  return { number = #list - 1, key = key, at = self.context.place(at), last_line = last_line(source, node),
    source = functions.source(source, node), reads = reads, values = table.move(values, 1, #values, 1, {}), tree = tree, opaque = opaque,
    opaque_at = opaque_at and self.context.place(opaque_at) }
end

-- --- reasons

function Rule:add_value(name, value)
  if self.values[name] == nil then
    self.values[name] = value
    self.values[#self.values + 1] = { name, value }
  end
end

function Rule:reason(phrase, key)
  for _, language in ipairs { "en", "nl" } do
    local text = phrase and phrase[language]
    local at = self.record.at:value(key)
    at = type(self.record.given[key]) == "table" and at:value(language) or at
    local names, problem = reasons.names(text or "")
    if not names then
      refuse(at, ("%s of %s has %s"):format(key, self.what, problem), "a brace itself is written {{")
    end
    for _, name in ipairs(names) do
      self:reason_name(name, at)
    end
  end
end

function Rule:reason_name(name, at)
  if self.values[name] == nil then
    local value = self.reading.constant(at.file, name)
    if value ~= nil then
      self:add_value(name, value)
    elseif not self.seen[name] then
      self.seen[name] = true
      self:mention(name, "reason", at)
    end
  end
end

function Rule:finish(described)
  self:reason(self.because, "because")
  self:reason(self.appeal, "appeal")
  if not self.attribute then
    described.when = described.when or { number = -1 }
    described.when.values = table.move(self.values, 1, #self.values, 1, {}) -- the pairs, without the names
  end
end

return rule
