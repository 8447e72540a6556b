/* Parts of interval_calculate, for interval_calculate.c and interval_library.c alone. */
#ifndef HELDER_CONDITION_INTERVAL_PARTS_H
#define HELDER_CONDITION_INTERVAL_PARTS_H
#include "condition/interval.h"

/* min … month: answers ERROR for every operand that is not what the function needs. */
Interval interval_library(TreeOp op, const Interval *operands, size_t count, int32_t as_of);

/* Only integers, closed at both ends: what most counts are. */
static inline bool interval_is_plain(const Interval *a) {
  return a->kinds == INTERVAL_INTEGER && a->low.kind == VALUE_INTEGER &&
         a->high.kind == VALUE_INTEGER && !a->low_open && !a->high_open;
}
#endif
