/* Conditions by hand: dates, texts, missing cells, who is to blame, which parts have kernels. */
#include "trial.h"

typedef struct Asked {
  lua_State *lua;
  Arena *arena;
  json_t *trial;
  Table *table;
  const Condition *condition;
  ConditionScratch *scratch;
} Asked;

/* A condition g.… of one customer over a table of `rows` customers like him. */
static Asked asked_make(const char *condition, const char *customer, size_t rows) {
  Error error;
  Asked asked = {.lua = oracle_open(), .arena = arena_make()};
  const char *source = arena_format(asked.arena, "return function(g) return %s end", condition);
  asked.trial = oracle_trial(asked.lua, source, customer);
  const Tree *tree = tree_read(asked.arena, json_object_get(asked.trial, "tree"), &error);
  must(tree != NULL, "%s", condition);
  asked.table = table_of(asked.arena, json_object_get(asked.trial, "columns"), rows);
  asked.condition = condition_prepare(asked.arena, tree, asked.table, trial_day());
  asked.scratch = condition_scratch_make(&asked.condition, 1);
  return asked;
}

static void asked_drop(Asked *asked) {
  condition_scratch_drop(asked->scratch);
  table_drop(asked->table);
  arena_drop(asked->arena);
  json_decref(asked->trial);
  lua_close(asked->lua);
}

static void says(const char *condition, const char *customer, char expected) {
  uint8_t verdicts[CONDITION_BATCH];
  Asked asked = asked_make(condition, customer, 3);
  size_t unknown = condition_verdicts(asked.condition, asked.scratch,
                                      (ConditionRows){.first = 0, .count = 3}, verdicts);
  must("ny?"[verdicts[2]] == expected, "%s of %s: %c", condition, customer, "ny?"[verdicts[2]]);
  ck_assert_uint_eq(unknown, expected == '?' ? 3 : 0);
  asked_drop(&asked);
}

START_TEST(dates) {
  const char *guest = "{ last = '2026-02-28', city = '2026-02-28' }";
  says("g.last < '2026-03-01'", guest, 'y');
  says("g.last == '2026-02-28'", guest, 'y');
  says("g.last == '2026-02-2'", guest, 'n');
  says("g.last < '2026-02-30'", guest, 'y'); /* no day, but a text */
  says("g.last > '2026'", guest, 'y');
  says("g.last < 'yesterday'", guest, 'y');
  says("g.last == g.city", guest, 'y');
  says("g.last < 20260301", guest, '?');
  says("days_since(g.last) == 266", guest, 'y');
  says("days_since(g.last) ~= 266.5", guest, 'y');
  says("days_since(g.never) == 1", guest, '?');
  says("days_since('2026-02-30') > 0", guest, '?');
  says("year(g.last) == 2026 and month(g.last) == 2", guest, 'y');
}
END_TEST

START_TEST(numbers) {
  says("g.n < 2.5", "{ n = 2 }", 'y');
  says("g.n == 2.0", "{ n = 2 }", 'y');
  says("g.n >= 1e300", "{ n = 2 }", 'n');
  says("g.n < 1e999 and g.n > -1e999", "{ n = math.maxinteger }", 'y');
  says("g.n < 9223372036854775808.0", "{ n = math.maxinteger }", 'y');
  says("g.n + 1 < g.n", "{ n = math.maxinteger }", 'y');
  says("g.n // 0", "{ n = 1 }", '?');
  says("g.n % 0 == 0", "{ n = 1 }", '?');
  says("g.n / 0 > 1e308", "{ n = 1 }", 'y');
  says("-7 // g.n == -4 and -7 % g.n == 1", "{ n = 2 }", 'y');
  says("g.n ~= g.n", "{ n = 0/0 }", 'y');
  says("g.n + 1 == 11", "{ n = '10' }", 'y');
  says("g.n == 10", "{ n = '10' }", 'n');
  says("g.n < 11", "{ n = '10' }", '?');
  says("g.n .. '' == '1e+15'", "{ n = 1e15 }", 'y');
  says("round(g.n) == -3 and floor(g.n) == -3", "{ n = -2.5 }", 'y');
}
END_TEST

