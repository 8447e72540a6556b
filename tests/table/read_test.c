/* table_read: types, what is assumed, what is refused. Files are written to a
 * temporary folder; each test reads like the CSV it is about. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "table/table.h"

static char folder[] = "/tmp/helder-read-XXXXXX";
static char path[64];

static void folder_make(void) {
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/guests.csv", folder);
}

static void folder_remove(void) {
  file_folder_remove(folder);
}

static void write_file(Text content) {
  Error error = {0};
  ck_assert_msg(file_put(path, content, &error), "%s", error.message);
}

static Table *read_with(Text content, const ReadOptions *options) {
  Error error = {0};
  write_file(content);
  Table *table = table_read(path, options, &error);
  ck_assert_msg(table, "%ld:%ld %s", error.line, error.column, error.message);
  return table;
}

/* "integer 1 2 null": the type of a column and its cells. */
static void expect_column(const Table *table, const char *name, const char *expected) {
  const Column *column = table_column(table, text_of(name));
  ck_assert_ptr_nonnull(column);
  ck_assert(column->width && (column->type != COLUMN_TEXT || column->dictionary));
  Buffer out = {0};
  buffer_string(&out, column_type_name(column->type));
  for (size_t row = 0; row < table->rows; row++) {
    buffer_byte(&out, ' ');
    value_json(&out, column_value(column, row));
  }
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, expected);
  buffer_free(&out);
}

static void expect_one(Text content, const char *expected) {
  Table *table = read_with(content, NULL);
  expect_column(table, "x", expected);
  table_drop(table);
}

START_TEST(types_are_what_every_cell_fits) {
  expect_one(TEXT("x,y\n1,\n,\n-300,\n"), "integer 1 null -300");
  expect_one(TEXT("x,y\n1,\n2.5,\n"), "decimal 1.0 2.5");
  expect_one(TEXT("x,y\n 12 ,\n7,\n"), "integer 12 7");
  expect_one(TEXT("x,y\n12,\n ,\n"), "integer 12 null");
  expect_one(TEXT("x,y\n12,\nabc,\n"), "text \"12\" \"abc\"");
  expect_one(TEXT("x,y\n0123,\n12,\n"), "text \"0123\" \"12\"");
  expect_one(TEXT("x,y\n1234567890123456789,\n"), "text \"1234567890123456789\"");
  expect_one(TEXT("x,y\nyes,\nNo,\n,\n"), "boolean true false null");
  expect_one(TEXT("x,y\nja,\nnee,\n"), "boolean true false");
  expect_one(TEXT("x,y\n0,\n1,\n"), "boolean false true");
  expect_one(TEXT("x,y\n0,\n0,\n"), "integer 0 0");
  expect_one(TEXT("x,y\n2026-05-21,\n"), "date \"2026-05-21\"");
  expect_one(TEXT("x,y\n21-05-2026,\n1/2/2026,\n"), "date \"2026-05-21\" \"2026-02-01\"");
  expect_one(TEXT("x,y\n05/21/2026,\n01/02/2026,\n"), "date \"2026-05-21\" \"2026-01-02\"");
  expect_one(TEXT("x,y\n2026-05-21,\n21-05-2026,\n"), "text \"2026-05-21\" \"21-05-2026\"");
  expect_one(TEXT("x;y\n1.234,50;\n12;\n"), "decimal 1234.5 12.0");
  expect_one(TEXT("x,y\n ,\n  ,\n"), "text null null");
  expect_one(TEXT("x,y\n\"1,234\",\n\"1,234,567\",\n"), "integer 1234 1234567");
}
END_TEST

/* A guess made from the first thousand rows, proved wrong after them. */
static void late(const char *early, const char *other, const char *type, const char *first,
                 const char *last) {
  Buffer file = {0};
  buffer_string(&file, "id;x\n");
  for (int i = 0; i < 3000; i++)
    buffer_format(&file, "%d;%s\n", i, i < 2500 ? early : i < 2999 ? "" : other);
  ReadOptions options = {.key = TEXT("id")};
  Table *table = read_with(buffer_view(&file), &options);
  const Column *column = table_column(table, TEXT("x"));
  Buffer out = {0};
  value_json(&out, column_value(column, 0));
  buffer_byte(&out, ' ');
  value_json(&out, column_value(column, 2999));
  buffer_byte(&out, '\0');
  char expected[100];
  snprintf(expected, sizeof expected, "%s %s", first, last);
  ck_assert_str_eq(column_type_name(column->type), type);
  ck_assert_str_eq(out.bytes, expected);
  ck_assert_uint_eq(column->missing_count, 499);
  buffer_free(&out);
  buffer_free(&file);
  table_drop(table);
}

