/* From the description of scripts/describe.lua to the structs of a Policy.
 *
 * Costs linear time. The Policy's texts point into `description`, which must live as
 * long as the arena. */
#ifndef HELDER_POLICY_DESCRIBE_H
#define HELDER_POLICY_DESCRIBE_H
#include "policy/policy.h"

/* Fills all of the policy but its files, folder and as_of. */
void describe_policy(Arena *arena, const json_t *description, Policy *policy);

/* The part of it that is about needs. */
void describe_needs(Arena *arena, const json_t *description, Policy *policy);

/* What is said of a table's fields, and how to read it: missing and fields are set. */
FieldInfo *describe_fields(Arena *arena, const json_t *table, ReadOptions *read);
/* Its part that is about what could be (describe_worlds.c): scenarios and discretion. */
void describe_worlds(Arena *arena, const json_t *description, Policy *policy);
#endif