START_TEST(missing_cells) {
  says("g.n >= 3", "{}", '?');
  says("g.n == 3", "{}", 'n');
  says("g.n ~= 3", "{}", 'y');
  says("not g.n", "{}", 'y');
  says("g.n and g.n >= 3", "{}", 'n');
  says("g.m >= 3 or g.n >= 3", "{ m = 3 }", 'y');
  says("g.n >= 3 or g.m >= 3", "{ m = 3 }", '?');
  says("(g.n or 0) >= 3", "{}", 'n');
  says("(g.n or 0) < 3", "{}", 'y');
  says("one_of(g.n, { 1 })", "{}", '?');
}
END_TEST

static void blames(const char *condition, const char *customer, const char *expected) {
  ConditionBlame blame;
  Buffer out = {0};
  Asked asked = asked_make(condition, customer, 1);
  if (condition_blame(asked.condition, asked.scratch, 0, &blame))
    for (size_t i = 0; i < blame.count; i++) {
      buffer_text(&out, condition_tree(asked.condition)->fields[blame.fields[i]]);
      buffer_byte(&out, ' ');
    }
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, expected);
  buffer_free(&out);
  asked_drop(&asked);
}

START_TEST(blame) {
  blames("g.nps >= 7", "{}", "nps ");
  blames("g.a + g.b > 3", "{}", "a b ");
  blames("g.a + g.b > 3", "{ a = 1 }", "b ");
  blames("g.a == nil and g.b > 3", "{}", "b ");
  blames("(g.a or g.b) > 3", "{}", "a b ");
  blames("'x' < 3", "{}", "");
  blames("g.a and 1 or 'x' < 3", "{}", ""); /* with a there would be no error */
}
END_TEST

/* What the shipped policies are made of is answered over columns. */
START_TEST(kernels) {
  static const char *const conditions[] = {"g.n >= 6 and g.m == 0",
                                           "g.n / g.m > 20",
                                           "g.city == 'Ede'",
                                           "lower(g.city) == 'ede'",
                                           "one_of(g.city, { 'Ede', 'Epe' }) or not g.flag",
                                           "g.last >= '2026-01-01'",
                                           "days_since(g.last) <= 90",
                                           "(g.n or 0) >= 3",
                                           "known(g.n) and g.n < 7",
                                           "g.n == nil",
                                           "g.city < 'M'",
                                           "g.n + g.m * 2 >= 10.5",
                                           "starts_with(g.city, 'E') and #g.city == 3"};
  for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
    Asked asked = asked_make(conditions[i],
                             "{ n = 1, m = 2, city = 'Ede', flag = true, last = '2026-01-01' }", 9);
    must(condition_scalar_parts(asked.condition) == 0, "row by row: %s", conditions[i]);
    asked_drop(&asked);
  }
}
END_TEST

START_TEST(broken_trees) {
  static const char *const broken[] = {"{}",
                                       "{\"node\":[]}",
                                       "{\"node\":[\"<\",[1,1,1,0],\"\"]}",
                                       "{\"node\":[\"local\",[],\"\",0]}",
                                       "{\"node\":[\"nothing\",[],\"\"]}",
                                       "{\"node\":[\"field\",[],\"\",\"nps\",0]}",
                                       "[1]"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    Error error;
    Arena *arena = arena_make();
    json_t *json = json_loads(broken[i], 0, NULL);
    ck_assert_ptr_null(tree_read(arena, json, &error));
    ck_assert_int_eq(error.kind, ERROR_INTERNAL);
    json_decref(json);
    arena_drop(arena);
  }
}
END_TEST

Suite *condition_evaluate_suite(void);
Suite *condition_evaluate_suite(void) {
  Suite *suite = suite_create("condition_evaluate");
  TCase *cases = tcase_create("by hand");
  tcase_set_timeout(cases, 120);
  tcase_add_test(cases, dates);
  tcase_add_test(cases, numbers);
  tcase_add_test(cases, missing_cells);
  tcase_add_test(cases, blame);
  tcase_add_test(cases, kernels);
  tcase_add_test(cases, broken_trees);
  suite_add_tcase(suite, cases);
  return suite;
}
