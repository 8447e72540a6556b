-- scripts/rule.lua where only the functions are wanted: each gets its number, in the same order.

local Numbering = {}
Numbering.__index = Numbering

local numbering = {}

function numbering.make(_, context, record)
  return setmetatable({ functions = context.functions, what = record.word }, Numbering)
end

function Numbering.begin() end
function Numbering.mention() end
function Numbering.mention_outcomes() end
function Numbering.finish() end

function Numbering:describe(_, f)
  self.functions[#self.functions + 1] = f
end

return numbering
