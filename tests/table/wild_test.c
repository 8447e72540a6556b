/* 967 odd CSV files, many broken on purpose: none crashes, none that libcsv alone
 * finds malformed is taken, and those named here end as a reader decided by eye.
 * build/csv_wild.txt lists every file: taken or refused, and why. */
#include <check.h>
#include <csv.h>
#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "../tests/load/shared.h"
#include "table/table.h"

#define WILD "../shared/data/csv_wild/"

static Buffer report;
static size_t files;

/* What libcsv alone says of a file: rows, and whether all have as many cells. */
typedef struct Alone {
  size_t cells, rows, wanted;
  bool ragged;
} Alone;

static void on_cell(void *bytes, size_t length, void *alone) {
  (void)bytes, (void)length;
  ((Alone *)alone)->cells++;
}

static void on_row(int end, void *context) {
  Alone *alone = context;
  (void)end;
  if (alone->rows++ == 0)
    alone->wanted = alone->cells;
  alone->ragged |= alone->cells != alone->wanted;
  alone->cells = 0;
}

static int no_space(unsigned char byte) {
  (void)byte;
  return 0;
}

static bool says_quotes_kept(const Table *table) {
  for (size_t i = 0; i < table->assumption_count; i++)
    if (strstr(table->assumptions[i].text.bytes, "a quote stands inside a cell"))
      return true;
  return false;
}

static void agrees_with_libcsv(const char *path, const Table *table) {
  Arena *arena = arena_make();
  Text bytes;
  Error error;
  Alone alone = {0};
  struct csv_parser parser;
  ck_assert(file_read(arena, path, &bytes, &error));
  if (bytes.length >= 3 && memcmp(bytes.bytes, "\xEF\xBB\xBF", 3) == 0)
    bytes.bytes += 3, bytes.length -= 3;
  /* quotes inside cells are kept, and said so; then only the loose reading is left */
  csv_init(&parser, says_quotes_kept(table) ? CSV_STRICT_FINI : CSV_STRICT | CSV_STRICT_FINI);
  csv_set_space_func(&parser, no_space);
  csv_set_delim(&parser, (unsigned char)table->delimiter);
  size_t done = csv_parse(&parser, bytes.bytes, bytes.length, on_cell, on_row, &alone);
  ck_assert_msg(done == bytes.length, "%s is malformed at byte %zu", path, done);
  ck_assert_msg(csv_fini(&parser, on_cell, on_row, &alone) == 0, "%s is unterminated", path);
  csv_free(&parser);
  ck_assert_msg(!alone.ragged, "%s is ragged", path);
  ck_assert_msg(alone.rows == table->rows + 1, "%s: %zu rows, libcsv %zu", path, table->rows,
                alone.rows - 1);
  ck_assert_msg(alone.wanted == table->column_count, "%s: columns", path);
  ck_assert_msg(!memchr(bytes.bytes, '\0', bytes.length), "%s has a NUL", path);
  arena_drop(arena);
}

static int one_file(const char *path, const struct stat *found, int kind, struct FTW *place) {
  (void)found, (void)place;
  if (kind != FTW_F)
    return 0;
  Error error = {0};
  Table *table = table_read(path, NULL, &error);
  const char *name = path + sizeof WILD - 1;
  files++;
  if (table) {
    buffer_format(&report, "taken    %s: %zu rows, %zu columns, %s\n", name, table->rows,
                  table->column_count, table->encoding);
    if (strncmp(table->encoding, "UTF-16", 6) != 0)
      agrees_with_libcsv(path, table);
  } else {
    ck_assert_msg(error.message[0] && error.file[0], "%s", path);
    buffer_format(&report, "refused  %s:%ld:%ld: %s\n", name, error.line, error.column,
                  error.message);
  }
  table_drop(table);
  const ReadOptions skip = {.skip_bad_rows = true};
  table_drop(table_read(path, &skip, &error));
  return 0;
}

