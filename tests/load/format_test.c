#include <check.h>
#include <stdlib.h>

#include "base/date.h"
#include "load/format.h"

START_TEST(integers_are_plain_digits) {
  int64_t number;
  ck_assert(format_integer(TEXT("0"), &number) && number == 0);
  ck_assert(format_integer(TEXT("-12"), &number) && number == -12);
  ck_assert(format_integer(TEXT("999999999999999999"), &number) && number == 999999999999999999);
  ck_assert(!format_integer(TEXT("1000000000000000000"), &number)); /* 19 digits */
  ck_assert(!format_integer(TEXT("007"), &number));
  ck_assert(!format_integer(TEXT("+31"), &number));
  ck_assert(!format_integer(TEXT("-"), &number));
  ck_assert(!format_integer(TEXT("-0"), &number));
  ck_assert(!format_integer(TEXT(""), &number));
  ck_assert(!format_integer(TEXT("12a"), &number));
}
END_TEST

START_TEST(decimals_are_read_as_the_library_reads_them) {
  static const char *const texts[] = {"0.1",     "12.5",
                                      "-0.07",   "123456789012.345",
                                      ".5",      "1e-05",
                                      "1.5E+10", "0.30000000000000004",
                                      "-0",      "9007199254740993.0",
                                      "1999.95", "0"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    double number;
    ck_assert_msg(format_decimal(text_of(texts[i]), '.', &number), "%s", texts[i]);
    ck_assert_msg(number == strtod(texts[i], NULL), "%s gives %.17g", texts[i], number);
  }
}
END_TEST

START_TEST(decimal_marks_and_thousands) {
  double number;
  int64_t whole;
  ck_assert(format_decimal(TEXT("1.234,56"), ',', &number) && number == 1234.56);
  ck_assert(format_decimal(TEXT("1,234.56"), '.', &number) && number == 1234.56);
  ck_assert(format_decimal(TEXT(" 12,5 "), ',', &number) && number == 12.5);
  ck_assert(!format_decimal(TEXT("1.23.4,5"), ',', &number));
  ck_assert(!format_decimal(TEXT("12."), '.', &number));
  ck_assert(!format_decimal(TEXT("1e999"), '.', &number));
  ck_assert(format_grouped(TEXT("-1.234.567"), ',', &whole) && whole == -1234567);
  ck_assert(!format_grouped(TEXT("1.2345"), ',', &whole));
  ck_assert(!format_grouped(TEXT("0.123"), ',', &whole));
}
END_TEST

START_TEST(a_cell_may_fit_several_formats) {
  const uint32_t dots = format_of(TEXT("1.234"));
  ck_assert(dots & FORMAT_INTEGER_DOTS && dots & FORMAT_DECIMAL_POINT);
  ck_assert(!(dots & (FORMAT_INTEGER | FORMAT_INTEGER_COMMAS)));
  ck_assert_uint_eq(format_of(TEXT("12")), FORMAT_NUMBERS | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("1")), FORMAT_NUMBERS | FORMAT_BIT | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("Nee")), FORMAT_WORD | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("03-04-2026")), FORMAT_DMY | FORMAT_MDY | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("13/04/2026")), FORMAT_DMY | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("4/13/2026")), FORMAT_MDY | FORMAT_TEXT);
  ck_assert_uint_eq(format_of(TEXT("  ")), FORMAT_ALL);
  static const char *const texts[] = {"0612345678", "+31612345678", "1234567890123456789",
                                      "12%",        "1 000",        "0x10",
                                      "12E3",       "31-02-2026",   "1-2/2026",
                                      "nan",        "inf"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    ck_assert_msg(format_of(text_of(texts[i])) == FORMAT_TEXT, "%s", texts[i]);
}
END_TEST

START_TEST(dates_and_booleans) {
  int32_t days, same;
  bool answer;
  ck_assert(date_from_civil(2026, 5, 21, &same));
  ck_assert(format_date(TEXT("2026-05-21"), FORMAT_ISO, &days) && days == same);
  ck_assert(format_date(TEXT("21-5-2026"), FORMAT_DMY, &days) && days == same);
  ck_assert(format_date(TEXT("05/21/2026"), FORMAT_MDY, &days) && days == same);
  ck_assert(!format_date(TEXT("05/21/2026"), FORMAT_DMY, &days));
  ck_assert(!format_date(TEXT("21-05-26"), FORMAT_DMY, &days));
  ck_assert(format_boolean(TEXT("JA"), &answer) && answer);
  ck_assert(format_boolean(TEXT("false "), &answer) && !answer);
  ck_assert(!format_boolean(TEXT("yess"), &answer));
}
END_TEST

Suite *load_format_suite(void);
Suite *load_format_suite(void) {
  Suite *suite = suite_create("load_format");
  TCase *tests = tcase_create("format");
  tcase_add_test(tests, integers_are_plain_digits);
  tcase_add_test(tests, decimals_are_read_as_the_library_reads_them);
  tcase_add_test(tests, decimal_marks_and_thousands);
  tcase_add_test(tests, a_cell_may_fit_several_formats);
  tcase_add_test(tests, dates_and_booleans);
  suite_add_tcase(suite, tests);
  return suite;
}
