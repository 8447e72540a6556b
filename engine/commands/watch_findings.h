/* What `helder check` finds in the policy of a watch: told after its counts. */
#ifndef HELDER_COMMANDS_WATCH_FINDINGS_H
#define HELDER_COMMANDS_WATCH_FINDINGS_H
#include "decide/check.h"

/* Appends each finding and a line that counts them; nothing where there is none. False with
 * the Error filled when the watch is to end. Costs a check (decide/check.h). */
bool watch_findings(Arena *arena, const CheckInput *input, Buffer *out, Error *error);
#endif
