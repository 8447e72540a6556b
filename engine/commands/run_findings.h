/* Why a run ends with 1, said in a line each: mistakes in rules, broken guarantees, customers
 * in two segments, overrides beyond staff's discretion. For what tells no more of these by
 * itself, as the worlds of a what-if. Costs its length. */
#ifndef HELDER_COMMANDS_RUN_FINDINGS_H
#define HELDER_COMMANDS_RUN_FINDINGS_H
#include "commands/run_report.h"

/* Under a heading; nothing at all without a finding. */
void run_findings_text(const RunReport *report, const char *heading, Buffer *out);

/* "findings":[{"kind":"mistake","rule","line","message","customers","like"},
 * {"kind":"guarantee","name","broken"}, {"kind":"two segments","name","customers"},
 * {"kind":"discretion","budget","used","beyond"}]; "like" is left out with --counts. */
void run_findings_json(const RunReport *report, Buffer *out);
#endif
