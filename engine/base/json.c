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

/* Whether one of eight bytes is a quote, a backslash or below a space: SWAR, the exact tests
 * for a zero byte and for bytes less than 0x20 of "Bit Twiddling Hacks" (Anderson). */
static inline bool must_escape(uint64_t word) {
  const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
  return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word)) &
         high;
}

/* Copies up to the first eight bytes that hold something to escape; how many were copied.
 * The buffer has room for all. */
static inline size_t plain_copy(char *to, Text text) {
  size_t i = 0;
  for (; i + 8 <= text.length; i += 8) {
    uint64_t word;
    memcpy(&word, text.bytes + i, sizeof word);
    if (must_escape(word))
      break;
    memcpy(to + i, &word, sizeof word);
  }
  return i;
}

void json_put_text(Buffer *out, Text text) {
  buffer_reserve(out, text.length + 2);
  buffer_byte(out, '"');
  size_t plain = plain_copy(out->bytes + out->length, text);
  out->length += plain;
  for (size_t i = plain; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    if (byte >= 0x20 && byte != '"' && byte != '\\')
      buffer_byte(out, (char)byte);
    else
      escape(out, byte);
  }
  buffer_byte(out, '"');
}

/* The digits of a number, its last at `end` - 1; answers the first one's place. Two at a
 * time, from a table of all pairs. */
static char *digits_before(char *end, uint64_t number) {
  static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                              "25262728293031323334353637383940414243444546474849"
                              "50515253545556575859606162636465666768697071727374"
                              "75767778798081828384858687888990919293949596979899";
  while (number >= 100) {
    end -= 2;
    memcpy(end, pairs + number % 100 * 2, 2);
    number /= 100;
  }
  if (number >= 10) {
    end -= 2;
    memcpy(end, pairs + number * 2, 2);
  } else {
    *--end = (char)('0' + number);
  }
  return end;
}

void json_put_integer(Buffer *out, int64_t number) {
  char digits[24], *end = digits + sizeof digits;
  if (number >= 0 && number < 10) {
    buffer_byte(out, (char)('0' + number));
    return;
  }
  char *at = digits_before(end, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
  if (number < 0)
    *--at = '-';
  buffer_append(out, at, (size_t)(end - at));
}

/* Numbers as found in data (12.5, 0.07, 1999.95): n / 10^k with k up to 6 and n below
 * 2^53. Such a division is rounded correctly, as reading the text is; so when n / 10^6
 * gives the number back, n without its last zeros is its shortest text. */
static bool write_short(Buffer *out, double number) {
  static const double million = 1e6;
  double size = fabs(number), scaled = nearbyint(size * million);
  if (!(size < 1e9) || (number == 0 && signbit(number)) || scaled / million != size)
    return false;
  uint64_t whole = (uint64_t)scaled / 1000000, part = (uint64_t)scaled % 1000000;
  char digits[32], *end = digits + sizeof digits, *at = end;
  at = digits_before(at, part + 1000000); /* "1" and six digits */
  while (end - at > 2 && end[-1] == '0')
    end--;
  *at = '.';
  at = digits_before(at, whole);
  if (number < 0)
    *--at = '-';
  buffer_append(out, at, (size_t)(end - at));
  return true;
}

/* The number with so many digits; whether reading that gives the number back. */
static bool reads_back(char text[40], int digits, double number) {
  snprintf(text, 40, "%.*g", digits, number);
  return strtod(text, NULL) == number;
}

void number_decimal(Buffer *out, double number) {
  if (write_short(out, number))
    return;
  char text[40];
  if (!reads_back(text, 16, number))
    snprintf(text, sizeof text, "%.17g", number);
  else if (!reads_back(text, 15, number))
    reads_back(text, 16, number);
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
