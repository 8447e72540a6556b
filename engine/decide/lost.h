/* Lost: the visits that others no longer made after days on which this customer disturbed
 * them (or whatever the two side tables are about).
 *
 * A customer who was there on a day and did not come again within `over` days is lost with
 * as many visits as he made in the `over` days up to it. Of what was lost after a disturbed
 * day is taken what the same number of customers loses after a calm day, on average; the
 * rest is shared alike by those who disturbed that day, who are not among the lost
 * themselves. So a customer's value is the sum of
 *
 *   (lost(day) - calm * there(day)) / disturbers(day)
 *
 * over his days, a decimal; it may be below 0. A day on which `over` has not yet passed by
 * as_of tells nothing and is left out. The difference with calm days is the method of a
 * comparison group; it does not prove a cause. Costs a sort of the visits; sums are of
 * whole numbers, so no order of rows shows. */
#ifndef HELDER_DECIDE_LOST_H
#define HELDER_DECIDE_LOST_H
#include "decide/measure.h"

typedef struct Lost {
  const Measure *after; /* the events that disturb: which count, from which day on */
  Events *visits;
  int32_t as_of;
  int over; /* days, 1 or more */
} Lost;

/* A column of the measure's name; without such events its `none`, or 0. */
Column *lost_take(Arena *arena, const Lost *lost);
#endif
