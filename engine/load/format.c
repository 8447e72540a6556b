#include "load/format.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "base/date.h"

enum { MOST_DIGITS = 18, LONGEST_NUMBER = 320 };

static inline bool is_digit(char byte) {
  return (unsigned char)(byte - '0') < 10;
}

/* Most cells have no white space at either end. */
static inline Text trimmed(Text cell) {
  if (cell.length && (unsigned char)cell.bytes[0] > ' ' && (unsigned char)cell.bytes[0] < 0x80) {
    unsigned char last = (unsigned char)cell.bytes[cell.length - 1];
    if (last > ' ' && last < 0x80)
      return cell;
  }
  return text_trim(cell);
}

bool format_integer(Text cell, int64_t *number) {
  const char *at = cell.bytes, *end = cell.bytes + cell.length;
  bool negative = at < end && *at == '-';
  at += negative;
  size_t digits = (size_t)(end - at);
  if (digits - 1 >= MOST_DIGITS || (*at == '0' && (digits > 1 || negative)))
    return false;
  int64_t sum = 0;
  for (; at < end; at++) {
    if (!is_digit(*at))
      return false;
    sum = sum * 10 + (*at - '0');
  }
  *number = negative ? -sum : sum;
  return true;
}

/* --- the shape of a number with marks ---------------------------------------- */

typedef struct Shape {
  bool fits, whole; /* whole: no decimal mark, no exponent */
  bool grouped;     /* with thousands marks */
} Shape;

/* Passes over the digits before the decimal mark; NULL when they are no number. */
static const char *whole_part(const char *at, const char *end, char thousands, bool *grouped) {
  const char *start = at;
  size_t digits = 0, group = 0;
  for (; at < end && (is_digit(*at) || *at == thousands); at++) {
    if (is_digit(*at)) {
      digits++, group++;
    } else {
      if (group == 0 || group > 3 || (*grouped && group != 3) || *start == '0')
        return NULL;
      *grouped = true, group = 0;
    }
  }
  if (digits > MOST_DIGITS || (*grouped && group != 3) || (digits > 1 && *start == '0'))
    return NULL;
  return at;
}

/* An exponent always has its sign (1e-05, 1.5E+10): 12E3 is a code. */
static const char *exponent_part(const char *at, const char *end) {
  if (end - at < 3 || (*at != 'e' && *at != 'E') || (at[1] != '+' && at[1] != '-'))
    return at;
  const char *digits = at + 2;
  while (digits < end && is_digit(*digits))
    digits++;
  return digits - at > 2 && digits - at <= 5 ? digits : at;
}

static Shape shape_of(Text text, char mark) {
  Shape shape = {false, false, false};
  const char *at = text.bytes, *end = text.bytes + text.length;
  if (at < end && *at == '-')
    at++;
  if (text.length > LONGEST_NUMBER || at == end)
    return shape;
  const char *start = at;
  at = whole_part(at, end, mark == '.' ? ',' : '.', &shape.grouped);
  if (!at)
    return shape;
  bool has_whole = at > start, has_part = false;
  shape.whole = has_whole;
  if (at < end && *at == mark) {
    shape.whole = false;
    for (at++; at < end && is_digit(*at); at++)
      has_part = true;
    if (!has_part)
      return shape;
  }
  const char *after = exponent_part(at, end);
  shape.whole = shape.whole && after == at;
  shape.fits = after == end && (has_whole || has_part);
  return shape;
}

static uint32_t number_formats(Text text) {
  Shape point = shape_of(text, '.'), comma = shape_of(text, ',');
  uint32_t formats = 0;
  bool minus_zero = text_equal(text, TEXT("-0"));
  if (point.fits)
    formats |= FORMAT_DECIMAL_POINT | (point.whole && !minus_zero ? FORMAT_INTEGER_COMMAS : 0);
  if (comma.fits)
    formats |= FORMAT_DECIMAL_COMMA | (comma.whole && !minus_zero ? FORMAT_INTEGER_DOTS : 0);
  if ((formats & FORMAT_INTEGER_COMMAS) && (formats & FORMAT_INTEGER_DOTS))
    formats |= FORMAT_INTEGER;
  if (text.length == 1 && (text.bytes[0] == '0' || text.bytes[0] == '1'))
    formats |= FORMAT_BIT;
  return formats;
}

bool format_grouped(Text cell, char mark, int64_t *number) {
  cell = trimmed(cell);
  Shape shape = shape_of(cell, mark);
  if (!shape.fits || !shape.whole)
    return false;
  int64_t sum = 0;
  for (size_t i = 0; i < cell.length; i++)
    if (is_digit(cell.bytes[i]))
      sum = sum * 10 + (cell.bytes[i] - '0');
  *number = cell.bytes[0] == '-' ? -sum : sum;
  return true;
}

