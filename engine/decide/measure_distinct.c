#include <stdlib.h>

#include "base/memory.h"
#include "decide/measure_parts.h"

/* Equal cells of one column have equal slots, and others have others. */
static int64_t slot_of(const Column *of, size_t row) {
  if (of->type == COLUMN_TEXT)
    return column_code(of, row);
  if (of->type == COLUMN_DECIMAL) {
    double decimal = ((const double *)of->cells)[row] + 0.0; /* -0 is 0 */
    int64_t slot;
    memcpy(&slot, &decimal, sizeof slot);
    return slot;
  }
  return of->type == COLUMN_BOOLEAN ? ((const uint8_t *)of->cells)[row] != 0
                                    : column_integer(of, row);
}

static int by_slot(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static void sort_slots(int64_t *slots, size_t count) {
  enum { FEW = 24 };
  if (count > FEW) {
    qsort(slots, count, sizeof *slots, by_slot);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    int64_t slot = slots[i];
    size_t to = i;
    for (; to > 0 && slots[to - 1] > slot; to--)
      slots[to] = slots[to - 1];
    slots[to] = slot;
  }
}

static uint32_t count_distinct(const Measure *measure, uint32_t customer, int64_t *slots) {
  const Events *events = measure->events;
  size_t count = 0;
  for (uint32_t i = events->first[customer]; i < events->first[customer + 1]; i++)
    if (measure_picks(measure, i))
      slots[count++] = slot_of(measure->of, i);
  sort_slots(slots, count);
  uint32_t distinct = 0;
  for (size_t i = 0; i < count; i++)
    distinct += i == 0 || slots[i] != slots[i - 1];
  return distinct;
}

void measure_distinct(const Measuring *measuring, uint32_t low, uint32_t high) {
  const Events *events = measuring->measure->events;
  uint32_t *cells = measuring->cells, most = 0;
  for (uint32_t customer = low; customer < high; customer++) {
    uint32_t count = events->first[customer + 1] - events->first[customer];
    most = count > most ? count : most;
  }
  int64_t *slots = memory_array(most + 1, sizeof *slots);
  for (uint32_t customer = low; customer < high; customer++)
    cells[customer] = count_distinct(measuring->measure, customer, slots);
  memory_free(slots);
}
