#include "policy/reason.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

/* --- numbers ------------------------------------------------------------------- */

static char thousands_mark(bool dutch) {
  return dutch ? '.' : ',';
}

static char decimal_mark(bool dutch) {
  return dutch ? ',' : '.';
}

static void append_grouped(Buffer *out, Text digits, bool dutch) {
  for (size_t i = 0; i < digits.length; i++) {
    if (i && (digits.length - i) % 3 == 0)
      buffer_byte(out, thousands_mark(dutch));
    buffer_byte(out, digits.bytes[i]);
  }
}

static void append_integer(Buffer *out, int64_t number, bool dutch) {
  char digits[24];
  uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  int length = snprintf(digits, sizeof digits, "%" PRIu64, size);
  if (number < 0)
    buffer_byte(out, '-');
  if (length == 4)
    buffer_append(out, digits, (size_t)length);
  else
    append_grouped(out, (Text){digits, (size_t)length}, dutch);
}

/* Two places, or for what is nearly nothing two digits: "1234.50", "0.0042". */
static void write_decimal(double number, char *out, size_t room) {
  if (number >= 0.005 || number == 0)
    snprintf(out, room, "%.2f", number);
  else
    snprintf(out, room, "%.*f", (int)ceil(-log10(number)) + 1, number);
}

/* Below 10^15 all digits of a decimal mean something. */
static void append_finite(Buffer *out, double number, bool dutch) {
  char digits[400];
  if (fabs(number) >= 1e15 || (number != 0 && fabs(number) < 1e-9)) {
    buffer_format(out, "%.6g", number);
    return;
  }
  write_decimal(fabs(number), digits, sizeof digits);
  char *point = strchr(digits, '.');
  size_t length = strlen(digits);
  while (digits[length - 1] == '0')
    length--;
  size_t whole = (size_t)(point - digits);
  if (length == whole + 1) {
    append_integer(out, (int64_t)(number < 0 ? -strtod(digits, NULL) : strtod(digits, NULL)),
                   dutch);
    return;
  }
  if (number < 0)
    buffer_byte(out, '-');
  append_grouped(out, (Text){digits, whole}, dutch);
  buffer_byte(out, decimal_mark(dutch));
  buffer_append(out, point + 1, length - whole - 1);
}

static void append_decimal(Buffer *out, double number, bool dutch) {
  if (isnan(number))
    buffer_string(out, dutch ? "geen getal" : "not a number");
  else if (isinf(number))
    buffer_format(out, "%s%s", number < 0 ? (dutch ? "min " : "minus ") : "",
                  dutch ? "oneindig" : "infinity");
  else
    append_finite(out, number, dutch);
}

/* --- dates, texts -------------------------------------------------------------- */

static void append_date(Buffer *out, int32_t days, bool dutch) {
  static const char *const months[2][12] = {
      {"January", "February", "March", "April", "May", "June", "July", "August", "September",
       "October", "November", "December"},
      {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
       "oktober", "november", "december"}};
  int year, month, day;
  date_to_civil(days, &year, &month, &day);
  buffer_format(out, "%d %s %d", day, months[dutch][month - 1], year);
}

static void append_text(Buffer *out, Text text, bool dutch) {
  int32_t days;
  if (date_from_iso(text, &days))
    append_date(out, days, dutch);
  else
    buffer_text(out, text);
}

void reason_value(Buffer *out, Value value, bool dutch) {
  switch (value.kind) {
  case VALUE_MISSING:
    buffer_string(out, dutch ? "onbekend" : "unknown");
    break;
  case VALUE_BOOLEAN:
    buffer_string(out, value.boolean ? (dutch ? "ja" : "yes") : (dutch ? "nee" : "no"));
    break;
  case VALUE_INTEGER:
    append_integer(out, value.integer, dutch);
    break;
  case VALUE_DECIMAL:
    append_decimal(out, value.decimal, dutch);
    break;
  case VALUE_DATE:
    append_date(out, value.days, dutch);
    break;
  case VALUE_TEXT:
    append_text(out, value.text, dutch);
    break;
  }
}

/* --- the text ------------------------------------------------------------------- */

/* Fills one {name} that begins at `text`; answers how many bytes it took. */
static size_t fill_name(Buffer *out, Text text, bool dutch, ReasonLookup *lookup,
                        const void *context) {
  const char *close = memchr(text.bytes, '}', text.length);
  if (!close) {
    buffer_text(out, text);
    return text.length;
  }
  size_t length = (size_t)(close - text.bytes) + 1;
  Value value;
  if (lookup(context, (Text){text.bytes + 1, length - 2}, &value))
    reason_value(out, value, dutch);
  else
    buffer_append(out, text.bytes, length);
  return length;
}

Text reason_fill(Arena *arena, Phrase phrase, bool dutch, ReasonLookup *lookup,
                 const void *context) {
  dutch = dutch && phrase.nl.length;
  Text text = dutch ? phrase.nl : phrase.en;
  Buffer out = {0};
  for (size_t i = 0; i < text.length;) {
    Text rest = {text.bytes + i, text.length - i};
    if (rest.bytes[0] != '{') {
      buffer_byte(&out, rest.bytes[0]);
      i++;
    } else if (rest.length > 1 && rest.bytes[1] == '{') {
      buffer_byte(&out, '{');
      i += 2;
    } else {
      i += fill_name(&out, rest, dutch, lookup, context);
    }
  }
  return buffer_keep(&out, arena);
}
