#include "trial.h"

static Trial *trial;

static void setup(void) {
  trial = trial_make();
}

static void teardown(void) {
  trial_drop(trial);
}

/* Loads and asks one rule; a mistake in either fails the test. */
static void ask_rule(const char *top, const char *body) {
  ck_assert_msg(trial_load_rule(trial, top, body), "%s", trial_said(trial));
  ck_assert_msg(trial_ask_rule(trial), "%s", trial_said(trial));
}

/* --- verdicts and who is to blame ---------------------------------------------------- */

static const struct {
  const char *body;
  const char *expected[TRIAL_ROWS];
} verdicts[] = {
    {"return g.a > 2", {"no", "a?", "yes", "a?"}},
    {"return g.a and g.a > 2", {"no", "no", "yes", "no"}},
    {"return known(g.a)", {"yes", "no", "yes", "no"}},
    {"return not g.a", {"no", "yes", "no", "yes"}},
    {"return g.a == nil", {"no", "yes", "no", "yes"}},
    {"return g.a + g.b > 5", {"yes", "a?", "b?", "a b?"}},
    {"return g.a * 2 > 1 and g.b > 5", {"yes", "a?", "b?", "a?"}},
    {"return (g.a or 0) + g.b > 5", {"yes", "yes", "b?", "a b?"}},
    {"local a, b = g.a, g.b return b > 5 and a > 0", {"yes", "a?", "b?", "b?"}},
    /* with poison for a the branch is not taken: nothing fails, so all that was read */
    {"if not g.a then return g.a > 1 end return true", {"yes", "a?", "yes", "a?"}},
    {"if g.a then return true end return g.b > 1", {"yes", "yes", "yes", "b?"}},
    {"if g.a == nil then return nothing_of(g) end return false", {"no", "a?", "no", "a?"}},
    {"return floor(g.a) == 1", {"yes", "a?", "no", "a?"}},
    {"return math.floor(g.a) == 1", {"yes", "a?", "no", "a?"}},
    {"return one_of(g.city, { 'Delft', 'Gouda' })", {"yes", "no", "city?", "yes"}},
    {"return lower(g.city) == 'delft'", {"yes", "no", "city?", "yes"}},
    {"return g.city:upper() == 'DELFT'", {"yes", "no", "city?", "yes"}},
    {"return ('x'):rep(g.a) == 'x'", {"yes", "a?", "no", "a?"}},
    {"return ('%d'):format(g.a) == '1'", {"yes", "a?", "no", "a?"}},
    {"return g.city .. '!' == 'Delft!'", {"yes", "no", "city?", "yes"}},
    {"return table.concat({ g.city, 'x' }, '-') == 'Delft-x'", {"yes", "no", "city?", "yes"}},
    {"local t = {} t[g.a] = true return t[1]", {"yes", "a?", "no", "a?"}},
    {"for i = 1, g.a do if i == 3 then return true end end", {"no", "a?", "yes", "a?"}},
    {"return g.since < '2026-02-01'", {"yes", "since?", "no", "yes"}},
    {"return days_since(g.since) == 1", {"no", "since?", "yes", "no"}},
    {"return year(g.since) == 2025 and month(g.since) == 11", {"no", "since?", "no", "yes"}},
    {"return as_of == '2026-11-21'", {"yes", "yes", "yes", "yes"}},
    {"return 0", {"yes", "yes", "yes", "yes"}},
    {"return", {"no", "no", "no", "no"}},
    {"error('not today')", {"not today", "not today", "not today", "not today"}},
    {"error('level two', 2)", {"level two", "level two", "level two", "level two"}},
    {"if g.a == nil then error('no a, no answer') end",
     {"no", "no a, no answer", "no", "no a, no answer"}},
    {"if g.a == nil then error('a is nil') end", {"no", "a?", "no", "a?"}},
    {"return g.city < 5",
     {"cannot compare a text with a number", "cannot compare a text with a number", "city?",
      "cannot compare a text with a number"}},
    {"return floor(g.city) == 1",
     {"floor needs a number, found a text", "floor needs a number, found a text", "city?",
      "floor needs a number, found a text"}},
};

