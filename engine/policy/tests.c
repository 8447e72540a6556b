#include "policy/tests.h"

#include "base/date.h"
#include "base/file.h"
#include "policy/describe_json.h"
#include "policy/load_files.h"
#include "policy/worker.h"

static const char *const kind_names[] = {"segment",   "score",     "excluded",  "undecided",
                                         "selection", "guarantee", "attribute", "reason"};
enum { KINDS = sizeof kind_names / sizeof *kind_names };

const char *expect_kind_name(ExpectKind kind) {
  return kind_names[kind];
}

/* --- from JSON ------------------------------------------------------------------- */

static TestCell *cells_from(Arena *arena, const json_t *list, size_t *count) {
  *count = json_array_size(list);
  TestCell *cells = arena_array(arena, *count, sizeof *cells);
  for (size_t i = 0; i < *count; i++) {
    const json_t *item = json_array_get(list, i);
    cells[i] =
        (TestCell){describe_text(item, "name"), describe_value(item, "value"), describe_at(item)};
  }
  return cells;
}

static TestEvents events_from(Arena *arena, const json_t *item) {
  const json_t *rows = json_object_get(item, "rows");
  TestEvents events = {.table = describe_text(item, "table"),
                       .at = describe_at(item),
                       .row_count = json_array_size(rows)};
  events.rows = arena_array(arena, events.row_count, sizeof *events.rows);
  for (size_t i = 0; i < events.row_count; i++) {
    TestRow *row = &events.rows[i];
    const json_t *json = json_array_get(rows, i);
    row->at = describe_at(json);
    row->cells = cells_from(arena, json_object_get(json, "cells"), &row->cell_count);
  }
  return events;
}

static ExpectKind kind_from(Text name) {
  int kind = 0;
  while (kind < KINDS - 1 && !text_equal(name, text_of(kind_names[kind])))
    kind++;
  return (ExpectKind)kind;
}

static Expectation expectation_from(Arena *arena, const json_t *item) {
  Expectation expected = {.kind = kind_from(describe_text(item, "kind")),
                          .name = describe_text(item, "name"),
                          .at = describe_at(item),
                          .value = describe_value(item, "value"),
                          .phrase = describe_phrase(item, "phrase")};
  expected.texts = describe_texts(arena, item, "texts", &expected.text_count);
  return expected;
}

static TestCustomer customer_from(Arena *arena, const json_t *item) {
  const json_t *events = json_object_get(item, "events"), *expect = json_object_get(item, "expect");
  TestCustomer customer = {.at = describe_at(item),
                           .event_count = json_array_size(events),
                           .expected_count = json_array_size(expect)};
  customer.given = cells_from(arena, json_object_get(item, "given"), &customer.given_count);
  customer.events = arena_array(arena, customer.event_count, sizeof *customer.events);
  for (size_t i = 0; i < customer.event_count; i++)
    customer.events[i] = events_from(arena, json_array_get(events, i));
  customer.expected = arena_array(arena, customer.expected_count, sizeof *customer.expected);
  for (size_t i = 0; i < customer.expected_count; i++)
    customer.expected[i] = expectation_from(arena, json_array_get(expect, i));
  return customer;
}

static Test test_from(Arena *arena, const json_t *item) {
  const json_t *customers = json_object_get(item, "customers");
  Test test = {.name = describe_text(item, "name"),
               .at = describe_at(item),
               .customer_count = json_array_size(customers)};
  date_from_iso(describe_text(item, "as_of"), &test.as_of);
  test.customers = arena_array(arena, test.customer_count, sizeof *test.customers);
  for (size_t i = 0; i < test.customer_count; i++)
    test.customers[i] = customer_from(arena, json_array_get(customers, i));
  return test;
}

/* --- the files ------------------------------------------------------------------- */

enum { ENDING = 9 /* "_test.lua" */ };

bool tests_is_file(const char *path) {
  const char *name = file_name(path);
  size_t length = strlen(name);
  return length > ENDING && strcmp(name + length - ENDING, "_test.lua") == 0;
}

const char *tests_policy(Arena *arena, const char *path) {
  size_t length = strlen(path);
  char *own = arena_format(arena, "%.*s.lua", (int)(length > ENDING ? length - ENDING : 0), path);
  if (file_exists(own))
    return own;
  const char *folder = file_parent(arena, path);
  return strcmp(folder, ".") == 0 && !strchr(path, '/') ? "policy.lua"
                                                        : file_join(arena, folder, "policy.lua");
}

static void drop_json(void *json) {
  json_decref(json);
}

TestFile *tests_load(Arena *arena, const char *path, JailLimits limits, Error *error) {
  Policy files = {0};
  Text text;
  if (!load_files(arena, path, &files, error))
    return NULL;
  PolicySource source = {.files = files.files, .file_count = files.file_count, .script = "tests"};
  if (!worker_describe(arena, &source, limits, &text, error))
    return NULL;
  json_t *json = json_loadb(text.bytes, text.length, JSON_ALLOW_NUL, NULL);
  if (!json) {
    error_set(error, ERROR_INTERNAL, "the description of the tests \"%s\" could not be read", path);
    return NULL;
  }
  arena_finally(arena, drop_json, json);
  const json_t *list = json_object_get(json, "tests");
  TestFile *file = arena_new(arena, sizeof *file);
  *file = (TestFile){
      .path = path, .policy = tests_policy(arena, path), .test_count = json_array_size(list)};
  file->tests = arena_array(arena, file->test_count, sizeof *file->tests);
  for (size_t i = 0; i < file->test_count; i++)
    file->tests[i] = test_from(arena, json_array_get(list, i));
  return file;
}
