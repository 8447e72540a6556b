#include "policy/mask.h"
#include "policy/reads.h"
#include "trial.h"

static const char policy[] =
    "policy \"T\" { version = \"1\" }\n"
    "customers \"rows\" { key = \"id\", fields = { a = { sensitive = true }, b = { mask = true } } "
    "}\n"
    "events \"visits\" { of = \"id\", on = \"day\", fields = { spend = { sensitive = true } } }\n"
    "attribute \"twice\" { is = function(g) return 2 * g.a end }\n"
    "attribute \"fifth\" { ntile = 5, of = \"twice\" }\n"
    "attribute \"spent\" { sum = \"visits\", of = \"spend\" }\n"
    "attribute \"dear\" { count = \"visits\", where = function(v) return v.spend > 9 end }\n"
    "attribute \"town\" { is = function(g) return lower(g.city) end }\n"
    "exclusion \"x\" { when = function(g) return g.fifth == 1 end, because = \"{town}\" }\n"
    "exclusion \"y\" { when = function(g) return g.town == \"delft\" end, because = \"no\",\n"
    "  lasts = days(9), since = \"since\" }\n"
    "segmentation \"s\" { mode = \"score\",\n"
    "  point \"p\" { points = 1, when = function(g) return g.spent > 1 end, because = \"{a}\" },\n"
    "  segment \"t\" { from = 1, because = \"t\" }, otherwise \"u\" { because = \"u\" } }\n"
    "selection \"z\" { when = function(g) return g.b == 1 end, because = \"z\",\n"
    "  rank = function(g) return g.dear end, quota = { per = \"city\", max = 3 } }\n"
    "guarantee \"w\" { when = function(g) return g.a > 0 end, because = \"w\",\n"
    "  holds = function(g, d) return true end }\n";

static Trial *trial;

static void setup(void) {
  trial = trial_make();
  trial->limits.seconds = 20;
  ck_assert_msg(trial_load(trial, policy, sizeof policy - 1), "%s", trial_said(trial));
}

static void teardown(void) {
  trial_drop(trial);
}

/* "birth_year age", each asked for name, then what is hidden; or what is wrong. */
static const char *hidden(const char *one, const char *two) {
  Text names[] = {text_of(one), text_of(two)};
  Mask asked = {names, (size_t)(one != NULL) + (two != NULL)}, mask;
  if (!mask_make(trial->arena, trial->policy, trial->table, asked, &mask, &trial->error))
    return trial_said(trial);
  Buffer out = {0};
  for (size_t i = 0; i < mask.count; i++)
    buffer_format(&out, "%s%.*s", i ? " " : "", TEXT_ARGS(mask.names[i]));
  Text text = text_copy(trial->arena, buffer_view(&out));
  buffer_free(&out);
  return text.bytes;
}

START_TEST(what_is_worked_out_of_a_masked_field_is_masked_too) {
  ck_assert_str_eq(hidden(NULL, NULL), "b");
  ck_assert_str_eq(hidden("a", NULL), "a b twice fifth");
  ck_assert_str_eq(hidden("twice", "twice"), "twice b fifth");
  ck_assert_str_eq(hidden("visits.spend", NULL), "visits.spend b spent dear");
  ck_assert_str_eq(hidden("fifth", "city"), "fifth city b town");
}
END_TEST

START_TEST(names_that_cannot_be_masked_are_refused) {
  ck_assert_str_eq(hidden("citty", NULL), "there is no field or attribute \"citty\" to mask\n"
                                          "  did you mean \"city\"?");
  ck_assert_str_eq(hidden("visits.spent", NULL),
                   "this policy names no field \"spent\" of visits\n"
                   "  nothing of it is in the log: there is nothing to mask");
  ck_assert_ptr_nonnull(strstr(hidden("id", NULL), "the key \"id\" cannot be masked"));
}
END_TEST

static const char *touched(const char *name) {
  Text names[] = {text_of(name)};
  Mask asked = {names, 1}, mask;
  const Text *rules;
  ck_assert(mask_make(trial->arena, trial->policy, trial->table, asked, &mask, &trial->error));
  size_t count = mask_rules(trial->arena, &mask, trial->policy, &rules);
  Buffer out = {0};
  for (size_t i = 0; i < count; i++)
    buffer_format(&out, "%s%.*s", i ? ", " : "", TEXT_ARGS(rules[i]));
  Text text = text_copy(trial->arena, buffer_view(&out));
  buffer_free(&out);
  return text.bytes;
}

START_TEST(the_rules_that_read_masked_values) {
  ck_assert_str_eq(touched("a"), "attribute twice, exclusion x, selection z, guarantee w");
  ck_assert_str_eq(touched("since"), "exclusion y, selection z");
  ck_assert_str_eq(touched("visits.spend"), "point s/p, selection z, rank z");
  ck_assert_str_eq(touched("city"), "attribute town, exclusion y, selection z, quota z");
}
END_TEST

START_TEST(sensitive_reads_go_through_attributes_and_events) {
  SensitiveRead *reads;
  size_t count = reads_sensitive(trial->arena, trial->policy, &reads);
  Buffer out = {0};
  for (size_t i = 0; i < count; i++)
    buffer_format(&out, "%.*s %s %.*s %.*s\n", TEXT_ARGS(reads[i].field),
                  reads[i].told ? "told" : "read", TEXT_ARGS(reads[i].rule),
                  TEXT_ARGS(reads[i].through));
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, "a read exclusion \"x\" fifth\n"
                              "a told point \"p\" \n"
                              "a read guarantee \"w\" \n"
                              "a read attribute \"twice\" \n"
                              "a read attribute \"fifth\" twice\n"
                              "visits.spend read point \"p\" spent\n"
                              "visits.spend read selection \"z\" dear\n"
                              "visits.spend read attribute \"spent\" \n"
                              "visits.spend read attribute \"dear\" \n");
  buffer_free(&out);
}
END_TEST

Suite *policy_mask_suite(void);
Suite *policy_mask_suite(void) {
  Suite *suite = suite_create("policy_mask");
  TCase *tests = tcase_create("mask");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, what_is_worked_out_of_a_masked_field_is_masked_too);
  tcase_add_test(tests, names_that_cannot_be_masked_are_refused);
  tcase_add_test(tests, the_rules_that_read_masked_values);
  tcase_add_test(tests, sensitive_reads_go_through_attributes_and_events);
  suite_add_tcase(suite, tests);
  return suite;
}