START_TEST(nothing_malformed_is_taken_in_silence) {
  Error error = {0};
  if (shared_absent())
    return;
  ck_assert_int_eq(nftw("../shared/data/csv_wild", one_file, 16, FTW_PHYS), 0);
  ck_assert_uint_eq(files, 967);
  if (file_folder_ensure("build", &error))
    ck_assert(file_put("build/csv_wild.txt", buffer_view(&report), &error));
  buffer_free(&report);
}
END_TEST

typedef struct Verdict {
  const char *name, *why;
} Verdict;

START_TEST(broken_files_are_refused_for_the_right_reason) {
  static const Verdict verdicts[] = {
      {"test/unterminated.csv", "never closed"},
      {"multidelimiter/simple_unterminated_quote.csv", "never closed"},
      {"multidelimiter/unterminated_quote_multi_line.csv", "never closed"},
      {"multidelimiter/unterminated_escape.csv", "never closed"},
      {"multidelimiter/unterminated_quote_escape.csv", "never closed"},
      {"test/error_too_many.csv", "this row has 3 cells, the header has 2"},
      {"test/error_too_little.csv", "this row has 1 cell, the header has 2"},
      {"test/error_too_little_single.csv", "this row has 1 cell"},
      {"test/error_too_little_end_of_filled_chunk.csv", "this row has 1 cell"},
      {"error.csv", "this row has 3 cells"},
      {"evil_nullpadding.csv", "this row has 2 cells"},
      {"error/mid_null.csv", "this row has 6 cells"},
      {"comments/mid_line_invalid.csv", "this row has 2 cells"},
      {"comments/simple.csv", "this row has 2 cells"},
      {"nullbyte.csv", "NUL"},
      {"null_terminator.csv", "NUL"},
      {"nullterm.csv", "NUL"},
      {"bad_escape.csv", "follows the closing quote"},
      {"bad_csv_file_2047.csv", "follows the closing quote"},
      {"rejects/multiple_errors/unquoted_cast.csv", "follows the closing quote"},
      {"rejects/multiple_errors/unquoted_more.csv", "follows the closing quote"},
      {"error/json.csv", "inside a cell that does not begin"},
      {"error/mismatch/bad.csv", "has no name"},
      {"test/invalid_utf_complex.csv", "\"valid\" twice"},
      {"rejects/multiple_errors/invalid_utf_more.csv", "this row has 5 cells"},
  };
  if (shared_absent())
    return;
  for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
    char path[200];
    Error error = {0};
    snprintf(path, sizeof path, WILD "data/csv/%s", verdicts[i].name);
    ck_assert_msg(!table_read(path, NULL, &error), "%s was taken", path);
    ck_assert_msg(strstr(error.message, verdicts[i].why), "%s: %s", path, error.message);
    ck_assert_msg(error.line > 0 && error.column > 0, "%s: no place", path);
  }
}
END_TEST

/* Named broken, but only for a reader that knows the types: well-formed CSV. */
START_TEST(odd_but_well_formed_files_are_taken) {
  static const char *const names[] = {"error/csv_error.csv",
                                      "error/date.csv",
                                      "error/mixedtypes.csv",
                                      "error/quotednewlines.csv",
                                      "error/banklist.csv",
                                      "bad_date.csv",
                                      "auto/early_out_error.csv",
                                      "file_error.csv",
                                      "small_bad.csv",
                                      "test/error_invalid_type.csv",
                                      "thousands_separator/thousands_broken.csv"};
  if (shared_absent())
    return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char path[200];
    Error error = {0};
    snprintf(path, sizeof path, WILD "data/csv/%s", names[i]);
    Table *table = table_read(path, NULL, &error);
    ck_assert_msg(table, "%s: %s", path, error.message);
    table_drop(table);
  }
}
END_TEST

Suite *table_wild_suite(void);
Suite *table_wild_suite(void) {
  Suite *suite = suite_create("table_wild");
  TCase *tests = tcase_create("wild");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, nothing_malformed_is_taken_in_silence);
  tcase_add_test(tests, broken_files_are_refused_for_the_right_reason);
  tcase_add_test(tests, odd_but_well_formed_files_are_taken);
  suite_add_tcase(suite, tests);
  return suite;
}
