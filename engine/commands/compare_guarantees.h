/* The guarantees of the two sides of `helder compare`: which are new or gone, which say
 * something else now, and which held before and are broken now, or the other way round.
 * Costs a walk over their conditions; the Arena owns all. */
#ifndef HELDER_COMMANDS_COMPARE_GUARANTEES_H
#define HELDER_COMMANDS_COMPARE_GUARANTEES_H
#include "commands/compare_report.h"

typedef struct ComparedGuarantee {
  Text name;
  const GuaranteeCounts *counts[2]; /* by side; NULL: it is not there */
  Text changes[8];                  /* "at_least went from 0.8 to 0.9", "because changed" */
  size_t change_count;
} ComparedGuarantee;

/* Those that changed, of the policy after in its order, then those that are gone. */
const ComparedGuarantee *compare_guarantees(const CompareReport *report, size_t *count);

/* "held for 40 of 40", "broken for 3 of 40; could not be decided for 1". */
void compare_guarantee_put(const GuaranteeCounts *counts, Buffer *out);
#endif
