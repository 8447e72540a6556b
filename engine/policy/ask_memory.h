/* What an asking leaves for the next one of the same data, so that a rule that a save did
 * not change is not asked again: the verdicts of steps answered over columns, each with the
 * condition tree that gave them.
 *
 * A step's verdicts are taken over when its tree says the same (tree_same), it reads no
 * attribute, its guards are of one kind and look at steps that were taken over too, and the
 * table and the day are the same. Why rows are unknown is found anew: it names lines. Nothing
 * else is remembered: values, and what the VM answers.
 *
 * The memory owns the pages of the last asking's verdicts: Answers of an asking with a memory
 * live no longer than until the next asking with it, or until it is dropped; and it is to be
 * dropped with the table, whose address another may get. */
#ifndef HELDER_POLICY_ASK_MEMORY_H
#define HELDER_POLICY_ASK_MEMORY_H
#include "condition/tree.h"
#include "policy/ask.h"

AskMemory *ask_memory_make(void);
void ask_memory_drop(AskMemory *memory); /* NULL is fine */

/* How many steps the last asking took over; for tests. */
size_t ask_memory_taken(const AskMemory *memory);

/* For policy_ask. trees: of each step, NULL where it has none. Fills verdicts[step] for all
 * rows, or NULL where the step must be asked. */
void ask_memory_recall(AskMemory *memory, const Asking *asking, const Tree *const *trees,
                       const uint8_t **verdicts);

/* Remembers the steps that `fit`: answered over columns, every row. `kept` are the pages that
 * hold these verdicts; false where nothing is remembered and they stay the caller's. */
typedef struct AskKept {
  uint8_t *pages;
  size_t bytes;
  uint8_t *const *verdicts;
  const bool *fit;
} AskKept;
bool ask_memory_keep(AskMemory *memory, const Asking *asking, AskKept kept);

/* Pages for verdicts (memory_pages): some that were used before where they are as many. What
 * stands in them may be anything. */
uint8_t *ask_memory_pages(AskMemory *memory, size_t bytes);
#endif
