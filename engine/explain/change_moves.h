/* What one customer's own value can become, nearest first, and what each move costs.
 *
 * A value stays, or moves down or up to the n-th value there (rank 0 the nearest). Values
 * without order, and those of a value that was missing, all lie upwards (numbers and days
 * one by one: downwards below the natural beginning). What a move costs is told to
 * marketers in rules/README.md, "What would change it"; here it is exact. */
#ifndef HELDER_EXPLAIN_CHANGE_MOVES_H
#define HELDER_EXPLAIN_CHANGE_MOVES_H
#include "explain/change_reach.h"

typedef enum Way { WAY_STAY, WAY_DOWN, WAY_UP } Way;

/* One direction: `count` moves; values that are listed, or else every coordinate from
 * `nearest` on. */
typedef struct Moves {
  uint64_t count;
  const Value *listed;
  const size_t *cells; /* listed numbers and days: the cell that each stands for */
  int64_t nearest;
} Moves;

typedef struct Movable {
  const Reach *reach;
  Value now;
  double unit; /* of cost: one whole or one day, or with `flat` any move */
  bool flat;
  bool open;   /* the last move up is "any text that is not listed" */
  bool unsure; /* it stays as it is because its values are of several types */
  Moves down, up;
  ScaleDays days; /* for the interval given last */
} Movable;

/* Nothing can be asked of this value: fixed, sensitive, worked out over other customers
 * (`lost`, a place among them), or no own value at all. */
bool movable_is_fixed(const ChangeValue *value);

/* Worked out over other customers, or a place among them. */
bool movable_is_place(const Attribute *attribute);

/* With `free` as if the policy had said nothing of how the value can change. */
Movable movable_make(Arena *arena, const ChangeRules *rules, size_t number, const Reach *reach,
                     Value now, bool free);

Value movable_value(const Movable *movable, Way way, uint64_t rank);
double movable_cost(const Movable *movable, Way way, uint64_t rank);

/* Whether this move is "any text that is not listed", which no value stands for. */
bool movable_is_open(const Movable *movable, Way way, uint64_t rank);

/* --- which moves a box leaves ------------------------------------------------ */

typedef struct MoveRange { /* ranks near … end - 1 */
  uint64_t near, end;
} MoveRange;

typedef struct Options {
  bool stay;
  MoveRange down, up;
} Options;

/* The moves of one side alone. */
Options options_one_way(bool upwards, MoveRange range);

/* All moves there are. */
Options movable_options(const Movable *movable);

static inline bool range_is_empty(MoveRange range) {
  return range.near >= range.end;
}

/* How many of the three ways are left: 0: nothing is. */
static inline int options_ways(const Options *options) {
  return options->stay + !range_is_empty(options->down) + !range_is_empty(options->up);
}

bool options_single(const Options *options);

/* The cheapest move left; there is one. */
Way options_cheapest(const Movable *movable, const Options *options, uint64_t *rank);

/* All that the value can be by these moves; there is one. */
Interval movable_interval(Movable *movable, const Options *options);
#endif
