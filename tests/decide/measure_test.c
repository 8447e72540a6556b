/* Measures over random events: against a naive count of each customer's events, with any
 * number of threads, and in any order of rows. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "../many.h"
#include "measure_world.h"

__extension__ typedef __float128 Quad; /* 113 bits: sums of doubles here are exact in it */

/* --- the naive way ----------------------------------------------------------------- */

static bool counts(const World *world, const Measure *measure, const Value *of, size_t event,
                   size_t row) {
  return world->owner[event] == row && is_counted(world, event) &&
         (measure->after == INT32_MIN || world->days[event].days > measure->after) &&
         (!measure->where || world->where[event] == VERDICT_YES) &&
         (!of || of[event].kind != VALUE_MISSING);
}

static bool less(Value a, Value b) {
  if (a.kind == VALUE_TEXT)
    return text_compare(a.text, b.text) < 0;
  if (a.kind == VALUE_DECIMAL)
    return a.decimal < b.decimal;
  return a.kind == VALUE_DATE ? a.days < b.days : a.integer < b.integer;
}

static Value pick(const World *world, const Measure *measure, const Value *of, const size_t *mine,
                  size_t count) {
  size_t best = mine[0];
  for (size_t i = 1; i < count; i++) {
    size_t event = mine[i];
    int32_t day = world->days[event].days, held = world->days[best].days;
    if (measure->word == EVENT_FIRST  ? day < held
        : measure->word == EVENT_LAST ? day >= held
        : measure->word == EVENT_MIN  ? less(of[event], of[best])
                                      : less(of[best], of[event]))
      best = event;
  }
  return of[best];
}

/* In thousandths, as people add up what is written with so many digits. */
static Value sum_money(const Measure *measure, const Value *of, const size_t *mine, size_t count) {
  int64_t thousandths = 0;
  for (size_t i = 0; i < count; i++)
    thousandths += llround(of[mine[i]].decimal * 1000);
  double by = measure->word == EVENT_MEAN ? 1000.0 * (double)count : 1000;
  return (Value){.kind = VALUE_DECIMAL, .decimal = (double)thousandths / by};
}

static Value sum(const Measure *measure, const Value *of, const size_t *mine, size_t count) {
  Quad total = 0;
  bool decimals = measure->of->type == COLUMN_DECIMAL, mean = measure->word == EVENT_MEAN;
  for (size_t i = 0; i < count; i++)
    total += decimals ? (Quad)of[mine[i]].decimal : (Quad)of[mine[i]].integer;
  if (mean)
    return (Value){.kind = VALUE_DECIMAL, .decimal = (double)total / (double)count};
  if (!decimals && total >= (Quad)INT64_MIN && total <= (Quad)INT64_MAX)
    return integer((int64_t)total);
  return (Value){.kind = VALUE_DECIMAL, .decimal = (double)total};
}

static Value distinct(const Value *of, const size_t *mine, size_t count) {
  int64_t found = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_new = true;
    for (size_t j = 0; j < i; j++)
      is_new = is_new && !value_equal(of[mine[i]], of[mine[j]]);
    found += is_new;
  }
  return integer(found);
}

static Value expected(const World *world, const Measure *measure, const Value *of, size_t row) {
  size_t mine[MOST_EVENTS], count = 0;
  if (measure->unknown && measure->unknown[row / 64] >> (row % 64) & 1)
    return (Value){.kind = VALUE_MISSING};
  for (size_t event = 0; event < world->events; event++)
    if (counts(world, measure, of, event, row))
      mine[count++] = event;
  bool zero =
      measure->word == EVENT_COUNT || measure->word == EVENT_DISTINCT || measure->word == EVENT_SUM;
  if (count == 0)
    return measure->none.kind != VALUE_MISSING || !zero ? measure->none : integer(0);
  switch (measure->word) {
  case EVENT_COUNT:
    return integer((int64_t)count);
  case EVENT_SUM:
  case EVENT_MEAN:
    return of == world->fields[MONEY] ? sum_money(measure, of, mine, count)
                                      : sum(measure, of, mine, count);
  case EVENT_DISTINCT:
    return distinct(of, mine, count);
  default:
    return pick(world, measure, of, mine, count);
  }
}

/* --- the laws ---------------------------------------------------------------------- */

/* The same value, of the same kind but that a column of decimals may hold a whole number. */
static void same(Value found, Value wanted) {
  bool numbers = (found.kind == VALUE_INTEGER || found.kind == VALUE_DECIMAL) &&
                 (wanted.kind == VALUE_INTEGER || wanted.kind == VALUE_DECIMAL);
  ck_assert(numbers || found.kind == wanted.kind);
  ck_assert_msg(value_equal(found, wanted), "kinds %d and %d", found.kind, wanted.kind);
}