START_TEST(a_wrong_guess_is_put_right) {
  late("12", "12,5", "decimal", "12.0", "12.5");
  late("12", "x", "text", "\"12\"", "\"x\"");
}
END_TEST

START_TEST(a_wrong_guess_that_lost_something_is_read_again) {
  late(" 12", "x", "text", "\" 12\"", "\"x\"");
  late("12,50", "x", "text", "\"12,50\"", "\"x\"");
  late("1", "2", "integer", "1", "2");
  late("1", "99999999999", "integer", "1", "99999999999");
  late("yes", "maybe", "text", "\"yes\"", "\"maybe\"");
  late("03-04-2026", "04-13-2026", "date", "\"2026-03-04\"", "\"2026-04-13\"");
  late("2026-05-21", "soon", "text", "\"2026-05-21\"", "\"soon\"");
  late("1.234", "1.5", "decimal", "1.234", "1.5");
  late("1.234", "1.234,5", "decimal", "1234.0", "1234.5");
  late(" 1", "x", "text", "\" 1\"", "\"x\"");
}
END_TEST

/* What is read does not depend on where a batch of rows ends: 1.23 settles what 1.234
 * left open, in the same thousand rows or in another. */
START_TEST(nothing_depends_on_where_a_batch_ends) {
  for (int between = 0; between < 2; between++) {
    Buffer file = {0};
    buffer_string(&file, "x,y\n");
    for (int i = 0; i < 2000; i++)
      buffer_string(&file, "5,\n");
    buffer_string(&file, "1.234,\n");
    for (int i = 0; between && i < 2000; i++)
      buffer_string(&file, "5,\n");
    buffer_string(&file, "1.23,\n");
    Table *table = read_with(buffer_view(&file), NULL);
    ck_assert_uint_eq(table->assumption_count, 0);
    buffer_free(&file);
    table_drop(table);
  }
}
END_TEST

static void expect_assumption(const Table *table, const char *part) {
  for (size_t i = 0; i < table->assumption_count; i++)
    if (strstr(table->assumptions[i].text.bytes, part))
      return;
  ck_abort_msg("nothing says \"%s\"", part);
}

START_TEST(what_one_column_cannot_tell_the_others_do) {
  Table *table = read_with(TEXT("x,y\n1.234,\"2,5\"\n"), NULL);
  expect_column(table, "x", "integer 1234");
  expect_assumption(table, "fields = { x = { decimal = \".\" } }");
  ck_assert_int_eq(table->decimal, ',');
  table_drop(table);
  table = read_with(TEXT("x,y z\n1.234,03/04/2026\n"), NULL);
  expect_column(table, "x", "decimal 1.234");
  expect_column(table, "y z", "date \"2026-04-03\"");
  expect_assumption(table, "fields = { x = { decimal = \",\" } }");
  expect_assumption(table, "fields = { [\"y z\"] = { date_order = \"mdy\" } }");
  table_drop(table);
  table = read_with(TEXT("x,y\n03/04/2026,12/31/2026\n"), NULL);
  expect_column(table, "x", "date \"2026-03-04\"");
  table_drop(table);
  table = read_with(TEXT("x;y\n1.234;0\n1.000;1\n"), NULL);
  expect_column(table, "x", "integer 1234 1000");
  expect_assumption(table, "fields = { y = { type = \"integer\" } }");
  table_drop(table);
}
END_TEST

START_TEST(the_policy_settles_it) {
  const Text words[] = {TEXT("n/a"), TEXT("-1")};
  const FieldOption fields[] = {{.field = TEXT("x"), .decimal = ','},
                                {.field = TEXT("d"), .date_order = TEXT("mdy")},
                                {.field = TEXT("k"), .type = TEXT("integer")},
                                {.field = TEXT("p"), .type = TEXT("text")},
                                {.field = TEXT("n"), .missing = words, .missing_count = 2}};
  ReadOptions options = {.fields = fields, .field_count = 5, .missing = words, .missing_count = 1};
  Table *table = read_with(
      TEXT("x,d,k,p,n,m\n1.234,03/04/2026,0,12,-1,-1\nn/a,04/04/2026,1,13,7,n/a\n"), &options);
  expect_column(table, "x", "integer 1234 null");
  expect_column(table, "d", "date \"2026-03-04\" \"2026-04-04\"");
  expect_column(table, "k", "integer 0 1");
  expect_column(table, "p", "text \"12\" \"13\"");
  expect_column(table, "n", "integer null 7");
  expect_column(table, "m", "integer -1 null");
  ck_assert_uint_eq(table->assumption_count, 0);
  table_drop(table);
}
END_TEST

