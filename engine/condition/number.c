#include "condition/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* --- comparing: a decimal and an integer by their mathematical value ----------- */

/* Integers of this size are decimals without loss. */
static bool fits_decimal(int64_t integer) {
  return integer >= -(INT64_C(1) << 53) && integer <= (INT64_C(1) << 53);
}

/* The decimal is within the integers' range (so not nan); 2^63 itself is not. */
static bool in_range(double decimal) {
  const double end = 9223372036854775808.0;
  return decimal >= -end && decimal < end;
}

static bool integer_less_decimal(int64_t a, double b) {
  if (fits_decimal(a))
    return (double)a < b;
  return in_range(b) ? a < (int64_t)ceil(b) : b > 0;
}

static bool integer_less_equal_decimal(int64_t a, double b) {
  if (fits_decimal(a))
    return (double)a <= b;
  return in_range(b) ? a <= (int64_t)floor(b) : b > 0;
}

static bool decimal_less_integer(double a, int64_t b) {
  if (fits_decimal(b))
    return a < (double)b;
  return in_range(a) ? (int64_t)floor(a) < b : a < 0;
}

static bool decimal_less_equal_integer(double a, int64_t b) {
  if (fits_decimal(b))
    return a <= (double)b;
  return in_range(a) ? (int64_t)ceil(a) <= b : a < 0;
}

bool number_less(Value a, Value b) {
  if (a.kind == VALUE_INTEGER)
    return b.kind == VALUE_INTEGER ? a.integer < b.integer
                                   : integer_less_decimal(a.integer, b.decimal);
  return b.kind == VALUE_INTEGER ? decimal_less_integer(a.decimal, b.integer)
                                 : a.decimal < b.decimal;
}

bool number_less_equal(Value a, Value b) {
  if (a.kind == VALUE_INTEGER)
    return b.kind == VALUE_INTEGER ? a.integer <= b.integer
                                   : integer_less_equal_decimal(a.integer, b.decimal);
  return b.kind == VALUE_INTEGER ? decimal_less_equal_integer(a.decimal, b.integer)
                                 : a.decimal <= b.decimal;
}

bool number_equal(Value a, Value b) {
  int64_t integer;
  if (a.kind == b.kind)
    return a.kind == VALUE_INTEGER ? a.integer == b.integer : a.decimal == b.decimal;
  Value decimal = a.kind == VALUE_DECIMAL ? a : b;
  return number_to_integer(decimal, &integer) &&
         integer == (a.kind == VALUE_INTEGER ? a.integer : b.integer);
}

/* --- arithmetic ---------------------------------------------------------------- */

int64_t number_floor_divide(int64_t a, int64_t b) {
  if (b == -1)
    return (int64_t)(0 - (uint64_t)a);
  int64_t quotient = a / b;
  return (a ^ b) < 0 && quotient * b != a ? quotient - 1 : quotient;
}

int64_t number_modulo(int64_t a, int64_t b) {
  if (b == -1)
    return 0;
  int64_t rest = a % b;
  return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
}

double number_modulo_decimal(double a, double b) {
  double rest = fmod(a, b);
  if (rest > 0 ? b < 0 : rest < 0 && b > 0)
    rest += b;
  return rest;
}

double number_power(double a, double b) {
  return b == 2 ? a * a : pow(a, b);
}

static Value integer_arithmetic(TreeOp op, int64_t a, int64_t b) {
  switch (op) {
  case TREE_ADD:
    return number_integer((int64_t)((uint64_t)a + (uint64_t)b));
  case TREE_SUBTRACT:
    return number_integer((int64_t)((uint64_t)a - (uint64_t)b));
  case TREE_MULTIPLY:
    return number_integer((int64_t)((uint64_t)a * (uint64_t)b));
  case TREE_FLOOR_DIVIDE:
    return number_integer(number_floor_divide(a, b));
  default:
    return number_integer(number_modulo(a, b));
  }
}

static double decimal_arithmetic(TreeOp op, double a, double b) {
  switch (op) {
  case TREE_ADD:
    return a + b;
  case TREE_SUBTRACT:
    return a - b;
  case TREE_MULTIPLY:
    return a * b;
  case TREE_DIVIDE:
    return a / b;
  case TREE_FLOOR_DIVIDE:
    return floor(a / b);
  case TREE_MODULO:
    return number_modulo_decimal(a, b);
  default:
    return number_power(a, b);
  }
}

