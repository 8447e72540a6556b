/* Cells for spreadsheets: no text is a formula, no number is changed. */
#include "explain/list_cell.h"

#include <check.h>
#include <csv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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
  assert_cell(list_cell_key, "123", LIST_CSV_NL, "123");
  assert_cell(list_cell_text, "0123", LIST_CSV, "0123");
  assert_cell(list_cell_text, "a;b", LIST_CSV_NL, "\"a;b\"");
  assert_cell(list_cell_key, "-17", LIST_CSV, "-17");
  assert_cell(list_cell_key, "-17a", LIST_CSV, "'-17a");
  assert_cell(list_cell_key, "007", LIST_CSV_NL, "\"=\"\"007\"\"\"");
  assert_cell(list_cell_key, "-", LIST_CSV, "'-");
}
END_TEST

/* A text of which Dutch Excel makes something else stays a text; nothing else is touched. */
START_TEST(what_excel_would_convert_stays_text) {
  static const char *const taken[] = {
      /* numbers */
      "12", "0612345678", "1.5", "1,5", "1.234,56", "1e5", "1E-3", "1,5e+3", "(12)", "12-", " 12 ",
      "1234567890123456",
      "\xC2\xA0"
      "12",
      /* amounts and percentages */
      "12%", "% 12", "\xE2\x82\xAC 12,50", "12,50 \xE2\x82\xAC", "EUR 5", "$3",
      "\xC2\xA3"
      "4",
      /* dates, house numbers and fractions */
      "1-2", "12-14", "3/4", "1 1/2", "2026-11-21", "21-11-2026", "21.11.2026", "1/2/26", "1 jan",
      "jan 1", "5 mei 2026", "5-Mei-26", "MRT-26", "maart 2021", "sept 3", "12 october",
      "21-11-2026 10:30",
      /* times */
      "12:30", "1:02:03", "12:30,5", "7 am", "8 P", "10:30pm", "1234 AM",
      /* booleans and errors */
      "waar", "ONWAAR", "True", "false", " waar ", "#N/B", "#DEEL/0!", "#NAAM?"};
  static const char *const left[] = {"",
                                     "12a",
                                     "3-hoog",
                                     "1234 AB",
                                     "mei",
                                     "mei juni 5",
                                     "5 mei juni",
                                     "G-07",
                                     "1e",
                                     "e5",
                                     "e",
                                     "waarheid",
                                     "ja",
                                     "nee",
                                     "#1 keuze",
                                     "12 x 3",
                                     "1_2",
                                     "am",
                                     "a",
                                     "-",
                                     "12 stuks",
                                     "8am",
                                     "5 meiden",
                                     "1d5",
                                     "plain",
                                     "caf\xC3\xA9 1",
                                     "12\"",
                                     "eur",
                                     "\xE2\x82\xAC",
                                     "...",
                                     "1-2-a"};
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
    Buffer out = {0};
    buffer_format(&out, "\"=\"\"%s\"\"\"%c", taken[i], 0);
    assert_cell(list_cell_text, taken[i], LIST_CSV_NL, out.bytes);
    buffer_free(&out);
  }
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
    Buffer out = {0};
    list_cell_text(&out, text_of(left[i]), LIST_CSV_NL);
    ck_assert_msg(!out.length || !memchr(out.bytes, '=', out.length), "%s became %.*s", left[i],
                  (int)out.length, out.bytes);
    buffer_free(&out);
  }
  assert_cell(list_cell_text, "-5", LIST_CSV_NL, "'-5");
  assert_cell(list_cell_text, "+31 20 1234567", LIST_CSV_NL, "'+31 20 1234567");
  assert_cell(list_cell_text, "1-2", LIST_CSV, "1-2");
}
END_TEST

/* A text within a formula may have 255 signs. */
START_TEST(a_number_without_end_is_no_formula) {
  Buffer digits = {0};
  for (size_t i = 0; i < 256; i++)
    buffer_byte(&digits, '7');
  buffer_byte(&digits, '\0');
  Buffer want = {0};
  buffer_format(&want, "'%s%c", digits.bytes, 0);
  assert_cell(list_cell_text, digits.bytes, LIST_CSV_NL, want.bytes);
  buffer_free(&digits);
  buffer_free(&want);
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
  assert_value(json_string("2026-11-21"), LIST_CSV_NL, "\"=\"\"2026-11-21\"\"\"");
}
END_TEST

/* A date is to be a date; what stands there in its place is not trusted. */
START_TEST(dates_are_dates) {
  static const char *const cases[][2] = {{"2026-11-21", "2026-11-21"}, {"=1+1", "'=1+1"}};
  for (size_t i = 0; i < 2; i++) {
    Buffer out = {0};
    json_t *value = json_string(cases[i][0]);
    list_cell_date(&out, value, LIST_CSV_NL);
    buffer_byte(&out, '\0');
    ck_assert_str_eq(out.bytes, cases[i][1]);
    buffer_free(&out);
    json_decref(value);
  }
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
  if (cell.length && cell.bytes[0] == '=') /* nothing ends the text within the formula */
    ck_assert(!memchr(cell.bytes + 2, '"', cell.length - 3));
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
  tcase_add_test(tests, what_excel_would_convert_stays_text);
  tcase_add_test(tests, a_number_without_end_is_no_formula);
  tcase_add_test(tests, numbers_are_numbers);
  tcase_add_test(tests, dates_are_dates);
  tcase_add_test(tests, naughty_strings_come_back);
  suite_add_tcase(suite, tests);
  return suite;
}
