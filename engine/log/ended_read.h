/* How every customer of a run ended in each rule, read from its lines: the list that
 * ended_of makes of Decisions, with the same labels.
 *
 * A row for each line that was not erased, as in run_values. Costs looking at every byte of
 * the lines, and some tens of nanoseconds a customer and rule. The Arena owns the list. */
#ifndef HELDER_LOG_ENDED_READ_H
#define HELDER_LOG_ENDED_READ_H
#include "log/ended.h"
#include "log/run_read.h"
#include "policy/policy.h"

/* `policy` is the run's own (run_policy.h). False with the Error filled: the line that
 * cannot be read. */
bool ended_read(Arena *arena, const Run *run, const Policy *policy, EndedList *ended, Error *error);
#endif
