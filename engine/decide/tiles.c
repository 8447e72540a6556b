#include "decide/tiles.h"

#include "decide/order.h"

typedef struct Numbers {
  Column *column;
  int32_t *cells;
  uint64_t *missing;
} Numbers;

/* A column of `rows` cells, all of them missing. */
static Numbers numbers_make(Arena *arena, size_t rows) {
  Numbers numbers = {.column = arena_new(arena, sizeof(Column))};
  numbers.cells = arena_array(arena, rows, sizeof *numbers.cells);
  numbers.missing = arena_array(arena, rows / 64 + 1, sizeof *numbers.missing);
  memset(numbers.missing, 0xFF, (rows / 64 + 1) * sizeof *numbers.missing);
  *numbers.column = (Column){.type = COLUMN_INTEGER,
                             .width = sizeof *numbers.cells,
                             .rows = rows,
                             .cells = numbers.cells,
                             .missing = numbers.missing,
                             .missing_count = rows};
  return numbers;
}

static void numbers_set(Numbers *numbers, size_t row, int64_t number) {
  numbers->cells[row] = (int32_t)(number > INT32_MAX ? INT32_MAX : number);
  numbers->missing[row / 64] &= ~((uint64_t)1 << row % 64);
  numbers->column->missing_count--;
}

const Column *tiles_ntile(Arena *arena, const Column *of, int64_t tiles, const uint32_t *by_key) {
  Numbers numbers = numbers_make(arena, of->rows);
  uint32_t *rows = arena_array(arena, of->rows, sizeof *rows);
  memcpy(rows, by_key, of->rows * sizeof *rows);
  int64_t count = (int64_t)order_by_score(rows, of->rows, of, ORDER_ASCENDING);
  int64_t size = count / tiles, larger = count % tiles;
  for (int64_t i = 0; i < count; i++) {
    int64_t in_larger = larger * (size + 1);
    int64_t tile = i < in_larger ? i / (size + 1) : larger + (i - in_larger) / size;
    numbers_set(&numbers, rows[i], tile + 1);
  }
  return numbers.column;
}

const Column *tiles_bins(Arena *arena, const Column *of, const double *breaks, size_t break_count) {
  Numbers numbers = numbers_make(arena, of->rows);
  for (size_t row = 0; row < of->rows; row++) {
    double number;
    int64_t bin = 1;
    if (!order_number(of, row, &number))
      continue;
    while ((size_t)bin <= break_count && number >= breaks[bin - 1])
      bin++;
    numbers_set(&numbers, row, bin);
  }
  return numbers.column;
}
