/* One table in every dialect: delimiter, line end, encoding, decimal mark, date
 * order. Whatever the writing, the same typed table. */
#include <check.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "table/table.h"

enum { ROWS = 40 };

typedef struct Writing {
  char delimiter;
  const char *line_end, *encoding;
  char decimal;
  const char *date; /* printf with year, month, day by place */
} Writing;

static void put_cell(Buffer *out, const Writing *writing, const char *cell) {
  bool quoted = strchr(cell, writing->delimiter) || strchr(cell, '"');
  if (quoted)
    buffer_byte(out, '"');
  for (; *cell; cell++) {
    if (*cell == '"')
      buffer_byte(out, '"');
    buffer_byte(out, *cell);
  }
  if (quoted)
    buffer_byte(out, '"');
}

static const char *const names[] = {"Café de Wereld", "Jansen, P.", "a \"quiet\" one", "x;y|z",
                                    "€ 5"};

static void put_row(Buffer *out, const Writing *writing, int row) {
  char cell[64];
  char between[] = {writing->delimiter, '\0'};
  buffer_format(out, "%d%s", 100 + row, between);
  put_cell(out, writing, names[row % 5]);
  snprintf(cell, sizeof cell, "%s%d%c%02d", row % 2 ? "-" : "", row * 3, writing->decimal, row);
  if (row == 7)
    snprintf(cell, sizeof cell, "1%c234%c5", writing->decimal == ',' ? '.' : ',', writing->decimal);
  buffer_string(out, between);
  put_cell(out, writing, cell);
  snprintf(cell, sizeof cell, writing->date, 2000 + row, 1 + row % 12, 1 + row % 28);
  buffer_format(out, "%s%s%s%s%s", between, cell, between, row % 3 ? "ja" : "nee",
                writing->line_end);
}

static void encode(Buffer *out, Text text, const char *encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  char *from = (char *)(uintptr_t)text.bytes;
  size_t left = text.length;
  buffer_reserve(out, text.length * 4);
  char *to = out->bytes + out->length;
  size_t room = text.length * 4;
  ck_assert_uint_eq(iconv(converter, &from, &left, &to, &room), 0);
  out->length = (size_t)(to - out->bytes);
  iconv_close(converter);
}

static void write_table(const char *path, const Writing *writing) {
  Buffer text = {0}, file = {0};
  Error error = {0};
  if (strcmp(writing->encoding, "UTF-8 with BOM") == 0)
    buffer_string(&file, "\xEF\xBB\xBF");
  else if (strcmp(writing->encoding, "UTF-16LE") == 0)
    buffer_append(&file, "\xFF\xFE", 2);
  else if (strcmp(writing->encoding, "UTF-16BE") == 0)
    buffer_append(&file, "\xFE\xFF", 2);
  buffer_format(&text, "id%cname%camount%cday%canswer%s", writing->delimiter, writing->delimiter,
                writing->delimiter, writing->delimiter, writing->line_end);
  for (int row = 0; row < ROWS; row++)
    put_row(&text, writing, row);
  bool as_is = strncmp(writing->encoding, "UTF-8", 5) == 0;
  encode(&file, buffer_view(&text),
         as_is                         ? "UTF-8"
         : writing->encoding[0] == 'W' ? "CP1252"
                                       : writing->encoding);
  ck_assert(file_put(path, buffer_view(&file), &error));
  buffer_free(&text);
  buffer_free(&file);
}

static void check_row(const Table *table, int row) {
  int32_t day;
  size_t at = (size_t)row;
  ck_assert(date_from_civil(2000 + row, 1 + row % 12, 1 + row % 28, &day));
  double amount;
  char digits[32];
  snprintf(digits, sizeof digits, "%s%d.%02d", row % 2 ? "-" : "", row * 3, row);
  amount = row == 7 ? 1234.5 : strtod(digits, NULL);
  ck_assert_int_eq(column_value(&table->columns[0], at).integer, 100 + row);
  ck_assert(text_equal(column_value(&table->columns[1], at).text, text_of(names[row % 5])));
  ck_assert_double_eq(column_value(&table->columns[2], at).decimal, amount);
  ck_assert_int_eq(column_value(&table->columns[3], at).days, day);
  ck_assert_int_eq(column_value(&table->columns[4], at).boolean, row % 3 != 0);
}

static void check_table(const char *path, const Writing *writing) {
  Error error = {0};
  ReadOptions options = {.key = TEXT("id")};
  write_table(path, writing);
  Table *table = table_read(path, &options, &error);
  ck_assert_msg(table, "%c %s %c %s: %ld: %s", writing->delimiter, writing->encoding,
                writing->decimal, writing->date, error.line, error.message);
  static const ColumnType types[] = {COLUMN_INTEGER, COLUMN_TEXT, COLUMN_DECIMAL, COLUMN_DATE,
                                     COLUMN_BOOLEAN};
  ck_assert_uint_eq(table->column_count, 5);
  ck_assert_uint_eq(table->rows, ROWS);
  for (int i = 0; i < 5; i++)
    ck_assert_int_eq(table->columns[i].type, types[i]);
  for (int row = 0; row < ROWS; row++)
    check_row(table, row);
  ck_assert_int_eq(table->delimiter, writing->delimiter);
  ck_assert_int_eq(table->decimal, writing->decimal);
  ck_assert_str_eq(table->encoding, writing->encoding);
  ck_assert_str_eq(table->newline, strlen(writing->line_end) == 2 ? "CRLF"
                                   : writing->line_end[0] == '\n' ? "LF"
                                                                  : "CR");
  ck_assert_uint_eq(table->assumption_count, writing->encoding[0] == 'W');
  table_drop(table);
}

START_TEST(every_dialect_gives_the_same_table) {
  static const char *const line_ends[] = {"\n", "\r\n", "\r"};
  static const char *const encodings[] = {"UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE",
                                          "Windows-1252"};
  static const char *const dates[] = {"%1$d-%2$02d-%3$02d", "%3$02d-%2$02d-%1$d", "%3$d/%2$d/%1$d",
                                      "%2$02d/%3$02d/%1$d"};
  char folder[] = "/tmp/helder-matrix-XXXXXX", path[64];
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/guests.csv", folder);
  for (const char *delimiter = ",;\t|"; *delimiter; delimiter++)
    for (int end = 0; end < 3; end++)
      for (int encoding = 0; encoding < 5; encoding++)
        for (int mark = 0; mark < 2; mark++)
          for (int date = 0; date < 4; date++)
            check_table(path, &(Writing){*delimiter, line_ends[end], encodings[encoding],
                                         ".,"[mark], dates[date]});
  file_folder_remove(folder);
}
END_TEST

Suite *table_matrix_suite(void);
Suite *table_matrix_suite(void) {
  Suite *suite = suite_create("table_matrix");
  TCase *tests = tcase_create("matrix");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, every_dialect_gives_the_same_table);
  suite_add_tcase(suite, tests);
  return suite;
}
