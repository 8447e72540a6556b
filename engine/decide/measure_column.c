#include <math.h>

#include "base/date.h"
#include "base/memory.h"
#include "decide/measure_parts.h"

/* The results on their way to a column. A slot holds what a cell of COLUMN_MIXED does:
 * a decimal by its bits, a text by its code. */
typedef struct Results {
  Arena *arena;
  const Measuring *measuring;
  ColumnType type;
  size_t customers;
  int64_t *slots;
  uint64_t *missing; /* first: nothing was measured; then: there is no value */
  bool wide;         /* a sum does not fit its slot */
  uint32_t *codes;   /* of texts by rank */
} Results;

static int64_t slot_of_decimal(double decimal) {
  int64_t slot;
  memcpy(&slot, &decimal, sizeof slot);
  return slot;
}

/* Of a sum of whole numbers that is a mean, or has a scale. */
static int64_t slot_of_sum(const Results *results, double sum, uint32_t count) {
  double by = results->measuring->scale > 0 ? results->measuring->scale : 1;
  if (results->measuring->measure->word == EVENT_MEAN)
    by *= count ? count : 1;
  return slot_of_decimal(sum / by);
}

static double exact_sum(const ExactCell *cell) {
  double sum = cell->high + cell->low;
  return isfinite(sum) ? sum : cell->high;
}

/* --- a customer's slot ------------------------------------------------------------- */

static bool take_whole(Results *results, size_t row) {
  const WholeCell *cell = (const WholeCell *)results->measuring->cells + row;
  if (!cell->count)
    return false;
  results->slots[row] = cell->number;
  if (results->measuring->measure->word == EVENT_MEAN || results->measuring->scale > 0)
    results->slots[row] = slot_of_sum(results, (double)cell->number, cell->count);
  else if (results->codes)
    results->slots[row] = results->codes[cell->number];
  return true;
}

static bool take_wide(Results *results, size_t row) {
  const WideCell *cell = (const WideCell *)results->measuring->cells + row;
  if (results->measuring->measure->word == EVENT_MEAN)
    results->slots[row] = slot_of_sum(results, (double)cell->sum, cell->count);
  else
    results->slots[row] = (int64_t)cell->sum;
  results->wide |= results->type == COLUMN_INTEGER && cell->sum != (int64_t)cell->sum;
  return cell->count > 0;
}

static bool take_decimals(Results *results, size_t row) {
  const ExactCell *cell = (const ExactCell *)results->measuring->cells + row;
  double sum = exact_sum(cell);
  if (results->measuring->measure->word == EVENT_MEAN && cell->count)
    sum /= cell->count;
  results->slots[row] = slot_of_decimal(sum);
  return cell->count > 0;
}

static bool take_dated(Results *results, size_t row) {
  const DatedCell *cell = (const DatedCell *)results->measuring->cells + row;
  const Column *of = results->measuring->measure->of;
  if (!cell->event_after)
    return false;
  size_t event = cell->event_after - 1;
  if (of->type == COLUMN_TEXT)
    results->slots[row] = column_code(of, event);
  else if (of->type == COLUMN_DECIMAL)
    results->slots[row] = slot_of_decimal(((const double *)of->cells)[event]);
  else if (of->type == COLUMN_BOOLEAN)
    results->slots[row] = ((const uint8_t *)of->cells)[event] != 0;
  else
    results->slots[row] = column_integer(of, event);
  return true;
}

/* False: nothing was measured. */
static bool take(Results *results, size_t row) {
  const void *cells = results->measuring->cells;
  switch (results->measuring->way) {
  case WAY_INTEGERS:
    return take_whole(results, row);
  case WAY_WIDE:
    return take_wide(results, row);
  case WAY_DECIMALS:
    return take_decimals(results, row);
  case WAY_DATED:
    return take_dated(results, row);
  case WAY_LIMITS:
    results->slots[row] = slot_of_decimal(((const DecimalCell *)cells)[row].number);
    return ((const DecimalCell *)cells)[row].count > 0;
  case WAY_SETS:
    results->slots[row] = __builtin_popcountll(((const uint64_t *)cells)[row]);
    return results->slots[row] > 0;
  default:
    results->slots[row] = ((const uint32_t *)cells)[row];
    return results->slots[row] > 0;
  }
}

static void take_all(Results *results) {
  for (size_t row = 0; row < results->customers; row++)
    if (!take(results, row))
      results->missing[row / 64] |= (uint64_t)1 << (row % 64);
}

/* --- without events ---------------------------------------------------------------- */

static ColumnType type_of(const Measure *measure) {
  if (measure->word == EVENT_COUNT || measure->word == EVENT_DISTINCT)
    return COLUMN_INTEGER;
  if (measure->word == EVENT_MEAN)
    return COLUMN_DECIMAL;
  if (measure->word == EVENT_SUM)
    return measure->of->type == COLUMN_DECIMAL ? COLUMN_DECIMAL : COLUMN_INTEGER;
  return measure->of->type;
}

Value measure_none(EventWord word, Value said) {
  bool zero = word == EVENT_COUNT || word == EVENT_DISTINCT || word == EVENT_SUM;
  return said.kind == VALUE_MISSING && zero ? (Value){.kind = VALUE_INTEGER, .integer = 0} : said;
}

/* `none` as the column would have it: a number in a column of decimals is one, a text in
 * one of dates a date. */
static Value none_of(const Measure *measure, ColumnType type) {
  Value none = measure_none(measure->word, measure->none);
  if (type == COLUMN_DECIMAL && none.kind == VALUE_INTEGER)
    none = (Value){.kind = VALUE_DECIMAL, .decimal = (double)none.integer};
  int32_t days;
  if (type == COLUMN_DATE && none.kind == VALUE_TEXT && date_from_iso(none.text, &days))
    none = (Value){.kind = VALUE_DATE, .days = days};
  return none;
}

