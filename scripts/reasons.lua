-- The {names} in a reason text. `{{` is a brace.
--
-- reasons.names(text) -> list of names in order of first mention, or nil, what is wrong
-- The engine fills them in engine/policy/reason.c.

local reasons = {}

function reasons.names(text)
  local names, seen, at = {}, {}, 1
  while true do
    local from = text:find("{", at, true)
    if not from then
      return names
    end
    if text:sub(from + 1, from + 1) == "{" then
      at = from + 2
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
