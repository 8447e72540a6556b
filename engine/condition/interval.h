/* An Interval: a set of values that a part of a condition may have, and whether
 * working it out may fail. Kinds of values, one range of numbers, one of texts.
 *
 * Always too large rather than too small: what an Interval does not hold cannot be.
 * Every call takes constant time (one_of, min, max: linear in the operands), nothing
 * is allocated; texts belong to whoever gave them. */
#ifndef HELDER_CONDITION_INTERVAL_H
#define HELDER_CONDITION_INTERVAL_H
#include <math.h>

#include "condition/tree.h"

enum {
  INTERVAL_MISSING = 1 << 0,
  INTERVAL_FALSE = 1 << 1,
  INTERVAL_TRUE = 1 << 2,
  INTERVAL_NAN = 1 << 3,
  INTERVAL_INTEGER = 1 << 4, /* within low … high, as are decimals */
  INTERVAL_DECIMAL = 1 << 5,
  INTERVAL_TEXT = 1 << 6, /* within first … last, in byte order */
  INTERVAL_ERROR = 1 << 7,
  INTERVAL_NUMBER = INTERVAL_INTEGER | INTERVAL_DECIMAL,
  INTERVAL_FALSY = INTERVAL_MISSING | INTERVAL_FALSE,
  INTERVAL_TRUTHY = INTERVAL_TRUE | INTERVAL_NAN | INTERVAL_NUMBER | INTERVAL_TEXT,
  INTERVAL_VALUES = INTERVAL_FALSY | INTERVAL_TRUTHY
};

typedef struct Interval {
  unsigned kinds;  /* which of the above; 0: nothing, there is no such customer */
  Value low, high; /* numbers; infinite decimals where there is no end */
  Text first, last;
  bool low_open, high_open, first_open, last_open; /* the end itself is not in it */
  bool unending;                                   /* texts have no last */
  bool dates;                                      /* every text is a day, "2026-05-21" */
} Interval;

/* All values of these kinds. */
static inline Interval interval_of_kinds(unsigned kinds) {
  return (Interval){.kinds = kinds,
                    .low = {.kind = VALUE_DECIMAL, .decimal = -INFINITY},
                    .high = {.kind = VALUE_DECIMAL, .decimal = INFINITY},
                    .first = {"", 0},
                    .unending = true};
}

Interval interval_of(Value value); /* a date as its text needs interval_of_days */
Interval interval_numbers(unsigned kinds, Value low, Value high); /* both ends in it */
Interval interval_days(void);                                     /* every day there is */

Interval interval_intersect(Interval a, Interval b); /* ERROR where both have it */
Interval interval_join(Interval a, Interval b);      /* the smallest that holds both */

/* Whether it is exactly one value; then *value is it (a date is its text). */
bool interval_is_point(const Interval *interval, Value *value);

/* The parts of it below, at and above a number or text of the same sort. */
void interval_split(const Interval *interval, Value at, Interval parts[3]);

/* What an operation answers, for each: at most FALSE, TRUE and ERROR. Two equal
 * customers' values in the same place are `same`. */
Interval interval_compare(TreeOp op, const Interval *a, const Interval *b, bool same);
unsigned interval_compare_kinds(TreeOp op, const Interval *a, const Interval *b, bool same);
Interval interval_one_of(const Interval *operands, size_t count);

/* + … .., - ~ # and the safe library but known and one_of. `as_of` is for days_since. */
Interval interval_arithmetic(TreeOp op, const Interval *a, const Interval *b); /* + … ^ */
Interval interval_calculate(TreeOp op, const Interval *operands, size_t count, int32_t as_of);
#endif
