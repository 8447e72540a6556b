/* Attempts to get out of the jail: each must be refused or fail, in time, by name. */
#include "../policy/trial.h"

#include <time.h>

typedef enum Expected {
  REFUSED, /* when the policy is read */
  FAILED,  /* the rule is in error for every customer; nothing else happens */
  NO       /* it runs, and does not get what it tried for */
} Expected;

typedef struct Attempt {
  const char *top;  /* before the rule */
  const char *body; /* of the rule's condition */
  Expected expected;
  const char *says; /* part of the message */
} Attempt;

/* --- words that a policy does not have ------------------------------------------------- */

static const Attempt words[] = {
    {"", "return io.open('/etc/passwd')", REFUSED, "\"io\" is not available in a policy"},
    {"", "return os.execute('id')", REFUSED, "\"os\" is not available in a policy"},
    {"", "return os.time() > 0", REFUSED, "\"os\" is not available in a policy"},
    {"", "return debug.getregistry()", REFUSED, "\"debug\" is not available in a policy"},
    {"", "return package.loadlib('x', 'y')", REFUSED, "\"package\" is not available in a policy"},
    {"", "return load('return 1')()", REFUSED, "\"load\" is not available in a policy"},
    {"", "return loadstring('return 1')()", REFUSED, "\"loadstring\" is not available"},
    {"", "return dofile('/etc/passwd')", REFUSED, "\"dofile\" is not available in a policy"},
    {"", "return loadfile('/etc/passwd')", REFUSED, "\"loadfile\" is not available in a policy"},
    {"", "return coroutine.wrap(function() end)()", REFUSED, "\"coroutine\" is not available"},
    {"", "return collectgarbage('count') > 0", REFUSED, "\"collectgarbage\" is not available"},
    {"", "return setmetatable({}, { __gc = function() end })", REFUSED,
     "\"setmetatable\" is not available"},
    {"", "return getmetatable('').__index", REFUSED, "\"getmetatable\" is not available"},
    {"", "return rawset({}, 1, 2)", REFUSED, "\"rawset\" is not available"},
    {"", "return rawget(g, 'a')", REFUSED, "\"rawget\" is not available"},
    {"", "return pcall(error)", REFUSED, "\"pcall\" is not available"},
    {"", "return xpcall(error, error)", REFUSED, "\"xpcall\" is not available"},
    {"", "return math.random() > 0", REFUSED, "\"math.random\" is not available"},
    {"", "math.randomseed(1)", REFUSED, "\"math.randomseed\" is not available"},
    {"", "return string.dump(floor)", REFUSED, "\"string.dump\" is not available"},
    {"", "print('leak')", REFUSED, "\"print\" is not available"},
    {"", "return _G.os", REFUSED, "\"_G\" is not available"},
    {"", "return _ENV['os']", REFUSED, "\"_ENV\" is not available"},
    {"", "return next({ 1 })", REFUSED, "unknown word \"next\""},
    {"", "return string.pack('i4', 1)", REFUSED, "unknown word \"string.pack\""},
    {"", "return utf8.open", REFUSED, "unknown word \"utf8.open\""},
    {"", "return __helder_function(0, floor)", REFUSED, "unknown word \"__helder_function\""},
    {"", "local _ENV = { x = 1 } return os", REFUSED, "\"_ENV\" is not available"},
    {"local m = require 'os'", "return m.time()", REFUSED, "there is no file \"os.lua\""},
    {"local m = require 'host'", "return m.load", REFUSED, "there is no file \"host.lua\""},
    {"local m = require 'vocabulary'", "return m.run", REFUSED,
     "there is no file \"vocabulary.lua\""},
    {"local m = require 'lpeg'", "return m.P", REFUSED, "there is no file \"lpeg.lua\""},
    {"local m = require '../../../etc/passwd'", "return m", REFUSED, "there is no file"},
    {"local m = require '/etc/passwd'", "return m", REFUSED, "there is no file"},
    {"local m = require 'policy\\0x'", "return m", REFUSED, "there is no file"},
    {"local m = require 'policy'", "return m", REFUSED, "still being read"},
    {"local m = require {}", "return m", REFUSED, "there is no file"},
    {"", "return require 'policy'", REFUSED, "\"require\""},
};

/* --- state that would carry from one customer to the next -------------------------------- */

