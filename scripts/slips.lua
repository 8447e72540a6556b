-- What people who know other languages, or none, write first: a hint for a file that is no Lua.
--
-- slips.hint(source, trouble) -> hint or nil    trouble: as grammar.parse gives it
-- Each slip is asked of what was found, what was expected, and the line before and after it; the first that fits speaks.

local slips = {}

local REMARK = "a remark begins with two dashes: -- like this"
local RULE = "a rule is written when = function(g) return … end"

local function closes_braces(found, expected)
  return expected:find '^"}"' and found:find "^[\"'%a]" and not found:find "^the end"
end

local list = {
  -- what a word processor makes
  { function(found) return found:find "^\"\u{201C}" or found:find "^\"\u{201D}" or found:find "^\"\u{201E}"
      or found:find "^\"\u{2018}" or found:find "^\"\u{2019}" end,
    'a word processor made this quote; write a straight one: "' },
  { function(found) return found == '"\u{A0}"' or found == '"\u{202F}"' or found == '"\u{200B}"' or found == '"\u{FEFF}"' end,
    "this is an invisible character of a word processor; write a plain space" },
  { function(found) return found == '"\u{2013}"' or found == '"\u{2014}"' end,
    "a minus is one plain -; a remark begins with two: --" },
  { function(found) return found == '"≥"' end, "at least is written >=" },
  { function(found) return found == '"≤"' end, "at most is written <=" },
  { function(found) return found == '"≠"' end, "unequal is written ~=" },
  { function(found, _, before) return found:find "^\"[\195-\201]" and before:find "[%w_]$" end,
    'a field with an accent in its name is written g["…"]' },
  -- remarks of other languages
  { function(found, expected) return found == '"//"' and closes_braces('"x"', expected) end, REMARK },
  { function(_, expected, before) return closes_braces('"x"', expected) and before:find "[,}%s]#[^\"']*$" end, REMARK },
  { function(found, expected) return (found == '"//"' or found == '"#"') and expected:find "^a rule or" end, REMARK },
  -- operators of other languages
  { function(found, _, before) return found == '">"' and before:find "<$" end, "unequal is written ~=" },
  { function(found, _, _, after) return found == '"="' and after:find "^=>" end, "at least is written >=" },
  { function(found, _, _, after) return found == '"="' and after:find "^=<" end, "at most is written <=" },
  { function(found, expected, before) return found == '"="' and expected:find '^"end"'
      and (before:find "^%s*[%a_][%w_]*%s*$" or before:find ",%s*[%a_][%w_]*%s*$") end,
    'is "end" missing before it? ' .. RULE },
  { function(found, expected) return found == '"="' and (expected:find '"end"' or expected:find '"then"') end,
    "to compare, write ==" },
  { function(found) return found == '"!"' end, "unequal is written ~=, and the opposite of something: not" },
  { function(found) return found == '"&"' or found == '"|"' end, "and, or are written out" },
  { function(found) return found == '"AND"' or found == '"OR"' or found == '"And"' or found == '"Or"' end,
    "and, or, not are written in small letters" },
  { function(found) return found == '"elif"' or found == '"elsif"' end, "the next question of an if is written elseif … then" },
  { function(found, expected) return found == '"is"' and expected:find '^"end"' end,
    "is it there? known(g.nps); is it the same? g.city == \"Utrecht\"" },
  { function(found, expected) return (found == '"like"' or found == '"LIKE"') and expected:find '^"end"' end,
    'a part of a text: contains(g.city, "…"); how it begins: starts_with(g.city, "…")' },
  { function(found, expected) return found == '"in"' and expected:find '^"end"' end,
    'one of several is written one_of(g.city, { "Utrecht", "Zeist" })' },
  { function(_, expected, before) return expected:find '^"end" to close the "if"' and before:find "then%s*$" end,
    'is "return" missing before it? an answer is given with: if … then return … end' },
  { function(_, expected) return expected:find '^"then"' end, "an answer is given with: if … then return … end" },
  { function(found, expected, before) return (found == '","' or found == '"}"') and expected:find '^"end"'
      and before:find "else%s+if" end, 'is an "end" missing before it? else if has an end of its own; elseif has not' },
  { function(found, expected) return (found == '","' or found == '"}"') and expected:find '^"end"' end,
    'is "end" missing before it? ' .. RULE },
  -- values
  { function(_, expected) return expected:find "^the closing" end, "a text ends, on its own line, with the quote that it began with" },
  { function(_, expected, before) return expected:find "^a value" and before:find "%d%s*%%%s*$" end, "for 10 percent write 0.1" },
  { function(found) return found == '"€"' end, "a number stands without its unit" },
  { function(_, expected, before) return closes_braces('"x"', expected) and before:find "=%s*%a[%w%s]*$" and not before:find "%f[%a]end%s*$" end,
    'a text stands in quotes: "…"' },
  { function(found, expected, before) return closes_braces(found, expected) and before:find '"$' end,
    "a quote inside a text is written \\\"" },
  { function(found, expected) return expected:find "^a number" and found:find "%d%.%d+%." end,
    "a number has one point at most, before its decimals: 1234.5" },
  -- words
  { function(found, expected, before) return found == '"return"' and closes_braces(found, expected)
      and before:find "=%s*%l+%s*%b()%s*$" end, 'is "function" misspelt? ' .. RULE },
  { function(_, expected) return expected:find '^"%(" before the parameters' end,
    "how the customer is called stands behind it: function(g) return … end" },
  { function(found, expected, before) return found == '"end"' and closes_braces(found, expected)
      and before:find "%f[%a]end[%s,]*$" end, "is there one too many?" },
  { function(found, expected, before) return found == '"return"' and closes_braces(found, expected)
      and before:find "Function" end, "function is written in small letters" },
  { function(_, expected, before) return expected:find "or a call$" and before:find "function%s*%b()" end,
    'is "return" missing? ' .. RULE },
  { function(_, expected, before) return expected:find "or a call$" and before:lower():find "^%s*local%s+$" end,
    "local is written in small letters" },
  { function(found, expected, before) return expected:find "or a call$" and found:find '^"%a' and before:find "^%s*%a+%s+$" end,
    'a name stands in quotes: selection "name" { … }' },
  { function(_, expected) return expected:find "a name or a field" end,
    'no = between a name and its braces: selection "name" { … }' },
  { function(_, expected, before) return expected:find ':"$' and before:find "%s:%s*$" end, "a key gets its value with =" },
  { function(_, expected) return expected:find '^"%(" after the name' end, "a field is written with a point: g.nps" },
  { function(found, expected) return expected:find "or the end of the file$" and (found == '"}"' or found == '")"' or found == '"end"') end,
    "is there one too many?" },
  { function(found, expected) return expected:find "or the end of the file$" and found == '"="' end,
    'what belongs to a rule stands in braces: selection "name" { … }' },
  { function(found, expected) return expected:find "or the end of the file$" and found == '","' end,
    "between rules stands no comma" },
  { function(found, expected) return closes_braces(found, expected) end, "is a comma missing before it?" },
}

function slips.hint(source, trouble)
  local at = trouble.position
  local before = source:sub(1, at - 1):match "[^\r\n]*$"
  local after = source:match("^[^\r\n]*", at)
  for _, slip in ipairs(list) do
    if slip[1](trouble.found or "", trouble.expected or "", before, after) then
      return slip[2]
    end
  end
end

return slips
