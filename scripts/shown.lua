-- A piece of a rule as people read it: on one line, `g.nps` as `nps`.
--
-- shown.text(frame, node, customer) -> text. frame: { chunk, bindings, outer } of scripts/tree.lua;
-- a name whose binding is `customer` is left out before its fields.

local lpeg = require "lpeg"
local syntax = require "syntax"

local shown = {}

local quoted = lpeg.P '"' * (lpeg.P "\\" * 1 + (1 - lpeg.S '"\\')) ^ 0 * '"'
  + lpeg.P "'" * (lpeg.P "\\" * 1 + (1 - lpeg.S "'\\")) ^ 0 * "'"
local long = lpeg.P "[" * lpeg.Cg(lpeg.P "=" ^ 0, "level") * "["
  * (1 - lpeg.Cmt("]" * lpeg.C(lpeg.P "=" ^ 0) * "]" * lpeg.Cb "level", function(_, _, a, b) return a == b end)) ^ 0
  * "]" * lpeg.P "=" ^ 0 * "]"
local comment = lpeg.P "--" * (lpeg.C(long) / 0 + (1 - lpeg.S "\n\r") ^ 0)
local blank = (lpeg.S " \t\n\r\f\v" + comment) ^ 1
local one_line = lpeg.Cs((quoted + lpeg.C(long) / 1 + blank / " " + 1) ^ 0)

local bare = { Name = true, Number = true, String = true, True = true, False = true, Nil = true } -- nothing stands in these
local logical = { If = true, Local = true, Set = true, Function = true, Do = true }

local function is_customer(frame, node, customer)
  while frame do
    if frame.bindings[node.variable] then
      return frame.bindings[node.variable] == customer
    end
    frame = frame.outer
  end
end

local function field_reads(frame, node, customer)
  local found = {}
  syntax.walk(node, function(inner)
    local object = inner.tag == "Index" and inner.object
    if object and object.tag == "Name" and object.variable and is_customer(frame, object, customer)
      and inner.key.tag == "String" then
      found[#found + 1] = inner
      return false
    end
  end)
  return found
end

function shown.text(frame, node, customer)
  if logical[node.tag] then
    return ""
  end
  local source = frame.chunk.index.source
  if bare[node.tag] then
    local text = source:sub(node.first, node.last)
    return text:find "%s" and one_line:match(text) or text
  end
  local parts, from = {}, node.first
  for _, read in ipairs(field_reads(frame, node, customer)) do
    parts[#parts + 1] = source:sub(from, read.first - 1)
    parts[#parts + 1] = read.key.value
    from = read.last + 1
  end
  parts[#parts + 1] = source:sub(from, node.last)
  local text = table.concat(parts)
  return text:find "%s" and one_line:match(text) or text
end

return shown
