/* Placing: an attribute that looks at all customers, from the policy's words to a column.
 *
 * Costs one asking where the attribute says `only`, and what population.h and tiles.h tell. Of a
 * piece of a run only who belongs is found, until its column is settled (places.h). */
#ifndef HELDER_DECIDE_PLACING_H
#define HELDER_DECIDE_PLACING_H
#include "decide/asker.h"
#include "decide/unknowns.h"

typedef struct Placing {
  Asker *asker;
  Table *table; /* gets the column */
  const uint32_t *by_key;
  Unknowns *unknowns;
} Placing;

/* False with the Error filled: it is asked of texts, or `only` was stopped. Who has an amount
 * below 0 where a sum is taken (share, ahead) is noted as unknown and left out of the sum. */
bool placing_add(const Placing *placing, const Attribute *attribute, Error *error);

/* The column over all rows of a table that has what the attribute names. `only`: a Verdict a row;
 * NULL: all belong. NULL with the Error filled, as placing_add. The arena owns it. */
const Column *placing_settle(Arena *arena, const Attribute *attribute, const Table *table,
                             const uint32_t *by_key, const uint8_t *only, Error *error);
#endif
