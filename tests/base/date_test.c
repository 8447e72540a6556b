#include <check.h>

#include "base/date.h"

START_TEST(every_day_reads_back) {
  int year = 1, month = 1, day = 1;
  int32_t first, last, days;
  ck_assert(date_from_civil(1, 1, 1, &first) && date_from_civil(9999, 12, 31, &last));
  char iso[DATE_ISO_LENGTH];
  for (int32_t at = first; at <= last; at++) {
    int y, m, d;
    date_to_civil(at, &y, &m, &d);
    if (y != year || m != month || d != day)
      ck_abort_msg("%d is %d-%d-%d, not %d-%d-%d", at, y, m, d, year, month, day);
    date_to_iso(at, iso);
    if (!date_from_iso((Text){iso, DATE_ISO_LENGTH}, &days) || days != at)
      ck_abort_msg("%.10s", iso);
    day++;
    if (!date_from_civil(year, month, day, &days))
      day = 1, month++;
    if (month == 13)
      month = 1, year++;
  }
}
END_TEST

START_TEST(no_such_day_is_refused) {
  int32_t days;
  const char *wrong[] = {"2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-01",
                         "2026-04-31", "2026/04/30", "26-04-30",   "2026-04-3x"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    ck_assert_msg(!date_from_iso(text_of(wrong[i]), &days), "%s", wrong[i]);
  ck_assert(date_from_iso(TEXT("2024-02-29"), &days));
  ck_assert(date_from_iso(TEXT("1970-01-01"), &days) && days == 0);
}
END_TEST

static void after(const char *from, int months, const char *to) {
  int32_t days;
  char iso[DATE_ISO_LENGTH + 1] = {0};
  ck_assert(date_from_iso(text_of(from), &days));
  date_to_iso(date_add_months(days, months), iso);
  ck_assert_str_eq(iso, to);
}

START_TEST(months_end_where_the_month_does) {
  after("2026-01-31", 1, "2026-02-28");
  after("2024-01-31", 1, "2024-02-29");
  after("2026-11-21", 12, "2027-11-21");
  after("2026-03-31", -1, "2026-02-28");
  after("2026-01-15", -13, "2024-12-15");
  after("9999-12-01", 5, "9999-12-31");
}
END_TEST

Suite *base_date_suite(void);
Suite *base_date_suite(void) {
  Suite *suite = suite_create("base_date");
  TCase *tests = tcase_create("date");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, every_day_reads_back);
  tcase_add_test(tests, no_such_day_is_refused);
  tcase_add_test(tests, months_end_where_the_month_does);
  suite_add_tcase(suite, tests);
  return suite;
}
