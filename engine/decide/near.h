/* Near misses: customers who are not eligible for a selection because of one comparison
 * only: every other part of its condition says yes to them. "412 missed "quiet Sunday"
 * only on nps >= 7."
 *
 * The condition's tree is cut at its outermost `and`s (and what means the same) into
 * parts, each asked over columns of those who ended as not eligible. A customer of whom
 * some part is unknown is nobody's near miss. A rule without a tree has none. The Arena
 * owns the answer. */
#ifndef HELDER_DECIDE_NEAR_H
#define HELDER_DECIDE_NEAR_H
#include "base/error.h"
#include "log/decisions.h"
#include "policy/policy.h"

typedef struct NearMiss {
  Text comparison; /* as the marketer wrote it */
  uint32_t *rows;  /* who missed on it alone, ascending; NULL: not asked for */
  size_t count;
  size_t part; /* of the condition, from 0 */
} NearMiss;

typedef struct NearMisses {
  NearMiss *list; /* those that somebody missed on, in the order they are written */
  size_t count;
} NearMisses;

typedef struct NearInput {
  const SelectionDecision *decided;
  const Table *table;
  size_t threads;
  bool rows; /* who they are is wanted, not only how many */
} NearInput;

/* Of one selection. False with the Error filled. */
bool near_misses(Arena *arena, const Policy *policy, const Selection *selection,
                 const NearInput *input, NearMisses *near, Error *error);
#endif
