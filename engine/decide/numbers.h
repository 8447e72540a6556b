/* Numbers: a column of whole numbers or decimals while it is filled, row by row.
 *
 * It begins with every cell missing. The Arena owns the column and its cells; setting
 * a cell costs nothing to speak of. A column is not changed once it is in a table. */
#ifndef HELDER_DECIDE_NUMBERS_H
#define HELDER_DECIDE_NUMBERS_H
#include "base/arena.h"
#include "table/column.h"

typedef struct Numbers {
  Column *column;
  uint64_t *missing;
} Numbers;

/* COLUMN_INTEGER (of 8 bytes), COLUMN_DECIMAL or COLUMN_DATE, of `rows` cells. */
Numbers numbers_make(Arena *arena, ColumnType type, size_t rows);

/* Sets the cell of a row, once. For dates the number is days, a part of a day dropped;
 * a decimal that is no number (NaN) stays missing. */
void numbers_set(Numbers *numbers, size_t row, double number);
void numbers_set_whole(Numbers *numbers, size_t row, int64_t number); /* COLUMN_INTEGER */
#endif
