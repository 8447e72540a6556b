/* What the parts of a trial share. For the trial files alone. */
#ifndef HELDER_DECIDE_TRIAL_PARTS_H
#define HELDER_DECIDE_TRIAL_PARTS_H
#include "decide/trial.h"

/* As a file would be read: texts become days where all of them are, whole numbers decimals
 * where one number is. */
void trial_settle(Value *values, size_t rows);

/* The cell of this name; NULL where the row has none. */
const TestCell *trial_cell(const TestCell *cells, size_t count, Text name);

/* Adds a name that is not there yet. */
void trial_add_name(Text *names, size_t *count, Text name);

/* The side tables of the policy with the events that the test gives its customers; the
 * keys are those of the table. trial_drop frees them. NULL with the Error filled. */
Events **trial_events(Arena *arena, const TrialInput *input, const Table *customers, Error *error);

/* The policy does not fit the values of the test: where one that is given is of a wrong kind,
 * the Error is about that cell of the test from now on. Both answer false (trial_blame.c). */
bool trial_blame_given(const TrialInput *input, Error *error);
bool trial_blame_event(const TrialInput *input, size_t side, Error *error);
#endif
