#include "table/range.h"

#include <math.h>

#include "base/crew.h"
#include "base/memory.h"

enum { WORD = 64, SLOT = 4096 }; /* rows; a range of the crew begins at a multiple of SLOT */

/* What is found of one range of the crew; low > high: no cell of it counts. */
typedef union Ends {
  struct {
    int64_t low, high;
  } integers;
  struct {
    double low, high;
  } decimals;
} Ends;

typedef struct Looking {
  const Column *column;
  Ends *ends; /* by the first row of a range / SLOT */
} Looking;

/* Which of the rows row … end - 1, 64 at most, have a cell; `row` is a multiple of 64. */
static inline uint64_t present(const Column *column, size_t row, size_t end) {
  uint64_t there = column->missing ? ~column->missing[row / WORD] : UINT64_MAX;
  return end - row < WORD ? there & ((UINT64_C(1) << (end - row)) - 1) : there;
}

/* --- integers --------------------------------------------------------------------- */

/* One for each width: where 64 cells are all there, a loop that becomes vector instructions. */
#define INTEGER_LOOP(Name, Type)                                                                   \
  static void Name(const Column *column, size_t first, size_t end, Ends *ends) {                   \
    const Type *cells = column->cells;                                                             \
    int64_t least = INT64_MAX, most = INT64_MIN;                                                   \
    for (size_t row = first; row < end; row += WORD) {                                             \
      uint64_t there = present(column, row, end);                                                  \
      if (there == 0)                                                                              \
        continue;                                                                                  \
      Type low = cells[row + (size_t)__builtin_ctzll(there)], high = low;                          \
      if (there == UINT64_MAX) {                                                                   \
        for (size_t i = 0; i < WORD; i++) {                                                        \
          low = cells[row + i] < low ? cells[row + i] : low;                                       \
          high = cells[row + i] > high ? cells[row + i] : high;                                    \
        }                                                                                          \
      } else {                                                                                     \
        for (; there; there &= there - 1) {                                                        \
          Type cell = cells[row + (size_t)__builtin_ctzll(there)];                                 \
          low = cell < low ? cell : low;                                                           \
          high = cell > high ? cell : high;                                                        \
        }                                                                                          \
      }                                                                                            \
      least = low < least ? low : least;                                                           \
      most = high > most ? high : most;                                                            \
    }                                                                                              \
    ends->integers.low = least;                                                                    \
    ends->integers.high = most;                                                                    \
  }

INTEGER_LOOP(look_8, int8_t)
INTEGER_LOOP(look_16, int16_t)
INTEGER_LOOP(look_32, int32_t)
INTEGER_LOOP(look_64, int64_t)

static void look_integers(void *context, size_t first, size_t end) {
  const Looking *looking = context;
  Ends *ends = &looking->ends[first / SLOT];
  switch (looking->column->width) {
  case 1:
    look_8(looking->column, first, end, ends);
    return;
  case 2:
    look_16(looking->column, first, end, ends);
    return;
  case 4:
    look_32(looking->column, first, end, ends);
    return;
  default:
    look_64(looking->column, first, end, ends);
  }
}

/* --- decimals --------------------------------------------------------------------- */

/* A comparison with not-a-number is false: such a cell moves no end. The first of 0.0 and
 * -0.0 stays. */
static void look_decimals(void *context, size_t first, size_t end) {
  const Looking *looking = context;
  const double *cells = looking->column->cells;
  double low = INFINITY, high = -INFINITY;
  for (size_t row = first; row < end; row += WORD)
    for (uint64_t there = present(looking->column, row, end); there; there &= there - 1) {
      double cell = cells[row + (size_t)__builtin_ctzll(there)];
      low = cell < low ? cell : low;
      high = cell > high ? cell : high;
    }
  Ends *ends = &looking->ends[first / SLOT];
  ends->decimals.low = low;
  ends->decimals.high = high;
}

/* --- both ------------------------------------------------------------------------- */

/* In row order, beginning with the first cell that is there. */
static void join(const Column *column, const Ends *ends, size_t slots, ColumnRange *range) {
  for (size_t i = 0; i < slots; i++) {
    if (column->type == COLUMN_INTEGER) {
      int64_t low = ends[i].integers.low, high = ends[i].integers.high;
      range->low.integer = low < range->low.integer ? low : range->low.integer;
      range->high.integer = high > range->high.integer ? high : range->high.integer;
    } else {
      double low = ends[i].decimals.low, high = ends[i].decimals.high;
      range->low.decimal = low < range->low.decimal ? low : range->low.decimal;
      range->high.decimal = high > range->high.decimal ? high : range->high.decimal;
    }
  }
}

/* Slots at which no range begins, and ranges without a cell, move no end. */
static Ends *no_ends(bool integers, size_t slots) {
  Ends *ends = memory_array(slots, sizeof *ends);
  for (size_t i = 0; i < slots; i++)
    if (integers)
      ends[i].integers.low = INT64_MAX, ends[i].integers.high = INT64_MIN;
    else
      ends[i].decimals.low = INFINITY, ends[i].decimals.high = -INFINITY;
  return ends;
}

static bool look(const Column *column, size_t threads, ColumnRange *range) {
  bool integers = column->type == COLUMN_INTEGER;
  if (!integers && column->type != COLUMN_DECIMAL)
    return false;
  size_t row = 0, slots = column->rows / SLOT + 1;
  while (row < column->rows && column_missing(column, row))
    row++;
  if (row == column->rows)
    return false;
  range->low = range->high = column_value(column, row);
  if (!integers && isnan(range->low.decimal))
    return true;
  Looking looking = {column, no_ends(integers, slots)};
  crew_ranges(threads, column->rows, integers ? look_integers : look_decimals, &looking);
  join(column, looking.ends, slots, range);
  memory_free(looking.ends);
  return true;
}

bool range_of_column(const Column *column, size_t threads, ColumnRange *range) {
  if (!range->sought)
    range->any = look(column, threads, range);
  range->sought = true;
  return range->any;
}
