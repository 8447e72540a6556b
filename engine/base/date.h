/* Calendar days: a date is the number of days since 1970-01-01 (proleptic
 * Gregorian), from 0001-01-01 to 9999-12-31. No time of day, no zone.
 * Algorithm: days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (public domain). All calls cost constant time. */
#ifndef HELDER_BASE_DATE_H
#define HELDER_BASE_DATE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { DATE_ISO_LENGTH = 10 };

/* False when there is no such day (month 13, 31 April, year 0 or 10000). */
bool date_from_civil(int year, int month, int day, int32_t *days);
void date_to_civil(int32_t days, int *year, int *month, int *day);

/* Exactly "YYYY-MM-DD". */
bool date_from_iso(Text text, int32_t *days);

/* Writes ten bytes "YYYY-MM-DD", no NUL. */
void date_to_iso(int32_t days, char *out);

/* The same day `months` later (or earlier); the last day of the month when it has
 * no such day: 31 January + 1 month = 28 or 29 February. Kept within the range. */
int32_t date_add_months(int32_t days, int months);

/* Today by the machine's clock, in local time: the default of --as-of only. */
int32_t date_today(void);
#endif
