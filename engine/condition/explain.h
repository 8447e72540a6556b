/* What a condition met in one row: each comparison as written, with its values.
 *
 * For `why`, one customer at a time: tens of microseconds. The arena owns the answer.
 * The lines stand in the order of asking; a comparison that follows several ways
 * through the function stands there once. */
#ifndef HELDER_CONDITION_EXPLAIN_H
#define HELDER_CONDITION_EXPLAIN_H
#include "condition/tree.h"
#include "condition/verdict.h"
#include "table/table.h"

typedef struct ExplainLine {
  Text text;       /* "phone_incidents >= WARNINGS" */
  Text filled;     /* "4 >= 3"; empty when it was not asked */
  Verdict verdict; /* UNKNOWN: Lua would raise an error here */
  bool decided;    /* the answer rests on it: had it said otherwise, so might the whole */
  const TreeNode *node;
} ExplainLine;

typedef struct Explanation {
  Verdict verdict;
  ExplainLine *lines;
  size_t count;
} Explanation;

const Explanation *condition_explain(Arena *arena, const Tree *tree, const Table *table, size_t row,
                                     int32_t as_of);
#endif
