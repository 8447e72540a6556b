/* Pressure: who was contacted enough to be left alone by a selection.
 *
 * A customer's contacts are the events in the window that ends with as_of, and the
 * selections of this run, listed before, that chose the customer (selected, not held
 * out). Counting costs a pass over the events for each selection with pressure; the rest
 * a pass over the customers. The Arena owns what is answered. */
#ifndef HELDER_DECIDE_PRESSURE_H
#define HELDER_DECIDE_PRESSURE_H
#include "decide/selections.h"
#include "table/events.h"

/* For each selection its events in the window, by customer; NULL where it has no pressure.
 * `events` NULL: nobody has any. */
const Column **pressure_counts(Arena *arena, const Policy *policy, Events *const *events,
                               size_t customers, size_t threads);

/* Sets the state of everyone still in who was contacted enough, and what the decision
 * tells of it. */
void pressure_apply(Arena *arena, const SelectionInput *input, uint8_t *state,
                    PressureDecision *decided);
#endif
