/* Advise: how finely customers should be served, for each need of a policy.
 *
 * There are four ways to serve a segment. Each is held against the first, which costs
 * nothing: what it is worth (the misfit it takes away, times the need's benefit), less what
 * it costs. Advised is the way of which most is left; of equals the coarser.
 *
 *   alike       as everybody: at the mean of all
 *   segment     at the segment's own mean; cost.segment
 *   split       two parts (decide/split.h), each served as everybody, in a way of its own or
 *               individually, whichever leaves most; offered unless it may be chance
 *   individual  each as he needs, so that no misfit is left; cost.individual a customer
 *
 * So the break-even spread of individual tailoring is sqrt(cost.individual / benefit). Who
 * gave no answer, or is in no segment, counts nowhere but in `missing` and `nowhere`. A
 * nice-to-have is reckoned like the others, and then advised alike. Costs, for each need and
 * segment, a sort by each field of split_by. The Arena owns the answer. */
#ifndef HELDER_DECIDE_ADVISE_H
#define HELDER_DECIDE_ADVISE_H
#include "decide/split.h"
#include "log/decisions.h"

typedef enum Way { WAY_ALIKE, WAY_SEGMENT, WAY_SPLIT, WAY_INDIVIDUAL, WAY_COUNT } Way;

/* In the policy's money. */
typedef struct Reckoned {
  bool possible;
  double benefit, cost, left; /* left = benefit - cost */
} Reckoned;

typedef struct GroupAdvice {
  Served served; /* in its own way */
  double alike;  /* its misfit when served as everybody */
  double spread; /* numbers: standard deviation, of all (n); choices: the share that needs something
                    else than the most common (variation ratio: Freeman 1965) */
  Reckoned ways[WAY_COUNT];
  Way best;
} GroupAdvice;

typedef struct SegmentAdvice {
  Text name;
  size_t missing; /* customers of whom it is not known what they need */
  GroupAdvice group;
  Split split; /* field NULL: none was found */
  GroupAdvice part, rest;
  Way advised; /* group.best, or alike for a nice-to-have */
} SegmentAdvice;

typedef struct NeedAdvice {
  const Need *need;
  Wishes wishes;
  Served everyone; /* all who are in a segment and whose wish is known */
  double spread;
  size_t missing; /* in a segment, and not known */
  size_t nowhere; /* in no segment */
  double between; /* eta squared, or lambda: 0 … 1; NAN where nobody differs */
  SegmentAdvice *segments;
  size_t segment_count;
  double benefit, cost; /* of all that is advised */
} NeedAdvice;

/* One for each need; `table` has the attributes. NULL with the Error filled (wishes_read). */
NeedAdvice *advise_needs(Arena *arena, const Policy *policy, const Table *table,
                         const Decisions *decisions, Error *error);
#endif
