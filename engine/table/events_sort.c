#include "table/events_sort.h"

#include "base/crew.h"
#include "base/memory.h"
#include "table/detail.h"

/* The rows of a block fit a core's cache; blocks are so few that writing to all of them in
 * turn does, too. */
enum { BLOCK_ROWS = 1 << 14, RANGES_MOST = 64 };

#define NO_PLACE UINT32_MAX

/* A row moves in two steps that memory is quick at: to the block of its customers, keeping
 * the order of the file, and from there to its customer. In the first the threads share the
 * rows of the file out, in ranges; in the second the blocks. */
typedef struct Sorting {
  Events *events;
  size_t threads;
  unsigned shift; /* customer >> shift is its block */
  size_t blocks, ranges;
  uint32_t *next;      /* [range][block]: the place there of the range's next row */
  uint32_t *begins;    /* [block]: its first place; and one more */
  uint32_t *in_block;  /* [row of the file]: its place among all blocks; NO_PLACE: left out */
  uint32_t *customers; /* [that place]: whose row it is */
  uint32_t *in_order;  /* [that place]: the row's new one */
  Column *columns;     /* as they will be */
} Sorting;

static bool is_sorted(const Events *events) {
  const uint32_t *customer = events->customer;
  bool sorted = events->counted == events->file_rows;
  for (size_t row = 1; sorted && row < events->file_rows; row++)
    sorted = customer[row - 1] <= customer[row];
  return sorted;
}

/* first[customer] for everyone and one more, of rows that stand as they should. */
static void count_sorted(Events *events) {
  for (size_t row = 0; row < events->file_rows; row++)
    events->first[events->customer[row] + 1]++;
  for (size_t row = 0; row < events->customers; row++)
    events->first[row + 1] += events->first[row];
}

static unsigned block_shift(const Events *events) {
  unsigned shift = 0;
  while (shift < 31 && events->customers >> shift > events->counted / BLOCK_ROWS)
    shift++;
  return shift;
}

static size_t range_begin(const Sorting *sorting, size_t range) {
  return (size_t)((uint64_t)sorting->events->file_rows * range / sorting->ranges);
}

/* --- to the blocks ------------------------------------------------------------------- */

static void range_count(void *context, size_t range) {
  const Sorting *sorting = context;
  const uint32_t *customer = sorting->events->customer;
  uint32_t *count = sorting->next + range * sorting->blocks;
  size_t end = range_begin(sorting, range + 1);
  for (size_t row = range_begin(sorting, range); row < end; row++)
    if (customer[row] != NO_CUSTOMER)
      count[customer[row] >> sorting->shift]++;
}

static void range_places(void *context, size_t range) {
  const Sorting *sorting = context;
  const uint32_t *customer = sorting->events->customer;
  uint32_t *next = sorting->next + range * sorting->blocks;
  size_t end = range_begin(sorting, range + 1);
  for (size_t row = range_begin(sorting, range); row < end; row++) {
    sorting->in_block[row] = NO_PLACE;
    if (customer[row] == NO_CUSTOMER)
      continue;
    uint32_t place = next[customer[row] >> sorting->shift]++;
    sorting->in_block[row] = place;
    sorting->customers[place] = customer[row];
  }
}

/* Counts become the first places of each range in each block, the earlier range's first. */
static void place_ranges(Sorting *sorting) {
  uint32_t place = 0;
  for (size_t block = 0; block < sorting->blocks; block++) {
    sorting->begins[block] = place;
    for (size_t range = 0; range < sorting->ranges; range++) {
      uint32_t *next = &sorting->next[range * sorting->blocks + block], count = *next;
      *next = place;
      place += count;
    }
  }
  sorting->begins[sorting->blocks] = place;
}

static void find_blocks(Sorting *sorting) {
  Events *events = sorting->events;
  sorting->blocks = (events->customers >> sorting->shift) + 1;
  sorting->ranges = sorting->threads < RANGES_MOST ? sorting->threads : RANGES_MOST;
  sorting->next = memory_array(sorting->ranges * sorting->blocks, sizeof *sorting->next);
  sorting->begins = memory_array(sorting->blocks + 1, sizeof *sorting->begins);
  crew_run(sorting->threads, sorting->ranges, range_count, sorting);
  place_ranges(sorting);
  sorting->in_block = memory_array(events->file_rows + 1, sizeof *sorting->in_block);
  sorting->customers = memory_array(events->counted + 1, sizeof *sorting->customers);
  crew_run(sorting->threads, sorting->ranges, range_places, sorting);
  memory_free(sorting->next);
}

/* --- within a block ------------------------------------------------------------------ */

/* first[customer + 1] of this block's customers; the first of the next block is among them. */
static void count_block(const Sorting *sorting, size_t block, size_t from, size_t until) {
  uint32_t *first = sorting->events->first, at = sorting->begins[block];
  for (uint32_t place = at; place < sorting->begins[block + 1]; place++)
    first[sorting->customers[place] + 1]++;
  for (size_t customer = from; customer < until; customer++)
    first[customer + 1] = at += first[customer + 1];
}

