#include "decide/population.h"

#include <math.h>

#include "base/memory.h"
#include "condition/verdict.h"
#include "decide/numbers.h"
#include "decide/order.h"

#define LARGEST_EXACT 9007199254740992.0 /* 2^53: up to here sums of whole numbers are exact */

bool population_has(const Population *population, size_t row) {
  return !population->only || population->only[row] == VERDICT_YES;
}

uint32_t *population_rows(const Population *population, size_t *count) {
  size_t rows = population->of->rows;
  uint32_t *list = memory_array(rows, sizeof *list);
  *count = 0;
  for (size_t i = 0; i < rows; i++)
    if (population_has(population, population->by_key[i]))
      list[(*count)++] = population->by_key[i];
  return list;
}

/* --- quantiles ------------------------------------------------------------------ */

/* The numbers of those who belong, from the lowest; to be freed with memory_free. */
static double *sorted_numbers(const Population *population, size_t *count) {
  uint32_t *rows = population_rows(population, count);
  *count = order_by_score(rows, *count, population->of, ORDER_ASCENDING);
  double *numbers = memory_array(*count, sizeof *numbers);
  for (size_t i = 0; i < *count; i++)
    order_number(population->of, rows[i], &numbers[i]);
  memory_free(rows);
  return numbers;
}

/* `rest` of `whole` of the way from low to high; of whole numbers no digit is lost. */
static double between(double low, double high, double rest, double whole) {
  return rest > 0 && high != low ? (low * (whole - rest) + high * rest) / whole : low;
}

/* At place (count - 1) part / parts, counted from 0; exact where a fraction in floating point
 * would be a hair off: who has that very number is at the quantile, not below it. */
static double quantile_at(const double *numbers, size_t count, size_t part, size_t parts) {
  uint64_t place = (uint64_t)(count - 1) * part;
  size_t below = (size_t)(place / parts), above = below + 1 < count ? below + 1 : below;
  return between(numbers[below], numbers[above], (double)(place % parts), (double)parts);
}

static double quantile_of_fraction(const double *numbers, size_t count, double fraction) {
  double millionths = round(fraction * 1e6);
  if (fabs(fraction * 1e6 - millionths) < 1e-6)
    return quantile_at(numbers, count, (size_t)millionths, 1000000);
  double place = (double)(count - 1) * fraction;
  size_t below = (size_t)place, above = below + 1 < count ? below + 1 : below;
  return between(numbers[below], numbers[above], place - (double)below, 1);
}

bool population_quantiles(const Population *population, size_t parts, double *quantiles) {
  size_t count;
  double *numbers = sorted_numbers(population, &count);
  for (size_t k = 1; count && k < parts; k++)
    quantiles[k - 1] = quantile_at(numbers, count, k, parts);
  memory_free(numbers);
  return count > 0;
}

const Column *population_quantile(Arena *arena, const Population *population, double fraction) {
  size_t count;
  double *numbers = sorted_numbers(population, &count);
  bool dates = population->of->type == COLUMN_DATE;
  Numbers made = numbers_make(arena, dates ? COLUMN_DATE : COLUMN_DECIMAL, population->of->rows);
  double quantile = count ? quantile_of_fraction(numbers, count, fraction) : 0;
  for (size_t row = 0; count && row < population->of->rows; row++)
    if (population_has(population, row))
      numbers_set(&made, row, quantile);
  memory_free(numbers);
  return made.column;
}

/* --- amounts -------------------------------------------------------------------- */

bool population_is_amount(double number) {
  return number >= 0 && isfinite(number);
}

/* Keeps the rows with an amount; answers how many, and their sum in this order. */
static size_t keep_amounts(const Population *population, uint32_t *rows, size_t count,
                           double *sum) {
  size_t kept = 0;
  *sum = 0;
  for (size_t i = 0; i < count; i++) {
    double number;
    if (!order_number(population->of, rows[i], &number) || !population_is_amount(number))
      continue;
    *sum += number;
    rows[kept++] = rows[i];
  }
  return kept;
}

const Column *population_share(Arena *arena, const Population *population) {
  size_t count;
  double sum;
  uint32_t *rows = population_rows(population, &count);
  Numbers made = numbers_make(arena, COLUMN_DECIMAL, population->of->rows);
  count = keep_amounts(population, rows, count, &sum);
  for (size_t i = 0; sum > 0 && i < count; i++) {
    double number;
    order_number(population->of, rows[i], &number);
    numbers_set(&made, rows[i], number / sum);
  }
  memory_free(rows);
  return made.column;
}

const Column *population_ahead(Arena *arena, const Population *population, const Column *order) {
  size_t count;
  double sum, before = 0;
  uint32_t *rows = population_rows(population, &count);
  count = keep_amounts(population, rows, count, &sum);
  order_by_score(rows, count, order, ORDER_DESCENDING);
  bool whole = population->of->type == COLUMN_INTEGER && sum <= LARGEST_EXACT;
  Numbers made = numbers_make(arena, whole ? COLUMN_INTEGER : COLUMN_DECIMAL, population->of->rows);
  for (size_t i = 0; i < count; i++) {
    double number;
    order_number(population->of, rows[i], &number);
    numbers_set(&made, rows[i], before);
    before += number;
  }
  memory_free(rows);
  return made.column;
}
