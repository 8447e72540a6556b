/* The safe library on intervals (policy/library.h says what each function does). */
#include <math.h>

#include "base/date.h"
#include "condition/interval_parts.h"
#include "condition/number.h"

enum { ANY_NUMBER = INTERVAL_NUMBER | INTERVAL_NAN };

/* --- numbers -------------------------------------------------------------------- */

/* Keeps the numbers; ERROR where there may be something else. */
static Interval numbers_of(const Interval *operand) {
  Interval numbers = *operand;
  numbers.kinds &= ANY_NUMBER;
  if (operand->kinds & INTERVAL_VALUES & ~(unsigned)ANY_NUMBER)
    numbers.kinds |= INTERVAL_ERROR;
  return numbers;
}

/* Swaps the ends' signs, so that max is min upside down. */
static Interval mirrored(Interval interval) {
  Interval zero = interval_of(number_integer(0));
  unsigned kinds = interval.kinds;
  if (!(kinds & INTERVAL_NUMBER))
    return interval;
  interval.kinds = kinds & INTERVAL_NUMBER;
  Interval ends[2] = {zero, interval};
  interval = interval_calculate(TREE_SUBTRACT, ends, 2, 0);
  interval.kinds |= kinds & ~(unsigned)INTERVAL_NUMBER;
  return interval;
}

/* The smaller of two: the first is kept where the other is nan. */
static Interval smaller(Interval a, Interval b) {
  Interval answer = interval_join(a, b);
  answer.low_open = answer.high_open = false;
  answer.kinds &= ~(unsigned)INTERVAL_NAN;
  answer.kinds |= a.kinds & INTERVAL_NAN;
  bool can_be_nan = (a.kinds | b.kinds) & INTERVAL_NAN;
  if (!can_be_nan && a.kinds & INTERVAL_NUMBER && b.kinds & INTERVAL_NUMBER)
    answer.high = number_less(a.high, b.high) ? a.high : b.high;
  return answer;
}

static bool all_plain(const Interval *operands, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!interval_is_plain(&operands[i]))
      return false;
  return count > 0;
}

/* The smallest (largest) of the ends. */
static Interval smallest_plain(bool largest, const Interval *operands, size_t count) {
  Interval answer = operands[0];
  for (size_t i = 1; i < count; i++) {
    const Interval *next = &operands[i];
    if ((next->low.integer < answer.low.integer) != largest)
      answer.low = next->low;
    if ((next->high.integer < answer.high.integer) != largest)
      answer.high = next->high;
  }
  return answer;
}

static Interval smallest(TreeOp op, const Interval *operands, size_t count) {
  bool largest = op == TREE_MAX;
  if (all_plain(operands, count))
    return smallest_plain(largest, operands, count);
  Interval answer = interval_of_kinds(0);
  for (size_t i = 0; i < count; i++) {
    Interval next = numbers_of(&operands[i]);
    unsigned before = answer.kinds;
    if (largest)
      next = mirrored(next);
    if (i > 0 && (!(before & ANY_NUMBER) || !(next.kinds & ANY_NUMBER)))
      return interval_of_kinds((before | next.kinds) & INTERVAL_ERROR);
    answer = i == 0 ? next : smaller(answer, next);
    answer.kinds |= (before | next.kinds) & INTERVAL_ERROR;
  }
  return largest ? mirrored(answer) : answer;
}

static Interval absolute(const Interval *operand) {
  Interval answer = numbers_of(operand), other = mirrored(answer);
  Value zero = number_integer(0);
  if (!(answer.kinds & INTERVAL_NUMBER) || number_less_equal(zero, answer.low))
    return answer;
  if (answer.kinds & INTERVAL_INTEGER && !number_less(number_integer(INT64_MIN), answer.low))
    return interval_of_kinds(answer.kinds); /* the smallest integer stays negative */
  if (number_less_equal(answer.high, zero))
    return other;
  Interval joined = interval_join(answer, other);
  joined.low = zero;
  joined.low_open = false;
  return joined;
}

