/* Attributes over events: each `where` asked of its side table, then the measures taken,
 * and the answers added to the customers' table as columns.
 *
 * Costs an asking for each side table with a `where`, and a pass over its events for each
 * attribute (decide/measure.h). An event that counts in an attribute and of which its
 * `where` cannot be decided leaves its customer without that attribute, and is noted as an
 * unknown of it: its missing fields are named after their table ("incidents.minutes"). Not so
 * of a customer who is given the attribute (decide/given.h). */
#ifndef HELDER_DECIDE_EVENT_ATTRIBUTES_H
#define HELDER_DECIDE_EVENT_ATTRIBUTES_H
#include "decide/asker.h"
#include "decide/unknowns.h"
#include "table/events.h"

/* `events` are those of the policy's side tables, in its order; NULL: nobody has any. False with
 * the Error filled: a rule was stopped. */
bool event_attributes_add(Asker *asker, Table *table, Events *const *events, Unknowns *unknowns,
                          Error *error);
#endif
