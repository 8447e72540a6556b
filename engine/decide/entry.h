/* Entry: who may take part in a selection (the states before `household`).
 * One pass over the customers. The Arena owns nothing here; arrays are the caller's. */
#ifndef HELDER_DECIDE_ENTRY_H
#define HELDER_DECIDE_ENTRY_H
#include "decide/selections.h"

/* Sets state and by (NULL: not asked for) of each row; those that take part get STATE_SELECTED
 * for now. */
void entry_decide(Arena *arena, const SelectionInput *input, uint8_t *state, uint16_t *by,
                  PressureDecision *pressure, Unknowns *unknowns);

/* The same from what pieces of the run found (SelectionInput.entered_state). */
void entry_take(Arena *arena, const SelectionInput *input, uint8_t *state, uint16_t *by);

/* The number of a quota's `of`: 1 without one; false where it cannot be counted. */
bool entry_quota_need(const Column *quota_of, size_t row, double *need);
#endif
