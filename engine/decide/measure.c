#include "decide/measure.h"

#include "base/crew.h"
#include "base/memory.h"
#include "decide/measure_parts.h"

/* --- the way of each --------------------------------------------------------------- */

static size_t bytes_of(MeasureWay way) {
  static const size_t bytes[] = {
      [WAY_COUNT] = sizeof(uint32_t),     [WAY_INTEGERS] = sizeof(WholeCell),
      [WAY_WIDE] = sizeof(WideCell),      [WAY_DECIMALS] = sizeof(ExactCell),
      [WAY_LIMITS] = sizeof(DecimalCell), [WAY_DATED] = sizeof(DatedCell),
      [WAY_SETS] = sizeof(uint64_t),      [WAY_DISTINCT] = sizeof(uint32_t),
  };
  return bytes[way];
}

/* Whether the column's values are so few and close that a bit can stand for each. */
static bool fits_sets(const Column *of, int64_t *least) {
  int64_t most = INT64_MIN;
  *least = 0;
  if (of->type == COLUMN_BOOLEAN)
    return true;
  if (of->type == COLUMN_TEXT)
    return dictionary_count(of->dictionary) <= 64;
  if (of->type != COLUMN_INTEGER || of->width > 2)
    return false;
  *least = INT64_MAX;
  for (size_t row = 0; row < of->rows; row++) {
    int64_t number = column_integer(of, row);
    if (column_missing(of, row))
      continue;
    *least = number < *least ? number : *least;
    most = number > most ? number : most;
  }
  return most < *least || most - *least < 64;
}

static bool is_sum(const Measure *measure) {
  return measure->word == EVENT_SUM || measure->word == EVENT_MEAN;
}

/* One before it in the list that adds up the same column; NULL: none. */
static const Measuring *earlier_sum(const Measuring *measuring) {
  for (size_t back = 1; back <= measuring->number; back++) {
    const Measuring *other = measuring - back;
    if (other->measure->of == measuring->measure->of && is_sum(other->measure))
      return other;
  }
  return NULL;
}

/* Whole numbers of 4 bytes do not overflow 8 in 2^32 rows. */
static MeasureWay way_of_sum(Measuring *measuring, size_t threads) {
  const Column *of = measuring->measure->of;
  if (of->type != COLUMN_DECIMAL)
    return of->width > 4 ? WAY_WIDE : WAY_INTEGERS;
  const Measuring *same = earlier_sum(measuring);
  measuring->scale =
      same ? same->scale : measure_scale(of, threads, measuring->measure->events->counted);
  return measuring->scale > 0 ? WAY_INTEGERS : WAY_DECIMALS;
}

static MeasureWay way_of(Measuring *measuring, size_t threads) {
  const Column *of = measuring->measure->of;
  switch (measuring->measure->word) {
  case EVENT_COUNT:
    return WAY_COUNT;
  case EVENT_FIRST:
  case EVENT_LAST:
    return WAY_DATED;
  case EVENT_DISTINCT:
    return fits_sets(of, &measuring->least) ? WAY_SETS : WAY_DISTINCT;
  case EVENT_SUM:
  case EVENT_MEAN:
    return way_of_sum(measuring, threads);
  default:
    return of->type == COLUMN_DECIMAL ? WAY_LIMITS : WAY_INTEGERS;
  }
}

/* A measure of cells that are all missing, or of events that have no date. */
static bool is_empty(const Measure *measure) {
  const Column *of = measure->of;
  return measure->events->counted == 0 || (of && of->missing_count == of->rows);
}

static void begin(Measuring *list, size_t number, const Measure *measure, size_t threads) {
  Measuring *measuring = &list[number];
  *measuring = (Measuring){.measure = measure, .number = number, .way = WAY_COUNT};
  if (!is_empty(measure))
    measuring->way = way_of(measuring, threads);
  bool limit = measure->word == EVENT_MIN || measure->word == EVENT_MAX;
  if (limit && measuring->way != WAY_COUNT && measure->of->type == COLUMN_TEXT)
    measuring->ranks = dictionary_ranks(measure->of->dictionary);
  measuring->cells = memory_array(measure->events->customers + 1, bytes_of(measuring->way));
}

/* --- taking them ------------------------------------------------------------------- */

typedef struct Taking {
  const Measuring *list;
  size_t parts; /* of the customers, each a task of every measure */
} Taking;

static void take_part(void *context, size_t number) {
  const Taking *taking = context;
  const Measuring *measuring = &taking->list[number / taking->parts];
  const Events *events = measuring->measure->events;
  uint64_t part = number % taking->parts, customers = events->customers;
  uint32_t low = (uint32_t)(customers * part / taking->parts);
  uint32_t high = (uint32_t)(customers * (part + 1) / taking->parts);
  if (is_empty(measuring->measure))
    return;
  if (measuring->way == WAY_DISTINCT) {
    measure_distinct(measuring, low, high);
    return;
  }
  for (size_t first = events->first[low]; first < events->first[high]; first += MEASURE_BATCH) {
    MeasureBatch batch;
    size_t left = events->first[high] - first;
    measure_pick(measuring->measure, first, left < MEASURE_BATCH ? left : MEASURE_BATCH, &batch);
    measure_add(measuring, &batch);
  }
}

Column **measures_take(Arena *arena, const Measure *measures, size_t count, size_t threads) {
  Measuring *list = memory_array(count + 1, sizeof *list);
  Column **columns = arena_array(arena, count + 1, sizeof *columns);
  for (size_t i = 0; i < count; i++)
    begin(list, i, &measures[i], threads);
  Taking taking = {list, threads > 1 ? threads : 1};
  crew_run(threads, count * taking.parts, take_part, &taking);
  for (size_t i = 0; i < count; i++) {
    columns[i] = measure_column(arena, &list[i]);
    memory_free(list[i].cells);
  }
  memory_free(list);
  return columns;
}