/* Each row is near its customer here. */
static void order_block(void *context, size_t block) {
  const Sorting *sorting = context;
  Events *events = sorting->events;
  size_t from = block << sorting->shift, until = (block + 1) << sorting->shift;
  until = until < events->customers ? until : events->customers;
  if (from >= until)
    return;
  count_block(sorting, block, from, until);
  uint32_t *next = memory_array(until - from, sizeof *next);
  for (size_t customer = from; customer < until; customer++)
    next[customer - from] = customer > from ? events->first[customer] : sorting->begins[block];
  for (uint32_t place = sorting->begins[block]; place < sorting->begins[block + 1]; place++) {
    uint32_t customer = sorting->customers[place], at = next[customer - from]++;
    sorting->in_order[place] = at;
    events->customer[at] = customer;
  }
  memory_free(next);
}

/* --- columns ----------------------------------------------------------------------- */

/* One column on its way: its cells in the order of the file, of the blocks, and as they will be. */
typedef struct Move {
  const Sorting *sorting;
  const char *from;
  char *blocks, *cells;
  size_t width;
} Move;

/* `width` is a constant to the compiler. */
static inline void move_range(const Move *move, size_t range, size_t width) {
  const uint32_t *in_block = move->sorting->in_block;
  size_t end = range_begin(move->sorting, range + 1);
  for (size_t row = range_begin(move->sorting, range); row < end; row++)
    if (in_block[row] != NO_PLACE)
      memcpy(move->blocks + in_block[row] * width, move->from + row * width, width);
}

static inline void move_block(const Move *move, size_t block, size_t width) {
  const uint32_t *in_order = move->sorting->in_order, *begins = move->sorting->begins;
  for (size_t place = begins[block]; place < begins[block + 1]; place++)
    memcpy(move->cells + in_order[place] * width, move->blocks + place * width, width);
}

static void range_moved(void *context, size_t range) {
  const Move *move = context;
  switch (move->width) {
  case 1:
    move_range(move, range, 1);
    break;
  case 2:
    move_range(move, range, 2);
    break;
  case 4:
    move_range(move, range, 4);
    break;
  default:
    move_range(move, range, 8);
  }
}

static void block_moved(void *context, size_t block) {
  const Move *move = context;
  switch (move->width) {
  case 1:
    move_block(move, block, 1);
    break;
  case 2:
    move_block(move, block, 2);
    break;
  case 4:
    move_block(move, block, 4);
    break;
  default:
    move_block(move, block, 8);
  }
}

static void *move_cells(const Sorting *sorting, const Column *from, char *blocks) {
  Move move = {sorting, from->cells, blocks,
               memory_array(sorting->events->counted + 1, from->width), from->width};
  crew_run(sorting->threads, sorting->ranges, range_moved, &move);
  crew_run(sorting->threads, sorting->blocks, block_moved, &move);
  return move.cells;
}

static uint64_t *move_missing(const Sorting *sorting, const Column *from, size_t *count) {
  const Events *events = sorting->events;
  uint64_t *missing = memory_array(events->counted / 64 + 1, sizeof *missing);
  for (size_t row = 0; row < events->file_rows; row++) {
    if (from->missing[row / 64] == 0) {
      row |= 63;
    } else if (column_missing(from, row) && sorting->in_block[row] != NO_PLACE) {
      uint32_t place = sorting->in_order[sorting->in_block[row]];
      missing[place / 64] |= (uint64_t)1 << (place % 64);
      ++*count;
    }
  }
  return missing;
}

static void move_column(const Sorting *sorting, const Column *from, Column *column, char *blocks) {
  *column = *from;
  column->rows = sorting->events->counted;
  column->cells = move_cells(sorting, from, blocks);
  column->missing_count = 0;
  if (from->missing)
    column->missing = move_missing(sorting, from, &column->missing_count);
}

/* What the table owned is freed now; what it does not own, or has mapped, lives as long as
 * before. */
static void replace(Table *table, size_t number, const Column *moved) {
  Column *column = &table->columns[number];
  void *cells = (void *)(uintptr_t)moved->cells, *missing = (void *)(uintptr_t)moved->missing;
  if (number < table->detail->own_columns && !table->detail->mapped.length) {
    memory_free((void *)(uintptr_t)column->cells);
    memory_free((void *)(uintptr_t)column->missing);
  } else {
    arena_finally(table->detail->arena, memory_free, cells);
    if (missing)
      arena_finally(table->detail->arena, memory_free, missing);
  }
  *column = *moved;
}

static void move_columns(Sorting *sorting) {
  Table *table = sorting->events->table;
  char *blocks = memory_array(sorting->events->counted + 1, sizeof(uint64_t));
  sorting->columns = memory_array(table->column_count + 1, sizeof *sorting->columns);
  for (size_t i = 0; i < table->column_count; i++)
    move_column(sorting, &table->columns[i], &sorting->columns[i], blocks);
  memory_free(blocks);
  for (size_t i = 0; i < table->column_count; i++)
    replace(table, i, &sorting->columns[i]);
  table->rows = sorting->events->counted;
  memory_free(sorting->columns);
}

/* --- all of it --------------------------------------------------------------------- */

void events_sort(Events *events, size_t threads) {
  Sorting sorting = {.events = events, .threads = threads ? threads : 1};
  events->first = memory_array(events->customers + 2, sizeof *events->first);
  if (is_sorted(events)) {
    count_sorted(events);
    return;
  }
  sorting.shift = block_shift(events);
  find_blocks(&sorting);
  sorting.in_order = memory_array(events->counted + 1, sizeof *sorting.in_order);
  crew_run(sorting.threads, sorting.blocks, order_block, &sorting);
  memory_free(sorting.customers);
  move_columns(&sorting);
  memory_free(sorting.begins);
  memory_free(sorting.in_block);
  memory_free(sorting.in_order);
}