static const Attempt states[] = {
    {"", "seen = g.a return true", REFUSED, "unknown word \"seen\""},
    {"", "lower = function() return 'x' end", REFUSED, "\"lower\" belongs to the policy language"},
    {"", "string.upper = lower", REFUSED, "\"string\" belongs to the policy language"},
    {"", "function math.floor() return 1 end", REFUSED, "\"math\" belongs to the policy language"},
    {"local s = string s.upper = lower", "return true", REFUSED, "cannot be changed"},
    {"local n = 0", "n = n + 1 return n > 2", REFUSED, "\"n\""},
    {"local n = 0 local function up() n = n + 1 return n end", "return up() > 2", REFUSED, "\"n\""},
    {"local n = 0", "return (('x'):gsub('x', function() n = n + 1 return n end)) > '2'", REFUSED,
     "\"n\""},
    {"local seen = {}", "seen[g.id] = true return seen['C-1']", REFUSED, "\"seen\""},
    {"local seen = {}", "local s = seen s.x = 1", REFUSED, "\"s\""},
    {"local seen = { {} }", "for _, s in ipairs(seen) do s.x = 1 end", REFUSED, "\"s\""},
    {"local seen = {}", "table.insert(seen, g.id) return #seen > 2", REFUSED,
     "a list it did not make"},
    {"local seen = { 2, 1 }", "table.sort(seen) return seen[1] == 1", REFUSED, "a list"},
    {"local seen = { 2, 1 }", "return table.remove(seen) == 1", REFUSED, "a list"},
    {"local seen, put = {}, table.insert", "put(seen, 1)", REFUSED, "\"put\""},
    {"local seen, t = {}, table", "t.insert(seen, 1)", REFUSED, "\"t\""},
    {"local seen = {}", "local put = table.insert put(seen, 1)", REFUSED, "table.insert"},
    {"local seen = {}", "(function(...) local t = ... t[1] = 1 end)(seen)", REFUSED, "\"t\""},
    {"local o = { n = 0 } function o:up() self.n = self.n + 1 return self.n end",
     "return o:up() > 1", REFUSED, "\"self\""},
    {"local function counter() local n = 0 return function() n = n + 1 return n end end\n"
     "local up = counter()",
     "return up() > 1", REFUSED, "\"n\""},
    {"local words = ('a b c'):gmatch '%a'", "return words() == 'a'", REFUSED, "\"words\""},
    {"local step, walk = pairs { 1, 2, 3 }", "return step(walk) == 1", REFUSED, "\"step\""},
    {"", "exclusion 'late' { because = 'b', when = function() end }", REFUSED,
     "\"exclusion\" declares"},
    {"local declare = exclusion", "declare 'late' {}", REFUSED, "\"declare\""},
    {"local kept", "kept = g", REFUSED, "\"kept\""},
    {"", "g.a = 1 return true", REFUSED, "cannot change the customer"},
};

/* --- values that would leak or break ------------------------------------------------------ */

static const Attempt values[] = {
    {"", "return ('').dump(floor)", FAILED, "\"dump\" is no function here"},
    {"", "return (''):dump()", FAILED, "\"dump\" is no function here"},
    {"", "return ('').pack('i4', 1)", FAILED, "\"pack\" is no function here"},
    {"", "local s = 'x' s.y = 1", REFUSED, "\"s\""},
    {"", "return ('').__index ~= nil", NO, ""},
    {"", "return string.format('%p', {})", FAILED, "no '%p'"},
    {"", "return ('%10p'):format(floor)", FAILED, "no '%p'"},
    {"", "return ('%% %-5.3s|%s'):format(floor, {}):find('0x') ~= nil", NO, ""},
    {"", "return (tostring({}) .. tostring(floor)):find('0x') ~= nil", NO, ""},
    {"", "return {} < {}", FAILED, "cannot tell which of two values is larger"},
    {"", "return {} .. ''", FAILED, "cannot join this value to a text"},
    {"", "error({ secret = 1 })", FAILED, "error( ) was called here without words"},
    {"", "error(floor)", FAILED, "error( ) was called here without words"},
    {"", "error('\\27[2J\\255\\0end')", FAILED, "?[2J??end"},
    {"", "error(('x'):rep(100000))", FAILED, "xxxxxxxxxx"},
    {"", "local x <close> = {} return true", FAILED, "is given <close>"},
    {"", "for k in pairs { [{}] = 1 } do end", FAILED, "a key of this list is neither"},
    {"", "for k in pairs(string) do if k == 'dump' then return true end end", NO, ""},
    {"", "for k in pairs(math) do if k == 'random' then return true end end", NO, ""},
    {"", "return 1 // 0", FAILED, "a division by 0"},
    {"", "return math.mininteger // -1 == 5", NO, ""},
    {"", "return select(-5, 1)", FAILED, "value 1 given to select is out of range"},
    {"", "return ('x'):rep(-1) == 'x'", NO, ""},
    {"", "return utf8.char(0x7FFFFFFF) == 'x'", NO, ""},
    {"", "return utf8.char(-1)", FAILED, "value 1 given to char is out of range"},
    {"", "return ('x'):byte(1, -1, 3) == 0", NO, ""},
    {"", "return ('%999d'):format(1)", FAILED, "no form that string.format knows"},
    {"", "return ('x'):find('[')", FAILED, "the pattern to look for"},
    {"", "return ('x'):gsub('x', '%9')", FAILED, "the pattern to look for, or what is put"},
    {"", "local a, b, c = 1, {}, function() end return a == b or b == c", NO, ""},
    {"", "return floor(('1e999')) == 1", FAILED, "floor needs a number, found a text"},
    {"", "return days_since('2026-02-30') > 0", FAILED, "days_since needs a date"},
    {"", "return one_of(1, 'g')", REFUSED, "one_of takes its values as one list"},
    {"", "local list = 'g' return one_of(1, list)", FAILED, "one_of needs a list"},
};

