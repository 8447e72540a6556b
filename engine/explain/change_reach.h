/* What an own value can become: its scale, and the cells into which a goal cuts it.
 *
 * A scale counts the values a field can have, in order, by coordinates: whole numbers,
 * days, or decimals in steps, without a step those with as many digits as the data has. Between two
 * points where the atoms of a goal turn all values are alike: a cell. Cells are looked for with
 * interval arithmetic, from the constants of the conditions on; some microseconds a value and goal.
 * The Arena of the rules owns all of it. */
#ifndef HELDER_EXPLAIN_CHANGE_REACH_H
#define HELDER_EXPLAIN_CHANGE_REACH_H
#include "base/date.h"
#include "explain/change_goal.h"

typedef enum ScaleKind {
  SCALE_NONE, /* texts, yes or no: values without order */
  SCALE_WHOLE,
  SCALE_DAYS,
  SCALE_STEPS /* decimals in steps */
} ScaleKind;

typedef struct Scale {
  ScaleKind kind;
  int64_t origin, stride; /* origin + coordinate · stride … */
  double per;             /* … SCALE_STEPS: divided by this, a power of ten; 0: instead … */
  double base, step;      /* … base + coordinate · step */
  int64_t low, high;      /* coordinates that the field's declaration allows */
} Scale;

typedef struct Cell {
  int64_t low, high; /* coordinates, both in it */
} Cell;

typedef struct Reach {
  Scale scale;
  bool listed; /* by cells or texts; else every coordinate counts for itself */
  Cell *cells; /* rising */
  size_t cell_count;
  Text *texts; /* SCALE_NONE, texts: all that conditions name, then one that none does */
  size_t text_count;
  bool open; /* a text that is not listed may do what none of them does */
} Reach;

/* By own value; only those that the goal uses are filled. `number` (SIZE_MAX: none) is
 * looked at as if the policy had said nothing of how it can change. */
const Reach *reach_make(const Goal *goal, size_t number);

/* The value at a coordinate; the coordinates next to a value, below and above it (false:
 * there is none within the scale). */
Value scale_value(const Scale *scale, int64_t coordinate);
bool scale_below(const Scale *scale, Value value, int64_t *coordinate);
bool scale_above(const Scale *scale, Value value, int64_t *coordinate);

/* Two texts of ten bytes, for the ends of an Interval of days. */
typedef char ScaleDays[2][DATE_ISO_LENGTH];

/* All values from one coordinate to another. */
Interval scale_interval(const Scale *scale, int64_t low, int64_t high, ScaleDays days);

/* A single value as an Interval. */
Interval scale_point(Value value, ScaleDays days);
#endif
