/* A part of a condition with the values it met: "4 >= 3", "known(missing)".
 *
 * A text stands in quotes, a date as 2026-05-21, a missing value as `missing`, and what
 * could not be worked out as `unknown`. The arena owns the answer. */
#ifndef HELDER_CONDITION_FILLED_H
#define HELDER_CONDITION_FILLED_H
#include "condition/scalar.h"

/* The slots that the node names must be filled. */
Text filled_text(Arena *arena, Scalar *scalar, const TreeNode *node);
#endif
