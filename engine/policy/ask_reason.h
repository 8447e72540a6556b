/* Why rows are unknown of which no VM is needed to tell: found by the condition room, row by
 * row, and worked out once where the next row is unknown for the same reason.
 *
 * One thread's; it notes troubles in the order in which it is told of rows. */
#ifndef HELDER_POLICY_ASK_REASON_H
#define HELDER_POLICY_ASK_REASON_H
#include "condition/evaluate.h"
#include "policy/ask_trees.h"

typedef struct AskReason AskReason;

typedef struct AskReasons {
  const Condition *const *conditions; /* [step]; NULL where none is */
  size_t step_count;
  ConditionScratch *scratch;
  AskFound *found;
  AskReason *last; /* [step] */
} AskReasons;

/* Owns no more than `last`. */
AskReasons ask_reasons_make(const Condition *const *conditions, size_t step_count,
                            ConditionScratch *scratch, AskFound *found);
void ask_reasons_drop(AskReasons *reasons);

/* Notes the trouble of a step and row whose verdict is unknown. False: only the VM can tell. */
bool ask_reason_note(AskReasons *reasons, size_t step, size_t row);
#endif
