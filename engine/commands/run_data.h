/* Where the customers' table of a run is. Costs a few looks at the disk. */
#ifndef HELDER_COMMANDS_RUN_DATA_H
#define HELDER_COMMANDS_RUN_DATA_H
#include "base/error.h"
#include "policy/policy.h"

/* The CSV file: --data (`given`; a folder holds <customers>.csv), or without it the
 * policy's own `data`, relative to the policy. NULL with the Error filled. */
const char *run_data_path(Arena *arena, const char *given, const Policy *policy, Error *error);
#endif
