/* From one change that reaches a goal to all values near it that do: "7 or more".
 *
 * Each value that moved is widened, as far as the goal is reached in the whole box; so any
 * values within all the regions together reach it. A value whose moves are not listed is
 * also widened back towards what it was: the search passes over a trillionth of the cost. */
#ifndef HELDER_EXPLAIN_CHANGE_REGION_H
#define HELDER_EXPLAIN_CHANGE_REGION_H
#include "explain/change_search.h"

typedef struct Region {
  size_t number;
  const Reach *reach;
  Value now, to;
  int64_t low, high;      /* coordinates, of a value with order */
  bool low_end, high_end; /* … up to the end of the scale */
  Text *texts;            /* of a text: all that do … */
  size_t text_count;
  bool but;     /* … or all but these */
  bool example; /* one text that does; which others, is not known */
  bool both;    /* of a yes or no that was missing: either does */
} Region;

/* The value of a region that lies nearest to, or farthest from, what it was. */
Value region_nearest(const Region *region);
Value region_farthest(const Region *region);

/* One a step of what was found. */
Region *region_make(Arena *arena, const SearchInput *input, const Searched *searched);
#endif
