-- Byte offsets of a source to lines and columns, as people count them.
--
-- positions.index(source) -> index; index:at(offset) -> line, column (code points, from 1).
-- A line ends as Lua ends it: \n, \r, \r\n or \n\r. Asking costs a step or two when
-- offsets are asked more or less in order.

local positions = {}
local methods = {}

local function line_starts(source)
  local starts, count, at = { 1 }, 1, 1
  local only_newlines = not source:find("\r", 1, true)
  while true do
    local from = source:find(only_newlines and "\n" or "[\r\n]", at, only_newlines)
    if not from then
      return starts
    end
    local pair = not only_newlines and source:sub(from, from + 1)
    at = from + ((pair == "\r\n" or pair == "\n\r") and 2 or 1)
    count = count + 1
    starts[count] = at
  end
end

function positions.index(source)
  return setmetatable({
    source = source,
    starts = line_starts(source),
    line = 1,
    plain = {}, -- [line]: bytes are columns there; nil: not looked at yet
  }, { __index = methods })
end

function methods:is_plain(line)
  local first, last = self.starts[line], (self.starts[line + 1] or #self.source + 1) - 1
  self.plain[line] = utf8.len(self.source, first, last) == last - first + 1
  return self.plain[line]
end

function methods:at(offset)
  local starts, line = self.starts, self.line
  while starts[line] > offset do
    line = line - 1
  end
  while starts[line + 1] and starts[line + 1] <= offset do
    line = line + 1
  end
  self.line = line
  local column = offset - starts[line] + 1
  local plain = self.plain[line]
  if plain == nil then
    plain = self:is_plain(line)
  end
  if not plain then
    local _, inner = self.source:sub(starts[line], offset - 1):gsub("[\128-\191]", "")
    column = column - inner
  end
  return line, column
end

return positions
