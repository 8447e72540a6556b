/* Steps whose functions have condition trees, answered over columns by the condition
 * room, in threads of this process: no Lua runs and nothing is forked.
 *
 * Rows of which only the VM can tell why they are unknown are marked ASK_AGAIN and left
 * to the workers; a value step with such a row is left to them whole, and so is a step
 * whose guard is one that they answer. */
#ifndef HELDER_POLICY_ASK_TREES_H
#define HELDER_POLICY_ASK_TREES_H
#include "policy/ask_pages.h"

/* The troubles that one thread found in its range of rows. */
typedef struct AskFound {
  Trouble *troubles;
  size_t count, capacity;
  Dictionary *details; /* as in policy/ask_trouble.h */
} AskFound;

typedef struct AskTrees {
  AskFound *found;     /* [range] */
  Dictionary ***texts; /* [step][range]: of value steps that were answered; else NULL */
  bool workers_needed; /* something is left for them */
} AskTrees;

/* Answers what it can into the pages and marks it in pages->answered and ->again. False
 * with the Error filled: a tree that is none. */
bool ask_trees_run(Arena *arena, const Asking *asking, AskPages *pages, AskTrees *trees,
                   Error *error);
void ask_trees_drop(AskTrees *trees, const AskPages *pages, size_t step_count);
#endif
