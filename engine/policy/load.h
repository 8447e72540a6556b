/* From files that are in memory, or the JSON of a description, to a Policy. Linear time, and of
 * files a worker. */
#ifndef HELDER_POLICY_LOAD_H
#define HELDER_POLICY_LOAD_H
#include "policy/policy.h"

/* Fills all that the description says, and keeps the files that were used. The Policy's
 * texts point into the arena. False: it is no JSON. */
bool load_description(Arena *arena, Text json, Policy *policy);

/* Runs a policy whose files, folder and as_of are filled in, and fills the rest. NULL with the
 * Error filled, as policy_load. */
Policy *load_of_files(Arena *arena, Policy *policy, JailLimits limits, Error *error);
#endif
