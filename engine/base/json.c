#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void escape(Buffer *out, unsigned char byte) {
  switch (byte) {
  case '"':
    buffer_append(out, "\\\"", 2);
    break;
  case '\\':
    buffer_append(out, "\\\\", 2);
    break;
  case '\n':
    buffer_append(out, "\\n", 2);
    break;
  case '\r':
    buffer_append(out, "\\r", 2);
    break;
  case '\t':
    buffer_append(out, "\\t", 2);
    break;
  default:
    buffer_format(out, "\\u%04x", byte);
  }
}

void json_put_text(Buffer *out, Text text) {
  buffer_reserve(out, text.length + 2);
  buffer_byte(out, '"');
  size_t plain = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    if (byte >= 0x20 && byte != '"' && byte != '\\')
      continue;
    buffer_append(out, text.bytes + plain, i - plain);
    escape(out, byte);
    plain = i + 1;
  }
  buffer_append(out, text.bytes + plain, text.length - plain);
  buffer_byte(out, '"');
}

void json_put_integer(Buffer *out, int64_t number) {
  char digits[24];
  size_t at = sizeof digits;
  uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + left % 10);
    left /= 10;
  } while (left);
  if (number < 0)
    digits[--at] = '-';
  buffer_append(out, digits + at, sizeof digits - at);
}

/* Numbers as found in data (12.5, 0.07, 1999.95): n / 10^k with a small k and n
 * below 2^53. Such a division is rounded correctly, as reading the text is, so
 * the first k that gives the number back gives the shortest text. */
static bool write_short(Buffer *out, double number) {
  double size = fabs(number), power = 1;
  if (!(size < 1e9) || (number == 0 && signbit(number)))
    return false;
  for (int k = 0; k <= 6; k++, power *= 10) {
    double scaled = nearbyint(size * power);
    if (scaled / power != size)
      continue;
    uint64_t whole = (uint64_t)scaled / (uint64_t)power;
    uint64_t part = (uint64_t)scaled % (uint64_t)power;
    if (number < 0)
      buffer_byte(out, '-');
    json_put_integer(out, (int64_t)whole);
    char fraction[8] = ".0";
    for (int i = k; i > 0; i--, part /= 10)
      fraction[i] = (char)('0' + part % 10);
    buffer_append(out, fraction, k ? (size_t)k + 1 : 2);
    return true;
  }
  return false;
}

void number_decimal(Buffer *out, double number) {
  if (write_short(out, number))
    return;
  char text[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(text, sizeof text, "%.*g", precision, number);
    if (strtod(text, NULL) == number)
      break;
  }
  buffer_string(out, text);
  if (!strpbrk(text, ".e"))
    buffer_append(out, ".0", 2);
}

void json_put_decimal(Buffer *out, double number) {
  if (isfinite(number))
    number_decimal(out, number);
  else if (isnan(number))
    buffer_string(out, "{\"decimal\":\"nan\"}");
  else
    buffer_string(out, number > 0 ? "{\"decimal\":\"inf\"}" : "{\"decimal\":\"-inf\"}");
}

void json_put_name(Buffer *out, Text name) {
  json_put_text(out, name);
  buffer_byte(out, ':');
}
