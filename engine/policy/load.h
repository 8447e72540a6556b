/* From the JSON of a description to a Policy whose files are known. Costs linear time. */
#ifndef HELDER_POLICY_LOAD_H
#define HELDER_POLICY_LOAD_H
#include "policy/policy.h"

/* Fills all that the description says, and keeps the files that were used. The Policy's
 * texts point into the arena. False: it is no JSON. */
bool load_description(Arena *arena, Text json, Policy *policy);
#endif
