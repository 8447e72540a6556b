/* Exclusions: from what `when` said to what holds on the day of the run.
 *
 * An exclusion with `lasts` and `since` holds only while as_of is before since + lasts;
 * where `when` said yes and `since` is missing it is unknown, by that field. One pass
 * over the customers for such an exclusion, nothing for the others (their verdicts
 * are taken as they are). The Arena owns what is answered. */
#ifndef HELDER_DECIDE_EXCLUSIONS_H
#define HELDER_DECIDE_EXCLUSIONS_H
#include "decide/unknowns.h"
#include "policy/policy.h"

typedef struct ExclusionInput {
  const Exclusion *exclusion;
  const uint8_t *asked; /* a Verdict a customer: what `when` said */
  const Column *since;  /* NULL: no `lasts` */
  int32_t as_of;
  size_t rows;
} ExclusionInput;

ExclusionDecision exclusion_decide(Arena *arena, const ExclusionInput *input, Unknowns *unknowns);
#endif
