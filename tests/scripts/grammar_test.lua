-- The grammar against Lua itself: load() of lua5.4 is the judge of what is Lua.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/grammar_test.lua

local grammar = require "grammar"
local check = require "check"

local function same_as_lua(source, what)
  local chunk, trouble = grammar.parse(source)
  local loaded, message = load(source, "=policy")
  check.equal(chunk ~= nil, loaded ~= nil, (what or source) .. " | " .. tostring(message or (trouble and trouble.message)))
end

-- --- the sources nobody here wrote

local count = 0
local missing = check.lua_cases(function(source)
  count = count + 1
  same_as_lua(source)
end)
if missing then
  check.skip(missing)
else
  check.equal(count, 690, "usable sources")
end

-- --- what those do not have

for _, source in ipairs {
  "local x <const> = 1; x = 2", "local x <const> = 1; local function f() x = 2 end", "local x <close> = nil",
  "local x <weak> = 1", "local a <close>, b <close> = 1, 2", "local x <const> = 1; function x() end",
  "break", "while true do break end", "repeat local x; break until x", "for i = 1, 2 do local function f() break end end",
  "goto a", "::a:: goto a", "goto a; ::a::", "::a:: ::a::", "do ::a:: end ::a::", "::a:: do ::a:: end", "do ::a:: end goto a",
  "goto a; local x; ::a::", "goto a; local x; ::a:: print(x)", "do goto a; local x; ::a:: end", "goto a; do ::a:: end",
  "repeat goto c; local x; ::c:: until x", "repeat goto c; local x; ::c:: ::d:: until true", "do goto c; local x; ::c:: ; ::d:: end",
  "for i = 1, 3 do if i then goto continue end local x = 1 ::continue:: end", "do do goto a end local x ::a:: end",
  "do do goto a end local x ::a:: print(x) end", "::a:: local f = function() goto a end", "while 1 do goto x end ::x::",
  "local function f(...) return ... end", "local function f() return ... end", "return ...", "function f(..., a) end", "function f(a, ...) end",
  "return 3x", "return 0x", "return 0xep1", "return 0x.8p-1", "return 1e", "return 1e+", "return 3..2", "return 3 ..2", "return .5", "return 5.",
  "return 0xA.8P+1", "return 1_000", "return 9223372036854775808", "return 0x1p4", "return 1..''", "return 0b1", "return 1.2.3",
  [[return "\x4"]], [[return "\300"]], [[return "\u{110000}"]], [[return "\u{7FFFFFFF}"]], [[return "\u{80000000}"]], [[return "\q"]],
  [[return "\z
   a\
b"]], 'return "a\nb"', "return [==[\r\n]]]==]", "return [=a", "return [==[ ]=]", "--[==[ x", "--[==[ x ]==] return 1", "--[= x\nreturn 1", "--[[ x ]] y",
  "a.b:c = 1", "a:b", "a:b()", "f() = 1", "(f)", "(f)()", "(f) = 1", "(f).x = 1", "f{}.x, g[1] = 2, 3", "f, g() = 1, 2", "a, b", "f()\n(g)()",
  "return 1; ;", "return 1, ;", "return; x = 1", "local x, = 1", "local function t.x() end", "function t.x:y() end", "function t:x.y() end",
  "if x then else elseif y then end", "if x then elseif y then else end", "for i in 1 do end", "for i = 1 do end", "for i, j = 1, 2 do end", "for a, b in c do end",
  "return {1, 2; x = 3, [4] = 5,}", "return {,}", "return {[1] 2}", "return {x == 1}", "return {f(), ...}", "return -x^2 .. 'a' .. not -#y", "return not not x", "return - - 1",
  "return a < b < c", "return 1 // 2 % 3 ~ 4 & 5 | 6 << 7 >> 8", "return ~1 ~= 2 ~3", "x = = 1", "goto = 1", "local end = 1", "x = function end", "return a.end",
  "return f'x'.y\"z\"[[w]]{}", "a.b.c['d'].e = f", "x = y z = w", ";;;", "", "  \t\n", "return return", "do return end", "end", "local a <const>, b = 1, 2",
  "return a, b, c", "return (...)", "local x = x", "return \"\\u{}\"", "return a.1", "return 1 .. 2", "a = b\r\nc = d\n\r", "\239\187\191return 1", "return @", "x = 'é'", "é = 1",
  "return a --[[x]] .. --y\n b", "return 'a\\\r\nb'", "return '\\", "return \"", "return ''''", "local x <const> 1", "return function() end ()", "(function() end)()",
  "for i = 1, 2, 3, 4 do end", "repeat until x; y = 1", "while x y", "local t = {f = function(self) return self end}", "::a", "::a:: ::b:: goto a",
} do
  same_as_lua(source)
end

-- --- nesting: refused in words, never a crash, near where Lua refuses

for _, way in ipairs { { "return ", "(", "1", ")" }, { "return ", "{", "1", "}" }, { "return ", "1 .. ", "1", "" }, { "", "do ", "", "end " },
  { "return ", "- ", "1", "" }, { "return ", "a[", "1", "]" }, { "return ", "f(", "1", ")" }, { "return ", "function() return ", "1", " end" },
  { "", "if x then ", "", " end" }, { "return ", "2 ^ ", "2", "" } } do
  local function nested(times)
    return way[1] .. way[2]:rep(times) .. way[3] .. way[4]:rep(times)
  end
  for _, times in ipairs { 10, 90, 195, 196, 197, 198, 199, 300, 30000 } do
    same_as_lua(nested(times), way[2] .. " times " .. times)
  end
end
for _, source in ipairs { "return 1" .. (" + 1"):rep(20000), "return a" .. (".b"):rep(5000), "return f" .. ("()"):rep(5000), ("x = 1 "):rep(20000),
  ("("):rep(100000), ("return function() "):rep(100000), "return " .. ("a."):rep(100000) } do
  same_as_lua(source, source:sub(1, 30))
end
local names = {}
for i = 1, 201 do
  names[i] = "a" .. i
end
same_as_lua("local " .. table.concat(names, ",", 1, 200), "200 locals")
same_as_lua("local " .. table.concat(names, ",", 1, 201), "201 locals")

-- --- the words of a refusal

for _, case in ipairs {
  { "if g.nps > 3 retrun 1 end", 1, 14, '"then" after the condition', '"retrun"' },
  { "x = function(g)\n  return g.nps >= end", 2, 19, "a value after the operator", '"end"' },
  { "segment 'a' {\n  when = function(g) return g.nps end,", 2, 39, '"}" to close the "{" of line 1', "the end of the file" },
  { "local é = 1", 1, 7, 'a name after "local"', '"é"' },
  { "-- é\nx = 'é' retrun 1", 2, 16, '"=" or a call', '"1"' },
  { 'x = "abc\ny = 1', 1, 9, 'the closing " on the same line', nil },
  { "break", 1, 1, "valid Lua", '"break"' },
  { "x = f(1, 2", 1, 11, '")" to close the "(" of line 1', "the end of the file" },
} do
  local chunk, trouble = grammar.parse(case[1])
  check.equal(chunk, nil, case[1])
  check.equal(trouble and trouble.line, case[2], case[1] .. " line")
  check.equal(trouble and trouble.column, case[3], case[1] .. " column")
  check.equal(trouble and trouble.expected, case[4], case[1] .. " expected")
  if case[5] then
    check.equal(trouble and trouble.found, case[5], case[1] .. " found")
  end
end

-- --- the tree: priorities and values as Lua has them, positions as written

local function shape(node)
  if node.tag == "Binary" then
    return "(" .. shape(node.left) .. node.op .. shape(node.right) .. ")"
  elseif node.tag == "Unary" then
    return "(" .. node.op .. shape(node.operand) .. ")"
  end
  return node.name or tostring(node.value)
end
for source, expected in pairs {
  ["a or b and c"] = "(aor(bandc))", ["not a == b"] = "((nota)==b)", ["-x^2"] = "(-(x^2))", ["2^-3^2"] = "(2^(-(3^2)))",
  ["a..b..c"] = "(a..(b..c))", ["1+2*3-4"] = "((1+(2*3))-4)", ["a<b==c"] = "((a<b)==c)", ["a|b~c&d<<e..f"] = "(a|(b~(c&(d<<(e..f)))))",
  ["-a*b"] = "((-a)*b)", ["a//b%c/d"] = "(((a//b)%c)/d)", ["not not a"] = "(not(nota))",
} do
  check.equal(shape(grammar.parse("return " .. source).body[1].values[1]), expected, source)
end
for _, literal in ipairs { [["\65\x42\u{20AC}\z   x\n\t\\\"'"]], "[==[\nab]]c]==]", "'\\\r\nx'", "[[\r\na\n\rb\r\n\rc]]", "0x10p2", "0xffffffffffffffffff",
  "9223372036854775807", "9223372036854775808", "1e308", "3.0", ".5e1" } do
  local value = load("return " .. literal)()
  local parsed = grammar.parse("return " .. literal).body[1].values[1].value
  check.equal(parsed, value, literal)
  check.equal(math.type(parsed), math.type(value), literal)
end
do
  local source = "local e = 'üé' .. f(1)\r\nx = 'é' .. e.x >= 3 --c"
  local set = grammar.parse(source).body[2]
  local compare = set.values[1]
  check.equal(source:sub(compare.first, compare.last), "'é' .. e.x >= 3", "text of a node")
  check.equal(compare.line .. ":" .. compare.column, "2:5", "place of a node")
  local field = compare.left.right
  check.equal(field.line .. ":" .. field.column, "2:12", "columns count code points")
  check.equal(field.object.variable.value.tag, "Binary", "a name knows its variable")
  local call = grammar.parse("local a = function(b, ...) local function c() return b end end").body[1].values[1]
  check.equal(call.id, 0, "functions are counted from 0")
  check.equal(call.body[1].func.id, 1, "in source order")
  check.equal(call.parameters[1].variable.captured, true, "b is captured")
end

check.finish()
