#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "policy/policy.h"

static Arena *arena;
static char folder[] = "/tmp/helder-bind-XXXXXX";
static Error error;
static Table *table;

static Column *column(const char *name, ValueKind kind) {
  Value values[2] = {{.kind = kind}, {.kind = kind}};
  for (int i = 0; i < 2; i++)
    if (kind == VALUE_TEXT)
      values[i].text = i ? TEXT("b") : TEXT("a");
    else if (kind != VALUE_DECIMAL)
      values[i].integer = 0;
  return column_from_values(arena, text_of(name), values, 2);
}

static void setup(void) {
  arena = arena_make();
  memset(&error, 0, sizeof error);
  memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
  ck_assert_ptr_nonnull(mkdtemp(folder));
  Column *columns[] = {column("id", VALUE_TEXT),        column("visits", VALUE_INTEGER),
                       column("spend", VALUE_DECIMAL),  column("city", VALUE_TEXT),
                       column("last_on", VALUE_DATE),   column("consent", VALUE_BOOLEAN),
                       column("unused", VALUE_MISSING), column("household", VALUE_TEXT)};
  table = table_of_columns(TEXT("guests"), columns, 8, 2, 0);
}

static void teardown(void) {
  table_drop(table);
  file_folder_remove(folder);
  arena_drop(arena);
}

#define HEAD "policy \"P\" { version = \"1\" } customers \"guests\" { key = \"id\" }\n"

static Policy *load(const char *source) {
  const char *path = file_join(arena, folder, "policy.lua");
  unlink(path);
  ck_assert(file_put(path, text_of(source), &error));
  JailLimits limits = jail_limits_default();
  limits.seconds = 20; /* sanitizers are slow, and a machine may be busy */
  Policy *policy = policy_load(arena, path, 20000, limits, &error);
  ck_assert_msg(policy != NULL, "%s", error.message);
  return policy;
}

/* "line:column message | hint", or "bound". */
static const char *bound(const char *source) {
  Policy *policy = load(source);
  if (policy_bind(policy, table, &error))
    return "bound";
  return arena_format(arena, "%ld:%ld %s | %s", error.line, error.column, error.message,
                      error.hint);
}

