-- The {names} in a reason text. `{{` is a brace.
--
-- A } alone is one too, but for the one that closes what no { opened: "omzet}".
-- reasons.names(text) -> list of names in order of first mention, or nil, what is wrong
-- The engine fills them in engine/policy/reason.c.

local reasons = {}

-- Whether a word has a } behind it and no { before it; `open` braces were written as such.
local function is_half(text, open)
  if not text:find("}", 1, true) then
    return false
  end
  local _, more = text:gsub("[%w_]}", "")
  return more > open
end

function reasons.names(text)
  local names, seen, at, open = {}, {}, 1, 0
  while true do
    local from = text:find("{", at, true)
    if is_half(text:sub(at, (from or 0) - 1), open) then
      return nil, "a } without its {"
    elseif not from then
      return names
    end
    if text:sub(from + 1, from + 1) == "{" then
      at, open = from + 2, open + 1
    else
      local to = text:find("}", from, true)
      local name = to and text:sub(from + 1, to - 1)
      if not to then
        return nil, "a { that is not closed by }"
      elseif not name:find "%S" then
        return nil, "{ } without a name"
      end
      if not seen[name] then
        names[#names + 1], seen[name] = name, true
      end
      at = to + 1
    end
  end
end

return reasons
