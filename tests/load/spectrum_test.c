/* csv-spectrum: twelve CSV files beside the JSON they mean. And the strings that
 * break things, written to a CSV and read back. */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>

#include "../tests/load/shared.h"
#include "load/records.h"

/* Compares one row with {"name": "text", …}. */
static void compare_row(Records *records, size_t row, json_t *object, const char *name) {
  size_t columns;
  const Text *names = records_names(records, &columns);
  ck_assert_uint_eq(columns, json_object_size(object));
  for (size_t i = 0; i < columns; i++) {
    Text cell = batch_cell(records_batch(records), row, i);
    json_t *expected = json_object_get(object, names[i].bytes);
    ck_assert_msg(expected, "%s: no \"%s\"", name, names[i].bytes);
    ck_assert_msg(
        text_equal(cell, (Text){json_string_value(expected), json_string_length(expected)}),
        "%s: %.*s", name, TEXT_ARGS(cell));
  }
}

static void compare_file(const char *name) {
  Arena *arena = arena_make();
  Error error = {0};
  char *csv = arena_format(arena, "../shared/data/csv_spectrum/csvs/%s.csv", name);
  char *json = arena_format(arena, "../shared/data/csv_spectrum/json/%s.json", name);
  json_t *rows = json_load_file(json, 0, NULL);
  Records *records = records_open(csv, false, arena, &error);
  ck_assert_msg(rows && records, "%s: %s", name, error.message);
  ck_assert_msg(records_next(records, &error), "%s: %s", name, error.message);
  if (json_is_object(rows)) { /* one row, which upstream wrote without its list … */
    json_t *row = rows;
    json_object_set_new(row, "Contact Phone Number", json_string("2095257564")); /* … and changed */
    rows = json_pack("[o]", row);
  }
  ck_assert_uint_eq(records_batch(records)->rows, json_array_size(rows));
  for (size_t row = 0; row < json_array_size(rows); row++)
    compare_row(records, row, json_array_get(rows, row), name);
  records_close(records);
  json_decref(rows);
  arena_drop(arena);
}

START_TEST(twelve_files_mean_what_they_mean) {
  static const char *const names[] = {"comma_in_quotes", "empty",         "empty_crlf",
                                      "escaped_quotes",  "json",          "location_coordinates",
                                      "newlines",        "newlines_crlf", "quotes_and_newlines",
                                      "simple",          "simple_crlf",   "utf8"};
  if (shared_absent())
    return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    compare_file(names[i]);
}
END_TEST

static void put_quoted(Buffer *out, Text text) {
  buffer_byte(out, '"');
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '"')
      buffer_byte(out, '"');
    buffer_byte(out, text.bytes[i]);
  }
  buffer_string(out, "\"\n");
}

START_TEST(naughty_strings_come_back_as_they_were) {
  if (shared_absent())
    return;
  json_t *strings = json_load_file("../shared/data/naughty_strings/blns.json", 0, NULL);
  size_t count = json_array_size(strings);
  ck_assert_uint_eq(count, 485);
  Arena *arena = arena_make();
  Buffer file = {0};
  Error error = {0};
  buffer_string(&file, "id,naughty\n");
  for (size_t i = 0; i < count; i++) {
    json_t *string = json_array_get(strings, i);
    buffer_format(&file, "%zu,", i);
    put_quoted(&file, (Text){json_string_value(string), json_string_length(string)});
  }
  Records *records = records_of_memory("blns.csv", buffer_view(&file), false, arena, &error);
  ck_assert_msg(records, "%s", error.message);
  ck_assert_msg(records_next(records, &error), "%ld: %s", error.line, error.message);
  ck_assert_uint_eq(records_batch(records)->rows, count);
  for (size_t i = 0; i < count; i++) {
    json_t *string = json_array_get(strings, i);
    Text text = {json_string_value(string), json_string_length(string)};
    ck_assert_msg(text_equal(batch_cell(records_batch(records), i, 1), text), "string %zu", i);
  }
  records_close(records);
  buffer_free(&file);
  json_decref(strings);
  arena_drop(arena);
}
END_TEST

Suite *load_spectrum_suite(void);
Suite *load_spectrum_suite(void) {
  Suite *suite = suite_create("load_spectrum");
  TCase *tests = tcase_create("spectrum");
  tcase_add_test(tests, twelve_files_mean_what_they_mean);
  tcase_add_test(tests, naughty_strings_come_back_as_they_were);
  suite_add_tcase(suite, tests);
  return suite;
}
