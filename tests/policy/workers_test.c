/* Many customers, several workers, steps that guard one another, outcomes. */
#include "trial.h"

enum { MANY = 9000 };

static Trial *trial;

static void setup(void) {
  trial = trial_make();
}

static void teardown(void) {
  trial_drop(trial);
}

/* n: 1 … MANY; third: missing in every third row; word: w0 … w99 */
static Table *many_rows(void) {
  Value *cells = arena_array(trial->arena, 3 * MANY, sizeof *cells);
  Column *columns[3];
  for (size_t row = 0; row < MANY; row++) {
    cells[row] = trial_integer((int64_t)row + 1);
    if (row % 3 != 2)
      cells[MANY + row] = trial_integer((int64_t)(row % 10));
    cells[2 * MANY + row] = trial_text(arena_format(trial->arena, "w%zu", row * 7 % 100));
  }
  columns[0] = column_from_values(trial->arena, TEXT("n"), cells, MANY);
  columns[1] = column_from_values(trial->arena, TEXT("third"), cells + MANY, MANY);
  columns[2] = column_from_values(trial->arena, TEXT("word"), cells + 2 * MANY, MANY);
  return table_of_columns(TEXT("rows"), columns, 3, MANY, 0);
}

static const char many_policy[] =
    "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"n\" }\n"
    "exclusion \"one\" { because = \"b\", when = function(g) return g.third > 4 end }\n"
    "exclusion \"two\" { because = \"b\", when = function(g) return g.n % 2 == 0 end }\n"
    "exclusion \"three\" { because = \"b\", when = function(g)\n"
    "  if g.n % 100 == 0 then error('row ' .. g.n) end return g.word == 'w7' end }\n"
    "attribute \"x\" { is = function(g) return g.word .. (g.third or '-') end }\n"
    "attribute \"y\" { is = function(g) if g.n % 5 > 0 then return g.n / 4 end end }\n";

static Answers *ask_many(Arena *arena, Table *table, size_t threads) {
  const Policy *policy = trial->policy;
  const Step steps[] = {
      {.function = &policy->exclusions[0].when, .rule = TEXT("exclusion \"one\"")},
      {.function = &policy->exclusions[1].when,
       .rule = TEXT("exclusion \"two\""),
       .guard = GUARD_UNTIL_YES,
       .first = 0,
       .last = 1},
      {.function = &policy->exclusions[2].when,
       .rule = TEXT("exclusion \"three\""),
       .guard = GUARD_IF_YES,
       .first = 1},
      {.function = &policy->attributes[0].is, .rule = TEXT("x"), .kind = STEP_VALUE},
      {.function = &policy->attributes[1].is, .rule = TEXT("y"), .kind = STEP_NUMBER}};
  Asking asking = {.policy = policy,
                   .table = table,
                   .steps = steps,
                   .step_count = sizeof steps / sizeof *steps,
                   .limits = trial->limits,
                   .threads = threads,
                   .interpret = true};
  Answers *answers = policy_ask(arena, &asking, &trial->error);
  ck_assert_msg(answers != NULL, "%s", trial_said(trial));
  return answers;
}

/* All of it as one text. */
static Text answers_text(Arena *arena, const Answers *answers) {
  Buffer out = {0};
  for (size_t step = 0; step < answers->step_count; step++)
    for (size_t row = 0; row < answers->rows; row++) {
      buffer_format(&out, "%d", answers->verdicts[step][row]);
      if (answers->values[step])
        value_json(&out, column_value(answers->values[step], row));
    }
  for (size_t i = 0; i < answers->trouble_count; i++)
    buffer_format(&out, "\n%u %u %u", answers->troubles[i].row, answers->troubles[i].step,
                  answers->troubles[i].detail);
  for (size_t i = 0; i < answers->detail_count; i++)
    buffer_format(&out, "\n%d %.*s %zu", answers->details[i].line,
                  TEXT_ARGS(answers->details[i].message), answers->details[i].missing_count);
  Text text = text_copy(arena, buffer_view(&out));
  buffer_free(&out);
  return text;
}

START_TEST(any_number_of_workers_gives_the_same) {
  Table *table = many_rows();
  ck_assert_msg(trial_load(trial, many_policy, sizeof many_policy - 1), "%s", trial_said(trial));
  Answers *one = ask_many(trial->arena, table, 1);
  Text expected = answers_text(trial->arena, one);
  ck_assert_uint_gt(one->trouble_count, MANY / 3);
  for (size_t threads = 2; threads <= 7; threads += 5) {
    Answers *more = ask_many(trial->arena, table, threads);
    ck_assert(text_equal(answers_text(trial->arena, more), expected));
    answers_drop(more);
  }
  answers_drop(one);
  table_drop(table);
}
END_TEST

START_TEST(guards_and_order_of_troubles) {
  Table *table = many_rows();
  ck_assert(trial_load(trial, many_policy, sizeof many_policy - 1));
  Answers *answers = ask_many(trial->arena, table, 2);
  for (size_t row = 0; row < MANY; row++) {
    bool one = row % 3 != 2 && row % 10 > 4, two = !one && (row + 1) % 2 == 0;
    ck_assert_int_eq(answers->verdicts[1][row] == VERDICT_NOT_ASKED, one);
    ck_assert_int_eq(answers->verdicts[2][row] == VERDICT_NOT_ASKED, !two);
  }
  for (size_t i = 1; i < answers->trouble_count; i++) {
    const Trouble *before = &answers->troubles[i - 1], *now = &answers->troubles[i];
    ck_assert(before->row < now->row || (before->row == now->row && before->step < now->step));
  }
  answers_drop(answers);
  table_drop(table);
}
END_TEST

