#include "decide/numbers.h"

#include <math.h>

Numbers numbers_make(Arena *arena, ColumnType type, size_t rows) {
  uint8_t width = type == COLUMN_DATE ? sizeof(int32_t) : sizeof(double);
  Numbers numbers = {.column = arena_new(arena, sizeof(Column))};
  numbers.missing = arena_array(arena, rows / 64 + 1, sizeof *numbers.missing);
  memset(numbers.missing, 0xFF, (rows / 64 + 1) * sizeof *numbers.missing);
  *numbers.column = (Column){.type = type,
                             .width = width,
                             .rows = rows,
                             .cells = arena_array(arena, rows, width),
                             .missing = numbers.missing,
                             .missing_count = rows};
  return numbers;
}

/* The cells, which are this room's until the column is in a table. */
static void *cells_of(Numbers *numbers, size_t row) {
  numbers->missing[row / 64] &= ~((uint64_t)1 << row % 64);
  numbers->column->missing_count--;
  return (char *)(uintptr_t)numbers->column->cells + row * numbers->column->width;
}

void numbers_set_whole(Numbers *numbers, size_t row, int64_t number) {
  memcpy(cells_of(numbers, row), &number, sizeof number);
}

void numbers_set(Numbers *numbers, size_t row, double number) {
  if (numbers->column->type == COLUMN_INTEGER) {
    numbers_set_whole(numbers, row, (int64_t)number);
  } else if (numbers->column->type == COLUMN_DATE) {
    int32_t days = (int32_t)floor(number);
    memcpy(cells_of(numbers, row), &days, sizeof days);
  } else if (!isnan(number)) {
    memcpy(cells_of(numbers, row), &number, sizeof number);
  }
}
