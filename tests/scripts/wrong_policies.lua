-- Reads tests/policy/wrong_policies.txt: a list of {name, source, said}.

local PRELUDE = 'policy "P" { version = "1" } customers "guests" { key = "id" }'

local function lines_of(path)
  local cases, case, into = {}, nil, nil
  for line in io.lines(path) do
    if line:find "^### " then
      case = { name = line:sub(5), source = {}, said = {} }
      cases[#cases + 1], into = case, case.source
    elseif line == "---" and case then
      into = case.said
    elseif case then
      into[#into + 1] = line == "@" and PRELUDE or line
    end
  end
  return cases
end

return function(path)
  local cases = lines_of(path)
  for _, case in ipairs(cases) do
    case.source, case.said = table.concat(case.source, "\n"), table.concat(case.said, "\n")
  end
  return cases
end
