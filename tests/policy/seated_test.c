/* Changed policies, asked inside one worker: the same answers as elsewhere, and one that
 * does not stop ends the worker that has it. */
#include "base/memory.h"
#include "policy/mutants.h"
#include "policy/seated.h"
#include "trial.h"

static Trial *trial;

/* What the worker saw. */
typedef struct Seen {
  uint8_t verdicts[TRIAL_ROWS];
  bool loaded;
  char message[200];
} Seen;

static Seen *seen; /* [load], shared */
enum { LOADS = 40 };

static void setup(void) {
  trial = trial_make();
  seen = memory_shared(LOADS * sizeof *seen);
}

static void teardown(void) {
  memory_shared_free(seen, LOADS * sizeof *seen);
  trial_drop(trial);
}

/* Sources to load one after the other, each asked once. */
typedef struct Order {
  const char *const *sources;
  size_t count;
} Order;

static void ask(Arena *arena, const Policy *policy, Seen *into, Error *error) {
  if (policy) {
    Step step = {.function = &policy->exclusions[0].when, .rule = TEXT("x")};
    Asking asking = {.policy = policy,
                     .table = trial->table,
                     .steps = &step,
                     .step_count = 1,
                     .limits = trial->limits,
                     .threads = 1,
                     .interpret = true};
    Answers *answers = policy_ask(arena, &asking, error);
    into->loaded = answers != NULL;
    for (size_t row = 0; answers && row < TRIAL_ROWS; row++)
      into->verdicts[row] = answers->verdicts[0][row];
    answers_drop(answers);
  }
}

static void look(Seated *seated, const char *source, Seen *into) {
  Arena *arena = arena_make();
  Error error = {.kind = ERROR_NONE};
  PolicyFile file = trial->policy->files[0];
  file.content = text_of(source);
  ask(arena, seated_load(seated, arena, trial->policy, &file, trial->policy->as_of, &error), into,
      &error);
  snprintf(into->message, sizeof into->message, "%.190s", error.message);
  arena_drop(arena);
}

static bool work(void *context, size_t worker, Seated *seated) {
  const Order *order = context;
  (void)worker;
  for (size_t i = 0; i < order->count; i++) {
    look(seated, order->sources[i], &seen[i]);
    seated_beat(seated);
  }
  return true;
}

static JailReport run(const char *const *sources, size_t count) {
  JailReport report;
  Error error;
  Order order = {sources, count};
  SeatedPlan plan = {
      .work = work, .context = &order, .workers = 1, .limits = trial->limits, .beats = 2 * count};
  ck_assert(seated_run(&plan, &report, &error));
  return report;
}

#define HEAD "policy \"T\" { version = \"1\" }\ncustomers \"rows\" { key = \"id\" }\n"
#define RULE(body) HEAD "exclusion \"x\" { because = \"b\", when = function(g) " body " end }\n"

START_TEST(each_policy_gives_its_own_answers) {
  static const char *const sources[] = {RULE("return g.b >= 20"), RULE("return g.b > 20"),
                                        RULE("return g.b >="), RULE("return g.b <= 20")};
  static const uint8_t expected[][TRIAL_ROWS] = {
      {VERDICT_NO, VERDICT_YES, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
      {VERDICT_NO, VERDICT_NO, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
      {0},
      {VERDICT_YES, VERDICT_YES, VERDICT_UNKNOWN, VERDICT_UNKNOWN}};
  ck_assert(trial_load(trial, sources[0], strlen(sources[0])));
  ck_assert_int_eq(run(sources, 4).ending, JAIL_DONE);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_int_eq(seen[i].loaded, i != 2);
    ck_assert_mem_eq(seen[i].verdicts, expected[i], TRIAL_ROWS);
  }
  ck_assert_ptr_nonnull(strstr(seen[2].message, "expected"));
}
END_TEST

START_TEST(many_loads_leave_nothing_behind) {
  const char *sources[LOADS];
  for (size_t i = 0; i < LOADS; i++)
    sources[i] = i % 2 ? RULE("return g.b == 10") : RULE("return g.a == 3");
  ck_assert(trial_load(trial, sources[0], strlen(sources[0])));
  ck_assert_int_eq(run(sources, LOADS).ending, JAIL_DONE);
  for (size_t i = 0; i < LOADS; i++)
    ck_assert_int_eq(seen[i].verdicts[0], i % 2 ? VERDICT_YES : VERDICT_NO);
}
END_TEST

/* The first source is loaded whole, of the others only the functions. */
static bool work_with_functions(void *context, size_t worker, Seated *seated) {
  const Order *order = context;
  Arena *arena = arena_make();
  Error error;
  PolicyFile file = trial->policy->files[0];
  (void)worker;
  const Policy *policy =
      seated_load(seated, arena, trial->policy, &file, trial->policy->as_of, &error);
  for (size_t i = 0; policy && i < order->count; i++) {
    file.content = text_of(order->sources[i]);
    if (seated_load_functions(seated, policy, &file, &error))
      ask(arena, policy, &seen[i], &error);
    seated_beat(seated);
  }
  arena_drop(arena);
  return policy != NULL;
}

START_TEST(functions_alone_can_be_changed) {
  static const char *const sources[] = {RULE("return g.b >= 20"), RULE("return g.b <= 10"),
                                        RULE("return g.b =="), RULE("return g.b >= 20")};
  static const uint8_t expected[] = {VERDICT_NO, VERDICT_YES, VERDICT_NO, VERDICT_NO};
  JailReport report;
  Order order = {sources, 4};
  SeatedPlan plan = {.work = work_with_functions,
                     .context = &order,
                     .workers = 1,
                     .limits = trial->limits,
                     .beats = 8};
  ck_assert(trial_load(trial, sources[0], strlen(sources[0])));
  ck_assert(seated_run(&plan, &report, &trial->error));
  ck_assert_int_eq(report.ending, JAIL_DONE);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_int_eq(seen[i].loaded, i != 2);
    ck_assert_int_eq(seen[i].verdicts[0], expected[i]);
  }
}
END_TEST

