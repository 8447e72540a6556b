/* Well-known data sets, read whole: their types, counts and gaps. */
#include <check.h>

#include "../tests/load/shared.h"
#include "table/profile.h"

static Table *read_known(const char *path, const char *key) {
  Error error = {0};
  ReadOptions options = {.key = text_of(key ? key : "")};
  Table *table = table_read(path, &options, &error);
  ck_assert_msg(table, "%s:%ld: %s", error.file, error.line, error.message);
  return table;
}

static ColumnType type(const Table *table, const char *name) {
  const Column *column = table_column(table, text_of(name));
  ck_assert_msg(column, "no %s", name);
  return column->type;
}

START_TEST(marketing_campaign) {
  if (shared_absent())
    return;
  Table *table = read_known("../shared/data/marketing_campaign/marketing_campaign.csv", "ID");
  ck_assert_uint_eq(table->rows, 2240);
  ck_assert_uint_eq(table->column_count, 29);
  ck_assert_int_eq(table->delimiter, ';');
  ck_assert_str_eq(table->encoding, "UTF-8 with BOM");
  ck_assert_str_eq(table->newline, "CRLF");
  ck_assert_uint_eq(table_column(table, TEXT("Income"))->missing_count, 24);
  ck_assert_int_eq(type(table, "Income"), COLUMN_INTEGER);
  ck_assert_int_eq(type(table, "Dt_Customer"), COLUMN_DATE);
  ck_assert_int_eq(type(table, "Kidhome"), COLUMN_INTEGER);
  ck_assert_int_eq(type(table, "Complain"), COLUMN_BOOLEAN);
  size_t row;
  ck_assert(table_row(table, TEXT("5524"), &row) && row == 0);
  table_drop(table);
}
END_TEST

START_TEST(telco) {
  if (shared_absent())
    return;
  Table *table = read_known("../shared/data/telco/Telco-Customer-Churn.csv", "customerID");
  ck_assert_uint_eq(table->rows, 7043);
  ck_assert_uint_eq(table->column_count, 21);
  ck_assert_int_eq(type(table, "TotalCharges"), COLUMN_DECIMAL);
  ck_assert_uint_eq(table_column(table, TEXT("TotalCharges"))->missing_count, 11);
  ck_assert_int_eq(type(table, "Churn"), COLUMN_BOOLEAN);
  ck_assert_int_eq(type(table, "MultipleLines"), COLUMN_TEXT);
  table_drop(table);
}
END_TEST

START_TEST(bank) {
  if (shared_absent())
    return;
  Table *table = read_known("../shared/data/bank/bank-full.csv", NULL);
  ck_assert_uint_eq(table->rows, 45212);
  ck_assert_uint_eq(table->column_count, 17);
  ck_assert_int_eq(type(table, "pdays"), COLUMN_INTEGER);
  ck_assert_int_eq(type(table, "housing"), COLUMN_BOOLEAN);
  Arena *arena = arena_make();
  ColumnProfile *profiles = profile_table(table, arena);
  const ColumnProfile *job = &profiles[1], *pdays = &profiles[13];
  ck_assert_uint_eq(job->distinct, 12);
  ck_assert_uint_eq(job->suspect_count, 1);
  ck_assert(text_equal(job->suspects[0].is.value.text, TEXT("unknown")));
  ck_assert_uint_eq(pdays->suspect_count, 1);
  ck_assert_int_eq(pdays->suspects[0].is.value.integer, -1);
  ck_assert_int_eq(pdays->smallest.integer, -1);
  ck_assert_int_eq(profiles[0].smallest.integer, 18);
  ck_assert_int_eq(profiles[0].largest.integer, 95);
  arena_drop(arena);
  table_drop(table);
}
END_TEST

Suite *table_known_suite(void);
Suite *table_known_suite(void) {
  Suite *suite = suite_create("table_known");
  TCase *tests = tcase_create("known");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, marketing_campaign);
  tcase_add_test(tests, telco);
  tcase_add_test(tests, bank);
  suite_add_tcase(suite, tests);
  return suite;
}
