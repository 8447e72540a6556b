-- The grammar of Lua 5.4: source text -> tree with positions.
--
-- grammar.parse(source) -> chunk, or nil, {line, column, expected, found, message}
--
-- A node is {tag, first, last, line, column}: first and last are byte offsets (both
-- inclusive), column counts code points. Expressions: Nil True False Vararg, Number and
-- String (value), Name (name), Index (object, key, dotted), Call (callee, arguments),
-- Method (object, name, arguments), Function (parameters, vararg, body, id), Table (items
-- of Item {key, value} | value), Paren (inner), Unary and Binary (op, at). Statements: Local
-- (names, values), Set (targets, values), Call, Method, Do, While, Repeat, If (clauses of
-- {condition, body}, otherwise), For, ForIn, FunctionStatement (target, method, func),
-- LocalFunction (name, func), Return (values), Break, Goto, Label. scripts/scope.lua adds
-- what names mean. Takes about 2 µs a token.

local lpeg = require "lpeg"
local tokens = require "tokens"
local scope = require "scope"
local positions = require "positions"
local P, V, C, Cc, Cmt, Ct = lpeg.P, lpeg.V, lpeg.C, lpeg.Cc, lpeg.Cmt, lpeg.Ct
local given, here = lpeg.Carg(1), lpeg.Cp() -- the state; the place in the source
local word, mark, expect, space = tokens.word, tokens.mark, tokens.expect, tokens.space

local grammar = {}

-- A pattern is copied wherever it stands, so those that are long or stand twice are rules. The
-- first is where parsing begins.
local rules = { false }
for name, pattern in pairs(tokens.rules) do
  rules[name] = pattern
end

