/* change POLICY FILE: how long it takes to find what would change it, a customer and
 * outcome: the search, the ranges, and the engine asked again. The data in columns. */
#include <stdio.h>
#include <stdlib.h>

#include "bound.h"
#include "decide/decide.h"
#include "explain/change.h"
#include "figure.h"

enum { CUSTOMERS = 1000 };

typedef struct Bench {
  Arena *arena;
  Policy *policy;
  Table *table;
  Decided decided;
  Changes *changes;
  size_t row;
} Bench;

static void decide(Bench *bench, const char *policy, const char *data) {
  Error error = {0};
  Bound bound = bound_make(policy, data);
  bench->arena = bound.arena;
  bench->policy = bound.policy;
  bench->table = bound.table;
  DecideInput input = {.policy = bench->policy,
                       .table = bench->table,
                       .limits = jail_limits_default(),
                       .threads = BOUND_THREADS,
                       .ask = policy_ask,
                       .drop = answers_drop};
  if (!decide_run(bench->arena, &input, &bench->decided, &error))
    figure_fail("%s", error.message);
}

static void prepare(Bench *bench) {
  Error error = {0};
  const Policy *policy = bench->policy;
  ColumnType *types = arena_array(bench->arena, policy->named_count, sizeof *types);
  Value *cuts = arena_array(bench->arena, policy->selection_count, sizeof *cuts);
  bool *made = arena_array(bench->arena, policy->selection_count, sizeof *made);
  for (size_t i = 0; i < policy->named_count; i++)
    types[i] = table_column(bench->table, policy->named[i])->type;
  for (size_t i = 0; i < policy->selection_count; i++) {
    made[i] = bench->decided.decisions.selections[i].cut_made;
    cuts[i] = bench->decided.decisions.selections[i].cut;
  }
  ChangeFacts facts = {policy, policy->named, types, policy->named_count, NULL, cuts, made};
  bench->changes = change_prepare(bench->arena, &facts, &error);
  if (!bench->changes)
    figure_fail("%s", error.message);
}

static bool value_of(const void *context, Text name, Value *value) {
  const Bench *bench = context;
  const Column *column = table_column(bench->table, name);
  if (column)
    *value = column_value(column, bench->row);
  return column != NULL;
}

static Verdict verdict_of(const void *context, const Function *function) {
  (void)context;
  (void)function;
  return VERDICT_UNKNOWN; /* no rule of this policy stays with the VM */
}

/* Milliseconds that this customer took. */
static double find(Bench *bench, size_t row, size_t *statuses) {
  Error error = {0};
  ChangeWant want = {.kind = CHANGE_SELECTED};
  ChangeCustomer customer = {bench, value_of, verdict_of};
  Arena *arena = arena_make();
  bench->row = row;
  double start = figure_worked();
  const ChangeAnswer *answer = change_find_for(arena, bench->changes, &customer, want, &error);
  double took = figure_worked() - start;
  if (!answer)
    figure_fail("%s", error.message);
  statuses[answer->status]++;
  arena_drop(arena);
  return took * 1e3;
}

int main(int argc, char **argv) {
  if (argc != 3)
    figure_fail("usage: change POLICY FILE");
  Bench bench = {0};
  size_t statuses[4] = {0}, count = 0;
  double took[CUSTOMERS];
  decide(&bench, argv[1], argv[2]);
  prepare(&bench);
  const uint8_t *state = bench.decided.decisions.selections[0].state;
  for (size_t row = 0; row < bench.table->rows && count < CUSTOMERS; row++)
    if (state[row] != STATE_SELECTED)
      took[count++] = find(&bench, row, statuses);
  if (count == 0)
    figure_fail("nobody who was not selected");
  double median = figure_median(took, count); /* sorts them */
  fprintf(stderr, "what would change it: %zu minimal, %zu unproven, %zu none\n",
          statuses[CHANGE_MINIMAL], statuses[CHANGE_UNPROVEN], statuses[CHANGE_NONE]);
  figure_print((Figure){"change, median", median, "ms a customer", NULL, 0, "value <=", 1});
  figure_print((Figure){"change, 95th percentile", took[count * 95 / 100], "ms a customer", NULL, 0,
                        "value <=", 20});
  decide_drop(&bench.decided);
  table_drop(bench.table);
  arena_drop(bench.arena);
  return 0;
}
