#include "condition/verdict.h"
#include "decide/measure_parts.h"

/* Each filter clears the bytes of events that it does not let through. */

static void pick_days(const int32_t *days, size_t rows, int32_t after, uint8_t *picked) {
  for (size_t i = 0; i < rows; i++)
    picked[i] &= days[i] > after;
}

static void pick_verdicts(const uint8_t *verdicts, size_t rows, uint8_t *picked) {
  for (size_t i = 0; i < rows; i++)
    picked[i] &= verdicts[i] == VERDICT_YES;
}

static void pick_present(const Column *of, size_t first, size_t rows, uint8_t *picked) {
  for (size_t i = 0; i < rows; i++)
    picked[i] &= !column_missing(of, first + i);
}

static size_t pick_places(const uint8_t *picked, size_t rows, uint16_t *at) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++) {
    at[count] = (uint16_t)i;
    count += picked[i];
  }
  return count;
}

static const int32_t *days_within(const Measure *measure) {
  const Column *on = measure->events->on;
  return measure->after != INT32_MIN && on && on->type == COLUMN_DATE ? on->cells : NULL;
}

void measure_pick(const Measure *measure, size_t first, size_t rows, MeasureBatch *batch) {
  uint8_t picked[MEASURE_BATCH];
  const int32_t *days = days_within(measure);
  memset(picked, 1, rows);
  if (days)
    pick_days(days + first, rows, measure->after, picked);
  if (measure->where)
    pick_verdicts(measure->where + first, rows, picked);
  if (measure->of && measure->of->missing)
    pick_present(measure->of, first, rows, picked);
  batch->first = first;
  batch->count = pick_places(picked, rows, batch->at);
}

bool measure_picks(const Measure *measure, size_t event) {
  const int32_t *days = days_within(measure);
  return (!days || days[event] > measure->after) &&
         (!measure->where || measure->where[event] == VERDICT_YES) &&
         (!measure->of || !column_missing(measure->of, event));
}
