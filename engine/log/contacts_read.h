/* How often a run's customers had been contacted, as far as its lines tell: of those who came
 * as far as a selection's pressure. Costs a look at every line, and parsing those. */
#ifndef HELDER_LOG_CONTACTS_READ_H
#define HELDER_LOG_CONTACTS_READ_H
#include "log/run_read.h"
#include "policy/policy.h"

/* [selection of the policy], NULL for one without pressure: integers, missing where the line
 * does not tell; a row for each line that was not erased. NULL with the Error filled: a line
 * is no JSON. The Arena owns all. */
const Column *const *contacts_read(Arena *arena, const Run *run, const Policy *policy,
                                   Error *error);
#endif
