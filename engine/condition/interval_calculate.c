/* Arithmetic on intervals. Sums and products of decimals are rounded, but rounding
 * keeps order: the ends of the answer are the answers of the ends. */
#include <math.h>

#include "condition/interval_parts.h"
#include "condition/number.h"

enum {
  ANY_NUMBER = INTERVAL_NUMBER | INTERVAL_NAN,
  UNUSABLE = INTERVAL_MISSING | INTERVAL_FALSE | INTERVAL_TRUE
};

/* Both ends of the answer of integers; false when it may wrap around. */
static bool whole_corner(TreeOp op, int64_t a, int64_t b, int64_t *out) {
  switch (op) {
  case TREE_ADD:
    return !__builtin_add_overflow(a, b, out);
  case TREE_SUBTRACT:
    return !__builtin_sub_overflow(a, b, out);
  default:
    return !__builtin_mul_overflow(a, b, out);
  }
}

static double decimal_corner(TreeOp op, double a, double b) {
  switch (op) {
  case TREE_ADD:
    return a + b;
  case TREE_SUBTRACT:
    return a - b;
  case TREE_MULTIPLY:
    return a * b;
  default:
    return a / b;
  }
}

static Interval only(Interval interval, unsigned kinds) {
  Interval all = interval_of_kinds(kinds);
  return interval_intersect(interval, all);
}

/* Both are integers and no more. */
static Interval calculate_integers(TreeOp op, const Interval *a, const Interval *b) {
  int64_t least = INT64_MAX, most = INT64_MIN;
  int64_t ends_a[2] = {a->low.integer, a->high.integer};
  int64_t ends_b[2] = {b->low.integer, b->high.integer};
  for (int i = 0; i < 4; i++) {
    int64_t corner;
    if (!whole_corner(op, ends_a[i / 2], ends_b[i % 2], &corner))
      return interval_of_kinds(INTERVAL_INTEGER);
    least = corner < least ? corner : least;
    most = corner > most ? corner : most;
  }
  Interval answer = interval_of_kinds(INTERVAL_INTEGER);
  answer.low = number_integer(least);
  answer.high = number_integer(most);
  return answer;
}

static Interval calculate_whole(TreeOp op, const Interval *a, const Interval *b) {
  Interval whole_a = only(*a, INTERVAL_INTEGER), whole_b = only(*b, INTERVAL_INTEGER);
  if (!whole_a.kinds || !whole_b.kinds)
    return interval_of_kinds(0);
  return calculate_integers(op, &whole_a, &whole_b);
}

static bool holds_zero(double low, double high) {
  return low <= 0 && high >= 0;
}

static bool is_endless(double low, double high) {
  return isinf(low) || isinf(high);
}

/* Whether inf - inf, 0 * inf, 0 / 0 or inf / inf can come about; or a division by zero,
 * whose answers are not between those of the ends. */
static bool is_wild(TreeOp op, const double a[2], const double b[2]) {
  switch (op) {
  case TREE_ADD:
  case TREE_SUBTRACT:
    return is_endless(a[0], a[1]) && is_endless(b[0], b[1]);
  case TREE_MULTIPLY:
    return is_endless(a[0], a[1]) || is_endless(b[0], b[1]);
  default:
    return holds_zero(b[0], b[1]) || is_endless(a[0], a[1]) || is_endless(b[0], b[1]);
  }
}

static bool is_whole_zero(const Interval *b) {
  return (b->kinds & INTERVAL_NUMBER) == INTERVAL_INTEGER &&
         number_less_equal(number_integer(0), b->low) &&
         number_less_equal(b->high, number_integer(0));
}

/* By the integer 0, which has no sign to hide: infinite on the side of a, and 0 / 0 is nan. */
static Interval divide_by_zero(double low, double high) {
  Interval answer = interval_of_kinds(holds_zero(low, high) ? INTERVAL_NAN : 0);
  if (low == 0 && high == 0)
    return answer;
  answer.kinds |= INTERVAL_DECIMAL;
  answer.low = number_decimal_value(low < 0 ? -INFINITY : INFINITY);
  answer.high = number_decimal_value(high > 0 ? INFINITY : -INFINITY);
  return answer;
}

static Interval calculate_decimal(TreeOp op, const Interval *a, const Interval *b) {
  double ends_a[2] = {number_as_decimal(a->low), number_as_decimal(a->high)};
  double ends_b[2] = {number_as_decimal(b->low), number_as_decimal(b->high)};
  double least = INFINITY, most = -INFINITY;
  if (op == TREE_DIVIDE && is_whole_zero(b))
    return divide_by_zero(ends_a[0], ends_a[1]);
  if (is_wild(op, ends_a, ends_b))
    return interval_of_kinds(INTERVAL_DECIMAL | INTERVAL_NAN);
  for (int i = 0; i < 4; i++) {
    double corner = decimal_corner(op, ends_a[i / 2], ends_b[i % 2]);
    least = fmin(least, corner);
    most = fmax(most, corner);
  }
  return interval_numbers(INTERVAL_DECIMAL, number_decimal_value(least),
                          number_decimal_value(most));
}

static Interval calculate_numbers(TreeOp op, const Interval *a, const Interval *b) {
  Interval answer = interval_of_kinds(0);
  if (!(a->kinds & INTERVAL_NUMBER) || !(b->kinds & INTERVAL_NUMBER))
    return answer;
  if (op != TREE_DIVIDE)
    answer = calculate_whole(op, a, b);
  if (op == TREE_DIVIDE || (a->kinds | b->kinds) & INTERVAL_DECIMAL)
    answer = interval_join(answer, calculate_decimal(op, a, b));
  return answer;
}

