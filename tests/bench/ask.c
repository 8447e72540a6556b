/* ask POLICY FILE: the time of a rule and customer, the data already in columns.
 * Plain Lua in the jail beside a bare C loop over the same functions; then over
 * columns, beside plain Lua. Every way must give the same number of yes. */
#include <stdio.h>
#include <string.h>

#include "bare_lua.h"
#include "base/date.h"
#include "bound.h"
#include "figure.h"
#include "policy/ask.h"

enum { TIMES_LUA = 3, TIMES_COLUMNS = 7 };

/* Rivals that are slow are asked about so many customers only: the first of the file. */
static const size_t few[] = {2000, 20000, 100000, 200000};

enum { FEW = sizeof few / sizeof *few };

typedef struct Bench {
  Arena *arena;
  Policy *policy;
  Table *table;
  Step steps[BARE_RULES_MOST];
  size_t step_count;
  size_t yes[BARE_RULES_MOST];
  size_t yes_few[FEW][BARE_RULES_MOST]; /* among the first customers */
  size_t unknown;
} Bench;

static void step_add(Bench *bench, const Function *function, Text rule) {
  if (bench->step_count == BARE_RULES_MOST)
    figure_fail("more than %d rules", BARE_RULES_MOST);
  if (function->number >= 0)
    bench->steps[bench->step_count++] =
        (Step){.function = function, .rule = rule, .kind = STEP_VERDICT, .guard = GUARD_NONE};
}

/* In the order in which the policy's file calls the words, as bare_lua has them. */
static void steps_make(Bench *bench) {
  const Policy *policy = bench->policy;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    step_add(bench, &policy->exclusions[i].when, policy->exclusions[i].name);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *segmentation = &policy->segmentations[i];
    for (size_t j = 0; j < segmentation->segment_count; j++)
      step_add(bench, &segmentation->segments[j].when, segmentation->segments[j].name);
    for (size_t j = 0; j < segmentation->point_count; j++)
      step_add(bench, &segmentation->points[j].when, segmentation->points[j].name);
  }
  for (size_t i = 0; i < policy->selection_count; i++)
    step_add(bench, &policy->selections[i].when, policy->selections[i].name);
}

static void bench_make(Bench *bench, const char *policy, const char *data) {
  Bound bound = bound_make(policy, data);
  bench->arena = bound.arena;
  bench->policy = bound.policy;
  bench->table = bound.table;
  steps_make(bench);
}

static void count_few(Bench *bench, const Answers *answers) {
  memset(bench->yes_few, 0, sizeof bench->yes_few);
  for (size_t i = 0; i < FEW; i++)
    for (size_t step = 0; step < answers->step_count; step++)
      for (size_t row = 0; row < answers->rows && row < few[i]; row++)
        bench->yes_few[i][step] += answers->verdicts[step][row] == VERDICT_YES;
}

static void count_answers(Bench *bench, const Answers *answers) {
  memset(bench->yes, 0, sizeof bench->yes);
  bench->unknown = 0;
  for (size_t step = 0; step < answers->step_count; step++)
    for (size_t row = 0; row < answers->rows; row++) {
      bench->yes[step] += answers->verdicts[step][row] == VERDICT_YES;
      bench->unknown += answers->verdicts[step][row] == VERDICT_UNKNOWN;
    }
  count_few(bench, answers);
}

/* The middle one of `times` askings: seconds worked with one thread, seconds passed
 * with more. */
static double ask(Bench *bench, bool interpret, size_t threads, size_t times) {
  double seconds[TIMES_COLUMNS];
  Asking asking = {.policy = bench->policy,
                   .table = bench->table,
                   .steps = bench->steps,
                   .step_count = bench->step_count,
                   .limits = jail_limits_default(),
                   .threads = threads,
                   .interpret = interpret};
  for (size_t i = 0; i < times; i++) {
    Error error = {0};
    Arena *arena = arena_make();
    double start = threads == 1 ? figure_worked() : figure_clock();
    Answers *answers = policy_ask(arena, &asking, &error);
    seconds[i] = (threads == 1 ? figure_worked() : figure_clock()) - start;
    if (!answers)
      figure_fail("%s", error.message);
    count_answers(bench, answers);
    answers_drop(answers);
    arena_drop(arena);
  }
  return figure_median(seconds, times);
}

static void must_agree(const Bench *bench, const Bare *bare) {
  if (bare->rules != bench->step_count || bare->failed != bench->unknown)
    figure_fail("the bare loop has %zu rules and %zu failures, the engine %zu and %zu", bare->rules,
                bare->failed, bench->step_count, bench->unknown);
  for (size_t i = 0; i < bare->rules; i++)
    if (bare->yes[i] != bench->yes[i])
      figure_fail("rule %zu: %zu yes in the bare loop, %zu in the engine", i + 1, bare->yes[i],
                  bench->yes[i]);
}

