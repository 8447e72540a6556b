/* Words that a customer should not read in a reason, an appeal or a label: operators (`>=`),
 * names with an underscore as columns have them (`visits_12m`), and a field as rules write it
 * (`g.nps`). What stands in braces is filled in, and addresses may hold what they like. A column
 * whose name is a plain word cannot be told from that word. Costs the text. */
#ifndef HELDER_POLICY_WORDING_H
#define HELDER_POLICY_WORDING_H
#include "policy/policy.h"

/* The next such word from *at on, without the signs around it; *at moves behind it. */
bool wording_next(const Policy *policy, Text text, size_t *at, Text *word);

/* All of them, each once: `">=", "visits_12m"`; empty: there is none. In the arena. */
Text wording_technical(Arena *arena, const Policy *policy, Text text);
#endif
