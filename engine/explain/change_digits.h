/* How many digits behind the point the numbers of a run have, so that what is proposed to a
 * customer is a number that one can have. Costs some ten microseconds: a few lines of the log
 * are looked at, spread over all of it; nothing of them is told. */
#ifndef HELDER_EXPLAIN_CHANGE_DIGITS_H
#define HELDER_EXPLAIN_CHANGE_DIGITS_H
#include "log/run_read.h"
#include "table/column.h"

enum { DIGITS_MOST = 6 };

/* Of each of these fields and attributes of decimals, 0 … DIGITS_MOST; 0 of all others, and
 * where no number was seen DIGITS_MOST. They are all that a line reads, in its order. In the
 * Arena. */
const int *change_digits(Arena *arena, const Run *run, const Text *names, const ColumnType *types,
                         size_t count);
#endif