START_TEST(verdict_and_blame) {
  ask_rule("local function nothing_of(g) return g.a < 0 end", verdicts[_i].body);
  for (size_t row = 0; row < TRIAL_ROWS; row++)
    ck_assert_msg(strcmp(trial_verdict(trial, row), verdicts[_i].expected[row]) == 0,
                  "%s\n row %zu: %s, expected %s", verdicts[_i].body, row,
                  trial_verdict(trial, row), verdicts[_i].expected[row]);
}
END_TEST

START_TEST(trouble_names_file_and_line) {
  ask_rule("local function older(g)\n  return g.a > 1\nend", "return older(g)");
  const Answers *answers = trial->answers;
  ck_assert_uint_eq(answers->trouble_count, 2);
  ck_assert_uint_eq(answers->troubles[0].row, 1);
  ck_assert_uint_eq(answers->troubles[1].row, 3);
  ck_assert_uint_eq(answers->troubles[0].detail, answers->troubles[1].detail);
  const TroubleDetail *detail = &answers->details[answers->troubles[0].detail];
  ck_assert_int_eq(detail->line, 4);
  ck_assert(strstr(detail->file.bytes, "policy.lua") != NULL);
}
END_TEST

/* --- what a customer is --------------------------------------------------------------- */

static const char *const customers[][3] = {
    {"reads = { 'a' },", "return g['a' .. 'b'] == 1",
     "there is no field \"ab\"; did you mean \"a\"?"},
    {"reads = { 'a' },", "return g[lower('CITY')] == 1",
     "the rule reads \"city\", which its source does not name: add reads = { \"city\" } to it"},
    {"reads = { 'a' },", "return g[1] == 1",
     "a customer's fields have names: g.name or g[\"name\"], not a number"},
    {"reads = { 'a' },", "return #g == 1", "a customer is read field by field, like g.name"},
    {"reads = { 'a' },", "for k in pairs(g) do return k end",
     "pairs needs a list { … }, found the customer"},
    {"reads = { 'a' },", "for k in ipairs(g) do return k end",
     "a customer's fields have names: g.name or g[\"name\"], not a number"},
    {"reads = { 'a' },",
     "return tostring(g) .. tostring({}) .. tostring(floor) == 'customertablefunction' and "
     "error('as text')",
     "as text"},
};

START_TEST(customer_is_read_only_and_by_name) {
  Text source =
      text_format(trial->arena,
                  "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n"
                  "attribute \"x\" { %s is = function(g) %s end }\n",
                  customers[_i][0], customers[_i][1]);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  ck_assert(trial_ask(trial, &trial->policy->attributes[0].is, STEP_VALUE));
  ck_assert_str_eq(trial_verdict(trial, 0), customers[_i][2]);
}
END_TEST

/* --- values ------------------------------------------------------------------------- */

static const Column *ask_value(const char *body, StepKind kind) {
  ask_rule("", body);
  answers_drop(trial->answers);
  ck_assert(trial_ask(trial, &trial->policy->exclusions[0].when, kind));
  return trial->answers->values[0];
}

START_TEST(values_become_the_narrowest_column) {
  const Column *column = ask_value("return g.a and g.a * 1000", STEP_VALUE);
  ck_assert_int_eq(column->type, COLUMN_INTEGER);
  ck_assert_int_eq(column->width, 2);
  ck_assert_uint_eq(column->missing_count, 2);
  ck_assert_int_eq(column_value(column, 2).integer, 3000);
  ck_assert_int_eq(trial->answers->verdicts[0][0], VERDICT_YES);
  ck_assert_int_eq(trial->answers->verdicts[0][1], VERDICT_NO);
}
END_TEST

