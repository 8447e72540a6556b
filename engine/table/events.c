#include "table/events.h"

#include "base/crew.h"
#include "base/memory.h"
#include "table/detail.h"
#include "table/events_sort.h"
#include "table/keymap.h"

enum { JOIN_ROWS = 1 << 16 }; /* events of one task */

/* Of one task. */
typedef struct Tally {
  size_t counted, nameless, unknown, undated, later;
} Tally;

typedef struct Joining {
  Events *events;
  const Keymap *map;
  int32_t as_of;
  Tally *tallies;
} Joining;

static const int32_t *days_of(const Column *on) {
  return on && on->type == COLUMN_DATE ? on->cells : NULL;
}

/* Why this event counts for nobody, if it does; `customer` is what its key says. */
static void judge(const Joining *joining, size_t row, Tally *tally) {
  Events *events = joining->events;
  const int32_t *days = days_of(events->on);
  bool counts = false;
  if (column_missing(events->of, row))
    tally->nameless++;
  else if (events->customer[row] == NO_CUSTOMER)
    tally->unknown++;
  else if (events->on && (!days || column_missing(events->on, row)))
    tally->undated++;
  else if (days && days[row] > joining->as_of)
    tally->later++;
  else
    counts = true;
  tally->counted += counts;
  if (!counts)
    events->customer[row] = NO_CUSTOMER;
}

static void join_rows(void *context, size_t number) {
  const Joining *joining = context;
  size_t first = number * JOIN_ROWS, rows = joining->events->table->rows;
  size_t end = rows - first < JOIN_ROWS ? rows : first + JOIN_ROWS;
  Tally tally = {0};
  keymap_rows(joining->map, first, end - first, joining->events->customer + first);
  for (size_t row = first; row < end; row++)
    judge(joining, row, &tally);
  joining->tallies[number] = tally;
}

/* The keys of the first rows whose customer nobody is, each once. */
static void name_unknown(Events *events, const Table *customers) {
  Buffer text = {0};
  for (size_t row = 0; row < events->table->rows && events->unknown_key_count < EVENTS_NAMED;
       row++) {
    size_t ignored;
    if (events->customer[row] != NO_CUSTOMER || column_missing(events->of, row))
      continue;
    text.length = 0;
    value_plain(&text, column_value(events->of, row));
    Text key = buffer_view(&text);
    bool told = table_row(customers, key, &ignored);
    for (size_t i = 0; i < events->unknown_key_count; i++)
      told = told || text_equal(key, events->unknown_keys[i]);
    if (!told)
      events->unknown_keys[events->unknown_key_count++] =
          text_copy(events->table->detail->arena, key);
  }
  buffer_free(&text);
}

static void join(Events *events, const Table *customers, int32_t as_of, size_t threads) {
  size_t tasks = (events->table->rows + JOIN_ROWS - 1) / JOIN_ROWS;
  Keymap *map = keymap_make(customers, events->of, threads);
  Joining joining = {events, map, as_of, memory_array(tasks + 1, sizeof(Tally))};
  crew_run(threads, tasks, join_rows, &joining);
  for (size_t i = 0; i < tasks; i++) {
    events->counted += joining.tallies[i].counted;
    events->nameless += joining.tallies[i].nameless;
    events->unknown += joining.tallies[i].unknown;
    events->undated += joining.tallies[i].undated;
    events->later += joining.tallies[i].later;
  }
  memory_free(joining.tallies);
  keymap_drop(map);
  if (events->unknown)
    name_unknown(events, customers);
}

static void note_missing(Events *events) {
  const Table *side = events->table;
  size_t *missing = arena_array(side->detail->arena, side->column_count + 1, sizeof *missing);
  for (size_t i = 0; i < side->column_count; i++)
    missing[i] = side->columns[i].missing_count;
  events->missing = missing;
}

Events *events_make(Table *side, Text of, Text on, const Table *customers, int32_t as_of,
                    size_t threads) {
  Events *events = memory_new(sizeof *events);
  events->table = side;
  events->of = table_column(side, of);
  events->on = on.length ? table_column(side, on) : NULL;
  events->customers = customers->rows;
  events->customer = memory_array(side->rows + 1, sizeof *events->customer);
  events->file_rows = side->rows;
  note_missing(events);
  join(events, customers, as_of, threads);
  events_sort(events, threads);
  return events;
}

void events_drop(Events *events) {
  if (!events)
    return;
  table_drop(events->table);
  memory_free(events->customer);
  memory_free(events->first);
  memory_free(events);
}
