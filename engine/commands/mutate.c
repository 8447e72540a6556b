#include "commands/mutate.h"

#include "base/crew.h"
#include "base/memory.h"
#include "commands/mutate_same.h"
#include "commands/test_judge.h"
#include "policy/seated.h"

enum { MOST_WORKERS = 8 };

#define NO_MUTANT UINT32_MAX

typedef struct Mutating {
  Arena *arena;
  const Policy *policy;
  const Test **tests; /* those of one day together */
  size_t test_count;
  const Mutant *mutants;
  const PolicyFile **files; /* [mutant] */
  size_t count;
  uint8_t *fates; /* shared with the workers */
  size_t workers;
  uint32_t *current; /* [worker]: the mutant it is at; shared */
  Error *error;
} Mutating;

/* --- in a worker ------------------------------------------------------------------ */

/* One worker at its work. */
typedef struct Trying {
  const Mutating *mutating;
  Seated *seated;
  Arena *arena;      /* of the policies as they are */
  Policy **original; /* [test]: as of the day of that test, where it is the first of its day */
} Trying;

/* Whether this test fails for the changed policy. */
static bool notices(Policy *policy, const Test *test, bool interpret) {
  Arena *arena = arena_make();
  Error error = {.kind = ERROR_NONE};
  Trial trial;
  TestVerdict verdict;
  TrialInput input = {policy, test, policy_ask, interpret};
  bool ran =
      trial_run(arena, &input, &trial, &error) && test_judge(arena, &trial, &verdict, &error);
  bool noticed = !ran || verdict.count > 0;
  trial_drop(&trial);
  arena_drop(arena);
  return noticed;
}

/* The test that failed goes first among those of its day: it often is the next to. */
static void move_up(const Test **tests, size_t first, size_t at) {
  const Test *test = tests[at];
  memmove(tests + first + 1, tests + first, (at - first) * sizeof *tests);
  tests[first] = test;
}

/* The policy as it is, on the day of the tests from `first` on. */
static Policy *original_of(Trying *trying, size_t first, Error *error) {
  const Policy *policy = trying->mutating->policy;
  if (!trying->original[first])
    trying->original[first] = seated_load(trying->seated, trying->arena, policy, policy->files,
                                          trying->mutating->tests[first]->as_of, error);
  return trying->original[first];
}

/* The changed policy; only its functions are read where nothing else can differ. */
static Policy *load_mutant(Trying *trying, Arena *arena, size_t mutant, size_t first) {
  const Mutating *mutating = trying->mutating;
  Error error = {.kind = ERROR_NONE};
  const PolicyFile *files = mutating->files[mutant];
  if (!mutating->mutants[mutant].body)
    return seated_load(trying->seated, arena, mutating->policy, files,
                       mutating->tests[first]->as_of, &error);
  Policy *policy = original_of(trying, first, &error);
  return policy && seated_load_functions(trying->seated, policy, files, &error) ? policy : NULL;
}

/* The tests first … end - 1 are of one day. */
static MutantFate try_day(Trying *trying, size_t mutant, size_t first, size_t end) {
  const Mutating *mutating = trying->mutating;
  Arena *arena = arena_make();
  MutantFate fate = MUTANT_UNNOTICED;
  Policy *policy = load_mutant(trying, arena, mutant, first);
  if (!policy)
    fate = MUTANT_REFUSED;
  for (size_t i = first; policy && fate == MUTANT_UNNOTICED && i < end; i++) {
    seated_beat(trying->seated);
    if (!notices(policy, mutating->tests[i], mutating->mutants[mutant].body))
      continue;
    fate = MUTANT_NOTICED;
    move_up(mutating->tests, first, i);
  }
  arena_drop(arena);
  return fate;
}

/* Whether it is proven that nothing changes, on any day that a test is about. */
static bool is_same(const Mutating *mutating, Seated *seated, size_t mutant) {
  bool same = true;
  for (size_t i = 0; same && i < mutating->test_count; i++) {
    int32_t day = mutating->tests[i]->as_of;
    if (i && mutating->tests[i - 1]->as_of == day)
      continue;
    Arena *arena = arena_make();
    Error error = {.kind = ERROR_NONE};
    seated_beat(seated);
    Policy *before =
        seated_load(seated, arena, mutating->policy, mutating->policy->files, day, &error);
    Policy *after =
        seated_load(seated, arena, mutating->policy, mutating->files[mutant], day, &error);
    same =
        before && after &&
        mutate_same(arena, &(MutatePair){before, after, mutating->mutants[mutant].helper}, seated);
    arena_drop(arena);
  }
  return same;
}

static MutantFate try_mutant(Trying *trying, size_t mutant) {
  const Mutating *mutating = trying->mutating;
  size_t end;
  for (size_t first = 0; first < mutating->test_count; first = end) {
    int32_t day = mutating->tests[first]->as_of;
    for (end = first; end < mutating->test_count && mutating->tests[end]->as_of == day;)
      end++;
    if (!mutant_holds(&mutating->mutants[mutant], day))
      continue;
    MutantFate fate = try_day(trying, mutant, first, end);
    if (fate != MUTANT_UNNOTICED)
      return fate;
  }
  return is_same(mutating, trying->seated, mutant) ? MUTANT_SAME : MUTANT_UNNOTICED;
}

