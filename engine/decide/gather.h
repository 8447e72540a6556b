/* A Gather: of all customers of a run in pieces, what the policy needs to hold them against one
 * another, and the outcome of that: attributes that look at all (ntile, bins with cut, quantile,
 * share, ahead), events, and selections (rank, limit, one_per, quota, group, pressure, holdout).
 *
 * It asks for one reading of the data a layer (layers.h). Memory a customer: his key and 12 bytes
 * (16 where keys are numbers; some 16 more while keys that do not stand in order are entered), 4 of
 * them for the order of the keys, which stay; 9 for each field or attribute that is divided,
 * shared, summed, put in order, or named by one_per, quota or a rank, as long as its reading lasts,
 * and 1 where it says `only`; 1 to 8 for each attribute that is settled; 6 to 30 a selection; and
 * 32 while one is put in order. Measured at the peak, keys of 9 letters: 57 bytes for a selection
 * with rank and limit, 67 for an ntile, 89 for an ntile, a queue, a quantile and a selection ranked
 * by the first. The Gather owns all that it answers.
 */
#ifndef HELDER_DECIDE_GATHER_H
#define HELDER_DECIDE_GATHER_H
#include "decide/settle_events.h"

typedef struct Gather Gather;

/* Of so many rows in all; `keys`: they are wanted, if only they. The policy must live as long. */
Gather *gather_make(const Policy *policy, size_t rows, bool keys);
void gather_drop(Gather *gather); /* NULL is fine */

size_t gather_readings(const Gather *gather); /* before the one that decides; may be 0 */

/* Begins the next reading: the policy as that asks it; NULL: the next one decides. */
const Policy *gather_next(Gather *gather);

/* A key that stands in two rows of the run, counted from 0. */
typedef struct GatherTwins {
  uint64_t row, other; /* the later, the earlier */
} GatherTwins;

/* Adds what a piece decided, in the order of the rows. False: it has a key that came before. */
bool gather_add(Gather *gather, const Decided *piece, GatherTwins *twins);

/* After the last piece of a reading. False with the Error filled: an attribute is asked of
 * texts. */
bool gather_settle(Gather *gather, Error *error);

/* The keys of all customers, after the first reading and until the next begins. */
const Table *gather_keys(const Gather *gather);

/* Their events, then; which must live as long. */
void gather_events(Gather *gather, const SettledEvents *settled);

/* What is settled so far: DecideInput.places, of each piece, and DecideInput.settled; NULL: not
 * yet. */
const Places *gather_places(const Gather *gather);
const SelectionDecision *gather_selections(const Gather *gather);

/* DecideInput.contacts of a piece; NULL: there are no events. The arena owns them. */
const Column *const *gather_contacts(Arena *arena, const Gather *gather, uint64_t before,
                                     size_t rows);
#endif
