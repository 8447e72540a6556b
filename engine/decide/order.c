#include "decide/order.h"

#include <math.h>
#include <stdlib.h>

#include "base/crew.h"
#include "base/memory.h"

/* --- by key ------------------------------------------------------------------- */

/* `prefix`: what decides first, in the order of unsigned numbers. */
typedef struct KeyEntry {
  uint64_t prefix;
  uint32_t row;
} KeyEntry;

static const uint64_t sign_bit = (uint64_t)1 << 63;

static size_t shared_length(const Table *table) {
  char first_scratch[24], scratch[24];
  Text first = table_key(table, 0, first_scratch);
  size_t shared = first.length;
  for (size_t row = 1; row < table->rows && shared; row++) {
    Text key = table_key(table, row, scratch);
    size_t same = 0, most = key.length < shared ? key.length : shared;
    while (same < most && key.bytes[same] == first.bytes[same])
      same++;
    shared = same;
  }
  return shared;
}

/* Eight bytes from `from` on, the first the most significant. */
static uint64_t text_prefix(Text key, size_t from) {
  uint64_t prefix = 0;
  for (size_t i = from; i < from + 8; i++)
    prefix = prefix << 8 | (i < key.length ? (unsigned char)key.bytes[i] : 0);
  return prefix;
}

static int by_prefix(const void *a, const void *b, void *context) {
  const KeyEntry *one = a, *other = b;
  if (one->prefix != other->prefix)
    return one->prefix < other->prefix ? -1 : 1;
  char scratch[24], other_scratch[24];
  return text_compare(table_key(context, one->row, scratch),
                      table_key(context, other->row, other_scratch));
}

static void fill_entries(KeyEntry *entries, const Table *table) {
  const Column *column = &table->columns[table->key];
  bool numbers = column->type == COLUMN_INTEGER;
  size_t shared = numbers || table->rows == 0 ? 0 : shared_length(table);
  char scratch[24];
  for (size_t row = 0; row < table->rows; row++) {
    entries[row].row = (uint32_t)row;
    entries[row].prefix = numbers ? (uint64_t)column_integer(column, row) ^ sign_bit
                                  : text_prefix(table_key(table, row, scratch), shared);
  }
}

/* Whether the rows stand by key already, as in most files. */
typedef struct InOrder {
  const Table *table;
  uint32_t *rows; /* numbered as they stand */
  bool broken;
} InOrder;

/* As in a file that was read whole: the codes of these rows are their numbers. */
static bool codes_are_rows(const Column *column, const uint32_t *rows, size_t first, size_t end) {
  const uint32_t *codes = column->cells;
  return column->type == COLUMN_TEXT && column->width == sizeof *codes &&
         memcmp(codes + first, rows + first, (end - first) * sizeof *codes) == 0;
}

/* These rows, and the first of them after the one before it. */
static bool texts_in_order(const InOrder *order, size_t first, size_t end) {
  const Table *table = order->table;
  const Column *column = &table->columns[table->key];
  bool as_entered = codes_are_rows(column, order->rows, first, end);
  first -= first > 0;
  if (as_entered && column_code(column, first) == first)
    return dictionary_in_order(column->dictionary, (uint32_t)first, (uint32_t)end);
  char scratch[2][24];
  Text before = table_key(table, first, scratch[first & 1]);
  for (size_t row = first + 1; row < end; row++) {
    Text key = table_key(table, row, scratch[row & 1]);
    if (text_compare(before, key) > 0)
      return false;
    before = key;
  }
  return true;
}

static bool integers_in_order(const Column *column, size_t first, size_t end) {
  for (size_t row = first + (first == 0); row < end; row++)
    if (column_integer(column, row - 1) > column_integer(column, row))
      return false;
  return true;
}

static void range_in_order(void *context, size_t first, size_t end) {
  InOrder *order = context;
  const Column *column = &order->table->columns[order->table->key];
  for (size_t row = first; row < end; row++)
    order->rows[row] = (uint32_t)row;
  bool good = column->type == COLUMN_INTEGER ? integers_in_order(column, first, end)
                                             : texts_in_order(order, first, end);
  if (!good)
    __atomic_store_n(&order->broken, true, __ATOMIC_RELAXED);
}

