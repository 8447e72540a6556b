/* The description's side tables, and what attributes and selections say of them.
 *
 * Costs linear time. Texts point into the JSON. A table that is not declared reads as
 * number side_table_count, which policy_bind refuses. */
#ifndef HELDER_POLICY_DESCRIBE_EVENTS_H
#define HELDER_POLICY_DESCRIBE_EVENTS_H
#include "policy/policy.h"

/* To be read before what names them. */
void describe_side_tables(Arena *arena, const json_t *description, Policy *policy);

/* Of an attribute or a selection. */
EventMeasure describe_measure(Arena *arena, const json_t *attribute, const Policy *policy);
Pressure describe_pressure(const json_t *selection, const Policy *policy);
#endif