bool number_arithmetic(TreeOp op, Value a, Value b, Value *out) {
  if (a.kind == VALUE_INTEGER && b.kind == VALUE_INTEGER && op != TREE_DIVIDE && op != TREE_POWER) {
    if (b.integer == 0 && (op == TREE_FLOOR_DIVIDE || op == TREE_MODULO))
      return false;
    *out = integer_arithmetic(op, a.integer, b.integer);
  } else {
    double left = number_as_decimal(a), right = number_as_decimal(b);
    *out = number_decimal_value(decimal_arithmetic(op, left, right));
  }
  return true;
}

bool number_to_integer(Value value, int64_t *out) {
  if (value.kind == VALUE_INTEGER) {
    *out = value.integer;
    return true;
  }
  if (!in_range(value.decimal) || value.decimal != floor(value.decimal))
    return false;
  *out = (int64_t)value.decimal;
  return true;
}

static int64_t shift_left(int64_t a, int64_t places) {
  if (places <= -64 || places >= 64)
    return 0;
  return (int64_t)(places >= 0 ? (uint64_t)a << places : (uint64_t)a >> -places);
}

int64_t number_bits(TreeOp op, int64_t a, int64_t b) {
  switch (op) {
  case TREE_BIT_AND:
    return a & b;
  case TREE_BIT_OR:
    return a | b;
  case TREE_BIT_XOR:
    return a ^ b;
  case TREE_SHIFT_LEFT:
    return shift_left(a, b);
  default:
    return b == INT64_MIN ? 0 : shift_left(a, -b);
  }
}

/* --- texts --------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static Text trimmed(Text text) {
  while (text.length > 0 && is_blank(text.bytes[0]))
    text = (Text){text.bytes + 1, text.length - 1};
  while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
    text.length--;
  return text;
}

static int hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Digits only: hexadecimal ones wrap around, decimal ones must fit. */
static bool integer_from_text(Text text, int64_t *out) {
  bool negative = text.length > 0 && text.bytes[0] == '-';
  size_t i = text.length > 0 && (negative || text.bytes[0] == '+');
  bool hexadecimal =
      i + 1 < text.length && text.bytes[i] == '0' && (text.bytes[i + 1] | 0x20) == 'x';
  uint64_t number = 0;
  i += hexadecimal ? 2 : 0;
  if (i == text.length)
    return false;
  for (; i < text.length; i++) {
    int digit = hexadecimal_digit(text.bytes[i]);
    if (digit < 0 || (!hexadecimal && digit > 9))
      return false;
    if (!hexadecimal && (number > UINT64_C(922337203685477580) ||
                         (number == UINT64_C(922337203685477580) && digit > 7 + negative)))
      return false;
    number = number * (hexadecimal ? 16 : 10) + (uint64_t)digit;
  }
  *out = (int64_t)(negative ? 0 - number : number);
  return true;
}

enum { USUAL_LENGTH = 200 };

static bool decimal_from_text(Text text, double *out) {
  char usual[USUAL_LENGTH + 1], *end;
  if (text.length == 0 || is_blank(text.bytes[0]) || memchr(text.bytes, 'n', text.length) ||
      memchr(text.bytes, 'N', text.length) || memchr(text.bytes, '\0', text.length))
    return false;
  char *copy = text.length <= USUAL_LENGTH ? usual : memory_new(text.length + 1);
  memcpy(copy, text.bytes, text.length);
  copy[text.length] = '\0';
  *out = strtod(copy, &end);
  bool whole = end == copy + text.length;
  if (copy != usual)
    memory_free(copy);
  return whole;
}

bool number_from_text(Text text, Value *out) {
  int64_t integer;
  double decimal;
  text = trimmed(text);
  if (integer_from_text(text, &integer))
    *out = number_integer(integer);
  else if (decimal_from_text(text, &decimal))
    *out = number_decimal_value(decimal);
  else
    return false;
  return true;
}

size_t number_to_text(Value value, char out[NUMBER_TEXT_MOST]) {
  if (value.kind == VALUE_INTEGER)
    return (size_t)snprintf(out, NUMBER_TEXT_MOST, "%" PRId64, value.integer);
  size_t length = (size_t)snprintf(out, NUMBER_TEXT_MOST, "%.14g", value.decimal);
  if (strspn(out, "-0123456789") == length) { /* looks like an integer */
    memcpy(out + length, ".0", 3);
    length += 2;
  }
  return length;
}
