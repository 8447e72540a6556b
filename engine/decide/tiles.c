#include "decide/tiles.h"

#include "base/memory.h"
#include "decide/numbers.h"
#include "decide/order.h"

const Column *tiles_ntile(Arena *arena, const Population *population, int64_t tiles) {
  size_t belong;
  Numbers numbers = numbers_make(arena, COLUMN_INTEGER, population->of->rows);
  uint32_t *rows = population_rows(population, &belong);
  int64_t count = (int64_t)order_by_score(rows, belong, population->of,
                                          population->reverse ? ORDER_DESCENDING : ORDER_ASCENDING);
  int64_t size = count / tiles, larger = count % tiles;
  for (int64_t i = 0; i < count; i++) {
    int64_t in_larger = larger * (size + 1);
    int64_t tile = i < in_larger ? i / (size + 1) : larger + (i - in_larger) / size;
    numbers_set_whole(&numbers, rows[i], tile + 1);
  }
  memory_free(rows);
  return numbers.column;
}

/* How many of the breaks, which do not fall, are at or below the number. */
static size_t breaks_passed(const double *breaks, size_t count, double number) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (number >= breaks[middle])
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const Column *tiles_bins(Arena *arena, const Population *population, const double *breaks,
                         size_t break_count) {
  Numbers numbers = numbers_make(arena, COLUMN_INTEGER, population->of->rows);
  for (size_t row = 0; row < population->of->rows; row++) {
    double number;
    if (!population_has(population, row) || !order_number(population->of, row, &number))
      continue;
    size_t passed = breaks_passed(breaks, break_count, number);
    size_t place = population->reverse ? break_count - passed : passed;
    numbers_set_whole(&numbers, row, (int64_t)place + 1);
  }
  return numbers.column;
}

const Column *tiles_cuts(Arena *arena, const Population *population, int64_t tiles, double added) {
  size_t count = (size_t)tiles - 1;
  double *breaks = memory_array(count + 1, sizeof *breaks);
  population_quantiles(population, (size_t)tiles, breaks); /* of nobody: no number, no place */
  for (size_t i = 0; i < count; i++)
    breaks[i] += added;
  const Column *column = tiles_bins(arena, population, breaks, count);
  memory_free(breaks);
  return column;
}
