/* Attempts to use up time or memory: each is stopped in time, naming what it must. */
#include "../policy/trial.h"

#include <time.h>

enum { LINE_OF_RULE = 6 }; /* of the first line of the rule's body (trial.h) */

typedef struct Attempt {
  const char *body; /* of the rule's condition */
  int line;         /* within it; 0: any */
} Attempt;

/* --- time: in Lua, and inside C where no hook of Lua is called ---------------------------- */

static const Attempt endless[] = {
    {"while true do end", 1},
    {"repeat until false", 1},
    {"for i = 1, math.huge do end", 1},
    {"for i = 1, math.maxinteger do end", 1},
    {"local n = 1\n::again::\nn = n + 1\ngoto again", 0},
    {"local function f() return f() end\nreturn f()", 1},
    {"local a = 0\nfor i = 1, 1e12 do\n  a = a + g.b\nend", 0},
    {"local function wait(n)\n  return n == 0 or wait(n - 1) and wait(n - 1)\nend\nreturn wait(60)",
     2},
    {"return ('a'):rep(200):find('.-.-.-.-b$')", 1},
    {"return ('a'):rep(30000):find(('a*'):rep(30) .. 'b')", 1},
    {"return ('a'):rep(300000):match('.-.-b')", 1},
    {"local s = ('a'):rep(1000000)\nreturn s:find(('a'):rep(500000) .. 'b', 1, true)", 0},
    {"return (('a'):rep(10000000):gsub('', function() while true do end end))", 1},
    {"for w in ('a'):rep(100000):gmatch('.-.-b') do return true end", 1},
    {"local t = { 1 }\ntable.sort(t, function() return true end)\nwhile t do end", 3},
    {"local t = { 2, 1 }\ntable.sort(t, function(a, b) while a do end end)", 2},
    {"for k in pairs { 1 } do\n  while k do end\nend", 2},
    {"local s = ('x'):rep(1000)\nwhile true do s = s:reverse() end", 2},
    {"while true do\n  local s = tostring(g.b) .. g.city\nend", 0},
    {"return ('x'):rep(9999999):find(('[' .. ('a-z'):rep(30000) .. ']*'):rep(3) .. 'y')", 1},
    {"local t = {}\nfor i = 1, 200 do t[i] = i end\nwhile true do table.concat(t, ',') end", 3},
    {"while true do local a, b, c = table.unpack({ 1, 2, 3 }) end", 1},
    {"for i = 1, 1e9 do if one_of(i, { -1, -2 }) then return true end end", 1},
};

/* --- memory ------------------------------------------------------------------------------- */

static const Attempt greedy[] = {
    {"return #('x'):rep(1000000000) > 0", 1},
    {"return #('x'):rep(1000000, ('y'):rep(1000)) > 0", 1},
    {"local s = 'x'\nwhile true do\n  s = s .. s\nend", 3},
    {"local t = {}\nfor i = 1, 1e9 do\n  t[i] = i\nend", 0},
    {"local t = {}\nfor i = 1, 1e9 do t = { t, t } end", 2},
    {"local function f(n) return { f(n + 1), f(n + 2) } end\nlocal t = { 1 }\n"
     "for i = 1, 40 do t[i] = ('x'):rep(1 << i) end",
     3},
    {"return #(('x'):rep(200000000):gsub('x', 'yy')) > 0", 1},
    {"local t = {}\nfor i = 1, 64 do t[i] = ('x'):rep(10000000) end\nreturn #table.concat(t) > 0",
     2},
    {"return #(('%s'):rep(50):format(table.unpack({ ('x'):rep(100000000), 1 }))) > 0", 0},
    {"return #(('x'):rep(200000000):upper()) > 0", 1},
    {"return #table.pack(('x'):rep(150000000), ('y'):rep(150000000)) > 0", 1},
};

/* --- garbage: over 256 MiB of it, never much at a time; it is nobody's use of memory -------- */