const uint32_t *order_by_key(Arena *arena, const Table *table, size_t threads) {
  InOrder order = {table, arena_array(arena, table->rows, sizeof *order.rows), false};
  uint32_t *rows = order.rows;
  crew_ranges(threads, table->rows, range_in_order, &order);
  if (!order.broken)
    return rows;
  KeyEntry *entries = memory_array(table->rows, sizeof *entries);
  fill_entries(entries, table);
  qsort_r(entries, table->rows, sizeof *entries, by_prefix, (void *)(uintptr_t)table);
  for (size_t i = 0; i < table->rows; i++)
    rows[i] = entries[i].row;
  memory_free(entries);
  return rows;
}

/* --- by score ----------------------------------------------------------------- */

typedef struct ScoreEntry {
  uint64_t score; /* in the order of unsigned numbers */
  uint32_t row;
} ScoreEntry;

bool order_value(Value value, double *number) {
  switch (value.kind) {
  case VALUE_INTEGER:
    *number = (double)value.integer;
    return true;
  case VALUE_DECIMAL:
    *number = value.decimal;
    return !isnan(value.decimal);
  case VALUE_DATE:
    *number = value.days;
    return true;
  case VALUE_BOOLEAN:
    *number = value.boolean;
    return true;
  default:
    return false;
  }
}

bool order_number(const Column *column, size_t row, double *number) {
  return order_value(column_value(column, row), number);
}

/* Doubles in the order of unsigned numbers; -0.0 as 0.0. */
static uint64_t ordered(double number) {
  uint64_t bits;
  if (number == 0)
    number = 0;
  memcpy(&bits, &number, sizeof bits);
  return bits & sign_bit ? ~bits : bits | sign_bit;
}

static bool score_at(const Column *column, size_t row, uint64_t *score) {
  double number;
  if (column->type == COLUMN_INTEGER) {
    if (column_missing(column, row))
      return false;
    *score = (uint64_t)column_integer(column, row) ^ sign_bit;
    return true;
  }
  if (!order_number(column, row, &number))
    return false;
  *score = ordered(number);
  return true;
}

/* One pass of a radix sort, by the byte at `shift`; false when all have the same. */
static bool sort_by_byte(const ScoreEntry *from, ScoreEntry *to, size_t count, int shift) {
  size_t begin[257] = {0};
  for (size_t i = 0; i < count; i++)
    begin[(from[i].score >> shift & 255) + 1]++;
  for (int b = 0; b < 256; b++)
    if (begin[b + 1] == count)
      return false;
  for (int b = 0; b < 256; b++)
    begin[b + 1] += begin[b];
  for (size_t i = 0; i < count; i++)
    to[begin[from[i].score >> shift & 255]++] = from[i];
  return true;
}

/* Answers the array that holds the sorted entries. */
static ScoreEntry *sort_entries(ScoreEntry *entries, ScoreEntry *scratch, size_t count) {
  for (int shift = 0; shift < 64 && count > 1; shift += 8) {
    if (!sort_by_byte(entries, scratch, count, shift))
      continue;
    ScoreEntry *sorted = scratch;
    scratch = entries;
    entries = sorted;
  }
  return entries;
}

size_t order_by_score(uint32_t *rows, size_t count, const Column *score, OrderDirection direction) {
  ScoreEntry *entries = memory_array(count, sizeof *entries);
  ScoreEntry *scratch = memory_array(count, sizeof *scratch);
  size_t scored = 0, last = count;
  for (size_t i = count; i-- > 0;) { /* those without a score to the end, in their order */
    uint64_t ignored;
    if (!score_at(score, rows[i], &ignored))
      scratch[--last].row = rows[i];
  }
  for (size_t i = 0; i < count; i++) {
    ScoreEntry entry = {.row = rows[i]};
    if (!score_at(score, rows[i], &entry.score))
      continue;
    if (direction == ORDER_DESCENDING)
      entry.score = ~entry.score;
    entries[scored++] = entry;
  }
  for (size_t i = scored; i < count; i++)
    rows[i] = scratch[i].row;
  const ScoreEntry *sorted = sort_entries(entries, scratch, scored);
  for (size_t i = 0; i < scored; i++)
    rows[i] = sorted[i].row;
  memory_free(entries);
  memory_free(scratch);
  return scored;
}
