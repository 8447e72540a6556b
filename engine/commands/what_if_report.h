/* What `helder run --scenario` tells: both worlds, and who moves between them. Nobody is
 * named with --counts. */
#ifndef HELDER_COMMANDS_WHAT_IF_REPORT_H
#define HELDER_COMMANDS_WHAT_IF_REPORT_H
#include "commands/run_report.h"
#include "decide/what_if.h"
#include "log/ended.h"

/* One other world, beside the world as it is. */
typedef struct OtherWorld {
  const WhatIf *what_if;
  const Decided *decided;
  EndedList ended; /* there */
  Moves *moves;    /* a list for each rule of the policy */
  size_t moved;    /* customers who end otherwise in one rule or more */
  bool finding;    /* a mistake in a rule or in the change, a broken guarantee */
} OtherWorld;

typedef struct WhatIfReport {
  const RunReport *as_is;
  EndedList ended; /* as it is */
  const OtherWorld *worlds;
  size_t count;
} WhatIfReport;

/* A mistake in a rule or a change, a broken guarantee, in any of the worlds. */
bool what_if_finding(const WhatIfReport *report);

void what_if_text(const WhatIfReport *report, Buffer *out);

/* {"what_if":true,"finding","policy":{"name","version"},"as_of","data":{"path","bytes","sha256",
 * "rows"},"findings":[… as it is, run_findings.h],"discretion":… (not with --counts),
 * "scenarios":[{"name","because","changed":[{"field","customers"}],"unknown":[…],
 * "moved","rules":[{"rule","outcomes":[{"outcome","as_it_is","would_be"}],"moves":[{"from","to",
 * "customers","keys":[…]}]}],"guarantees":[{"name","broken","would_be_broken"}],
 * "findings":[… there]}]} */
void what_if_json(const WhatIfReport *report, Buffer *out);
#endif