START_TEST(no_customers_at_all) {
  static const char source[] =
      "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n"
      "attribute \"x\" { is = function(g) return g.id end }\n";
  Column *column = column_from_values(trial->arena, TEXT("id"), NULL, 0);
  Table *none = table_of_columns(TEXT("rows"), &column, 1, 0, 0);
  Table *four = trial->table;
  ck_assert(trial_load(trial, source, sizeof source - 1));
  trial->table = none;
  ck_assert_msg(trial_ask(trial, &trial->policy->attributes[0].is, STEP_VALUE), "%s",
                trial_said(trial));
  ck_assert_uint_eq(trial->answers->values[0]->rows, 0);
  trial->table = four;
  table_drop(none);
}
END_TEST

/* --- more different messages than can be kept ---------------------------------------- */

START_TEST(too_many_messages_are_still_counted) {
  enum { ROWS = 70000 };
  Value *cells = arena_array(trial->arena, ROWS, sizeof *cells);
  for (size_t row = 0; row < ROWS; row++)
    cells[row] = trial_integer((int64_t)row);
  Column *column = column_from_values(trial->arena, TEXT("id"), cells, ROWS);
  Table *four = trial->table;
  ck_assert(trial_load_rule(trial, "", "error('no ' .. g.id)"));
  trial->table = table_of_columns(TEXT("rows"), &column, 1, ROWS, 0);
  trial->threads = 3;
  ck_assert_msg(trial_ask_rule(trial), "%s", trial_said(trial));
  ck_assert_uint_eq(trial->answers->trouble_count, ROWS);
  ck_assert_str_eq(trial_verdict(trial, 12345), "no 12345");
  ck_assert_str_eq(trial_verdict(trial, 64999), "no 64999");
  ck_assert_str_eq(trial_verdict(trial, 65000), "one of more different messages than can be kept");
  table_drop(trial->table);
  trial->table = four;
}
END_TEST

/* --- outcomes ------------------------------------------------------------------------- */

static size_t outcome(const void *context, size_t row, Text kind, Text name, Value *out,
                      size_t most) {
  (void)context, (void)name;
  if (most <= 2) /* no assertion of Check: this is behind the lock */
    return 0;
  if (text_equal(kind, TEXT("score"))) {
    out[0] = (Value){.kind = VALUE_DECIMAL, .decimal = 12.5};
  } else if (text_equal(kind, TEXT("selection"))) {
    out[0] = trial_text(row == 0 ? "selected" : "not eligible");
  } else if (text_equal(kind, TEXT("excluded"))) {
    out[0] = (Value){.kind = VALUE_BOOLEAN, .boolean = row == 1};
  } else if (row == 2) {
    return 0;
  } else {
    out[0] = trial_text("first"), out[1] = trial_text("second");
    return 2;
  }
  return 1;
}

static const char *const outcomes[][2] = {
    {"return d.segment.many[2] == 'second'", "yes"},
    {"return d.segment['one'] == 'first'", "yes"},
    {"return d.score.one == 12.5", "yes"},
    {"return d.selection['Sunday'] == 'selected'", "yes"},
    {"return d.excluded.late == nil", "yes"},
    {"return d.segment.mony == 'x'", "there is no segmentation \"mony\"; did you mean \"many\"?"},
    {"return d.selection.Monday", "there is no selection \"Monday\"; did you mean \"Sunday\"?"},
    {"return d.excluded[1]", "d.excluded is read by name: d.excluded[\"name\"]"},
    {"return d.rank", "the outcome has d.segment, d.score, d.told, d.selection and d.excluded"},
    {"return #d > 0", "the outcome is read by name: d.selection[\"name\"]"},
    {"for k in pairs(d.segment) do end", "pairs needs a list { … }, found the customer"},
    {"return tostring(d):find('0x') ~= nil", "no"},
};

START_TEST(guarantees_see_the_outcome) {
  static const Text segmentations[] = {{"one", 3}, {"many", 4}}, selections[] = {{"Sunday", 6}},
                    exclusions[] = {{"late", 4}};
  Text source =
      text_format(trial->arena,
                  "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n"
                  "segmentation \"many\" { mode = \"all\", segment \"x\" { because = \"b\",\n"
                  "  when = function(g) return true end } }\n"
                  "guarantee \"g\" { because = \"b\", when = function(g) return true end,\n"
                  "  holds = function(g, d) %s end }\n",
                  outcomes[_i][0]);
  ck_assert_msg(trial_load(trial, source.bytes, source.length), "%s", trial_said(trial));
  Step step = {.function = &trial->policy->guarantees[0].holds, .rule = TEXT("guarantee \"g\"")};
  Asking asking = {.policy = trial->policy,
                   .table = trial->table,
                   .steps = &step,
                   .step_count = 1,
                   .limits = trial->limits,
                   .threads = 1,
                   .outcome = outcome,
                   .outcome_names = {segmentations, selections, exclusions},
                   .outcome_name_counts = {2, 1, 1}};
  trial->answers = policy_ask(trial->arena, &asking, &trial->error);
  ck_assert_msg(trial->answers != NULL, "%s", trial_said(trial));
  ck_assert_str_eq(trial_verdict(trial, 0), outcomes[_i][1]);
}
END_TEST

Suite *policy_workers_suite(void) {
  Suite *suite = suite_create("policy: workers");
  TCase *tests = tcase_create("workers");
  tcase_set_timeout(tests, 60);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_test(tests, any_number_of_workers_gives_the_same);
  tcase_add_test(tests, guards_and_order_of_troubles);
  tcase_add_test(tests, no_customers_at_all);
  tcase_add_test(tests, too_many_messages_are_still_counted);
  tcase_add_loop_test(tests, guarantees_see_the_outcome, 0,
                      (int)(sizeof outcomes / sizeof *outcomes));
  suite_add_tcase(suite, tests);
  return suite;
}
