#include "decide/lost.h"

#include <stdlib.h>

#include "base/memory.h"
#include "decide/measure_parts.h"

/* Who disturbed on a day: sorted by day, then customer; none twice. */
typedef struct Disturbed {
  int32_t day;
  uint32_t customer;
} Disturbed;

/* What happened on a day; `lost` and `there` leave out those who disturbed. */
typedef struct Day {
  uint32_t there, disturbers;
  uint64_t lost;
} Day;

typedef struct Losing {
  const Lost *lost;
  int32_t first, last; /* the days that tell something; first > last: none */
  Disturbed *disturbed;
  size_t disturbed_count;
  Day *days; /* [day - first] */
} Losing;

static const int32_t *dates_of(const Events *events) {
  return events->on && events->on->type == COLUMN_DATE ? events->on->cells : NULL;
}

static int by_day(const void *left, const void *right) {
  const Disturbed *a = left, *b = right;
  int order = (a->day > b->day) - (a->day < b->day);
  return order ? order : (a->customer > b->customer) - (a->customer < b->customer);
}

static void list_disturbed(Losing *losing) {
  const Measure *after = losing->lost->after;
  const Events *events = after->events;
  const int32_t *dates = dates_of(events);
  size_t rows = dates ? events->table->rows : 0, count = 0;
  losing->disturbed = memory_array(rows + 1, sizeof *losing->disturbed);
  for (size_t i = 0; i < rows; i++)
    if (measure_picks(after, i) && dates[i] <= losing->last)
      losing->disturbed[count++] = (Disturbed){dates[i], events->customer[i]};
  if (count)
    qsort(losing->disturbed, count, sizeof *losing->disturbed, by_day);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || by_day(&losing->disturbed[i - 1], &losing->disturbed[i]) != 0)
      losing->disturbed[losing->disturbed_count++] = losing->disturbed[i];
}

/* From the first disturbed day, or the begin of `within`, to the last that is `over`. */
static void set_first(Losing *losing) {
  int32_t after = losing->lost->after->after;
  losing->first = losing->last + 1;
  if (losing->disturbed_count)
    losing->first = after != INT32_MIN ? after + 1 : losing->disturbed[0].day;
  if (losing->first > losing->last)
    return;
  losing->days = memory_array((size_t)(losing->last - losing->first) + 1, sizeof *losing->days);
  for (size_t i = 0; i < losing->disturbed_count; i++)
    losing->days[losing->disturbed[i].day - losing->first].disturbers++;
}

static bool disturbs(const Losing *losing, int32_t day, uint32_t customer) {
  Disturbed wanted = {day, customer};
  return bsearch(&wanted, losing->disturbed, losing->disturbed_count, sizeof wanted, by_day);
}

/* The visits of one customer, sorted: each of his days is looked at once. */
static void add_visits(Losing *losing, uint32_t customer, const int32_t *visits, size_t count) {
  int32_t over = losing->lost->over;
  for (size_t i = 0, from = 0; i < count; i++) {
    int32_t day = visits[i];
    while (visits[from] <= day - over)
      from++;
    bool last_of_day = i + 1 == count || visits[i + 1] > day;
    if (!last_of_day || day < losing->first || day > losing->last)
      continue;
    Day *there = &losing->days[day - losing->first];
    if (there->disturbers && disturbs(losing, day, customer))
      continue;
    there->there++;
    if (i + 1 == count || visits[i + 1] > day + over)
      there->lost += i + 1 - from;
  }
}

static int by_number(const void *left, const void *right) {
  const int32_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static void add_all_visits(Losing *losing) {
  Events *visits = losing->lost->visits;
  const int32_t *dates = dates_of(visits);
  if (!dates || losing->first > losing->last)
    return;
  int32_t *own = memory_array(visits->counted + 1, sizeof *own);
  for (size_t row = 0; row < visits->customers; row++) {
    size_t count = 0;
    for (uint32_t i = visits->first[row]; i < visits->first[row + 1]; i++)
      own[count++] = dates[i];
    if (count)
      qsort(own, count, sizeof *own, by_number);
    add_visits(losing, (uint32_t)row, own, count);
  }
  memory_free(own);
}

/* What one who is there on a calm day loses, on average. */
static double calm_loss(const Losing *losing) {
  uint64_t there = 0, lost = 0;
  for (int32_t day = losing->first; day <= losing->last; day++) {
    const Day *found = &losing->days[day - losing->first];
    there += found->disturbers ? 0 : found->there;
    lost += found->disturbers ? 0 : found->lost;
  }
  return there ? (double)lost / (double)there : 0;
}

static double none_of(Value none) {
  return none.kind == VALUE_INTEGER   ? (double)none.integer
         : none.kind == VALUE_DECIMAL ? none.decimal
                                      : 0;
}

static void share_out(const Losing *losing, double *values, uint64_t *seen) {
  double calm = calm_loss(losing);
  for (size_t i = 0; i < losing->disturbed_count; i++) {
    const Disturbed *disturbed = &losing->disturbed[i];
    const Day *day = &losing->days[disturbed->day - losing->first];
    uint64_t bit = (uint64_t)1 << (disturbed->customer % 64);
    if (!(seen[disturbed->customer / 64] & bit))
      values[disturbed->customer] = 0;
    seen[disturbed->customer / 64] |= bit;
    values[disturbed->customer] +=
        ((double)day->lost - calm * (double)day->there) / (double)day->disturbers;
  }
}

static Column *column_of(Arena *arena, const Losing *losing) {
  const Measure *after = losing->lost->after;
  size_t rows = after->events->customers;
  double *values = arena_array(arena, rows + 1, sizeof *values);
  uint64_t *seen = memory_array(rows / 64 + 1, sizeof *seen);
  for (size_t row = 0; row < rows; row++)
    values[row] = none_of(after->none);
  share_out(losing, values, seen);
  memory_free(seen);
  Column *column = arena_new(arena, sizeof *column);
  *column = (Column){.name = after->name,
                     .type = COLUMN_DECIMAL,
                     .width = sizeof *values,
                     .rows = rows,
                     .cells = values,
                     .missing = after->unknown};
  for (size_t i = 0; after->unknown && i <= rows / 64; i++)
    column->missing_count += (size_t)__builtin_popcountll(after->unknown[i]);
  return column;
}

Column *lost_take(Arena *arena, const Lost *lost) {
  Losing losing = {.lost = lost, .last = lost->as_of - lost->over};
  list_disturbed(&losing);
  set_first(&losing);
  add_all_visits(&losing);
  Column *column = column_of(arena, &losing);
  memory_free(losing.disturbed);
  memory_free(losing.days);
  return column;
}
