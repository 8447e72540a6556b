/* A World: what fields and attributes can be, as far as a check knows, with its Prover.
 *
 * Without a table: whatever the data; only what the policy itself says is known (a
 * field's type, an attribute's own tree or word). With a table: the types of its columns.
 * The world of a side table has the fields of its events alone.
 * Everything may be missing, unless the World is about customers of whom all is known.
 * The Arena owns it. */
#ifndef HELDER_DECIDE_CHECK_WORLD_H
#define HELDER_DECIDE_CHECK_WORLD_H
#include "condition/prove.h"
#include "policy/policy.h"
#include "table/events.h"

typedef struct World {
  const Policy *policy;
  const SideTable *side;         /* whose events it is about; NULL: the customers */
  const Table *table;            /* NULL: whatever the data */
  Events *const *events;         /* of the side tables; NULL: whatever the data */
  const Tree *const *attributes; /* by the policy's attributes: of `is`; NULL where there is none */
  bool all_known;                /* nothing is missing */
  Text missing;                  /* this field is missing for all; empty: no such field */
  Interval *intervals;           /* of the attributes */
  size_t interval_count;         /* made so far */
  Prover *prover;
} World;

/* Completes a World whose members up to `missing` are set. */
void world_complete(Arena *arena, World *world);

/* What one part of a tree can be. */
Interval world_interval(const World *world, const Tree *tree, const TreeNode *part);
#endif
