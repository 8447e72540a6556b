#include "table/events_sort.h"

#include "base/crew.h"
#include "base/memory.h"
#include "table/detail.h"

/* The rows of a block fit a core's cache; blocks are so few that writing to all of them in
 * turn does, too. */
enum { BLOCK_ROWS = 1 << 14 };

#define NO_PLACE UINT32_MAX

/* A row moves in two steps that memory is quick at: to the block of its customers, keeping
 * the order of the file, and from there to its customer. */
typedef struct Sorting {
  Events *events;
  unsigned shift;     /* customer >> shift is its block */
  uint32_t *in_block; /* [row of the file]: its place among all blocks; NO_PLACE: left out */
  uint32_t *in_order; /* [that place]: the row's new one */
  Column *columns;    /* as they will be */
} Sorting;

/* first[customer] for everyone and one more, and whether the rows stand as they should. */
static bool count_first(Events *events) {
  const uint32_t *customer = events->customer;
  uint32_t *first = memory_array(events->customers + 2, sizeof *first);
  bool sorted = events->counted == events->file_rows;
  for (size_t row = 0; row < events->file_rows; row++) {
    sorted = sorted && (row == 0 || customer[row - 1] <= customer[row]);
    if (customer[row] != NO_CUSTOMER)
      first[customer[row] + 1]++;
  }
  for (size_t row = 0; row < events->customers; row++)
    first[row + 1] += first[row];
  events->first = first;
  return sorted;
}

static unsigned block_shift(const Events *events) {
  unsigned shift = 0;
  while (shift < 31 && (events->counted >> shift) / BLOCK_ROWS > 0 &&
         (events->customers >> shift) > events->counted / BLOCK_ROWS)
    shift++;
  return shift;
}

static void find_blocks(Sorting *sorting) {
  const Events *events = sorting->events;
  size_t blocks = (events->customers >> sorting->shift) + 1;
  uint32_t *next = memory_array(blocks, sizeof *next);
  for (size_t block = 0; block < blocks; block++)
    if (block << sorting->shift <= events->customers)
      next[block] = events->first[block << sorting->shift];
  sorting->in_block = memory_array(events->file_rows + 1, sizeof *sorting->in_block);
  for (size_t row = 0; row < events->file_rows; row++) {
    uint32_t customer = events->customer[row];
    sorting->in_block[row] =
        customer == NO_CUSTOMER ? NO_PLACE : next[customer >> sorting->shift]++;
  }
  memory_free(next);
}

/* Within its block each row is near its customer. */
static void find_order(Sorting *sorting) {
  Events *events = sorting->events;
  uint32_t *customers = memory_array(events->counted + 1, sizeof *customers);
  uint32_t *next = memory_array(events->customers + 1, sizeof *next);
  memcpy(next, events->first, events->customers * sizeof *next);
  for (size_t row = 0; row < events->file_rows; row++)
    if (sorting->in_block[row] != NO_PLACE)
      customers[sorting->in_block[row]] = events->customer[row];
  sorting->in_order = memory_array(events->counted + 1, sizeof *sorting->in_order);
  for (size_t place = 0; place < events->counted; place++)
    sorting->in_order[place] = next[customers[place]]++;
  memory_free(next);
  memory_free(customers);
}

/* --- columns ----------------------------------------------------------------------- */

/* `width` is a constant to the compiler. */
static inline void move_width(const Sorting *sorting, const char *from, char *blocks, char *cells,
                              size_t width) {
  const Events *events = sorting->events;
  for (size_t row = 0; row < events->file_rows; row++)
    if (sorting->in_block[row] != NO_PLACE)
      memcpy(blocks + sorting->in_block[row] * width, from + row * width, width);
  for (size_t place = 0; place < events->counted; place++)
    memcpy(cells + sorting->in_order[place] * width, blocks + place * width, width);
}

static void *move_cells(const Sorting *sorting, const Column *from) {
  size_t rows = sorting->events->counted + 1;
  void *blocks = memory_array(rows, from->width), *cells = memory_array(rows, from->width);
  switch (from->width) {
  case 1:
    move_width(sorting, from->cells, blocks, cells, 1);
    break;
  case 2:
    move_width(sorting, from->cells, blocks, cells, 2);
    break;
  case 4:
    move_width(sorting, from->cells, blocks, cells, 4);
    break;
  default:
    move_width(sorting, from->cells, blocks, cells, 8);
  }
  memory_free(blocks);
  return cells;
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

static void move_column(void *context, size_t number) {
  const Sorting *sorting = context;
  const Column *from = &sorting->events->table->columns[number];
  Column *column = &sorting->columns[number];
  *column = *from;
  column->rows = sorting->events->counted;
  column->cells = move_cells(sorting, from);
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

static void move_columns(Sorting *sorting, size_t threads) {
  Table *table = sorting->events->table;
  sorting->columns = memory_array(table->column_count + 1, sizeof *sorting->columns);
  crew_run(threads, table->column_count, move_column, sorting);
  for (size_t i = 0; i < table->column_count; i++)
    replace(table, i, &sorting->columns[i]);
  table->rows = sorting->events->counted;
  memory_free(sorting->columns);
}

/* --- all of it --------------------------------------------------------------------- */

static void name_customers(Events *events) {
  for (size_t row = 0; row < events->customers; row++)
    for (uint32_t i = events->first[row]; i < events->first[row + 1]; i++)
      events->customer[i] = (uint32_t)row;
}

void events_sort(Events *events, size_t threads) {
  if (count_first(events))
    return;
  Sorting sorting = {.events = events, .shift = block_shift(events)};
  find_blocks(&sorting);
  find_order(&sorting);
  move_columns(&sorting, threads);
  name_customers(events);
  memory_free(sorting.in_block);
  memory_free(sorting.in_order);
}
