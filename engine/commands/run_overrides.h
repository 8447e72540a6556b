/* What `helder run` tells of overrides and of staff's discretion. Costs its length. */
#ifndef HELDER_COMMANDS_RUN_OVERRIDES_H
#define HELDER_COMMANDS_RUN_OVERRIDES_H
#include "commands/run_report.h"

void run_overrides_text(const RunReport *report, Buffer *out);

/* "overrides":{…} of the counts: no key and no name of a person. */
void run_overrides_counts(const RunReport *report, Buffer *out);

/* "discretion":{"budget","used","per","people":[{"by","used"}],"beyond":[{"number","key","rule",
 * "outcome","by","made"}]}, null without one. */
void run_discretion_json(const RunReport *report, Buffer *out);
#endif