static bool decimal_by_library(Text cell, char mark, double *number) {
  char plain[LONGEST_NUMBER + 1];
  size_t length = 0;
  cell = trimmed(cell);
  if (!shape_of(cell, mark).fits)
    return false;
  char thousands = mark == '.' ? ',' : '.';
  for (size_t i = 0; i < cell.length; i++)
    if (cell.bytes[i] != thousands)
      plain[length++] = cell.bytes[i] == mark ? '.' : cell.bytes[i];
  plain[length] = '\0';
  *number = strtod(plain, NULL);
  return isfinite(*number);
}

/* Up to 15 digits are an exact double, and so is a power of ten up to 22: their
 * quotient is rounded once, as reading the text is. The rest is strtod's. */
bool format_decimal(Text cell, char mark, double *number) {
  static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char *at = cell.bytes, *end = cell.bytes + cell.length;
  bool negative = at < end && *at == '-';
  at += negative;
  const char *start = at;
  if (end - at > 16 || at == end || (*at == '0' && end - at > 1 && at[1] != mark))
    return decimal_by_library(cell, mark, number);
  int64_t sum = 0;
  for (; at < end && is_digit(*at); at++)
    sum = sum * 10 + (*at - '0');
  ptrdiff_t whole = at - start, part = 0;
  if (at < end && *at == mark) {
    for (at++; at < end && is_digit(*at); at++, part++)
      sum = sum * 10 + (*at - '0');
    if (!part)
      return false;
  }
  if (at < end || !whole || whole + part > 15)
    return decimal_by_library(cell, mark, number);
  double answer = (double)sum / powers[part];
  *number = negative ? -answer : answer;
  return true;
}

/* --- dates and booleans ------------------------------------------------------- */

/* One or two digits. */
static bool small_number(const char **at, const char *end, int *number) {
  if (*at == end || !is_digit(**at))
    return false;
  *number = *(*at)++ - '0';
  if (*at < end && is_digit(**at))
    *number = *number * 10 + (*(*at)++ - '0');
  return true;
}

/* first-second-year, with - or / (the same twice). */
static bool date_parts(Text text, int *first, int *second, int *year) {
  const char *at = text.bytes, *end = text.bytes + text.length;
  if (text.length < 8 || text.length > 10 || !small_number(&at, end, first) || at == end)
    return false;
  char between = *at++;
  if ((between != '-' && between != '/') || !small_number(&at, end, second) || end - at != 5 ||
      *at++ != between)
    return false;
  *year = 0;
  for (; at < end; at++) {
    if (!is_digit(*at))
      return false;
    *year = *year * 10 + (*at - '0');
  }
  return true;
}

bool format_date(Text cell, uint32_t format, int32_t *days) {
  int first, second, year;
  if (format == FORMAT_ISO)
    return date_from_iso(cell, days) || date_from_iso(trimmed(cell), days);
  if (!date_parts(trimmed(cell), &first, &second, &year))
    return false;
  return format == FORMAT_DMY ? date_from_civil(year, second, first, days)
                              : date_from_civil(year, first, second, days);
}

static uint32_t date_formats(Text text) {
  uint32_t formats = 0;
  int32_t days;
  if (format_date(text, FORMAT_ISO, &days))
    return FORMAT_ISO;
  if (format_date(text, FORMAT_DMY, &days))
    formats |= FORMAT_DMY;
  if (format_date(text, FORMAT_MDY, &days))
    formats |= FORMAT_MDY;
  return formats;
}

static bool word_is(Text text, const char *word) {
  return text.length == strlen(word) && strncasecmp(text.bytes, word, text.length) == 0;
}

bool format_boolean(Text cell, bool *answer) {
  Text text = trimmed(cell);
  if (text.length < 1 || text.length > 5)
    return false;
  if (word_is(text, "true") || word_is(text, "yes") || word_is(text, "ja") || word_is(text, "1"))
    *answer = true;
  else if (word_is(text, "false") || word_is(text, "no") || word_is(text, "nee") ||
           word_is(text, "0"))
    *answer = false;
  else
    return false;
  return true;
}

uint32_t format_of(Text cell) {
  Text text = trimmed(cell);
  bool answer;
  if (!text.length)
    return FORMAT_ALL;
  char first = text.bytes[0];
  if (is_digit(first) || first == '-' || first == '.' || first == ',')
    return FORMAT_TEXT | number_formats(text) | date_formats(text);
  return FORMAT_TEXT | (format_boolean(text, &answer) ? FORMAT_WORD : 0);
}
