/* == and < of what two parts of a condition may be. */
#include "condition/interval.h"
#include "condition/number.h"

enum {
  ORDERED_NUMBER = INTERVAL_NUMBER | INTERVAL_NAN,
  UNORDERED = INTERVAL_MISSING | INTERVAL_FALSE | INTERVAL_TRUE
};

static unsigned errors_of(const Interval *a, const Interval *b) {
  return (a->kinds | b->kinds) & INTERVAL_ERROR;
}

static bool has_value(const Interval *a) {
  return (a->kinds & INTERVAL_VALUES) != 0;
}

/* --- == ------------------------------------------------------------------------ */

/* Whether a value of one can equal a value of the other. */
static bool can_meet(const Interval *a, const Interval *b) {
  Interval left = *a, right = *b;
  if (left.kinds & INTERVAL_NUMBER && right.kinds & INTERVAL_NUMBER) {
    /* 2 equals 2.0: a number that meets an integer is whole */
    bool whole = (left.kinds & INTERVAL_NUMBER) == INTERVAL_INTEGER ||
                 (right.kinds & INTERVAL_NUMBER) == INTERVAL_INTEGER;
    unsigned kinds = whole ? INTERVAL_INTEGER : INTERVAL_NUMBER;
    left.kinds = (left.kinds & ~(unsigned)INTERVAL_NUMBER) | kinds;
    right.kinds = (right.kinds & ~(unsigned)INTERVAL_NUMBER) | kinds;
  }
  unsigned kinds = interval_intersect(left, right).kinds;
  return (kinds & (INTERVAL_VALUES & ~(unsigned)INTERVAL_NAN)) != 0;
}

static bool same_value(Value a, Value b) {
  if (number_is(a) && number_is(b))
    return number_equal(a, b);
  return value_equal(a, b);
}

static unsigned equal(const Interval *a, const Interval *b, bool same) {
  Value left, right;
  unsigned answer = errors_of(a, b);
  if (!has_value(a) || !has_value(b))
    return answer;
  if (same) {
    answer |= a->kinds & INTERVAL_VALUES & ~(unsigned)INTERVAL_NAN ? INTERVAL_TRUE : 0;
    return a->kinds & INTERVAL_NAN ? answer | INTERVAL_FALSE : answer;
  }
  if (can_meet(a, b))
    answer |= INTERVAL_TRUE;
  if (!interval_is_point(a, &left) || !interval_is_point(b, &right) || !same_value(left, right))
    answer |= INTERVAL_FALSE;
  return answer;
}

static unsigned opposite(unsigned answer) {
  unsigned kinds = answer & INTERVAL_ERROR;
  kinds |= answer & INTERVAL_TRUE ? INTERVAL_FALSE : 0;
  return answer & INTERVAL_FALSE ? kinds | INTERVAL_TRUE : kinds;
}

/* --- < ------------------------------------------------------------------------- */

static bool can_be_less(const Interval *a, const Interval *b, bool or_equal) {
  if (number_less(a->low, b->high))
    return true;
  return or_equal && !a->low_open && !b->high_open && !number_less(b->high, a->low);
}

static unsigned less_numbers(const Interval *a, const Interval *b, bool or_equal) {
  unsigned answer = (a->kinds | b->kinds) & INTERVAL_NAN ? INTERVAL_FALSE : 0;
  if (!(a->kinds & INTERVAL_NUMBER) || !(b->kinds & INTERVAL_NUMBER))
    return answer;
  if (can_be_less(a, b, or_equal))
    answer |= INTERVAL_TRUE;
  return can_be_less(b, a, !or_equal) ? answer | INTERVAL_FALSE : answer;
}

static bool text_can_be_less(const Interval *a, const Interval *b, bool or_equal) {
  int order = b->unending ? -1 : text_compare(a->first, b->last);
  return order < 0 || (or_equal && order == 0 && !a->first_open && !b->last_open);
}

static unsigned less_texts(const Interval *a, const Interval *b, bool or_equal) {
  unsigned answer = text_can_be_less(a, b, or_equal) ? INTERVAL_TRUE : 0;
  return text_can_be_less(b, a, !or_equal) ? answer | INTERVAL_FALSE : answer;
}

/* The same value twice: neither is less; it is no more than itself, but for nan. */
static unsigned less_same(const Interval *a, bool or_equal) {
  unsigned answer = a->kinds & UNORDERED ? INTERVAL_ERROR : 0;
  answer |= a->kinds & INTERVAL_NAN ? INTERVAL_FALSE : 0;
  if (a->kinds & (INTERVAL_NUMBER | INTERVAL_TEXT))
    answer |= or_equal ? INTERVAL_TRUE : INTERVAL_FALSE;
  return answer;
}

static unsigned less(const Interval *a, const Interval *b, bool or_equal, bool same) {
  unsigned answer = errors_of(a, b);
  if (!has_value(a) || !has_value(b))
    return answer;
  if (same)
    return answer | less_same(a, or_equal);
  bool numbers = a->kinds & ORDERED_NUMBER && b->kinds & ORDERED_NUMBER;
  bool texts = a->kinds & INTERVAL_TEXT && b->kinds & INTERVAL_TEXT;
  bool crossed = (a->kinds & ORDERED_NUMBER && b->kinds & INTERVAL_TEXT) ||
                 (a->kinds & INTERVAL_TEXT && b->kinds & ORDERED_NUMBER);
  if (numbers)
    answer |= less_numbers(a, b, or_equal);
  if (texts)
    answer |= less_texts(a, b, or_equal);
  return crossed || (a->kinds | b->kinds) & UNORDERED ? answer | INTERVAL_ERROR : answer;
}

unsigned interval_compare_kinds(TreeOp op, const Interval *a, const Interval *b, bool same) {
  switch (op) {
  case TREE_EQUAL:
    return equal(a, b, same);
  case TREE_UNEQUAL:
    return opposite(equal(a, b, same));
  case TREE_LESS:
    return less(a, b, false, same);
  case TREE_LESS_EQUAL:
    return less(a, b, true, same);
  case TREE_GREATER:
    return less(b, a, false, same);
  default:
    return less(b, a, true, same);
  }
}

Interval interval_compare(TreeOp op, const Interval *a, const Interval *b, bool same) {
  return interval_of_kinds(interval_compare_kinds(op, a, b, same));
}

Interval interval_one_of(const Interval *operands, size_t count) {
  Interval looked_for = operands[0];
  Interval answer = interval_of_kinds(looked_for.kinds & INTERVAL_ERROR);
  if (looked_for.kinds & INTERVAL_MISSING)
    answer.kinds |= INTERVAL_ERROR;
  looked_for.kinds &= INTERVAL_VALUES & ~(unsigned)INTERVAL_MISSING;
  if (!looked_for.kinds)
    return answer;
  bool surely = false;
  for (size_t i = 1; i < count; i++) {
    unsigned found = equal(&looked_for, &operands[i], false);
    answer.kinds |= found & INTERVAL_TRUE;
    surely |= found == INTERVAL_TRUE;
  }
  answer.kinds |= surely ? 0 : INTERVAL_FALSE;
  return answer;
}
