/* `helder run --scenario NAME` and `--set 'field=expression'`: beside the run, the world as
 * it would be over the same data, and who moves. The run itself is written as always; the
 * other world is told and kept nowhere: it is no run. */
#ifndef HELDER_COMMANDS_WHAT_IF_H
#define HELDER_COMMANDS_WHAT_IF_H
#include "commands/run_read.h"
#include "commands/what_if_report.h"

/* What the command line asks for. */
typedef struct WhatIfPlan {
  const Scenario **asked; /* --scenario in the order given, then that of --set */
  size_t count;           /* 0: no what-if */
  Policy *setting;        /* the policy with what --set says; NULL without it */
  WhatIf *what_ifs;       /* once decided */
  Decided *decided;
} WhatIfPlan;

/* False with the Error filled: no such scenario ("did you mean"), a wrong --set. */
bool what_if_plan(Arena *arena, const RunOptions *options, const Policy *policy, WhatIfPlan *plan,
                  Error *error);

/* Holds what --set says against the data, before attributes are added to it. */
bool what_if_bind(const WhatIfPlan *plan, const Table *table, Error *error);

/* Decides the other worlds, after the run; NULL with the Error filled. what_if_end gives
 * back what they hold, also after a failure. */
const WhatIfReport *what_if_decide(WhatIfPlan *plan, const RunReport *report, const RunRead *read,
                                   Error *error);
void what_if_end(WhatIfPlan *plan);
#endif