static const char *const littering[] = {
    "for i = 1, 4e6 do local t = { i } end",
    "for i = 1, 30 do local s = ('x'):rep(10000000 + i) end",
    "local s = '' for i = 1, 25000 do s = s .. 'x' end",
    "local kept = {} for i = 1, 2e6 do kept[i % 1000] = { i, { i } } end",
    "local kept = ('x'):rep(40000000) for i = 1, 8 do local s = kept:sub(i) end",
};

/* --- errors that look like exhaustion but are only errors ----------------------------------- */

static const char *const overflows[][2] = {
    {"local function f() return 1 + f() end return f()",
     "calls itself, or another that calls it, without end"},
    {"local function f(s) return (s:gsub('x', f)) end return f('x')",
     "calls itself, or another that calls it, without end"},
    {"local function f(a, b) local t = { 1, 2 } table.sort(t, f) end f()",
     "calls itself, or another that calls it, without end"},
    {"return ('a'):rep(300000):match(('.?'):rep(300000))",
     "the pattern to look for is too complex"},
    {"return ('('):rep(100000):find(('('):rep(100000))", "too many captures"},
    {"return table.unpack({}, 1, 100000000)", "the list is too long to be unpacked"},
    {"return ('x'):rep(1 << 62)", "a text becomes too long here"},
    {"local t = {} table.move(t, 1, 1 << 50, 2)", "'table.move' cannot move more than"},
    {"local t = {} table.move(t, math.mininteger, math.maxinteger, 2)", "'table.move' cannot move"},
    {"return table.concat({}, '', 1, 1 << 50)", "entry 1 of the list given to concat"},
    {"return select(1 << 40, 1) or error('nothing there')", "nothing there"},
    {"return string.rep('', 1000000000000) == '' and error('at once')", "at once"},
    {"return string.char(table.unpack({}, 1, 300)) or 1", "char must be a number"},
    {"local t = {} for i = 1, 250 do t = { t } end return #t > 5 or error('deep')", "deep"},
};

/* --- while the policy is read ---------------------------------------------------------------- */

static const struct {
  const char *source;
  const char *says;
} readings[] = {
    {"while true do end",
     "policy.lua:1: the policy did not finish while it was read within 1 second"},
    {"\n\nlocal x = ('a'):rep(200):find('.-.-.-.-b$')", "policy.lua:3: the policy did not finish"},
    {"\nlocal x = ('x'):rep(1 << 30)",
     "policy.lua:2: the policy was stopped: it wanted too much memory"},
    {"local function f() return 1 + f() end f()", "policy.lua:"},
    {"local t = {} t[1] = t\npolicy(t)", "policy.lua:2"},
    {"policy 'T' { version = ('x'):rep(1 << 29) }", "policy.lua:1: the policy was stopped"},
    {"local t = {} for i = 1, 1e8 do t[i] = {} end", "policy.lua:1: the policy"},
    {"policy 'T' { version = '1' }\nfor i = 1, 1e9 do exclusion('x' .. i) end",
     "policy.lua:2: the policy"},
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
}

static void teardown(void) {
  trial_drop(trial);
}

/* "policy.lua:7: the rule exclusion "trial" did … for customer C-1 …" */
static void stopped(const Attempt *attempt) {
  const char *said = trial_said(trial);
  char place[40] = "policy.lua:";
  if (attempt->line)
    snprintf(place, sizeof place, "policy.lua:%d: ", LINE_OF_RULE + attempt->line - 1);
  ck_assert_msg(trial->error.kind == ERROR_RULE && strncmp(said, place, strlen(place)) == 0 &&
                    strstr(said, "the rule exclusion \"trial\" ") &&
                    strstr(said, " for customer C-1"),
                "%s\n said: %s", attempt->body, said);
}

/* Two seconds, where the machine is not shared by more than it has processors for. */
static void in_time(const char *what) {
  double seconds = clock_now() - started, load = 0;
  getloadavg(&load, 1);
  double most = load < (double)sysconf(_SC_NPROCESSORS_ONLN) ? 2 : 15;
  ck_assert_msg(seconds < most, "%s\n took %g s", what, seconds);
}

static void load(const char *body) {
  ck_assert_msg(trial_load_rule(trial, "", body), "%s\n refused: %s", body, trial_said(trial));
  started = clock_now();
}

