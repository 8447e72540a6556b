/* What the files of a measure share: its results while they are made. For measure_ files
 * alone. */
#ifndef HELDER_DECIDE_MEASURE_PARTS_H
#define HELDER_DECIDE_MEASURE_PARTS_H
#include "decide/measure.h"

enum { MEASURE_BATCH = 2048 };

/* How the results of a word over a type of column are kept, a cell a customer. */
typedef enum MeasureWay {
  WAY_COUNT,    /* uint32_t */
  WAY_INTEGERS, /* WholeCell: sum, least or most of whole numbers */
  WAY_WIDE,     /* WideCell: sums of integers that may not fit in 64 bits */
  WAY_DECIMALS, /* ExactCell: sums of decimals that have no scale */
  WAY_LIMITS,   /* DecimalCell: least or most */
  WAY_DATED,    /* DatedCell: first or last */
  WAY_SETS,     /* uint64_t: which of up to 64 values */
  WAY_DISTINCT  /* uint32_t, from each customer's events */
} MeasureWay;

typedef struct WholeCell {
  int64_t number;
  uint32_t count;
} WholeCell;

__extension__ typedef __int128 Wide; /* gcc and clang have it on every 64-bit machine */

typedef struct WideCell {
  Wide sum;
  uint32_t count;
} WideCell;

typedef struct ExactCell {
  double high, low; /* the sum is both, to 106 bits */
  uint32_t count;
} ExactCell;

typedef struct DecimalCell {
  double number;
  uint32_t count;
} DecimalCell;

typedef struct DatedCell {
  int32_t day;
  uint32_t event_after; /* its row + 1; 0: none */
} DatedCell;

typedef struct Measuring {
  const Measure *measure;
  size_t number; /* in the list of those that are taken together */
  MeasureWay way;
  void *cells;           /* a customer */
  const uint32_t *ranks; /* texts compare by these; NULL: no texts */
  int64_t least;         /* WAY_SETS: bit 0's value */
  double scale;          /* sums of decimals as whole numbers of 1/scale; 0: not so */
} Measuring;

/* Some events that are measured: their places in a batch that begins at row `first`. */
typedef struct MeasureBatch {
  size_t first, count;
  uint16_t at[MEASURE_BATCH];
} MeasureBatch;

/* measure_scale.c: the power of ten that makes every cell of a column of decimals the whole
 * number it was written as, 1 … 1,000,000, so that `events` of them together fit in 64 bits;
 * 0: there is none. */
double measure_scale(const Column *of, size_t threads, size_t events);

/* measure_pick.c: of the rows first … first + rows - 1, those that are measured. */
void measure_pick(const Measure *measure, size_t first, size_t rows, MeasureBatch *batch);

/* Whether one event is. */
bool measure_picks(const Measure *measure, size_t event);

/* measure_add.c: the batch into the cells. */
void measure_add(const Measuring *measuring, const MeasureBatch *batch);

/* measure_distinct.c: WAY_DISTINCT for the customers from `low` and below `high`. */
void measure_distinct(const Measuring *measuring, uint32_t low, uint32_t high);

/* measure_column.c */
Column *measure_column(Arena *arena, const Measuring *measuring);
#endif
