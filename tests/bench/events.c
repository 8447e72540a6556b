/* events POLICY CUSTOMERS EVENTS: six attributes over the events of all customers, from CSV
 * (reading the side table, joining it, the attributes) and once it is loaded (the attributes
 * alone, `where` asked over columns). Two cores; the customers are there already. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "decide/event_attributes.h"
#include "figure.h"
#include "policy/policy.h"

enum { TIMES = 3, TIMES_LOADED = 5, THREADS = 2 };

typedef struct Bench {
  Arena *arena;
  Policy *policy;
  Table *customers;
  Events *events;
  const char *path;
} Bench;

static void read_events(Bench *bench) {
  Error error = {0};
  const SideTable *side = &bench->policy->side_tables[0];
  ReadOptions read = side->read;
  read.threads = THREADS;
  Table *table = table_read(bench->path, &read, &error);
  if (!table || !policy_bind_events(bench->policy, 0, table, &error))
    figure_fail("%s", error.message);
  bench->events =
      events_make(table, side->of, side->on, bench->customers, bench->policy->as_of, THREADS);
}

/* The sum of an attribute over all customers; dates as days. */
static double column_sum(const Column *column) {
  double sum = 0;
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    sum += value.kind == VALUE_INTEGER   ? (double)value.integer
           : value.kind == VALUE_DECIMAL ? value.decimal
           : value.kind == VALUE_DATE    ? value.days
                                         : 0;
  }
  return sum;
}

/* A line that a rival prints too: it worked out the same. */
static void say_sums(const Table *table) {
  static const char *const names[] = {"visits_12m",  "long_calls", "spent_12m",
                                      "mean_amount", "dearest",    "last_visit_on"};
  printf("counted\tevents");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const Column *column = table_column(table, text_of(names[i]));
    if (!column)
      figure_fail("no attribute %s", names[i]);
    printf("\t%.0f", column_sum(column));
  }
  printf("\n");
}

/* The attributes as columns of a table that is thrown away; answers the seconds it took. */
static double add_attributes(const Bench *bench, bool say) {
  Error error = {0};
  double start = figure_clock();
  Arena *arena = arena_make();
  Column *key = &bench->customers->columns[bench->customers->key];
  Table *table = table_of_columns(TEXT("customers"), &key, 1, bench->customers->rows, SIZE_MAX);
  Asker asker = {.ask = policy_ask,
                 .drop = answers_drop,
                 .arena = arena,
                 .policy = bench->policy,
                 .table = table,
                 .limits = jail_limits_default(),
                 .threads = THREADS};
  Events *const events[] = {bench->events};
  Unknowns *unknowns = unknowns_make(arena, table->rows);
  if (!event_attributes_add(&asker, table, events, unknowns, &error))
    figure_fail("%s", error.message);
  double seconds = figure_clock() - start;
  if (say)
    say_sums(table);
  asker_drop(&asker);
  table_drop(table);
  arena_drop(arena);
  return seconds;
}

static void time_all(Bench *bench) {
  double read[TIMES], loaded[TIMES_LOADED];
  for (int i = 0; i < TIMES; i++) {
    events_drop(bench->events);
    double start = figure_clock();
    read_events(bench);
    read[i] = figure_clock() - start;
    read[i] += add_attributes(bench, false);
  }
  for (int i = 0; i < TIMES_LOADED; i++)
    loaded[i] = add_attributes(bench, i == 0);
  figure_print((Figure){"6 attributes over events, from CSV", figure_median(read, TIMES), "s", NULL,
                        0, NULL, 0});
  figure_print((Figure){"6 attributes over events, loaded", figure_median(loaded, TIMES_LOADED),
                        "s", NULL, 0, NULL, 0});
}

int main(int argc, char **argv) {
  Error error = {0};
  Bench bench = {.arena = arena_make()};
  int32_t today;
  if (argc != 4 || !date_from_iso(TEXT("2026-11-21"), &today))
    figure_fail("usage: events POLICY CUSTOMERS EVENTS");
  bench.path = argv[3];
  bench.policy = policy_load(bench.arena, argv[1], today, jail_limits_default(), &error);
  if (!bench.policy)
    figure_fail("%s", error.message);
  ReadOptions read = bench.policy->read;
  read.threads = THREADS;
  bench.customers = table_read(argv[2], &read, &error);
  if (!bench.customers || !policy_bind(bench.policy, bench.customers, &error))
    figure_fail("%s", error.message);
  time_all(&bench);
  events_drop(bench.events);
  table_drop(bench.customers);
  arena_drop(bench.arena);
  return 0;
}