static void expect_refusal(Text content, const ReadOptions *options, long line, long column,
                           const char *part) {
  Error error = {0};
  write_file(content);
  ck_assert_ptr_null(table_read(path, options, &error));
  ck_assert_msg(strstr(error.message, part), "\"%s\" has no \"%s\"", error.message, part);
  ck_assert_int_eq(error.line, line);
  ck_assert_int_eq(error.column, column);
  ck_assert_str_eq(error.file, path);
}

START_TEST(keys_are_there_and_unique) {
  ReadOptions options = {.key = TEXT("id")};
  expect_refusal(TEXT("a,id\n1,7\n2,\"8\n8\"\n3,7\n"), &options, 5, 3, "already in line 2");
  expect_refusal(TEXT("a,id\n1,7\n2,\n"), &options, 3, 3, "missing");
  expect_refusal(TEXT("a,ids\n1,7\n"), &options, 1, 0, "no column \"id\"");
  const Text word = TEXT("n/a");
  ReadOptions words = {.key = TEXT("id"), .missing = &word, .missing_count = 1};
  expect_refusal(TEXT("a,id\n1,7\n2,n/a\n"), &words, 3, 3, "missing");
  options.skip_bad_rows = true;
  Table *table = read_with(TEXT("a,id\n1,007\n2,\n3,007\n4,8\n5\n"), &options);
  expect_column(table, "id", "text \"007\" \"8\"");
  expect_column(table, "a", "integer 1 4");
  ck_assert_uint_eq(table->rejected_count, 3);
  ck_assert_int_eq(table->rejected[0].line, 3);
  ck_assert_int_eq(table->rejected[2].line, 6);
  ck_assert(text_equal(table->rejected[1].bytes, TEXT("3,007")));
  size_t row;
  char scratch[24];
  ck_assert(table_row(table, TEXT("8"), &row) && row == 1);
  ck_assert(text_equal(table_key(table, 0, scratch), TEXT("007")));
  table_drop(table);
}
END_TEST

START_TEST(a_forced_type_refuses_other_cells) {
  const FieldOption field = {.field = TEXT("x"), .type = TEXT("integer")};
  ReadOptions options = {.fields = &field, .field_count = 1};
  expect_refusal(TEXT("y,x\né,1\né,1.5\n"), &options, 3, 3, "\"1.5\" is no whole number");
  options.skip_bad_rows = true;
  Table *table = read_with(TEXT("y,x\na,1\nb,x\nc,+007\n"), &options);
  expect_column(table, "x", "integer 1 7");
  expect_column(table, "y", "text \"a\" \"c\"");
  table_drop(table);
}
END_TEST

START_TEST(facts_of_the_file) {
  Table *table = read_with(TEXT("x;y\r\n1;2\r\n"), NULL);
  ck_assert(text_equal(table->name, TEXT("guests")));
  ck_assert_int_eq(table->delimiter, ';');
  ck_assert_str_eq(table->newline, "CRLF");
  ck_assert_str_eq(table->encoding, "UTF-8");
  ck_assert_uint_eq(table->bytes, 10);
  ck_assert_str_eq(table->sha256,
                   "0a45c26174b422405bdc1b1b949dbaf13b7081722f17c4d8fcdb782b0c19f103");
  table_drop(table);
}
END_TEST

Suite *table_read_suite(void);
Suite *table_read_suite(void) {
  Suite *suite = suite_create("table_read");
  TCase *tests = tcase_create("read");
  tcase_add_checked_fixture(tests, folder_make, folder_remove);
  tcase_add_test(tests, types_are_what_every_cell_fits);
  tcase_add_test(tests, a_wrong_guess_is_put_right);
  tcase_add_test(tests, a_wrong_guess_that_lost_something_is_read_again);
  tcase_add_test(tests, nothing_depends_on_where_a_batch_ends);
  tcase_add_test(tests, what_one_column_cannot_tell_the_others_do);
  tcase_add_test(tests, the_policy_settles_it);
  tcase_add_test(tests, keys_are_there_and_unique);
  tcase_add_test(tests, a_forced_type_refuses_other_cells);
  tcase_add_test(tests, facts_of_the_file);
  suite_add_tcase(suite, tests);
  return suite;
}
