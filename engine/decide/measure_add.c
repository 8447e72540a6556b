#include "decide/measure_parts.h"

/* Decimals as the whole numbers that they were written as, but for the point. */
static void scaled_of(const double *cells, double scale, const MeasureBatch *batch,
                      int64_t *numbers) {
  for (size_t i = 0; i < batch->count; i++) {
    double whole = cells[batch->at[i]] * scale;
    numbers[i] = (int64_t)(whole + (whole < 0 ? -0.5 : 0.5));
  }
}

/* The measured cells of a batch as numbers of 64 bits: integers, days, scaled decimals, or
 * the ranks of texts. */
static void numbers_of(const Measuring *measuring, const MeasureBatch *batch, int64_t *numbers) {
  const Column *of = measuring->measure->of;
  size_t first = batch->first;
  if (of->type == COLUMN_TEXT && measuring->ranks)
    for (size_t i = 0; i < batch->count; i++)
      numbers[i] = measuring->ranks[column_code(of, first + batch->at[i])];
  else if (of->type == COLUMN_TEXT)
    for (size_t i = 0; i < batch->count; i++)
      numbers[i] = column_code(of, first + batch->at[i]);
  else if (of->type == COLUMN_BOOLEAN)
    for (size_t i = 0; i < batch->count; i++)
      numbers[i] = ((const uint8_t *)of->cells)[first + batch->at[i]] != 0;
  else if (of->type == COLUMN_DECIMAL)
    scaled_of((const double *)of->cells + first, measuring->scale, batch, numbers);
  else
    for (size_t i = 0; i < batch->count; i++)
      numbers[i] = column_integer(of, first + batch->at[i]); /* days are 4 bytes too */
}

/* --- a word each ------------------------------------------------------------------- */

static void add_counts(uint32_t *cells, const uint32_t *customer, const MeasureBatch *batch) {
  for (size_t i = 0; i < batch->count; i++)
    cells[customer[batch->at[i]]]++;
}

static void add_whole(WholeCell *cells, const uint32_t *customer, const MeasureBatch *batch,
                      const int64_t *numbers) {
  for (size_t i = 0; i < batch->count; i++) {
    WholeCell *cell = &cells[customer[batch->at[i]]];
    cell->number += numbers[i];
    cell->count++;
  }
}

static void add_wide(WideCell *cells, const uint32_t *customer, const MeasureBatch *batch,
                     const int64_t *numbers) {
  for (size_t i = 0; i < batch->count; i++) {
    WideCell *cell = &cells[customer[batch->at[i]]];
    cell->sum += numbers[i];
    cell->count++;
  }
}

static void add_limit(WholeCell *cells, const uint32_t *customer, const MeasureBatch *batch,
                      const int64_t *numbers, bool most) {
  for (size_t i = 0; i < batch->count; i++) {
    WholeCell *cell = &cells[customer[batch->at[i]]];
    if (!cell->count || (most ? numbers[i] > cell->number : numbers[i] < cell->number))
      cell->number = numbers[i];
    cell->count = 1;
  }
}

static void add_sets(uint64_t *cells, const uint32_t *customer, const MeasureBatch *batch,
                     const int64_t *numbers, int64_t least) {
  for (size_t i = 0; i < batch->count; i++)
    cells[customer[batch->at[i]]] |= (uint64_t)1 << (numbers[i] - least);
}

/* TwoSum: what rounding takes from high goes into low. */
static void add_exact(ExactCell *cells, const uint32_t *customer, const MeasureBatch *batch,
                      const double *values) {
  for (size_t i = 0; i < batch->count; i++) {
    ExactCell *cell = &cells[customer[batch->at[i]]];
    double value = values[batch->at[i]], sum = cell->high + value, back = sum - cell->high;
    cell->low += (cell->high - (sum - back)) + (value - back);
    cell->high = sum;
    cell->count++;
  }
}

static void add_decimal_limit(DecimalCell *cells, const uint32_t *customer,
                              const MeasureBatch *batch, const double *values, bool most) {
  for (size_t i = 0; i < batch->count; i++) {
    DecimalCell *cell = &cells[customer[batch->at[i]]];
    double value = values[batch->at[i]];
    if (!cell->count || (most ? value > cell->number : value < cell->number))
      cell->number = value;
    cell->count = 1;
  }
}

/* Rows come in file order: of one day the first stays first, and the last becomes last. */
static void add_dated(DatedCell *cells, const uint32_t *customer, const MeasureBatch *batch,
                      const int32_t *days, bool last) {
  for (size_t i = 0; i < batch->count; i++) {
    DatedCell *cell = &cells[customer[batch->at[i]]];
    int32_t day = days[batch->at[i]];
    if (!cell->event_after || (last ? day >= cell->day : day < cell->day))
      *cell = (DatedCell){day, (uint32_t)(batch->first + batch->at[i]) + 1};
  }
}

/* --- all of them ------------------------------------------------------------------- */

static void add_numbers(const Measuring *measuring, const uint32_t *customer,
                        const MeasureBatch *batch) {
  int64_t numbers[MEASURE_BATCH];
  EventWord word = measuring->measure->word;
  numbers_of(measuring, batch, numbers);
  if (measuring->way == WAY_SETS)
    add_sets(measuring->cells, customer, batch, numbers, measuring->least);
  else if (measuring->way == WAY_WIDE)
    add_wide(measuring->cells, customer, batch, numbers);
  else if (word == EVENT_MIN || word == EVENT_MAX)
    add_limit(measuring->cells, customer, batch, numbers, word == EVENT_MAX);
  else
    add_whole(measuring->cells, customer, batch, numbers);
}

void measure_add(const Measuring *measuring, const MeasureBatch *batch) {
  const Measure *measure = measuring->measure;
  const uint32_t *customer = measure->events->customer + batch->first;
  switch (measuring->way) {
  case WAY_COUNT:
    add_counts(measuring->cells, customer, batch);
    break;
  case WAY_DECIMALS:
    add_exact(measuring->cells, customer, batch, (const double *)measure->of->cells + batch->first);
    break;
  case WAY_LIMITS:
    add_decimal_limit(measuring->cells, customer, batch,
                      (const double *)measure->of->cells + batch->first,
                      measure->word == EVENT_MAX);
    break;
  case WAY_DATED:
    add_dated(measuring->cells, customer, batch,
              (const int32_t *)measure->events->on->cells + batch->first,
              measure->word == EVENT_LAST);
    break;
  default:
    add_numbers(measuring, customer, batch);
  }
}