/* --- sources that break parsers ------------------------------------------------------------ */

static const struct {
  const char *before, *piece, *after;
  size_t times;
} sources[] = {
    {"return ", "(", "1", 100000},
    {"return ", "{", "", 50000},
    {"return ", "not ", "1", 200000},
    {"return ", "- ", "1", 300000},
    {"return 1", " + 1", "", 200000},
    {"return 'a'", " .. 'a'", "", 100000},
    {"return a", ".a", "", 300000},
    {"", "if 1 then ", "", 50000},
    {"return ", "function() ", "", 50000},
    {"", "local a ", "", 100000},
    {"", "a = 1 ", "", 150000},
    {"return [", "=", "[", 900000},
    {"--[", "=", "[", 900000},
    {"return '", "\\z ", "", 300000},
    {"return 0x", "f", "", 900000},
    {"return 1e", "9", "", 900000},
    {"goto a ", "::a:: ", "", 100000},
    {"return ", "a{", "", 50000},
    {"return ", "a'' ", "", 200000},
    {"return {", "1,", "}", 400000},
    {"return f(", "1,", "1)", 300000},
    {"\xEF\xBB\xBF", "\xEF\xBB\xBF", "", 1000},
    {"\x1bLua\x54\x00\x19\x93\r\n\x1a\n", "\x04\x08\x08x", "", 100},
};

static Trial *trial;
static double started;

static double clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void setup(void) {
  trial = trial_make();
  started = clock_now();
}

static void teardown(void) {
  trial_drop(trial);
}

static void check(const Attempt *attempt) {
  if (!trial_load_rule(trial, attempt->top, attempt->body)) {
    ck_assert_msg(attempt->expected == REFUSED, "%s\n refused: %s", attempt->body,
                  trial_said(trial));
    ck_assert_msg(strstr(trial_said(trial), attempt->says) &&
                      strncmp(trial_said(trial), "policy.lua:", 11) == 0,
                  "%s\n refused: %s", attempt->body, trial_said(trial));
    return;
  }
  ck_assert_msg(attempt->expected != REFUSED, "%s %s\n was not refused", attempt->top,
                attempt->body);
  ck_assert_msg(trial_ask_rule(trial), "%s\n stopped: %s", attempt->body, trial_said(trial));
  const char *expected = attempt->expected == NO ? "no" : attempt->says;
  for (size_t row = 0; row < TRIAL_ROWS; row++)
    ck_assert_msg(strstr(trial_verdict(trial, row), expected), "%s\n answered: %s", attempt->body,
                  trial_verdict(trial, row));
}

START_TEST(forbidden_words) {
  check(&words[_i]);
}
END_TEST

START_TEST(kept_state) {
  check(&states[_i]);
}
END_TEST

START_TEST(odd_values) {
  check(&values[_i]);
}
END_TEST

/* Refused, whatever is said, with its place; never a crash. */
START_TEST(endless_sources) {
  Buffer source = {0};
  buffer_string(&source, sources[_i].before);
  for (size_t i = 0; i < sources[_i].times; i++)
    buffer_string(&source, sources[_i].piece);
  buffer_string(&source, sources[_i].after);
  bool loaded = trial_load(trial, source.bytes, source.length);
  ck_assert(!loaded);
  const char *said = trial_said(trial);
  ck_assert_msg(strncmp(said, "policy.lua", 10) == 0 && !strstr(said, "broke out"), "%s", said);
  ck_assert_msg(clock_now() - started < 4, "took %g s: %s", clock_now() - started, said);
  buffer_free(&source);
}
END_TEST

Suite *jail_escape_suite(void) {
  Suite *suite = suite_create("jail: escape");
  TCase *tests = tcase_create("escape");
  tcase_set_timeout(tests, 30);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, forbidden_words, 0, (int)(sizeof words / sizeof *words));
  tcase_add_loop_test(tests, kept_state, 0, (int)(sizeof states / sizeof *states));
  tcase_add_loop_test(tests, odd_values, 0, (int)(sizeof values / sizeof *values));
  tcase_add_loop_test(tests, endless_sources, 0, (int)(sizeof sources / sizeof *sources));
  suite_add_tcase(suite, tests);
  return suite;
}
