/* A column's range, found the fast way, is what one look at each cell by column_value finds. */
#include "table/range.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 20000 };

static uint64_t state = 1;

static uint64_t draw(uint64_t below) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (state >> 33) % below;
}

/* By mathematical value; not-a-number is less than nothing and more than nothing. */
static bool less(Value a, Value b) {
  return a.kind == VALUE_INTEGER ? a.integer < b.integer : a.decimal < b.decimal;
}

static bool naive(const Column *column, Value *low, Value *high) {
  bool any = false;
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    if (value.kind == VALUE_MISSING)
      continue;
    *low = any && !less(value, *low) ? *low : value;
    *high = any && !less(*high, value) ? *high : value;
    any = true;
  }
  return any;
}

static bool same(Value a, Value b) { /* to the last bit: -0.0 is not 0.0 */
  return a.kind == b.kind && memcmp(&a.integer, &b.integer, sizeof a.integer) == 0;
}

static void must_agree(const Column *column) {
  Value low, high;
  bool number = column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL;
  bool any = number && naive(column, &low, &high);
  for (size_t threads = 1; threads <= 7; threads += 3) {
    ColumnRange range = {.sought = false};
    ck_assert_int_eq(range_of_column(column, threads, &range), any);
    ck_assert_int_eq(range_of_column(column, threads, &range), any); /* as it was kept */
    ck_assert(!any || (same(range.low, low) && same(range.high, high)));
  }
}

static Value drawn(ColumnType type, int width) {
  static const double odd[] = {NAN, INFINITY, -INFINITY, 0.0, -0.0, 1e308};
  switch (type) {
  case COLUMN_INTEGER: {
    uint64_t bits = draw(UINT64_C(1) << 31) << 33 ^ draw(UINT64_C(1) << 31) << 20 ^ draw(1 << 20);
    return (Value){.kind = VALUE_INTEGER, .integer = (int64_t)bits >> (64 - 8 * width)};
  }
  case COLUMN_DECIMAL:
    return (Value){.kind = VALUE_DECIMAL,
                   .decimal = draw(3) ? ((double)draw(2000) - 1000) / 8 : odd[draw(6)]};
  case COLUMN_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = draw(2)};
  case COLUMN_DATE:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)draw(30000)};
  default:
    return (Value){.kind = VALUE_TEXT, .text = draw(2) ? TEXT("a") : TEXT("12")};
  }
}

/* Few rows and many; none, some and all of them missing. */
static void one_round(ColumnType type, int width) {
  Arena *arena = arena_make();
  size_t rows = draw(2) ? draw(200) : draw(MOST_ROWS);
  uint64_t present = draw(4) ? draw(101) : 100;
  Value *values = arena_array(arena, rows + 1, sizeof *values);
  for (size_t row = 0; row < rows; row++)
    if (draw(100) < present)
      values[row] = drawn(type == COLUMN_MIXED && draw(2) ? COLUMN_INTEGER : type, width);
  must_agree(column_from_values(arena, TEXT("n"), values, rows));
  arena_drop(arena);
}

START_TEST(the_fast_way_is_the_slow_way) {
  for (int round = 0; round < 60; round++) {
    for (int width = 1; width <= 8; width *= 2)
      one_round(COLUMN_INTEGER, width);
    for (ColumnType type = COLUMN_DECIMAL; type <= COLUMN_MIXED; type++)
      one_round(type, 4);
    one_round(COLUMN_DECIMAL, 8);
  }
}
END_TEST

/* The ends of a column, at every place where a word or a range of threads begins. */
START_TEST(an_end_is_found_wherever_it_stands) {
  Arena *arena = arena_make();
  const size_t rows = 3 * 4096 + 65, places[] = {0, 63, 64, 4095, 4096, 8192, 12287, 12352};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    Value *values = arena_array(arena, rows, sizeof *values);
    for (size_t row = 0; row < rows; row++)
      values[row] = (Value){.kind = VALUE_INTEGER, .integer = 5};
    values[places[i]].integer = -7;
    values[(places[i] + 1) % rows].integer = 9;
    const Column *column = column_from_values(arena, TEXT("n"), values, rows);
    ColumnRange range = {.sought = false};
    ck_assert(range_of_column(column, 2, &range));
    ck_assert_int_eq(range.low.integer, -7);
    ck_assert_int_eq(range.high.integer, 9);
  }
  arena_drop(arena);
}
END_TEST

Suite *table_range_suite(void) {
  Suite *suite = suite_create("table_range");
  TCase *cases = tcase_create("range");
  tcase_add_test(cases, the_fast_way_is_the_slow_way);
  tcase_add_test(cases, an_end_is_found_wherever_it_stands);
  suite_add_tcase(suite, cases);
  return suite;
}
