/* Two tables that must be the same, byte for byte: columns, keys, facts, assumptions, rows
 * set aside; and two errors. For tests that read a file in two ways. */
#ifndef HELDER_TESTS_TABLE_SAME_TABLE_H
#define HELDER_TESTS_TABLE_SAME_TABLE_H
/* A fuzzer says in its own words what a difference is. */
#ifndef ck_assert_msg
#include <check.h>
#endif
#include <stdio.h>

#include "base/error.h"
#include "table/table.h"

static inline bool same_dictionary(const Dictionary *a, const Dictionary *b) {
  if (!a || !b)
    return a == b;
  if (dictionary_count(a) != dictionary_count(b))
    return false;
  for (uint32_t code = 0; code < dictionary_count(a); code++) {
    Text text = dictionary_text(a, code);
    uint32_t found;
    if (!text_equal(text, dictionary_text(b, code)) || !dictionary_find(b, text, &found) ||
        found != code)
      return false;
  }
  return true;
}

static inline bool same_column(const Column *a, const Column *b) {
  size_t words = (a->rows + 63) / 64;
  if (!text_equal(a->name, b->name) || a->type != b->type || a->width != b->width ||
      a->rows != b->rows || a->missing_count != b->missing_count || !a->missing != !b->missing)
    return false;
  if (a->rows && memcmp(a->cells, b->cells, a->rows * a->width) != 0)
    return false;
  if (a->missing && memcmp(a->missing, b->missing, words * sizeof *a->missing) != 0)
    return false;
  return same_dictionary(a->dictionary, b->dictionary);
}

static inline void same_keys(const Table *a, const Table *b, const char *what) {
  char one[24], other[24];
  ck_assert_msg(a->key == b->key, "%s: key", what);
  for (size_t row = 0; a->key != SIZE_MAX && row < a->rows; row++) {
    size_t found;
    Text key = table_key(a, row, one);
    ck_assert_msg(text_equal(key, table_key(b, row, other)), "%s: key %zu", what, row);
    ck_assert_msg(table_row(b, key, &found) && found == row, "%s: row of key %zu", what, row);
  }
}

static inline void same_notes(const Table *a, const Table *b, const char *what) {
  ck_assert_msg(a->assumption_count == b->assumption_count, "%s: %zu assumptions, %zu", what,
                a->assumption_count, b->assumption_count);
  for (size_t i = 0; i < a->assumption_count; i++)
    ck_assert_msg(text_equal(a->assumptions[i].text, b->assumptions[i].text) &&
                      text_equal(a->assumptions[i].field, b->assumptions[i].field),
                  "%s: assumed\n%.*s\n%.*s", what, TEXT_ARGS(a->assumptions[i].text),
                  TEXT_ARGS(b->assumptions[i].text));
  ck_assert_msg(a->rejected_count == b->rejected_count, "%s: set aside", what);
  for (size_t i = 0; i < a->rejected_count; i++)
    ck_assert_msg(a->rejected[i].line == b->rejected[i].line &&
                      text_equal(a->rejected[i].why, b->rejected[i].why) &&
                      text_equal(a->rejected[i].bytes, b->rejected[i].bytes),
                  "%s: row %zu set aside", what, i);
}

static inline void same_tables(const Table *a, const Table *b, const char *what) {
  ck_assert_msg(a->rows == b->rows && a->column_count == b->column_count, "%s: %zu rows, %zu", what,
                a->rows, b->rows);
  ck_assert_msg(text_equal(a->name, b->name) && strcmp(a->path, b->path) == 0, "%s: name", what);
  ck_assert_msg(a->bytes == b->bytes && strcmp(a->sha256, b->sha256) == 0, "%s: hash", what);
  ck_assert_msg(a->delimiter == b->delimiter && a->decimal == b->decimal &&
                    strcmp(a->encoding, b->encoding) == 0 && strcmp(a->newline, b->newline) == 0,
                "%s: dialect %c %c %s %s, %c %c %s %s", what, a->delimiter, a->decimal, a->encoding,
                a->newline, b->delimiter, b->decimal, b->encoding, b->newline);
  for (size_t i = 0; i < a->column_count; i++)
    ck_assert_msg(same_column(&a->columns[i], &b->columns[i]) &&
                      strcmp(table_column_writing(a, i), table_column_writing(b, i)) == 0,
                  "%s: column %zu, %s width %d and %s width %d", what, i,
                  column_type_name(a->columns[i].type), a->columns[i].width,
                  column_type_name(b->columns[i].type), b->columns[i].width);
  same_keys(a, b, what);
  same_notes(a, b, what);
}

static inline void same_errors(const Error *a, const Error *b, const char *what) {
  ck_assert_msg(a->kind == b->kind && a->line == b->line && a->column == b->column &&
                    strcmp(a->file, b->file) == 0 && strcmp(a->message, b->message) == 0 &&
                    strcmp(a->hint, b->hint) == 0,
                "%s:\n%ld:%ld %s\n%ld:%ld %s", what, a->line, a->column, a->message, b->line,
                b->column, b->message);
}
#endif
