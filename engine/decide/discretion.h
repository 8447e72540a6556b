/* Discretion: how much of their budget staff used with the overrides of a file.
 *
 * Where the file tells when each was made, those made within the span before as_of count,
 * ended ones too: a decision is spent when it is taken. Where it does not tell, or the
 * discretion has no span, all that are in force count. They are numbered by day, then by
 * line; those numbered above the budget are beyond it. An override beyond the budget holds
 * all the same: the run says so and ends with a finding. Costs a sort of the file's lines.
 * The Arena owns the answer. */
#ifndef HELDER_DECIDE_DISCRETION_H
#define HELDER_DECIDE_DISCRETION_H
#include "decide/overrides.h"

typedef struct DiscretionPerson {
  Text by;
  size_t used;
} DiscretionPerson;

typedef struct DiscretionUse {
  bool given; /* the policy has a budget */
  size_t budget;
  int32_t after;             /* those made after this day count; INT32_MIN: by being in force */
  const OverrideLine **used; /* as numbered: the first is number 1 */
  size_t used_count;
  DiscretionPerson *people; /* most first, then by name */
  size_t person_count;
} DiscretionUse;

/* Also gives each override in force its place. */
DiscretionUse discretion_use(Arena *arena, const Policy *policy, Overrides *overrides);

/* How many are beyond the budget. */
size_t discretion_beyond(const DiscretionUse *use);
#endif