START_TEST(value_types) {
  static const struct {
    const char *body;
    ColumnType type;
  } cases[] = {{"return 1 / 0", COLUMN_DECIMAL},       {"return g.city", COLUMN_TEXT},
               {"return g.a == 1", COLUMN_BOOLEAN},    {"return g.since", COLUMN_DATE},
               {"return g.a or 'none'", COLUMN_MIXED}, {"return nil", COLUMN_TEXT},
               {"return g.a or 0.5", COLUMN_MIXED}};
  ck_assert_int_eq(ask_value(cases[_i].body, STEP_VALUE)->type, cases[_i].type);
}
END_TEST

START_TEST(mixed_values_keep_their_kinds) {
  const Column *column = ask_value("return g.a or g.city", STEP_VALUE);
  ck_assert_int_eq(column->type, COLUMN_MIXED);
  ck_assert_int_eq(column_value(column, 0).integer, 1);
  ck_assert(text_equal(column_value(column, 1).text, TEXT("Breda")));
  ck_assert(text_equal(column_value(column, 3).text, TEXT("Delft")));
}
END_TEST

static const char *const wrong_values[][2] = {
    {"return {}", "the answer must be a number, a text, true or false"},
    {"return floor", "the answer must be a number, a text, true or false"},
    {"return '\\xFF'", "the answer is a text that is not valid UTF-8, or has a NUL in it"},
    {"return 'a\\0b'", "the answer is a text that is not valid UTF-8, or has a NUL in it"},
    {"return ('x'):rep(65537)", "the answer is a text of over 64 KiB"},
};

START_TEST(values_that_are_refused) {
  ask_value(wrong_values[_i][0], STEP_VALUE);
  ck_assert_str_eq(trial_verdict(trial, 0), wrong_values[_i][1]);
}
END_TEST

START_TEST(number_steps_take_numbers_only) {
  const Column *column = ask_value("return g.a or 'ten'", STEP_NUMBER);
  ck_assert_int_eq(column->type, COLUMN_INTEGER);
  ck_assert_str_eq(trial_verdict(trial, 1), "the answer must be a number");
  ck_assert_str_eq(trial_verdict(trial, 2), "yes");
}
END_TEST

/* --- order that is always the same ---------------------------------------------------- */

START_TEST(pairs_and_sort_have_one_order) {
  const Column *column = ask_value(
      "local t = { z = 1, a = 2, [3] = 3, [1.5] = 4, [-2] = 5, [true] = 6, [false] = 7 }\n"
      "local s = ''\n"
      "for k, v in pairs(t) do s = s .. tostring(k) .. '=' .. v .. ' ' end\n"
      "local list = {}\n"
      "for i = 1, 300 do list[i] = { key = i % 3, at = i } end\n"
      "table.sort(list, function(x, y) return x.key < y.key end)\n"
      "for i = 2, 300 do\n"
      "  local x, y = list[i - 1], list[i]\n"
      "  if x.key > y.key or (x.key == y.key and x.at > y.at) then s = 'unstable' end\n"
      "end\n"
      "return s",
      STEP_VALUE);
  Text text = column_value(column, 0).text;
  ck_assert_msg(text_equal(text, TEXT("-2=5 1.5=4 3=3 a=2 z=1 false=7 true=6 ")), "%.*s",
                TEXT_ARGS(text));
}
END_TEST

Suite *policy_ask_suite(void) {
  Suite *suite = suite_create("policy: ask");
  TCase *tests = tcase_create("ask");
  tcase_set_timeout(tests, 30);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, verdict_and_blame, 0, (int)(sizeof verdicts / sizeof *verdicts));
  tcase_add_test(tests, trouble_names_file_and_line);
  tcase_add_loop_test(tests, customer_is_read_only_and_by_name, 0,
                      (int)(sizeof customers / sizeof *customers));
  tcase_add_test(tests, values_become_the_narrowest_column);
  tcase_add_loop_test(tests, value_types, 0, 7);
  tcase_add_test(tests, mixed_values_keep_their_kinds);
  tcase_add_loop_test(tests, values_that_are_refused, 0,
                      (int)(sizeof wrong_values / sizeof *wrong_values));
  tcase_add_test(tests, number_steps_take_numbers_only);
  tcase_add_test(tests, pairs_and_sort_have_one_order);
  suite_add_tcase(suite, tests);
  return suite;
}