/* Whether `none` fits among the slots of this type. */
static bool none_slot(const Results *results, Value none, int64_t *slot) {
  const Column *of = results->measuring->measure->of;
  uint32_t code;
  switch (none.kind) {
  case VALUE_INTEGER:
    *slot = none.integer;
    return results->type == COLUMN_INTEGER;
  case VALUE_DECIMAL:
    *slot = slot_of_decimal(none.decimal);
    return results->type == COLUMN_DECIMAL;
  case VALUE_DATE:
    *slot = none.days;
    return results->type == COLUMN_DATE;
  case VALUE_BOOLEAN:
    *slot = none.boolean;
    return results->type == COLUMN_BOOLEAN;
  case VALUE_TEXT:
    if (results->type != COLUMN_TEXT || !of->dictionary ||
        !dictionary_find(of->dictionary, none.text, &code))
      return false;
    *slot = code;
    return true;
  default:
    return true;
  }
}

/* Gives those without events this slot, and takes the value from those who are unknown. */
static void settle(Results *results, Value none, int64_t slot) {
  const uint64_t *unknown = results->measuring->measure->unknown;
  for (size_t row = 0; row < results->customers; row++)
    if (results->missing[row / 64] >> (row % 64) & 1)
      results->slots[row] = slot;
  for (size_t word = 0; word < results->customers / 64 + 1; word++) {
    if (none.kind != VALUE_MISSING)
      results->missing[word] = 0;
    if (unknown)
      results->missing[word] |= unknown[word];
  }
}

/* --- the column -------------------------------------------------------------------- */

static uint8_t width_of(const Results *results) {
  const Column *of = results->measuring->measure->of;
  int64_t least = 0, most = 0;
  if (results->type == COLUMN_TEXT)
    return of->dictionary ? column_code_width(dictionary_count(of->dictionary)) : 1;
  if (results->type != COLUMN_INTEGER)
    return results->type == COLUMN_DECIMAL ? 8 : results->type == COLUMN_DATE ? 4 : 1;
  for (size_t row = 0; row < results->customers; row++) {
    least = results->slots[row] < least ? results->slots[row] : least;
    most = results->slots[row] > most ? results->slots[row] : most;
  }
  return column_integer_width(least, most);
}

static Column *plain_column(const Results *results) {
  const Measure *measure = results->measuring->measure;
  Column *column = arena_new(results->arena, sizeof *column);
  uint8_t width = width_of(results);
  void *cells = arena_array(results->arena, results->customers + 1, width);
  column_cells_put(cells, width, 0, results->slots, results->customers);
  *column = (Column){.name = measure->name,
                     .type = results->type,
                     .width = width,
                     .rows = results->customers,
                     .cells = cells};
  if (results->type == COLUMN_TEXT)
    column->dictionary = measure->of->dictionary;
  for (size_t word = 0; word < results->customers / 64 + 1; word++)
    column->missing_count += (size_t)__builtin_popcountll(results->missing[word]);
  if (column->missing_count)
    column->missing = results->missing;
  return column;
}

static Value value_of(const Results *results, size_t row) {
  const Measuring *measuring = results->measuring;
  int64_t slot = results->slots[row];
  if (measuring->way == WAY_WIDE && results->type == COLUMN_INTEGER) {
    Wide sum = ((const WideCell *)measuring->cells)[row].sum;
    if (sum != slot)
      return (Value){.kind = VALUE_DECIMAL, .decimal = (double)sum};
  }
  Column one = {.type = results->type,
                .width = 8,
                .rows = 1,
                .cells = &slot,
                .dictionary = measuring->measure->of ? measuring->measure->of->dictionary : NULL};
  return column_value(&one, 0); /* little endian: narrow cells come first */
}

/* Where one type does not hold all. */
static Column *mixed_column(const Results *results, Value none) {
  const uint64_t *unknown = results->measuring->measure->unknown;
  Value *values = memory_array(results->customers + 1, sizeof *values);
  for (size_t row = 0; row < results->customers; row++) {
    if (unknown && unknown[row / 64] >> (row % 64) & 1)
      continue;
    bool measured = !(results->missing[row / 64] >> (row % 64) & 1);
    values[row] = measured ? value_of(results, row) : none;
  }
  Column *column = column_from_values(results->arena, results->measuring->measure->name, values,
                                      results->customers);
  memory_free(values);
  return column;
}

static void ranks_turn(Results *results) {
  const Measuring *measuring = results->measuring;
  if (!measuring->ranks)
    return;
  uint32_t count = dictionary_count(measuring->measure->of->dictionary);
  results->codes = memory_array(count + 1, sizeof *results->codes);
  for (uint32_t code = 0; code < count; code++)
    results->codes[measuring->ranks[code]] = code;
}

Column *measure_column(Arena *arena, const Measuring *measuring) {
  const Measure *measure = measuring->measure;
  size_t customers = measure->events->customers;
  Results results = {.arena = arena,
                     .measuring = measuring,
                     .type = type_of(measure),
                     .customers = customers,
                     .slots = memory_array(customers + 1, sizeof *results.slots),
                     .missing = arena_array(arena, customers / 64 + 1, sizeof *results.missing)};
  int64_t slot = 0;
  ranks_turn(&results);
  take_all(&results);
  Value none = none_of(measure, results.type);
  Column *column;
  if (!none_slot(&results, none, &slot) || results.wide) {
    column = mixed_column(&results, none);
  } else {
    settle(&results, none, slot);
    column = plain_column(&results);
  }
  memory_free(results.slots);
  memory_free(results.codes);
  return column;
}
