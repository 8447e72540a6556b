/* What a run decides about: the customers' table and the side tables, read and held against
 * the policy. Costs the reading. The caller gives it back with run_read_drop. */
#ifndef HELDER_COMMANDS_RUN_READ_H
#define HELDER_COMMANDS_RUN_READ_H
#include "commands/run_options.h"
#include "commands/run_progress.h"
#include "policy/policy.h"
#include "table/events.h"

typedef struct RunRead {
  const Policy *policy;
  Table *table;
  Events **events; /* of the policy's side tables */
} RunRead;

/* False with the Error filled; nothing is to be given back then. */
bool run_read(Arena *arena, const RunOptions *options, Policy *policy, RunProgress *progress,
              RunRead *read, Error *error);
void run_read_drop(RunRead *read);
#endif
