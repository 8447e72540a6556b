/* The scores to beat: where a run's selections had no place left. Costs nothing but where a
 * limit was filled to its last place with nobody behind it: then the log is read once. */
#ifndef HELDER_EXPLAIN_CHANGE_CUTS_H
#define HELDER_EXPLAIN_CHANGE_CUTS_H
#include "explain/change_rules.h"
#include "log/run_read.h"

/* Fills cuts and cut_made for the policy in `facts`; in the Arena. */
void change_cuts(Arena *arena, const Run *run, ChangeFacts *facts);
#endif