local function rule(pattern)
  rules[#rules + 1] = pattern
  return V(#rules)
end

-- --- what is open, for messages and against nesting without end

local DEEPEST = 200
local GATHER = 8 -- LPeg allows 200 captures within one another: every eighth level is gathered on its own

local function opener(gathers)
  return function(source, position, state, what)
    local depth = state.depth + 1
    if state.trouble or (depth % GATHER == 0) ~= gathers then
      return false
    elseif depth > DEEPEST then
      return tokens.fail(source, position, state, "less nesting: this is too deep for Lua")
    elseif gathers then
      state.gathered = state.gathered + 1
      if state.gathered > 60000 then -- LPeg counts what was gathered in 16 bits
        return tokens.fail(source, position, state, "less of this: it is too much for one file")
      end
    end
    state.depth = depth
    state.open[depth] = { what, position - 1 }
    return true
  end
end
local open_gathering, open_plain = opener(true), opener(false)

local function close(_, _, state, ...)
  state.depth = state.depth - 1
  return true, ...
end

-- `opening`, then `inside` one level deeper; `what` names it in messages.
local function nested(opening, what, inside)
  local function open(how)
    return Cmt(given * Cc(what), how)
  end
  inside = rule(inside)
  return opening * (open(open_plain) * inside * Cmt(given, close)
    + open(open_gathering) * Cmt(given * inside, close))
end

local function ending(what)
  return expect(word(what), '"' .. what .. '" to close %s')
end

local function mark_ending(what)
  return expect(mark(what), '"' .. what .. '" to close %s')
end

-- --- nodes

-- A key that is given nil here gets its value later: the table has room for it from the start.
local function node(tag, ...)
  local names = { ... }
  local one, two, three = names[1], names[2], names[3]
  return function(first, a, b, c, d)
    if three then
      return { tag = tag, first = first, last = d - 1, [one] = a, [two] = b, [three] = c, line = nil, column = nil }
    elseif two then
      return { tag = tag, first = first, last = c - 1, [one] = a, [two] = b, line = nil, column = nil }
    elseif one then
      return { tag = tag, first = first, last = b - 1, [one] = a, line = nil, column = nil }
    end
    return { tag = tag, first = first, last = a - 1, line = nil, column = nil }
  end
end

local function spanned(pattern, ...)
  return here * pattern * here / node(...)
end

-- --- expressions: a flat list of operands and operators, then climbed as Lua does

local left_priority = {
  ["or"] = 1, ["and"] = 2, ["<"] = 3, [">"] = 3, ["<="] = 3, [">="] = 3, ["~="] = 3, ["=="] = 3,
  ["|"] = 4, ["~"] = 5, ["&"] = 6, ["<<"] = 7, [">>"] = 7, [".."] = 9, ["+"] = 10, ["-"] = 10,
  ["*"] = 11, ["/"] = 11, ["//"] = 11, ["%"] = 11, ["^"] = 14,
}
local right_priority = setmetatable({ [".."] = 8, ["^"] = 13 }, { __index = left_priority })
local UNARY_PRIORITY = 12

local function climb(list, index, limit)
  local left, at = list[index], nil
  if type(left) == "number" then
    at = left
    local op = list[index + 1]
    left, index = climb(list, index + 2, UNARY_PRIORITY)
    left = { tag = "Unary", op = op, at = at, operand = left, first = at, last = left.last }
  else
    index = index + 1
  end
  local op = list[index + 1]
  while op and left_priority[op] > limit do
    local right
    at = list[index]
    right, index = climb(list, index + 2, right_priority[op])
    left = { tag = "Binary", op = op, at = at, left = left, right = right, first = left.first, last = right.last,
      line = nil, column = nil }
    op = list[index + 1]
  end
  return left, index
end

local function expression(list)
  if list[2] == nil then
    return list[1]
  end
  return (climb(list, 1, 0))
end

local binary_operator = space * here * C(
  P "==" + "~=" + "<=" + ">=" + "<<" + ">>" + "<" + ">" + "//" + "/" + ".." * -P "." + "+" + "-" + "*" + "%"
  + "^" + "&" + "|" + "~" + (P "and" + "or") * -lpeg.R("az", "AZ", "09", "__"))
local unary_operator = space * here * C(
  P "-" * -P "-" + "#" + "~" * -P "=" + "not" * -lpeg.R("az", "AZ", "09", "__"))

-- --- suffixes: each a half-made node that takes the one before as its object

local function suffixed(object, ...)
  for _, suffix in ipairs { ... } do
    suffix[suffix.tag == "Call" and "callee" or "object"] = object
    suffix.first = object.first
    object = suffix
  end
  return object
end

local function dotted(name, last)
  local key = { tag = "String", value = name, first = last - #name, last = last - 1, line = nil, column = nil }
  return { tag = "Index", key = key, dotted = true, last = last - 1, object = nil, first = nil, line = nil, column = nil }
end

local function indexed(key, last)
  return { tag = "Index", key = key, last = last - 1 }
end

local function called(at, arguments, last)
  return { tag = "Call", arguments = arguments, at = at, last = last - 1, callee = nil, first = nil, line = nil, column = nil }
end

local function method_called(name, at, arguments, last)
  return { tag = "Method", name = name, arguments = arguments, at = at, last = last - 1 }
end

-- --- statements

-- A statement that begins with a value is a call or an assignment: how its last suffix ended tells.
local function note_call(_, position, state)
  state.called = position
  return true
end

local function is_call(_, position, state)
  return state.called == position
end

local function assignment(target, targets, values)
  if not targets then
    return target
  end
  table.insert(targets, 1, target)
  return { tag = "Set", first = target.first, last = values[#values].last, targets = targets, values = values }
end

local function clause(condition, body)
  return { condition = condition, body = body }
end

local function if_statement(first, clauses, otherwise, last)
  return { tag = "If", first = first, last = last - 1, clauses = clauses, otherwise = otherwise or nil }
end

local function for_statement(first, named, tag, ...)
  if tag == "For" then
    local start, stop, step, body, last = ...
    return { tag = tag, first = first, last = last - 1, name = named, start = start, stop = stop,
      step = step or nil, body = body }
  end
  local names, values, body, last = ...
  table.insert(names, 1, named)
  return { tag = tag, first = first, last = last - 1, names = names, values = values, body = body }
end

local function function_node(first, parameters, body, last)
  local vararg = parameters[#parameters]
  vararg = vararg and vararg.tag == "Vararg" and table.remove(parameters) or nil
  return { tag = "Function", first = first, last = last - 1, parameters = parameters, vararg = vararg, body = body,
    line = nil, column = nil, id = nil }
end

local function function_statement(first, target, method, func)
  func.first = first
  if method then
    local key = { tag = "String", value = method.name, first = method.first, last = method.last }
    target = { tag = "Index", object = target, key = key, dotted = true, first = target.first, last = method.last }
  end
  return { tag = "FunctionStatement", first = first, last = func.last, target = target,
    method = method and true or nil, func = func }
end

local function local_function(first, at, named, func)
  func.first = at
  return { tag = "LocalFunction", first = first, last = func.last, name = named, func = func }
end

local function local_statement(first, names, list, last)
  return { tag = "Local", first = first, last = last - 1, names = names, values = list or {} }
end

-- --- patterns

local plain_name = rule(spanned(tokens.name, "Name", "name"))
local name = rule(space * plain_name)
local an_expression, a_block = V "Expression", V "Block"
local values_expected = {}
local function value_after(what)
  values_expected[what] = values_expected[what] or rule(expect(an_expression, "a value after " .. what))
  return values_expected[what]
end
local function list_of(first, next_one)
  return Ct(first * (mark "," * next_one) ^ 0)
end
local no_values = Ct(P(true))
local values = list_of(an_expression, value_after "the comma")
local function values_after(what)
  return list_of(value_after(what), value_after "the comma")
end
local a_name = function(what)
  return expect(name, what)
end

local attribute = mark("<", "<=") * a_name 'an attribute: "const" or "close"' * expect(mark ">", '">" after the attribute')
local attributed = name * (attribute + Cc(false)) / function(named, attrib)
  named.attribute = attrib and attrib.name or nil
  return named
end

local arguments = rule(nested(P "(", '"("', (values + no_values) * mark_ending ")")
  + Ct(V "Table" + spanned(tokens.string, "String", "value")))
local index_suffix = P "." * -P "." * expect(space * tokens.name, 'a field name after "."') * here / dotted
  + -("[" * P "=" ^ 0 * "[") * nested(P "[", '"["', value_after '"["' * mark_ending "]") * here / indexed
local call_suffix = (here * arguments * here / called
  + P ":" * -P ":" * expect(space * tokens.name, 'a name after ":"') * space * here
    * expect(arguments, '"(" after the name') * here / method_called)
  * Cmt(given, note_call)
local primary = plain_name
  + here * nested(P "(", '"("', value_after '"("' * mark_ending ")") * here / node("Paren", "inner")

local parameters = list_of(name, expect(name + space * V "Vararg", "a parameter name")) + Ct((space * V "Vararg") ^ -1)
local function_body = rule(expect(mark "(", '"(" before the parameters') * parameters
  * expect(mark ")", '")" after the parameters') * a_block * ending "end" * here)

local item = space * (spanned(nested(P "[" * -lpeg.S "[=", '"["', value_after '"["' * mark_ending "]")
    * expect(mark "=", '"=" after the key') * value_after '"="', "Item", "key", "value")
  + here * (spanned(tokens.name, "String", "value") * mark("=", "=")) * value_after '"="' * here
    / node("Item", "key", "value")
  + an_expression)
local separator = mark "," + mark ";"

-- --- the statements: each begins where its first byte stands

local function key(text)
  return text * tokens.word_end
end

local then_block = expect(word "then", '"then" after the condition') * a_block
local do_block = expect(word "do", '"do" to begin the loop') * a_block * ending "end"

local conditional = rule(here * nested(key "if", '"if"',
  Ct((value_after '"if"' * then_block / clause) * (word "elseif" * value_after '"elseif"' * then_block / clause) ^ 0)
  * (word "else" * a_block + Cc(false)) * ending "end") * here / if_statement)
local while_loop = rule(here * nested(key "while", '"while"', value_after '"while"' * do_block) * here
  / node("While", "condition", "body"))
local repeat_loop = rule(here * nested(key "repeat", '"repeat"', a_block * ending "until" * value_after '"until"') * here
  / node("Repeat", "body", "condition"))
local numeric_for = mark("=", "=") * Cc "For" * value_after '"="' * expect(mark ",", '"," and where the loop ends')
  * value_after "the comma" * (mark "," * value_after "the comma" + Cc(false))
local generic_for = Cc "ForIn" * Ct((mark "," * a_name "a name after the comma") ^ 0)
  * expect(word "in", '"=" or "in" after the name of the loop') * values_after '"in"'
local for_loop = rule(here * nested(key "for", '"for"', a_name "a name for the loop" * (numeric_for + generic_for) * do_block) * here / for_statement)

local rest_of_function = Cc(0) * function_body / function_node
local function_name = name * (mark(".", ".") * expect(space * tokens.name, 'a name after "."') * here / dotted) ^ 0 / suffixed
local named_function = rule(here * nested(key "function", '"function"', expect(function_name, "the function's name")
  * (mark ":" * a_name 'a name after ":"' + Cc(false)) * rest_of_function) / function_statement)
local locals = rule(here * key "local" * space * here * nested(key "function", '"function"',
    a_name 'a name after "local function"' * rest_of_function) / local_function
  + here * key "local" * list_of(expect(attributed, 'a name after "local"'), expect(attributed, "a name after the comma"))
    * (mark("=", "=") * values_after '"="' + Cc(false)) * here / local_statement)

local jump = here * key "goto" * a_name 'a label after "goto"' * here / node("Goto", "label")
local label = here * P "::" * a_name 'a label after "::"' * expect(mark "::", '"::" after the label') * here
  / node("Label", "label")
local targets = Ct((mark "," * expect(space * V "Suffixed", "a name after the comma")) ^ 0)
local action = V "Suffixed" * (targets * mark("=", "=") * values_after '"="'
  + Cmt(given, is_call) + space * tokens.refuse '"=" or a call') / assignment

rules[1] = a_block * space * expect(-P(1), "a rule or the end of the file")
rules.Block = Ct((space * (P ";" + V "Statement")) ^ 0 * V "Return" ^ -1)
rules.Return = space * here * key "return" * (values + no_values) * here * mark ";" ^ -1 / node("Return", "values")
rules.Statement = conditional + locals + named_function + for_loop + while_loop + repeat_loop
  + here * nested(key "do", '"do"', a_block * ending "end") * here / node("Do", "body")
  + here * key "break" * here / node "Break" + jump + label + action
rules.Expression = Ct(unary_operator ^ 0 * V "Operand"
  * (binary_operator * expect(unary_operator ^ 0 * V "Operand", "a value after the operator")) ^ 0) / expression
rules.Operand = space * (V "Suffixed" + spanned(tokens.number, "Number", "value")
  + spanned(tokens.string, "String", "value") + spanned(key "nil", "Nil") + spanned(key "true", "True")
  + spanned(key "false", "False") + V "Vararg" + V "Function" + V "Table")
rules.Vararg = spanned(P "...", "Vararg")
rules.Suffixed = primary * (space * (index_suffix + call_suffix)) ^ 0 / suffixed
rules.Function = here * nested(key "function", '"function"', function_body) / function_node
rules.Table = spanned(nested(P "{", '"{"', Ct((item * (separator * item) ^ 0 * separator ^ -1) ^ -1) * mark_ending "}"),
  "Table", "items")
grammar.pattern = P(rules)

-- --- the door

lpeg.setmaxstack(20000)

local function problem(index, trouble)
  local line, column = index:at(trouble.position)
  local opened_line = trouble.opened and index:at(trouble.opened[2])
  local expected = trouble.expected:gsub("%%s", function()
    return ("the %s of line %d"):format(trouble.opened[1], opened_line)
  end)
  local found = trouble.found or tokens.found(index.source, trouble.position)
  return {
    position = trouble.position, line = line, column = column, expected = expected, found = found,
    message = trouble.message or ("expected %s, found %s"):format(expected, found),
  }
end

function grammar.parse(source)
  local state = { open = {}, depth = 0, gathered = 0 }
  local body = grammar.pattern:match(source, 1, state)
  local index = positions.index(source)
  if not body then
    return nil, problem(index, state.trouble)
  end
  local chunk = { tag = "Chunk", body = body, first = 1, last = #source }
  local trouble = scope.resolve(chunk, index)
  if trouble then
    return nil, problem(index, trouble)
  end
  return chunk
end

return grammar