START_TEST(names_that_the_data_lacks) {
  static const char *const cases[][2] = {
      {"exclusion \"x\" { when = function(g) return g.viists > 3 end, because = \"b\" }",
       "2:45 exclusion \"x\" names \"viists\", and guests has no such field or attribute | did "
       "you "
       "mean \"visits\"?"},
      {"exclusion \"x\" { when = function(g) return true end, because = \"{citty}\" }",
       "2:63 exclusion \"x\" names \"citty\", and guests has no such field or attribute | did "
       "you "
       "mean \"city\"?"},
      {"local function f(c) return c.viists end\n"
       "exclusion \"x\" { when = function(g) return f(g) end, because = \"b\" }",
       "2:30 exclusion \"x\" names \"viists\", and guests has no such field or attribute | did "
       "you "
       "mean \"visits\"?"},
      {"selection \"s\" { when = function(g) return true end, because = \"b\", one_per = "
       "\"houshold\" }",
       "2:78 selection \"s\" names \"houshold\", and guests has no such field or attribute | did "
       "you "
       "mean \"household\"?"},
      {"selection \"s\" { when = function(g) return true end, because = \"b\",\n"
       "  quota = { per = \"zzzzzz\", max = 1 } }",
       "3:19 selection \"s\" names \"zzzzzz\", and guests has no such field or attribute | there "
       "are: id, visits, spend, city, last_on, consent, unused, household"},
      {"attribute \"a\" { is = function(g) return g.spnd end }",
       "2:43 attribute \"a\" names \"spnd\", and guests has no such field or attribute | did you "
       "mean \"spend\"?"},
      {"exclusion \"x\" { when = function(g) return true end, because = \"b\", reads = { \"city\", "
       "\"ctiy\" } }",
       "2:86 exclusion \"x\" names \"ctiy\", and guests has no such field or attribute | did you "
       "mean \"city\"?"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_str_eq(bound(arena_format(arena, HEAD "%s", cases[i][0])), cases[i][1]);
}
END_TEST

#define SERVED "segmentation \"s\" { otherwise \"all\" { because = \"b\" } }\n"
#define WORTH                                                                                      \
  "importance = \"must\", benefit = 1, cost = { segment = 1, individual = 1 }, "                   \
  "tailoring = { product = true, presentation = false }, because = \"b\""

START_TEST(columns_of_another_kind) {
  static const char *const cases[][2] = {
      {"exclusion \"x\" { when = function(g) return true end, because = \"b\", lasts = days(3), "
       "since = "
       "\"city\" }",
       "2:93 since in exclusion \"x\" must be a date; \"city\" is text | "},
      {"selection \"s\" { when = function(g) return true end, because = \"b\",\n"
       "  quota = { per = \"city\", max = 1, of = \"city\" } }",
       "3:41 quota.of in selection \"s\" must be a number; \"city\" is text | "},
      {"attribute \"a\" { bins = { 1 }, of = \"last_on\" }",
       "2:36 of in attribute \"a\" must be a number; \"last_on\" is date | "},
      {"attribute \"a\" { ntile = 5, of = \"consent\" }",
       "2:33 of in attribute \"a\" must be a number or a date; \"consent\" is boolean | "},
      {"attribute \"a\" { ntile = 5, of = \"spend\" }\n"
       "exclusion \"x\" { when = function(g) return true end, because = \"b\", lasts = days(3), "
       "since = \"a\" }",
       "3:93 since in exclusion \"x\" must be a date; \"a\" is a place among the customers | "},
      {"attribute \"a\" { share = true, of = \"last_on\" }",
       "2:36 of in attribute \"a\" must be a number; \"last_on\" is date | "},
      {"attribute \"a\" { ahead = \"city\", order = \"spend\" }",
       "2:25 ahead in attribute \"a\" must be a number; \"city\" is text | "},
      {"attribute \"a\" { ahead = \"spend\", order = \"city\" }",
       "2:42 order in attribute \"a\" must be a number or a date; \"city\" is text | "},
      {"attribute \"a\" { quantile = 0.5, of = \"city\" }",
       "2:38 of in attribute \"a\" must be a number or a date; \"city\" is text | "},
      {"attribute \"a\" { ahead = \"spend\", order = \"last_on\" }", "bound"},
      {"attribute \"a\" { quantile = 0.5, of = \"last_on\" }", "bound"},
      {"attribute \"city\" { ntile = 5, of = \"spend\" }",
       "2:1 attribute \"city\" has the name of a field of the data | choose another name for the "
       "attribute"},
      {SERVED "need \"n\" { field = \"last_on\", " WORTH " }",
       "3:20 field in need \"n\" must be a number, a text or yes and no; \"last_on\" is date "
       "| "},
      {SERVED "need \"n\" { field = \"visits\", split_by = { \"citi\" }, " WORTH " }",
       "3:43 need \"n\" names \"citi\", and guests has no such field or attribute | did you mean "
       "\"city\"?"},
      {SERVED "need \"n\" { field = \"city\", split_by = { \"last_on\", \"consent\" }, " WORTH " }",
       "bound"},
      {"attribute \"a\" { ntile = 5, of = \"last_on\" }", "bound"},
      {"attribute \"a\" { bins = { 1 }, of = \"unused\" }", "bound"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_str_eq(bound(arena_format(arena, HEAD "%s", cases[i][0])), cases[i][1]);
}
END_TEST

START_TEST(fields_and_key_are_columns) {
  ck_assert_str_eq(
      bound("policy \"P\" {} customers \"guests\" { key = \"idd\" }"),
      "1:42 customers \"guests\" names \"idd\", and guests has no such field | did you "
      "mean \"id\"?");
  ck_assert_str_eq(
      bound("policy \"P\" {} customers \"guests\" { key = \"id\", fields = { citi = {} } }"),
      "1:59 customers \"guests\" names \"citi\", and guests has no such field | did you mean "
      "\"city\"?");
}
END_TEST

START_TEST(what_rules_name) {
  Policy *policy = load(
      HEAD "attribute \"a\" { is = function(g) return g.b + g.visits end }\n"
           "attribute \"b\" { is = function(g) return g.spend end }\n"
           "attribute \"not used\" { is = function(g) return g.unused end }\n"
           "selection \"s\" { when = function(g) return g.consent end, because = "
           "\"{last_on}\", one_per = "
           "\"household\" }\n"
           "exclusion \"x\" { when = function(g) return g.a > 3 end, because = \"b\" }\n" SERVED
           "need \"n\" { field = \"not used\", split_by = { \"city\" }, " WORTH " }\n");
  ck_assert(policy_bind(policy, table, &error));
  static const char *const expected[] = {"a",       "b",         "spend",  "visits",
                                         "consent", "household", "last_on"};
  ck_assert_uint_eq(policy->named_count, 7);
  for (size_t i = 0; i < 7; i++)
    ck_assert_str_eq(policy->named[i].bytes, expected[i]);
}
END_TEST

START_TEST(labels) {
  Policy *policy =
      load("policy \"P\" {} customers \"guests\" { key = \"id\", fields = {\n"
           "  visits = { label = { en = \"your visits\", nl = \"uw bezoeken\" } }, spend = "
           "{ sensitive = true } } }\n"
           "attribute \"a\" { ntile = 5, of = \"spend\", label = \"fifth\" }");
  ck_assert_str_eq(policy_label(policy, TEXT("visits"), false).bytes, "your visits");
  ck_assert_str_eq(policy_label(policy, TEXT("visits"), true).bytes, "uw bezoeken");
  ck_assert_str_eq(policy_label(policy, TEXT("spend"), true).bytes, "spend");
  ck_assert_str_eq(policy_label(policy, TEXT("a"), true).bytes, "fifth");
  ck_assert_str_eq(policy_label(policy, TEXT("other"), true).bytes, "other");
  ck_assert(policy_field(policy, TEXT("spend"))->sensitive);
  ck_assert_ptr_null(policy_field(policy, TEXT("other")));
}
END_TEST

Suite *policy_bind_suite(void) {
  Suite *suite = suite_create("policy_bind");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_set_timeout(all, 60);
  tcase_add_test(all, names_that_the_data_lacks);
  tcase_add_test(all, columns_of_another_kind);
  tcase_add_test(all, fields_and_key_are_columns);
  tcase_add_test(all, what_rules_name);
  tcase_add_test(all, labels);
  suite_add_tcase(suite, all);
  return suite;
}