static bool work(void *context, size_t worker, Seated *seated) {
  const Mutating *mutating = context;
  Trying trying = {mutating, seated, arena_make(), NULL};
  trying.original = arena_array(trying.arena, mutating->test_count, sizeof(Policy *));
  for (size_t i = worker; i < mutating->count; i += mutating->workers) {
    if (mutating->fates[i] != MUTANT_WAITING)
      continue;
    mutating->current[worker] = (uint32_t)i;
    mutating->fates[i] = (uint8_t)try_mutant(&trying, i);
    seated_beat(seated);
  }
  arena_drop(trying.arena);
  return true;
}

/* --- in the parent ---------------------------------------------------------------- */

/* One that does not end well is noticed by that; the others go on after it. */
static bool run_all(Mutating *mutating) {
  JailReport report;
  SeatedPlan plan = {.work = work,
                     .context = mutating,
                     .workers = mutating->workers,
                     .limits = jail_limits_default(),
                     .beats = (mutating->test_count + 3) * mutating->count};
  plan.limits.seconds /= 2; /* a made-up customer is asked in much less */
  for (;;) {
    memset(mutating->current, 0xFF, mutating->workers * sizeof *mutating->current);
    if (!seated_run(&plan, &report, mutating->error))
      return false;
    uint32_t culprit = mutating->current[report.worker];
    if (report.ending == JAIL_DONE)
      return true;
    if (culprit == NO_MUTANT)
      return error_set(mutating->error, ERROR_SYSTEM,
                       "the process that tries changed policies could not begin");
    mutating->fates[culprit] = MUTANT_NOTICED;
  }
}

/* Those of one day together, in the order given. */
static void sort_tests(Mutating *mutating, const Test *const *tests, size_t count) {
  bool *taken = arena_array(mutating->arena, count, sizeof *taken);
  mutating->tests = arena_array(mutating->arena, count, sizeof *mutating->tests);
  for (size_t i = 0; i < count; i++)
    for (size_t k = i; k < count && !taken[i]; k++)
      if (!taken[k] && (k == i || tests[k]->as_of == tests[i]->as_of)) {
        mutating->tests[mutating->test_count++] = tests[k];
        taken[k] = k != i;
      }
}

/* Those about a day that some test is about. */
static const Mutant *pick(Mutating *mutating, const Mutant *all, size_t count) {
  Mutant *mutants = arena_array(mutating->arena, count, sizeof *mutants);
  for (size_t i = 0; i < count; i++) {
    bool holds = false;
    for (size_t k = 0; k < mutating->test_count && !holds; k++)
      holds = mutant_holds(&all[i], mutating->tests[k]->as_of);
    if (holds)
      mutants[mutating->count++] = all[i];
  }
  return mutants;
}

static Mutation *tell(const Mutating *mutating) {
  Mutation *mutation = arena_new(mutating->arena, sizeof *mutation);
  *mutation = (Mutation){.mutants = mutating->mutants,
                         .count = mutating->count,
                         .tests = mutating->tests,
                         .test_count = mutating->test_count};
  mutation->fates = arena_array(mutating->arena, mutating->count, 1);
  for (size_t i = 0; i < mutating->count; i++) {
    mutation->fates[i] = mutating->fates[i];
    mutation->noticed += mutating->fates[i] == MUTANT_NOTICED;
    mutation->same += mutating->fates[i] == MUTANT_SAME;
    mutation->unnoticed += mutating->fates[i] == MUTANT_UNNOTICED;
    mutation->unbroken += mutating->fates[i] == MUTANT_UNNOTICED && mutation_unbroken(mutation, i);
  }
  return mutation;
}

const Mutation *mutate(Arena *arena, const Policy *policy, const Test *const *tests,
                       size_t test_count, Error *error) {
  Mutating mutating = {.arena = arena,
                       .policy = policy,
                       .workers =
                           crew_processors() < MOST_WORKERS ? crew_processors() : MOST_WORKERS,
                       .error = error};
  size_t all;
  const Mutant *listed = mutants_list(arena, policy, &all, error);
  if (!listed)
    return NULL;
  sort_tests(&mutating, tests, test_count);
  mutating.mutants = pick(&mutating, listed, all);
  mutating.files = arena_array(arena, mutating.count + 1, sizeof *mutating.files);
  for (size_t i = 0; i < mutating.count; i++)
    mutating.files[i] = mutant_files(arena, policy, &mutating.mutants[i]);
  mutating.fates = memory_shared(mutating.count + 1);
  mutating.current = memory_shared(mutating.workers * sizeof *mutating.current);
  const Mutation *mutation = run_all(&mutating) ? tell(&mutating) : NULL;
  memory_shared_free(mutating.fates, mutating.count + 1);
  memory_shared_free(mutating.current, mutating.workers * sizeof *mutating.current);
  return mutation;
}

static bool expects_broken(const TestCustomer *customer, Text guarantee) {
  for (size_t i = 0; i < customer->expected_count; i++) {
    const Expectation *expected = &customer->expected[i];
    if (expected->kind == EXPECT_GUARANTEE && text_equal(expected->name, guarantee) &&
        text_equal(expected->texts[0], TEXT("broken")))
      return true;
  }
  return false;
}

bool mutation_unbroken(const Mutation *mutation, size_t mutant) {
  Text promise = mutation->mutants[mutant].promise;
  bool broken = promise.length == 0;
  for (size_t i = 0; i < mutation->test_count && !broken; i++)
    for (size_t k = 0; k < mutation->tests[i]->customer_count && !broken; k++)
      broken = expects_broken(&mutation->tests[i]->customers[k], promise);
  return !broken;
}

double mutation_percent(const Mutation *mutation) {
  size_t all = mutation->noticed + mutation->unnoticed;
  return all ? 100.0 * (double)mutation->noticed / (double)all : 100.0;
}
