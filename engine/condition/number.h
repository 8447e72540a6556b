/* Lua 5.4's numbers, exactly: two kinds, wrapping integers, and texts that are numbers.
 *
 * Values are VALUE_INTEGER or VALUE_DECIMAL unless said otherwise. Constant time,
 * nothing is allocated. */
#ifndef HELDER_CONDITION_NUMBER_H
#define HELDER_CONDITION_NUMBER_H
#include "condition/tree.h"

enum { NUMBER_TEXT_MOST = 48 };

static inline bool number_is(Value value) {
  return value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL;
}

static inline Value number_integer(int64_t integer) {
  return (Value){.kind = VALUE_INTEGER, .integer = integer};
}

static inline Value number_decimal_value(double decimal) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = decimal};
}

static inline double number_as_decimal(Value value) {
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

/* By mathematical value; not-a-number is neither. */
bool number_equal(Value a, Value b);
bool number_less(Value a, Value b);
bool number_less_equal(Value a, Value b);

/* + - * / // % ^. False: an integer divided by zero. */
bool number_arithmetic(TreeOp op, Value a, Value b, Value *out);

/* The integer with this value; false when there is none (1.5, 1e300, nan). */
bool number_to_integer(Value value, int64_t *out);

/* & | ~ << >> */
int64_t number_bits(TreeOp op, int64_t a, int64_t b);

/* What Lua makes of a text used as a number: "10", " 0x1p4 ". False: it is none. */
bool number_from_text(Text text, Value *out);

/* As `..` writes it ("1e+15", "-nan", "3.0"); answers the length. */
size_t number_to_text(Value value, char out[NUMBER_TEXT_MOST]);

/* Division of integers as Lua rounds it, down; `b` is not 0. */
int64_t number_floor_divide(int64_t a, int64_t b);
int64_t number_modulo(int64_t a, int64_t b);
double number_modulo_decimal(double a, double b);
double number_power(double a, double b);
#endif
