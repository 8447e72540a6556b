#include "base/date.h"

#include <time.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01, 9999-12-31 */

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

bool date_from_civil(int year, int month, int day, int32_t *days) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month))
    return false;
  int shifted = year - (month <= 2);
  int era = shifted / 400;
  int of_era = shifted - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  *days = era * 146097 + day_of_era - 719468;
  return true;
}

void date_to_civil(int32_t days, int *year, int *month, int *day) {
  int shifted = days + 719468;
  int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = shifted - era * 146097;
  int of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
  int shifted_month = (5 * of_year + 2) / 153;
  *day = of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month + (shifted_month < 10 ? 3 : -9);
  *year = of_era + era * 400 + (*month <= 2);
}

/* `count` digits from `at`, or -1. */
static int digits(const char *at, int count) {
  int number = 0;
  for (int i = 0; i < count; i++) {
    if (at[i] < '0' || at[i] > '9')
      return -1;
    number = number * 10 + (at[i] - '0');
  }
  return number;
}

bool date_from_iso(Text text, int32_t *days) {
  if (text.length != DATE_ISO_LENGTH || text.bytes[4] != '-' || text.bytes[7] != '-')
    return false;
  int year = digits(text.bytes, 4), month = digits(text.bytes + 5, 2);
  int day = digits(text.bytes + 8, 2);
  return year > 0 && month > 0 && day > 0 && date_from_civil(year, month, day, days);
}

static void put_digits(char *out, int number, int count) {
  while (count-- > 0) {
    out[count] = (char)('0' + number % 10);
    number /= 10;
  }
}

void date_to_iso(int32_t days, char *out) {
  int year, month, day;
  date_to_civil(days, &year, &month, &day);
  put_digits(out, year, 4);
  put_digits(out + 5, month, 2);
  put_digits(out + 8, day, 2);
  out[4] = out[7] = '-';
}

int32_t date_add_months(int32_t days, int months) {
  int year, month, day;
  date_to_civil(days, &year, &month, &day);
  int64_t total = (int64_t)year * 12 + (month - 1) + months;
  if (total < 12)
    return FIRST_DAY;
  if (total >= 10000 * 12)
    return LAST_DAY;
  year = (int)(total / 12), month = (int)(total % 12) + 1;
  int last = days_in_month(year, month);
  int32_t answer = 0;
  date_from_civil(year, month, day < last ? day : last, &answer);
  return answer;
}

int32_t date_today(void) {
  time_t now = time(NULL);
  struct tm local;
  int32_t days = 0;
  if (localtime_r(&now, &local))
    date_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &days);
  return days;
}
