/* What `why` shows of a condition: each comparison, its values, what decided. */
#include "condition/explain.h"

#include "trial.h"

/* "text | filled | verdict, * when it decided" a line. */
static void explains(const char *source, const char *customer, const char *expected) {
  Error error;
  lua_State *lua = oracle_open();
  Arena *arena = arena_make();
  json_t *trial = oracle_trial(lua, source, customer);
  const Tree *tree = tree_read(arena, json_object_get(trial, "tree"), &error);
  must(tree != NULL, "%s", source);
  Table *table = table_of(arena, json_object_get(trial, "columns"), 1);
  const Explanation *found = condition_explain(arena, tree, table, 0, trial_day());
  Buffer out = {0};
  for (size_t i = 0; i < found->count; i++) {
    const ExplainLine *line = &found->lines[i];
    buffer_format(&out, "%.*s | %.*s | %c%s\n", TEXT_ARGS(line->text), TEXT_ARGS(line->filled),
                  "ny?-"[line->verdict], line -> decided ? "*" : "");
  }
  const char *verdicts = json_string_value(json_object_get(trial, "verdicts"));
  ck_assert_int_eq("ny?-"[found->verdict], verdicts[0]);
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, expected);
  buffer_free(&out);
  table_drop(table);
  arena_drop(arena);
  json_decref(trial);
  lua_close(lua);
}

START_TEST(a_comparison_with_its_values) {
  explains("local WARNINGS = 3 return function(g) return g.phone_incidents >= WARNINGS end",
           "{ phone_incidents = 4 }", "phone_incidents >= WARNINGS | 4 >= 3 | y*\n");
}
END_TEST

START_TEST(what_was_not_asked) {
  explains("return function(g) return g.consent and g.nps >= 7 end", "{ consent = false, nps = 9 }",
           "consent | false | n*\nnps >= 7 |  | -\n");
  explains("return function(g) return g.nps >= 7 or g.city == 'Ede' end", "{ nps = 9 }",
           "nps >= 7 | 9 >= 7 | y*\ncity == 'Ede' |  | -\n");
}
END_TEST

START_TEST(only_what_decided) {
  explains("return function(g) return g.nps >= 7 and g.visits > 3 end", "{ nps = 9, visits = 2 }",
           "nps >= 7 | 9 >= 7 | y\nvisits > 3 | 2 > 3 | n*\n");
  explains("return function(g) return g.nps >= 7 and g.visits > 3 end", "{ nps = 9, visits = 4 }",
           "nps >= 7 | 9 >= 7 | y*\nvisits > 3 | 4 > 3 | y*\n");
  explains("return function(g) return g.nps >= 7 or g.visits > 3 end", "{ nps = 5, visits = 4 }",
           "nps >= 7 | 5 >= 7 | n\nvisits > 3 | 4 > 3 | y*\n");
  explains("return function(g) return not (g.nps >= 7 or g.visits > 3) end",
           "{ nps = 5, visits = 1 }", "nps >= 7 | 5 >= 7 | n*\nvisits > 3 | 1 > 3 | n*\n");
}
END_TEST

START_TEST(missing_and_unknown) {
  explains("return function(g) return g.visits > 3 and g.nps >= 7 end", "{ visits = 4 }",
           "visits > 3 | 4 > 3 | y\nnps >= 7 | missing >= 7 | ?*\n");
  explains("return function(g) return known(g.nps) end", "{}",
           "known(nps) | known(missing) | n*\n");
}
END_TEST

START_TEST(statements_and_helpers) {
  const char *source = "local function often(c, least) return c.visits >= least end\n"
                       "return function(g)\n"
                       "  if g.staff then return false end\n"
                       "  local total = g.spend + g.tips\n"
                       "  return often(g, 3) and total > 100\n"
                       "end";
  explains(source, "{ visits = 3, spend = 90, tips = 20.5 }",
           "staff | missing | n*\nvisits >= least | 3 >= 3 | y*\ntotal > 100 | 110.5 > 100 | y*\n");
  explains(source, "{ staff = true }",
           "staff | true | y*\nvisits >= least |  | -\ntotal > 100 |  | -\n");
  explains(
      source, "{ visits = 3, spend = 90 }",
      "staff | missing | n*\nspend + tips | unknown | ?*\nvisits >= least |  | -\ntotal > 100 |  | "
      "-\n");
}
END_TEST

START_TEST(locals_that_are_answers) {
  const char *source = "return function(g) local loyal = g.visits > 6 and g.nps > 7\n"
                       "  return loyal or g.vip end";
  explains(source, "{ visits = 9, nps = 8 }",
           "visits > 6 | 9 > 6 | y*\nnps > 7 | 8 > 7 | y*\nloyal | true | y*\nvip |  | -\n");
  explains(source, "{ visits = 2, vip = true }",
           "visits > 6 | 2 > 6 | n\nnps > 7 |  | -\nloyal | false | n\nvip | true | y*\n");
}
END_TEST

START_TEST(texts_dates_and_words) {
  explains(
      "return function(g) return g.last < '2026-01-01' and one_of(g.city, { 'Ede', 'Epe' }) end",
      "{ last = '2025-11-02', city = 'Ede' }",
      "last < '2026-01-01' | 2025-11-02 < \"2026-01-01\" | y*\n"
      "one_of(city, { 'Ede', 'Epe' }) | one_of(\"Ede\", …) | y*\n");
  explains("return function(g) return days_since(g.last) <= 30 end", "{ last = '2026-11-01' }",
           "days_since(last) <= 30 | 20 <= 30 | y*\n");
}
END_TEST

Suite *condition_explain_suite(void);
Suite *condition_explain_suite(void) {
  Suite *suite = suite_create("condition_explain");
  TCase *cases = tcase_create("why");
  tcase_set_timeout(cases, 120);
  tcase_add_test(cases, a_comparison_with_its_values);
  tcase_add_test(cases, what_was_not_asked);
  tcase_add_test(cases, only_what_decided);
  tcase_add_test(cases, missing_and_unknown);
  tcase_add_test(cases, statements_and_helpers);
  tcase_add_test(cases, locals_that_are_answers);
  tcase_add_test(cases, texts_dates_and_words);
  suite_add_tcase(suite, cases);
  return suite;
}
