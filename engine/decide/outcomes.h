/* Outcomes: what a customer's decisions come to once overrides are laid over them.
 *
 * This is what a guarantee's `holds` sees as `d`. Costs a search in the overrides and
 * a comparison a name. */
#ifndef HELDER_DECIDE_OUTCOMES_H
#define HELDER_DECIDE_OUTCOMES_H
#include "log/decisions.h"
#include "policy/policy.h"

typedef struct Outcomes {
  const Policy *policy;
  const Decisions *decisions;
} Outcomes;

/* An Outcome (policy/ask.h); the context is the Outcomes. Kinds: "segment" (names;
 * none, one or several), "score" (a number), "told" (a boolean, decide/told.h),
 * "selection" (the state's name, or the override's `selected`, `not selected`),
 * "excluded" (a boolean). */
size_t outcomes_of(const void *outcomes, size_t row, Text kind, Text name, Value *out, size_t most);

/* How many overrides set another outcome than the rules gave. */
size_t outcomes_changed(const Outcomes *outcomes);
#endif
