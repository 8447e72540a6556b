/* What to say where a policy names what is not there. Costs the names times their length. */
#ifndef HELDER_POLICY_NAMES_H
#define HELDER_POLICY_NAMES_H
#include "table/table.h"

/* "did you mean "nps"?"; where none is near, which there are: "there are: nps, city". Empty where
 * there are none. In the arena. */
Text names_advice(Arena *arena, Text word, const Text *names, size_t count);

/* The same of a table's columns. */
Text names_advice_columns(Arena *arena, Text word, const Table *table);
#endif
