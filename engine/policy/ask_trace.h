/* The lines of the policy that ran for one customer: for `why`, of rules that only the
 * VM can answer. An asking with `trace` costs a hook at every line; each line is noted
 * once a step, in the order in which it first ran. */
#ifndef HELDER_POLICY_ASK_TRACE_H
#define HELDER_POLICY_ASK_TRACE_H
#include "policy/ask_worker.h"

/* In the worker: around the call of a step. Nothing happens without `trace`. */
void ask_trace_begin(Asker *asker);
void ask_trace_end(Asker *asker);

/* In the parent: what the workers noted, as answers->ran. */
void ask_trace_read(Arena *arena, Dictionary *const *ran, size_t workers, Answers *answers);
#endif