/* Gigabytes in the cells of all columns that the rules read, each column once. */
static double bytes_read(const Bench *bench) {
  double bytes = 0;
  for (size_t i = 0; i < bench->table->column_count; i++) {
    const Column *column = &bench->table->columns[i];
    bool read = false;
    for (size_t step = 0; step < bench->step_count; step++)
      for (size_t j = 0; j < bench->steps[step].function->read_count; j++)
        read |= text_equal(bench->steps[step].function->reads[j], column->name);
    bytes += read ? (double)column->width * (double)column->rows : 0;
  }
  return bytes / 1e9;
}

/* Gigabytes a second that one core adds up: what memory gives. */
static double memory_rate(void) {
  enum { WORDS = 1 << 25 };
  Arena *arena = arena_make();
  uint64_t *words = arena_array(arena, WORDS, sizeof *words);
  for (size_t i = 0; i < WORDS; i++)
    words[i] = i;
  uint64_t kept = 0;
  double seconds[5];
  for (int times = 0; times < 5; times++) {
    uint64_t sum = 0;
    double start = figure_clock();
    for (size_t i = 0; i < WORDS; i++)
      sum += words[i];
    seconds[times] = figure_clock() - start;
    kept += sum;
  }
  arena_drop(arena);
  if (kept == 0) /* so that the sums are really made */
    figure_fail("memory adds up to nothing");
  return WORDS * sizeof *words / figure_median(seconds, 5) / 1e9;
}

static void say_counts(const Bench *bench, size_t rows, const size_t *yes) {
  printf("yes\t%zu", rows);
  for (size_t i = 0; i < bench->step_count; i++)
    printf("\t%zu", yes[i]);
  printf("\n");
}

/* Lines that rivals print too: of how many customers each rule holds, of all and of the few
 * that the slow ones are asked about. */
static void say_yes(const Bench *bench) {
  say_counts(bench, bench->table->rows, bench->yes);
  for (size_t i = 0; i < FEW; i++)
    if (few[i] < bench->table->rows)
      say_counts(bench, few[i], bench->yes_few[i]);
}

/* Nanoseconds a rule and customer of `seconds`. */
static double each(const Bench *bench, double seconds) {
  return seconds * 1e9 / ((double)bench->step_count * (double)bench->table->rows);
}

/* In the jail and in a bare loop in turn, so that a busy machine is busy for both.
 * Answers the seconds of the former. */
static double measure_lua(Bench *bench, const char *policy, Bare *loop) {
  double jailed[TIMES_LUA], bare[TIMES_LUA];
  for (int i = 0; i < TIMES_LUA; i++) {
    jailed[i] = ask(bench, true, 1, 1);
    *loop = bare_lua_ask(policy, bench->table, BOUND_AS_OF);
    must_agree(bench, loop);
    bare[i] = loop->seconds;
  }
  double seconds = figure_median(jailed, TIMES_LUA);
  figure_print((Figure){"plain Lua, one core", each(bench, seconds), "ns a rule and customer",
                        "bare C loop, same functions", each(bench, figure_median(bare, TIMES_LUA)),
                        "ratio <=", 1.3});
  return seconds;
}

static void measure_columns(Bench *bench, double lua, const Bare *loop) {
  double lua_two = ask(bench, true, 2, 1);
  double one = ask(bench, false, 1, TIMES_COLUMNS), two = ask(bench, false, 2, TIMES_COLUMNS);
  must_agree(bench, loop);
  figure_print((Figure){"over columns, one core", each(bench, one), "ns a rule and customer",
                        "plain Lua, one core", each(bench, lua), "ratio <=", 0.02});
  figure_print((Figure){"over columns, two cores", each(bench, two), "ns a rule and customer",
                        "plain Lua, two cores", each(bench, lua_two), "ratio <=", 0.02});
  figure_print((Figure){"14 rules, data in memory", two * 1e6 / (double)bench->table->rows,
                        "µs a customer", NULL, 0, NULL, 0});
  figure_print((Figure){"columns read, one core", bytes_read(bench) / one, "GB/s",
                        "memory, one core adding up", memory_rate(), NULL, 0});
}

int main(int argc, char **argv) {
  if (argc != 3)
    figure_fail("usage: ask POLICY FILE");
  Bench bench = {0};
  Bare loop;
  bench_make(&bench, argv[1], argv[2]);
  double lua = measure_lua(&bench, argv[1], &loop);
  measure_columns(&bench, lua, &loop);
  say_yes(&bench);
  table_drop(bench.table);
  arena_drop(bench.arena);
  return 0;
}
