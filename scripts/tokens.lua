-- The tokens of Lua 5.4 as LPeg patterns.
--
-- tokens.rules     what the others call by name: they stand in a grammar that holds these. (A pattern is
--                  copied wherever it stands, and these stand everywhere.)
-- tokens.space     white space and comments
-- tokens.word(w)   a keyword     tokens.mark(m)  a symbol: each with the white space before it
-- tokens.name      captures a name that is no keyword; without white space, as the values below
-- tokens.number, tokens.string   capture the value
-- tokens.expect(p, what)  p, or else the parse fails and state.trouble says where, and what was expected
-- tokens.found(source, position)  the token there, in quotes, for a message
-- The first extra argument of lpeg.match is the state: {source=, open={}, depth=0}.

local lpeg = require "lpeg"
local P, R, S, V, C, Cc, Cp, Cmt, Carg = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Cc, lpeg.Cp, lpeg.Cmt, lpeg.Carg

local tokens = {}

local letter = R("az", "AZ", "__")
local word_byte = R("az", "AZ", "09", "__")
local word_end = -word_byte
local given = Carg(1) -- the state
local line_end = S "\n\r"
local hexadecimal_digit = R("09", "af", "AF")

local function fail(_, position, state, what)
  if not state.trouble then
    state.trouble = { position = position, expected = what, opened = state.open[state.depth] }
  end
  return false
end

-- `what` with a %s: the words of the innermost thing that is still open.
local function refuse(what)
  return Cmt(given * Cc(what), fail)
end

local function long_text(source, position, state, level, first)
  local close = "]" .. level .. "]"
  local from, to = source:find(close, position, true)
  if not from then
    return fail(source, first, state, "the closing " .. close)
  end
  return to + 1, source:sub(position, from - 1)
end


-- Lua counts \r\n and \n\r as one line end each; a long text drops a first one.
local any_line_end = P "\r\n" + "\n\r" + line_end
local long_value = lpeg.Cs((any_line_end / "") ^ -1 * (any_line_end / "\n" + 1) ^ 0)

local long_open = P "[" * C(P "=" ^ 0) * "["
local long_ahead = #(P "[" * P "=" ^ 0 * "[")
local function level_and_place(first, level)
  return level, first
end
local long = Cmt(given * (Cp() * long_open / level_and_place), long_text)
local comment = P "--" * (long_ahead * (long / 0) + -long_ahead * (P(1) - line_end) ^ 0)
local blank = S " \t\n\r\f\v" ^ 0
local space = blank * V "Remark" ^ 0
tokens.space = space
tokens.rules = { Remark = comment * blank, Space = space }

local any_space = V "Space"
function tokens.expect(pattern, what)
  return pattern + any_space * refuse(what)
end

local reserved_words = {
  "and", "break", "do", "elseif", "else", "end", "false", "for", "function", "goto", "if", "in", "local",
  "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}
tokens.reserved = {}
local reserved = P(false)
for _, word in ipairs(reserved_words) do
  tokens.reserved[word] = true
  reserved = reserved + word
end

function tokens.word(word)
  return space * word * word_end
end

-- `after`: bytes that would make it another symbol.
function tokens.mark(mark, after)
  local pattern = space * mark
  return after and pattern * -S(after) or pattern
end

tokens.word_end = word_end
tokens.rules.Identifier = -(reserved * word_end) * C(letter * word_byte ^ 0)
tokens.name = V "Identifier"

-- --- numbers: as Lua reads them, greedily, so that 3x is malformed and not 3 and x

local hexadecimal = P "0" * S "xX" * (S "pP" * S "+-" ^ -1 + hexadecimal_digit + ".") ^ 0
local decimal = (S "eE" * S "+-" ^ -1 + hexadecimal_digit + ".") ^ 0
local numeral = #(R "09" + "." * R "09") * (hexadecimal + decimal) * letter ^ -1

local function to_number(source, position, state, text)
  local value = tonumber(text)
  if value == nil then
    return fail(source, position - #text, state, "a number")
  end
  return position, value
end
tokens.number = Cmt(given * C(numeral), to_number)

-- --- strings

local single = {
  a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v",
  ["\\"] = "\\", ['"'] = '"', ["'"] = "'",
}

local function byte_of(hex)
  return string.char(tonumber(hex, 16))
end

local function byte_of_decimal(_, position, digits)
  local value = tonumber(digits)
  return value <= 255 and position, string.char(value & 255)
end

local function code_point(_, position, hex)
  local value = #hex:gsub("^0+", "") <= 8 and tonumber(hex, 16)
  if value and value < 2 ^ 31 then
    return position, utf8.char(value)
  end
  return false
end

local escape = P "\\" / "" * (
  S "abfnrtv\\\"'" / single
  + any_line_end / "\n"
  + "x" * C(hexadecimal_digit * hexadecimal_digit) / byte_of
  + "z" * S " \t\n\r\f\v" ^ 0 / ""
  + Cmt(R "09" * R "09" ^ -2, byte_of_decimal)
  + Cmt("u{" * C(hexadecimal_digit ^ 1) * "}", code_point)
  + refuse "a valid escape after the backslash (\\n, \\t, \\\\, \\\", \\065, \\x41, \\u{20AC})")

local function quoted(quote)
  local plain = P(1) - S("\\\n\r" .. quote)
  local close = P(quote) + refuse("the closing " .. quote .. " on the same line")
  return quote * (C(plain ^ 0) * quote + lpeg.Cs((plain ^ 1 + escape) ^ 0) * close)
end
tokens.rules.Text = quoted '"' + quoted "'" + long_ahead * (long / function(text)
  return text:find "[\r\n]" and long_value:match(text) or text
end)
tokens.string = V "Text"

-- --- messages

local shown = C(letter * word_byte ^ 0 + numeral + '"' * (P(1) - S '"\n\r') ^ 0 * P '"' ^ -1
  + "'" * (P(1) - S "'\n\r") ^ 0 * P "'" ^ -1 + "..." + P ".." + "::" + "//" + "<<" + ">>" + "==" + "~=" + "<=" + ">="
  + R "\194\244" * R "\128\191" ^ 1 + P(1))

function tokens.found(source, position)
  local token = shown:match(source, position)
  if not token then
    return "the end of the file"
  end
  if token:find "^[\n\r]" then
    return "the end of the line"
  elseif token:find "^[%c\128-\193\245-\255]" then
    return ("the byte \\x%02X"):format(token:byte())
  end
  if #token > 40 then
    token = token:sub(1, (utf8.offset(token, 0, 38) or 38) - 1) .. "…"
  end
  return token:find '^["\']' and token or '"' .. token .. '"'
end

tokens.refuse = refuse
tokens.fail = fail
return tokens
