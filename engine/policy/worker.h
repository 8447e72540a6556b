/* Running a policy's files in a jailed worker, and saying why one did not end well.
 *
 * This is how the parent gets at what a policy declares without executing any of it.
 * Costs a fork and one run of the policy. */
#ifndef HELDER_POLICY_WORKER_H
#define HELDER_POLICY_WORKER_H
#include "policy/state.h"

/* The description that scripts/vocabulary.lua made, as JSON in the arena. False with
 * the Error filled: the policy's own mistake, or that it did not finish. */
bool worker_describe(Arena *arena, const PolicySource *source, JailLimits limits, Text *json,
                     Error *error);

/* Turns a bad end into an Error. `rule` and `customer` may be empty: then it
 * happened while the policy was read. Always false. */
bool worker_blame(const JailReport *report, JailLimits limits, Text rule, Text customer,
                  Error *error);
#endif