/* Its sign is the divisor's, and it is less than the divisor. */
static Interval modulo(const Interval *a, const Interval *b) {
  unsigned kinds = INTERVAL_INTEGER;
  if ((a->kinds | b->kinds) & (INTERVAL_DECIMAL | INTERVAL_NAN))
    kinds |= INTERVAL_DECIMAL | INTERVAL_NAN;
  bool positive = b->kinds & INTERVAL_NUMBER && number_less(number_integer(0), b->low);
  return positive && !(b->kinds & INTERVAL_NAN)
             ? interval_numbers(kinds, number_integer(0), b->high)
             : interval_of_kinds(kinds);
}

static bool can_be_whole_zero(const Interval *b) {
  return only(interval_intersect(*b, interval_of(number_integer(0))), INTERVAL_INTEGER).kinds != 0;
}

/* // and % fail on the integer 0; ^ is always a decimal. */
static Interval calculate_other(TreeOp op, const Interval *a, const Interval *b) {
  if (op == TREE_POWER)
    return interval_of_kinds(INTERVAL_DECIMAL | INTERVAL_NAN);
  Interval answer = op == TREE_MODULO ? modulo(a, b) : interval_of_kinds(ANY_NUMBER);
  if (a->kinds & INTERVAL_INTEGER && can_be_whole_zero(b))
    answer.kinds |= INTERVAL_ERROR;
  return answer;
}

/* A text may be a number, or none. */
static Interval arithmetic(TreeOp op, const Interval *a, const Interval *b) {
  if (op <= TREE_MULTIPLY && interval_is_plain(a) && interval_is_plain(b))
    return calculate_integers(op, a, b);
  Interval answer = interval_of_kinds(0);
  bool numbers = a->kinds & ANY_NUMBER && b->kinds & ANY_NUMBER;
  if (numbers && op <= TREE_DIVIDE) {
    answer = calculate_numbers(op, a, b);
    answer.kinds |= (a->kinds | b->kinds) & INTERVAL_NAN;
  } else if (numbers) {
    answer = calculate_other(op, a, b);
  }
  unsigned usable = ANY_NUMBER | INTERVAL_TEXT;
  if ((a->kinds | b->kinds) & INTERVAL_TEXT && a->kinds & usable && b->kinds & usable)
    answer = interval_join(answer, interval_of_kinds(ANY_NUMBER | INTERVAL_ERROR));
  if ((a->kinds | b->kinds) & UNUSABLE)
    answer.kinds |= INTERVAL_ERROR;
  return answer;
}

static Interval bits(const Interval *a, const Interval *b) {
  unsigned usable = INTERVAL_NUMBER | INTERVAL_TEXT, kinds = 0;
  if (a->kinds & usable && b->kinds & usable)
    kinds = INTERVAL_INTEGER;
  if ((a->kinds | b->kinds) & (UNUSABLE | INTERVAL_TEXT | INTERVAL_DECIMAL | INTERVAL_NAN))
    kinds |= INTERVAL_ERROR;
  return interval_of_kinds(kinds);
}

static Interval concatenate(const Interval *a, const Interval *b) {
  unsigned usable = ANY_NUMBER | INTERVAL_TEXT, kinds = 0;
  if (a->kinds & usable && b->kinds & usable)
    kinds = INTERVAL_TEXT;
  return interval_of_kinds((a->kinds | b->kinds) & UNUSABLE ? kinds | INTERVAL_ERROR : kinds);
}

static Interval length(const Interval *a) {
  unsigned error = a->kinds & (UNUSABLE | ANY_NUMBER) ? INTERVAL_ERROR : 0;
  if (!(a->kinds & INTERVAL_TEXT))
    return interval_of_kinds(error);
  Interval answer =
      interval_numbers(INTERVAL_INTEGER, number_integer(0), number_integer(INT64_MAX));
  answer.kinds |= error;
  return answer;
}

static Interval two_operands(TreeOp op, const Interval *a, const Interval *b) {
  if (!(a->kinds & INTERVAL_VALUES) || !(b->kinds & INTERVAL_VALUES))
    return interval_of_kinds(0);
  if (op <= TREE_POWER)
    return arithmetic(op, a, b);
  return op == TREE_CONCAT ? concatenate(a, b) : bits(a, b);
}

static Interval of_operation(TreeOp op, const Interval *operands, size_t count, int32_t as_of) {
  static const Interval zero = {.kinds = INTERVAL_INTEGER,
                                .low = {.kind = VALUE_INTEGER, .integer = 0},
                                .high = {.kind = VALUE_INTEGER, .integer = 0}};
  if (op >= TREE_ADD && op <= TREE_CONCAT)
    return two_operands(op, &operands[0], &operands[1]);
  if (op == TREE_NEGATE) /* 0 - x, but for the sign of zero, which compares the same */
    return two_operands(TREE_SUBTRACT, &zero, &operands[0]);
  if (op == TREE_COMPLEMENT)
    return two_operands(TREE_BIT_XOR, &zero, &operands[0]);
  return op == TREE_LENGTH ? length(&operands[0]) : interval_library(op, operands, count, as_of);
}

Interval interval_arithmetic(TreeOp op, const Interval *a, const Interval *b) {
  Interval answer = two_operands(op, a, b);
  answer.kinds |= (a->kinds | b->kinds) & INTERVAL_ERROR;
  return answer;
}

Interval interval_calculate(TreeOp op, const Interval *operands, size_t count, int32_t as_of) {
  Interval answer = of_operation(op, operands, count, as_of);
  for (size_t i = 0; i < count; i++)
    answer.kinds |= operands[i].kinds & INTERVAL_ERROR;
  return answer;
}
