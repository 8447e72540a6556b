/* Measures: one value a customer from the customer's events, over columns.
 *
 * An event is measured when it lies after the day `after`, `where` says yes to it, and its
 * `of` is not missing. Each measure costs one pass over the events (some ns each); distinct
 * over many values a sort of each customer's. Several threads share the measures, and the
 * customers of each; every customer's events are met in file order by one thread, so the
 * answer is the same for any number.
 *
 * Sums are exact: of whole numbers in 64 bits (a sum that does not fit is the decimal
 * nearest to it); of decimals with up to 6 digits behind the point as whole numbers of the
 * last digit, divided once at the end, so that ten times 19.99 is 199.9; of others in a
 * pair of doubles, rounded once (Knuth, TAOCP 2, 4.2.2: TwoSum), so that the order of the
 * rows does not show. The Arena owns the columns. */
#ifndef HELDER_DECIDE_MEASURE_H
#define HELDER_DECIDE_MEASURE_H
#include "policy/policy.h"
#include "table/events.h"

typedef struct Measure {
  Text name; /* of the column */
  EventWord word;
  Events *events;
  const Column *of;        /* NULL: EVENT_COUNT */
  int32_t after;           /* INT32_MIN: whenever */
  const uint8_t *where;    /* a Verdict an event; NULL: all of them */
  const uint64_t *unknown; /* bit of each customer that has no value; NULL: none */
  Value none;              /* without measured events; VALUE_MISSING: 0 or missing, by word */
} Measure;

/* The value without events: what was said, else 0 of those that count and sum. */
Value measure_none(EventWord word, Value said);

/* A column for each measure. */
Column **measures_take(Arena *arena, const Measure *measures, size_t count, size_t threads);
#endif
