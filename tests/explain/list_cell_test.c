/* Cells for spreadsheets: no text is a formula, no number is changed. */
#include "explain/list_cell.h"

#include <check.h>
#include <csv.h>
#include <math.h>
#include <stdio.h>

#include "base/file.h"

static void assert_cell(void (*put)(Buffer *, Text, ListForm), const char *text, ListForm form,
                        const char *want) {
  Buffer out = {0};
  put(&out, text_of(text), form);
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, want);
  buffer_free(&out);
}

START_TEST(texts_that_are_formulas_get_an_apostrophe) {
  static const char *const cases[][2] = {{"=1+1", "'=1+1"},
                                         {"+31 20", "'+31 20"},
                                         {"-1", "'-1"},
                                         {"@x", "'@x"},
                                         {"\tx", "'\tx"},
                                         {"\rx", "\"'\rx\""},
                                         {"=\"a\",b", "\"'=\"\"a\"\",b\""},
                                         {"plain", "plain"},
                                         {"a=b", "a=b"},
                                         {"", ""},
                                         {"a,b", "\"a,b\""},
                                         {" x", "\" x\""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_cell(list_cell_text, cases[i][0], LIST_CSV, cases[i][1]);
}
END_TEST

START_TEST(digits_survive_excel) {
  assert_cell(list_cell_text, "0123", LIST_CSV_NL, "\"=\"\"0123\"\"\"");
  assert_cell(list_cell_text, "1234567890123456", LIST_CSV_NL, "\"=\"\"1234567890123456\"\"\"");
  assert_cell(list_cell_text, "123", LIST_CSV_NL, "123");
  assert_cell(list_cell_text, "0123", LIST_CSV, "0123");
  assert_cell(list_cell_text, "a;b", LIST_CSV_NL, "\"a;b\"");
  assert_cell(list_cell_key, "-17", LIST_CSV, "-17");
  assert_cell(list_cell_key, "-17a", LIST_CSV, "'-17a");
  assert_cell(list_cell_key, "007", LIST_CSV_NL, "\"=\"\"007\"\"\"");
  assert_cell(list_cell_key, "-", LIST_CSV, "'-");
}
END_TEST

static void assert_value(json_t *value, ListForm form, const char *want) {
  Buffer out = {0};
  list_cell_value(&out, value, form);
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes, want);
  buffer_free(&out);
  json_decref(value);
}

START_TEST(numbers_are_numbers) {
  assert_value(json_integer(-5), LIST_CSV, "-5");
  assert_value(json_real(-0.5), LIST_CSV, "-0.5");
  assert_value(json_real(1234.5), LIST_CSV_NL, "1234,5");
  assert_value(json_true(), LIST_CSV, "true");
  assert_value(json_false(), LIST_CSV_NL, "nee");
  assert_value(json_pack("{s:s}", "decimal", "-inf"), LIST_CSV, "'-inf");
  assert_value(NULL, LIST_CSV, "");
}
END_TEST

typedef struct Parsed {
  Buffer cell;
  size_t cells, rows;
} Parsed;

static void on_cell(void *bytes, size_t length, void *context) {
  Parsed *parsed = context;
  buffer_append(&parsed->cell, bytes, length);
  parsed->cells++;
}

static void on_row(int end, void *context) {
  (void)end;
  ((Parsed *)context)->rows++;
}

/* Written, and read by libcsv again: one cell, the text itself or behind an apostrophe. */
static void check_round_trip(Text text, ListForm form) {
  struct csv_parser parser;
  Parsed parsed = {.rows = 0};
  Buffer out = {0};
  list_cell_text(&out, text, form);
  buffer_string(&out, form == LIST_CSV_NL ? ";x\r\n" : ",x\n");
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim(&parser, form == LIST_CSV_NL ? ';' : ',');
  ck_assert_uint_eq(csv_parse(&parser, out.bytes, out.length, on_cell, on_row, &parsed),
                    out.length);
  csv_fini(&parser, on_cell, on_row, &parsed);
  csv_free(&parser);
  ck_assert_uint_eq(parsed.cells, 2);
  ck_assert_uint_eq(parsed.rows, 1);
  Text cell = {parsed.cell.bytes, parsed.cell.length - 1};
  bool formula = text.length && strchr("=+-@\t\r", text.bytes[0]);
  if (formula)
    ck_assert_int_eq(cell.bytes[0], '\'');
  Text inside = {cell.bytes + formula, cell.length - formula};
  if (!(cell.length > 2 && cell.bytes[0] == '=' && form == LIST_CSV_NL))
    ck_assert(text_equal(inside, text));
  buffer_free(&parsed.cell);
  buffer_free(&out);
}

START_TEST(naughty_strings_come_back) {
  static const char path[] = "../shared/data/naughty_strings/blns.json";
  if (!file_exists(path)) {
    puts("skipped: no ../shared/data");
    return;
  }
  json_t *list = json_load_file(path, JSON_ALLOW_NUL, NULL), *item;
  size_t i;
  ck_assert_uint_ge(json_array_size(list), 400);
  json_array_foreach(list, i, item) {
    Text text = {json_string_value(item), json_string_length(item)};
    if (text.length == 0 || memchr(text.bytes, '\0', text.length))
      continue;
    check_round_trip(text, LIST_CSV);
    check_round_trip(text, LIST_CSV_NL);
  }
  json_decref(list);
}
END_TEST

Suite *explain_list_cell_suite(void) {
  Suite *suite = suite_create("explain_list_cell");
  TCase *tests = tcase_create("list_cell");
  tcase_add_test(tests, texts_that_are_formulas_get_an_apostrophe);
  tcase_add_test(tests, digits_survive_excel);
  tcase_add_test(tests, numbers_are_numbers);
  tcase_add_test(tests, naughty_strings_come_back);
  suite_add_tcase(suite, tests);
  return suite;
}
