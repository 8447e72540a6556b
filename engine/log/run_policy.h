/* What a run folder tells of its policy: the description that was kept, and what was
 * masked. Nothing of the policy's files runs. Costs reading policy.json; the Arena owns all. */
#ifndef HELDER_LOG_RUN_POLICY_H
#define HELDER_LOG_RUN_POLICY_H
#include "log/run_read.h"
#include "policy/mask.h"

/* NULL with the Error filled. */
Policy *run_policy(Arena *arena, const Run *run, Error *error);

/* Texts are views into the manifest. */
Mask run_mask(Arena *arena, const Run *run);
#endif
