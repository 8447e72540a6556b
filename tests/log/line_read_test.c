/* What stands in a line is read back as it was written. */
#include "log/line_read.h"

#include <check.h>
#include <math.h>

#include "base/json.h"
#include "log/read_back.h"
#include "log/read_part.h"

static Arena *arena;

static void setup(void) {
  arena = arena_make();
}

static void teardown(void) {
  arena_drop(arena);
}

static const char *const keys[] = {"G-0007",          "",
                                   "with \"quotes\"", "tab\tand\nline",
                                   "\xE2\x82\xAC",    "back\\slash",
                                   ",\"salt\":\"x\"", "\",\"overrides\":["};

START_TEST(keys_come_back) {
  Buffer line = {0}, scratch = {0};
  Text key = text_of(keys[_i]), found, salt, rest;
  buffer_string(&line, "{\"v\":1,\"seq\":7,\"key\":");
  json_put_text(&line, key);
  buffer_string(&line, ",\"salt\":\"uS1DUYcVzSbzYeKb85kmZA\",\"read\":{},\"overrides\":[]}");
  ck_assert(line_key(line_key_quoted(buffer_view(&line)), &scratch, &found));
  ck_assert(text_equal(found, key));
  ck_assert(line_rest(buffer_view(&line), &salt, &rest));
  ck_assert_uint_eq(salt.length, 22);
  ck_assert_uint_eq(rest.bytes[0], '{');
  ck_assert_uint_eq(line.length - line_without_overrides(buffer_view(&line)), 16);
  buffer_free(&line);
  buffer_free(&scratch);
}
END_TEST

static const Value values[] = {{.kind = VALUE_INTEGER, .integer = 0},
                               {.kind = VALUE_INTEGER, .integer = INT64_MIN},
                               {.kind = VALUE_INTEGER, .integer = INT64_MAX},
                               {.kind = VALUE_DECIMAL, .decimal = 3.0},
                               {.kind = VALUE_DECIMAL, .decimal = -0.1},
                               {.kind = VALUE_DECIMAL, .decimal = 1e300},
                               {.kind = VALUE_DECIMAL, .decimal = 5e-324},
                               {.kind = VALUE_DECIMAL, .decimal = INFINITY},
                               {.kind = VALUE_DECIMAL, .decimal = -INFINITY},
                               {.kind = VALUE_BOOLEAN, .boolean = true},
                               {.kind = VALUE_BOOLEAN, .boolean = false},
                               {.kind = VALUE_TEXT, .text = {"", 0}},
                               {.kind = VALUE_TEXT, .text = {"a \"b\" \n}", 8}},
                               {.kind = VALUE_TEXT, .text = {"true", 4}},
                               {.kind = VALUE_TEXT, .text = {"plain", 5}}};
enum { VALUES = sizeof values / sizeof *values };

/* All of them in one `read`, each second one missing in turn. */
START_TEST(values_come_back) {
  Buffer line = {0};
  char before = '{';
  for (size_t i = 0; i < VALUES; i++) {
    if (i % 2 == (size_t)_i)
      continue;
    buffer_format(&line, "%c\"f%zu\":", before, i);
    value_json(&line, values[i]);
    before = ',';
  }
  buffer_string(&line, "},\"missing\":[]}");
  Text rest = buffer_view(&line);
  for (size_t i = 0; i < VALUES; i++) {
    Value value;
    ck_assert(read_back(arena, &rest, text_format(arena, "\"f%zu\"", i), &value));
    if (i % 2 == (size_t)_i) {
      ck_assert_int_eq(value.kind, VALUE_MISSING);
      continue;
    }
    ck_assert_int_eq(value.kind, values[i].kind);
    ck_assert(value_equal(value, values[i]));
  }
  ck_assert(read_back_done(rest));
  buffer_free(&line);
}
END_TEST

START_TEST(what_is_no_value_is_refused) {
  static const char *const wrong[] = {"{\"f\":}",      "{\"f\":x}",    "{\"f\":\"open}",
                                      "{\"f\":1.2.3}", "{\"f\":null}", "{\"f\":[1]}",
                                      "{\"f\":--1}"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    Text rest = text_of(wrong[i]);
    Value value;
    ck_assert_msg(!read_back(arena, &rest, TEXT("\"f\""), &value), "%s", wrong[i]);
  }
}
END_TEST

START_TEST(an_erased_line_is_exactly_that) {
  static const char good[] = "{\"seq\":7,\"erased\":\"2026-11-21\",\"ground\":\"a \\\"b\\\"\","
                             "\"by\":\"c\"}";
  ErasedLine erased;
  Buffer again = {0};
  ck_assert(line_erased(text_of(good), &erased));
  ck_assert_uint_eq(erased.seq, 7);
  for (size_t i = 0; i < sizeof good - 1; i++) {
    char *cut = arena_copy(arena, good, i);
    ck_assert(!line_erased((Text){cut, i}, &erased));
  }
  erased = (ErasedLine){7, TEXT("2026-11-21"), TEXT("a \"b\""), TEXT("c")};
  line_erased_write(&again, &erased);
  ck_assert(text_equal(buffer_view(&again), text_of(good)));
  buffer_free(&again);
}
END_TEST

Suite *log_line_read_suite(void) {
  Suite *suite = suite_create("log_line_read");
  TCase *tests = tcase_create("line_read");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, keys_come_back, 0, sizeof keys / sizeof *keys);
  tcase_add_loop_test(tests, values_come_back, 0, 2);
  tcase_add_test(tests, what_is_no_value_is_refused);
  tcase_add_test(tests, an_erased_line_is_exactly_that);
  suite_add_tcase(suite, tests);
  return suite;
}