MANY(as_the_naive_count, 15) {
  World world;
  Measure measures[30];
  size_t fields[30], number = 1 + (size_t)_i % 30;
  start(&world, (uint64_t)_i);
  for (size_t i = 0; i < number; i++)
    measures[i] = random_measure(&world, &fields[i]);
  for (size_t threads = 1; threads <= 5; threads += 2) {
    Column **columns = measures_take(world.arena, measures, number, threads);
    for (size_t i = 0; i < number; i++) {
      const Value *of = measures[i].of ? world.fields[fields[i]] : NULL;
      ck_assert_uint_eq(columns[i]->rows, world.customers);
      size_t missing = 0;
      for (size_t row = 0; row < world.customers; row++) {
        same(column_value(columns[i], row), expected(&world, &measures[i], of, row));
        missing += column_missing(columns[i], row);
      }
      ck_assert_uint_eq(columns[i]->missing_count, missing);
    }
  }
  end(&world);
}

/* All but first and last: of one day they go by the order of the file. */
MANY(in_any_order_of_rows, 15) {
  World world;
  uint32_t order[MOST_EVENTS];
  start(&world, (uint64_t)_i + 1000);
  for (uint32_t event = 0; event < world.events; event++)
    order[event] = event;
  for (size_t event = world.events; event > 1; event--) {
    size_t other = chance(&world, event);
    uint32_t swap = order[event - 1];
    order[event - 1] = order[other], order[other] = swap;
  }
  Events *turned = join(&world, order);
  uint8_t *where = join_where(&world, order);
  for (size_t i = 0; i < 20; i++) {
    size_t field;
    Measure one = random_measure(&world, &field), other = one;
    if (one.word == EVENT_FIRST || one.word == EVENT_LAST)
      continue;
    other.events = turned;
    other.where = one.where ? where : NULL;
    other.of = one.of ? table_column(turned->table, one.of->name) : NULL;
    Column *before = measures_take(world.arena, &one, 1, 1)[0];
    Column *after = measures_take(world.arena, &other, 1, 2)[0];
    for (size_t row = 0; row < world.customers; row++)
      same(column_value(after, row), column_value(before, row));
  }
  events_drop(turned);
  end(&world);
}

MANY(every_event_is_counted_once, 15) {
  World world;
  start(&world, (uint64_t)_i + 2000);
  const Events *joined = world.joined;
  size_t nameless = 0, unknown = 0, undated = 0, later = 0, counted = 0;
  for (size_t event = 0; event < world.events; event++) {
    if (world.keys[event].kind == VALUE_MISSING)
      nameless++;
    else if (world.owner[event] >= world.customers)
      unknown++;
    else if (world.days[event].kind == VALUE_MISSING)
      undated++;
    else if (world.days[event].days > TODAY)
      later++;
    else
      counted++;
  }
  ck_assert_uint_eq(joined->nameless, nameless);
  ck_assert_uint_eq(joined->unknown, unknown);
  ck_assert_uint_eq(joined->undated, undated);
  ck_assert_uint_eq(joined->later, later);
  ck_assert_uint_eq(joined->counted, counted);
  ck_assert_uint_eq(joined->unknown_key_count > 0, unknown > 0);
  ck_assert_uint_eq(joined->file_rows, world.events);
  ck_assert_uint_eq(joined->table->rows, counted);
  ck_assert_uint_eq(joined->first[world.customers], counted);
  for (uint32_t row = 0; row < world.customers; row++)
    for (uint32_t i = joined->first[row]; i < joined->first[row + 1]; i++)
      ck_assert_uint_eq(joined->customer[i], row);
  end(&world);
}

START_TEST(ten_times_19_99) {
  Arena *arena = arena_make();
  Value keys[11], spend[11], key = integer(1);
  for (size_t i = 0; i < 10; i++) {
    keys[i] = key;
    spend[i] = (Value){.kind = VALUE_DECIMAL, .decimal = 19.99};
  }
  Column *of = column_from_values(arena, TEXT("of"), keys, 10);
  Column *columns[] = {of, column_from_values(arena, TEXT("spend"), spend, 10)};
  Column *own = column_from_values(arena, TEXT("id"), &key, 1);
  Table *customers = table_of_columns(TEXT("customers"), &own, 1, 1, 0);
  Table *side = table_of_columns(TEXT("side"), columns, 2, 10, SIZE_MAX);
  Events *events = events_make(side, TEXT("of"), TEXT(""), customers, TODAY, 1);
  Measure measure = {.word = EVENT_SUM,
                     .events = events,
                     .of = table_column(side, TEXT("spend")),
                     .after = INT32_MIN};
  Column *sums = measures_take(arena, &measure, 1, 1)[0];
  ck_assert(column_value(sums, 0).decimal == 199.9); /* doubles one by one: 199.90000000000003 */
  events_drop(events);
  table_drop(customers);
  arena_drop(arena);
}
END_TEST

Suite *decide_measure_suite(void) {
  Suite *suite = suite_create("decide_measure");
  TCase *tests = tcase_create("measure");
  tcase_add_many(tests, as_the_naive_count, 15, SEEDS);
  tcase_add_many(tests, in_any_order_of_rows, 15, SEEDS);
  tcase_add_many(tests, every_event_is_counted_once, 15, SEEDS);
  tcase_add_test(tests, ten_times_19_99);
  suite_add_tcase(suite, tests);
  return suite;
}
