/* From which number to which a column runs.
 *
 * Costs one pass over its cells, on all threads: about a nanosecond a decimal, less an
 * integer. Whoever owns the column may keep what was found beside it: then the next question
 * costs nothing. Two threads must not look for the same ColumnRange at once. */
#ifndef HELDER_TABLE_RANGE_H
#define HELDER_TABLE_RANGE_H
#include "table/column.h"

/* All zero: not looked for yet. */
typedef struct ColumnRange {
  bool sought;
  bool any;        /* there is a number */
  Value low, high; /* the first cells, in row order, below and above which there is none */
} ColumnRange;

/* Fills *range where it was not looked for yet. False: no cell is a number (the column is no
 * COLUMN_INTEGER or COLUMN_DECIMAL, or all are missing). Missing cells do not count, nor does
 * not-a-number; but where the first cell that is there is not a number, it is both ends. */
bool range_of_column(const Column *column, size_t threads, ColumnRange *range);
#endif
