/* A Gather: of all customers of a run in pieces, what selections need to be held against one
 * another (rank, limit, one_per, quota, group, holdout), and the outcome of that.
 *
 * Memory a customer: his key, twice; 9 bytes for each field or attribute that a rank, one_per or
 * quota names; 6 to 30 bytes a selection. The Gather owns what gather_settle answers. */
#ifndef HELDER_DECIDE_GATHER_H
#define HELDER_DECIDE_GATHER_H
#include "decide/decide.h"

typedef struct Gather Gather;

Gather *gather_make(const Policy *policy);
void gather_drop(Gather *gather); /* NULL is fine */

/* A key that stands in two rows of the run, counted from 0. */
typedef struct GatherTwins {
  uint64_t row, other; /* the later, the earlier */
} GatherTwins;

/* Adds what a piece decided, in the order of the rows. False: it has a key that came before. */
bool gather_add(Gather *gather, const Decided *piece, GatherTwins *twins);

/* The selections of all customers: DecideInput.settled. Once, after the last piece. */
const SelectionDecision *gather_settle(Gather *gather);
#endif