START_TEST(without_end) {
  load(endless[_i].body);
  ck_assert_msg(!trial_ask_rule(trial), "%s\n came to an end", endless[_i].body);
  in_time(endless[_i].body);
  stopped(&endless[_i]);
  ck_assert_msg(strstr(trial_said(trial), " did not finish for customer C-1 within 1 second"), "%s",
                trial_said(trial));
}
END_TEST

START_TEST(too_much_memory) {
  load(greedy[_i].body);
  ck_assert_msg(!trial_ask_rule(trial), "%s\n had enough", greedy[_i].body);
  in_time(greedy[_i].body);
  stopped(&greedy[_i]);
  if (!strstr(trial_said(trial), " within 1 second")) /* a slow machine gets no further */
    ck_assert_msg(strstr(trial_said(trial), "wanted too much memory for customer C-1"), "%s",
                  trial_said(trial));
}
END_TEST

START_TEST(only_errors) {
  trial->limits.seconds = 10;
  load(overflows[_i][0]);
  ck_assert_msg(trial_ask_rule(trial), "%s\n stopped: %s", overflows[_i][0], trial_said(trial));
  ck_assert_msg(strstr(trial_verdict(trial, 0), overflows[_i][1]), "%s\n said: %s",
                overflows[_i][0], trial_verdict(trial, 0));
}
END_TEST

START_TEST(while_reading) {
  started = clock_now();
  ck_assert(!trial_load(trial, readings[_i].source, strlen(readings[_i].source)));
  in_time(readings[_i].source);
  const char *said = trial_said(trial);
  ck_assert_msg(strncmp(said, readings[_i].says, strlen(readings[_i].says)) == 0, "%s\n said: %s",
                readings[_i].source, said);
}
END_TEST

/* While the policy is read, and in a rule. */
START_TEST(garbage_is_given_back) {
  const char *litter = littering[_i];
  trial->limits.seconds = 20;
  ck_assert_msg(trial_load_rule(trial, litter, "return true"), "%s\n refused: %s", litter,
                trial_said(trial));
  Text body = text_format(trial->arena, "if g.id == 'C-1' then %s end return true", litter);
  ck_assert_msg(trial_load_rule(trial, "", body.bytes), "%s", trial_said(trial));
  ck_assert_msg(trial_ask_rule(trial), "%s\n stopped: %s", litter, trial_said(trial));
}
END_TEST

/* The customer that is named is the one that was asked about, not the first. */
START_TEST(the_customer_is_named) {
  trial->threads = 3;
  load("if g.id == 'C-3' then while true do end end");
  ck_assert(!trial_ask_rule(trial));
  ck_assert_msg(strstr(trial_said(trial), "for customer C-3 within 1 second"), "%s",
                trial_said(trial));
}
END_TEST

/* Each call has its second: all of them together may take longer. */
START_TEST(the_limit_is_for_one_call) {
  trial->limits.seconds = 0.5;
  load("local n = 0 for i = 1, 15000000 do n = n + 1 end return n > 0");
  ck_assert_msg(trial_ask_rule(trial), "%s", trial_said(trial));
}
END_TEST

Suite *jail_exhaust_suite(void) {
  Suite *suite = suite_create("jail: exhaust");
  TCase *tests = tcase_create("exhaust");
  tcase_set_timeout(tests, 30);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, without_end, 0, (int)(sizeof endless / sizeof *endless));
  tcase_add_loop_test(tests, too_much_memory, 0, (int)(sizeof greedy / sizeof *greedy));
  tcase_add_loop_test(tests, only_errors, 0, (int)(sizeof overflows / sizeof *overflows));
  tcase_add_loop_test(tests, while_reading, 0, (int)(sizeof readings / sizeof *readings));
  tcase_add_loop_test(tests, garbage_is_given_back, 0, (int)(sizeof littering / sizeof *littering));
  tcase_add_test(tests, the_customer_is_named);
  tcase_add_test(tests, the_limit_is_for_one_call);
  suite_add_tcase(suite, tests);
  return suite;
}
