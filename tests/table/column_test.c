#include <check.h>
#include <math.h>

#include "table/table.h"

static Value integer(int64_t number) {
  return (Value){.kind = VALUE_INTEGER, .integer = number};
}

static Value decimal(double number) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

static Value text(const char *word) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(word)};
}

static const Value missing = {.kind = VALUE_MISSING};

START_TEST(a_column_takes_the_type_its_values_share) {
  Arena *arena = arena_make();
  const Value numbers[] = {integer(1), missing, integer(-40000)};
  Column *column = column_from_values(arena, TEXT("n"), numbers, 3);
  ck_assert_int_eq(column->type, COLUMN_INTEGER);
  ck_assert_uint_eq(column->width, 4);
  ck_assert_uint_eq(column->missing_count, 1);
  ck_assert_int_eq(column_integer(column, 2), -40000);
  const Value mixed[] = {integer(1), text("a"), decimal(-0.5), missing, text("a")};
  column = column_from_values(arena, TEXT("m"), mixed, 5);
  ck_assert_int_eq(column->type, COLUMN_MIXED);
  for (size_t row = 0; row < 5; row++)
    ck_assert(value_equal(column_value(column, row), mixed[row]));
  ck_assert_int_eq(column_from_values(arena, TEXT("e"), &missing, 1)->type, COLUMN_TEXT);
  arena_drop(arena);
}
END_TEST

START_TEST(equality_is_luas) {
  Value day = {.kind = VALUE_DATE, .days = 0};
  ck_assert(value_equal(integer(1), decimal(1.0)));
  ck_assert(!value_equal(integer(9007199254740993), decimal(9007199254740992.0)));
  ck_assert(!value_equal(integer(INT64_MAX), decimal(0x1p63)));
  ck_assert(!value_equal(decimal(NAN), decimal(NAN)));
  ck_assert(value_equal(decimal(-0.0), decimal(0.0)));
  ck_assert(!value_equal(integer(1), text("1")));
  ck_assert(value_equal(day, text("1970-01-01")));
  ck_assert(!value_equal(text("1970-01-02"), day));
  ck_assert(value_equal(missing, missing));
}
END_TEST

START_TEST(a_table_of_columns_finds_its_rows_by_key) {
  Arena *arena = arena_make();
  const Value keys[] = {integer(20), integer(10)}, names[] = {text("a"), text("b")};
  Column *columns[] = {column_from_values(arena, TEXT("id"), keys, 2)};
  Table *table = table_of_columns(TEXT("guests"), columns, 1, 2, 0);
  const Column *before = table_column(table, TEXT("id"));
  for (int i = 0; i < 600; i++) /* more than there was room for */
    table_add(table, column_from_values(arena, text_format(arena, "name%d", i), names, 2));
  size_t row;
  char scratch[24];
  ck_assert(table_row(table, TEXT("10"), &row) && row == 1);
  ck_assert(!table_row(table, TEXT("30"), &row));
  ck_assert(text_equal(table_key(table, 0, scratch), TEXT("20")));
  ck_assert_int_eq(column_integer(before, 0), 20);
  ck_assert_ptr_nonnull(table_column(table, TEXT("name599")));
  table_drop(table);
  arena_drop(arena);
}
END_TEST

Suite *table_column_suite(void);
Suite *table_column_suite(void) {
  Suite *suite = suite_create("table_column");
  TCase *tests = tcase_create("column");
  tcase_add_test(tests, a_column_takes_the_type_its_values_share);
  tcase_add_test(tests, equality_is_luas);
  tcase_add_test(tests, a_table_of_columns_finds_its_rows_by_key);
  suite_add_tcase(suite, tests);
  return suite;
}
