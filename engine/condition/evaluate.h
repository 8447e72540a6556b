/* Conditions over columns: a tree bound to a table, 2,048 rows a call.
 *
 * condition_prepare costs microseconds a rule (and a look at each distinct text where
 * a rule is about one text field); a Condition does not change afterwards and lives
 * in its arena. Each thread has its own ConditionScratch, made for all conditions it
 * asks; after the first batches nothing is allocated. A verdict costs 0.2 to 2 ns a row
 * for comparisons of fields with constants, 20 to 100 ns for what has no kernel.
 *
 * The answers are Lua's: the same verdict and value that the VM gives. One thing only
 * the VM can tell: why a row is unknown when condition_blame answers false. Such a row's
 * verdict too is then the VM's (a text over a megabyte is not made here). */
#ifndef HELDER_CONDITION_EVALUATE_H
#define HELDER_CONDITION_EVALUATE_H
#include "condition/tree.h"
#include "condition/verdict.h"
#include "table/table.h"

enum { CONDITION_BATCH = 2048 };

typedef struct Condition Condition;
typedef struct ConditionScratch ConditionScratch;

/* Binds a tree to the columns of its fields, attributes that were added included. Not for
 * two threads at once on one table. */
const Condition *condition_prepare(Arena *arena, const Tree *tree, const Table *table,
                                   int32_t as_of);

ConditionScratch *condition_scratch_make(const Condition *const *conditions, size_t count);
void condition_scratch_drop(ConditionScratch *scratch); /* NULL is fine */

/* The rows of a call: `first` is a multiple of CONDITION_BATCH, `count` at most that.
 * asked: 1 for each row that is asked, 0 for the others; NULL: all are. */
typedef struct ConditionRows {
  size_t first, count;
  const uint8_t *asked;
} ConditionRows;

/* Writes a Verdict a row, NOT_ASKED included, into verdicts[0 … CONDITION_BATCH): the array
 * is that long whatever the count. Answers how many are UNKNOWN. */
size_t condition_verdicts(const Condition *condition, ConditionScratch *scratch, ConditionRows rows,
                          uint8_t *verdicts);

/* The same for values: YES where there is one, NO where it is nil; a date is given as text.
 * Texts live until the next call with this scratch. */
size_t condition_values(const Condition *condition, ConditionScratch *scratch, ConditionRows rows,
                        Value *values, uint8_t *verdicts);

/* Why a row is unknown: the missing fields to blame (condition/verdict.h), as indices into
 * the tree's fields in order of first read, and where it went wrong. */
typedef struct ConditionBlame {
  const size_t *fields; /* lives until the next call with this scratch */
  size_t count;
  const TreeNode *failed; /* error_line and file are Lua's */
} ConditionBlame;

/* False: an error of another kind, or one that only the VM can tell: ask it again. */
bool condition_blame(const Condition *condition, ConditionScratch *scratch, size_t row,
                     ConditionBlame *blame);

/* Whether a row has no value in any field that the tree reads. All such rows have one
 * verdict, and where that is unknown, the same to blame. */
bool condition_has_nothing(const Condition *condition, size_t row);

const Tree *condition_tree(const Condition *condition);

/* How many parts of it are asked row by row; for the bench and for tests. */
size_t condition_scalar_parts(const Condition *condition);
#endif