static Value whole(TreeOp op, Value value) {
  if (value.kind == VALUE_INTEGER)
    return value;
  return number_decimal_value(op == TREE_FLOOR ? floor(value.decimal) : round(value.decimal));
}

static Interval rounded(TreeOp op, const Interval *operand) {
  Interval numbers = numbers_of(operand);
  if (!(numbers.kinds & INTERVAL_NUMBER))
    return numbers;
  Value low = whole(op, numbers.low), high = whole(op, numbers.high);
  Interval answer = interval_numbers(INTERVAL_INTEGER, low, high);
  bool huge = number_less(low, number_integer(INT64_MIN)) ||
              !number_less(high, number_decimal_value(0x1p63));
  if (huge)
    answer = interval_join(answer, interval_numbers(INTERVAL_DECIMAL, low, high));
  answer.kinds |= numbers.kinds & (INTERVAL_NAN | INTERVAL_ERROR);
  return answer;
}

/* --- texts ---------------------------------------------------------------------- */

static Interval truth_of_texts(const Interval *operands) {
  const Interval *a = &operands[0], *b = &operands[1];
  if (!(a->kinds & INTERVAL_VALUES) || !(b->kinds & INTERVAL_VALUES))
    return interval_of_kinds(0);
  unsigned kinds = 0;
  if (a->kinds & INTERVAL_TEXT && b->kinds & INTERVAL_TEXT)
    kinds = INTERVAL_TRUE | INTERVAL_FALSE;
  if ((a->kinds | b->kinds) & INTERVAL_VALUES & ~(unsigned)INTERVAL_TEXT)
    kinds |= INTERVAL_ERROR;
  return interval_of_kinds(kinds);
}

static Interval lower(const Interval *operand) {
  unsigned kinds = operand->kinds & INTERVAL_TEXT;
  if (operand->kinds & INTERVAL_VALUES & ~(unsigned)INTERVAL_TEXT)
    kinds |= INTERVAL_ERROR;
  return interval_of_kinds(kinds);
}

/* --- dates ---------------------------------------------------------------------- */

/* The days that a text of this interval can write. */
static void days_of(const Interval *operand, int32_t *first, int32_t *last) {
  int32_t day;
  date_from_civil(1, 1, 1, first);
  date_from_civil(9999, 12, 31, last);
  if (date_from_iso(operand->first, &day))
    *first = day;
  if (!operand->unending && date_from_iso(operand->last, &day))
    *last = day;
}

static Interval of_days(TreeOp op, const Interval *operand, int32_t as_of) {
  int32_t first, last;
  unsigned error = operand->kinds & INTERVAL_VALUES & ~(unsigned)INTERVAL_TEXT ? INTERVAL_ERROR : 0;
  int year[2], month[2], day;
  if (!(operand->kinds & INTERVAL_TEXT))
    return interval_of_kinds(error);
  days_of(operand, &first, &last);
  date_to_civil(first, &year[0], &month[0], &day);
  date_to_civil(last, &year[1], &month[1], &day);
  int64_t least = (int64_t)as_of - last, most = (int64_t)as_of - first;
  if (op == TREE_YEAR) {
    least = year[0];
    most = year[1];
  } else if (op == TREE_MONTH) {
    least = year[0] == year[1] ? month[0] : 1;
    most = year[0] == year[1] ? month[1] : 12;
  }
  Interval answer = interval_numbers(INTERVAL_INTEGER, number_integer(least), number_integer(most));
  answer.kinds |= operand->dates ? error : INTERVAL_ERROR;
  return answer;
}

Interval interval_library(TreeOp op, const Interval *operands, size_t count, int32_t as_of) {
  switch (op) {
  case TREE_LOWER:
    return lower(&operands[0]);
  case TREE_STARTS_WITH:
  case TREE_CONTAINS:
    return truth_of_texts(operands);
  case TREE_MIN:
  case TREE_MAX:
    return smallest(op, operands, count);
  case TREE_ABS:
    return absolute(&operands[0]);
  case TREE_FLOOR:
  case TREE_ROUND:
    return rounded(op, &operands[0]);
  default:
    return of_days(op, &operands[0], as_of);
  }
}