START_TEST(a_rule_without_end_ends_the_worker) {
  static const char *const sources[] = {RULE("return g.b == 10"), RULE("while true do end")};
  trial->limits.seconds = 0.2;
  ck_assert(trial_load(trial, sources[0], strlen(sources[0])));
  JailReport report = run(sources, 2);
  ck_assert_int_eq(report.ending, JAIL_TIME);
  ck_assert_uint_eq(report.worker, 0);
  ck_assert(seen[0].loaded && !seen[1].loaded);
}
END_TEST

/* --- what is changed ---------------------------------------------------------------- */

START_TEST(a_change_is_made_where_it_is_listed) {
  static const char source[] = RULE("return g.b >= 20");
  Error error;
  size_t count;
  ck_assert(trial_load(trial, source, strlen(source)));
  const Mutant *mutants = mutants_list(trial->arena, trial->policy, &count, &error);
  ck_assert_uint_eq(count, 4);
  static const char *const bodies[] = {RULE("return g.b < 20"), RULE("return g.b > 20"),
                                       RULE("return g.b >= 19"), RULE("return g.b >= 21")};
  for (size_t i = 0; i < count; i++) {
    const PolicyFile *files = mutant_files(trial->arena, trial->policy, &mutants[i]);
    ck_assert_str_eq(files[0].content.bytes, bodies[i]);
    ck_assert_int_eq(mutants[i].at.line, 3);
  }
  ck_assert_int_eq(mutants[0].at.column, 62);
}
END_TEST

START_TEST(a_dated_number_is_changed_while_it_holds) {
  static const char source[] =
      HEAD "local N = dated { [\"2025-01-01\"] = 1, [\"2026-01-01\"] = 5, because = \"b\" }\n"
           "exclusion \"x\" { because = \"b\", when = function(g) return g.b == N end }\n";
  Error error;
  size_t count, holding = 0;
  ck_assert(trial_load(trial, source, strlen(source)));
  const Mutant *mutants = mutants_list(trial->arena, trial->policy, &count, &error);
  ck_assert_uint_eq(count, 5);
  for (size_t i = 0; i < count; i++)
    holding += mutant_holds(&mutants[i], trial->policy->as_of);
  ck_assert_uint_eq(holding, 3);
}
END_TEST

Suite *policy_seated_suite(void);

Suite *policy_seated_suite(void) {
  Suite *suite = suite_create("policy_seated");
  TCase *cases = tcase_create("all");
  tcase_add_checked_fixture(cases, setup, teardown);
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, each_policy_gives_its_own_answers);
  tcase_add_test(cases, many_loads_leave_nothing_behind);
  tcase_add_test(cases, functions_alone_can_be_changed);
  tcase_add_test(cases, a_rule_without_end_ends_the_worker);
  tcase_add_test(cases, a_change_is_made_where_it_is_listed);
  tcase_add_test(cases, a_dated_number_is_changed_while_it_holds);
  suite_add_tcase(suite, cases);
  return suite;
}
