/* Values that rules answer: into shared pages in the worker, out of them as Columns. */
#ifndef HELDER_POLICY_ASK_VALUE_H
#define HELDER_POLICY_ASK_VALUE_H
#include "policy/ask_worker.h"

enum { ASK_LONGEST_TEXT = 64 * 1024 };

/* In the worker: takes the value on top as the answer for the row. NULL, or what is
 * wrong with it. */
const char *ask_value_take(Asker *asker);

/* In the worker: puts the step's part in place of the list on top. NULL, or what is wrong. */
const char *ask_value_part(Asker *asker);

/* What is wrong with a text as an answer; NULL: nothing. */
const char *ask_value_text_wrong(Text text);

/* In the parent: the column of a value step, or NULL when the pages make no sense.
 * `texts` are each worker's texts of this step. */
Column *ask_value_column(Arena *arena, const Asking *asking, const AskPages *pages, size_t step,
                         Dictionary *const *texts);
#endif
