/* Whether a changed policy is proven to be the same in other words. Costs up to a few
 * tenths of a second a rule that differs. */
#ifndef HELDER_COMMANDS_MUTATE_SAME_H
#define HELDER_COMMANDS_MUTATE_SAME_H
#include "policy/policy.h"
#include "policy/seated.h"

/* The policy as it is and as it was changed; helper: as the mutant says. */
typedef struct MutatePair {
  const Policy *before, *after;
  bool helper;
} MutatePair;

/* True: nothing but conditions differs, and each says the same of every customer, whatever
 * the data. False: not proven. */
bool mutate_same(Arena *arena, const MutatePair *pair, Seated *seated);
#endif
