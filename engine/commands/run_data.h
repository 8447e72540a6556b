/* Where the customers' table of a run is. Costs a few looks at the disk. */
#ifndef HELDER_COMMANDS_RUN_DATA_H
#define HELDER_COMMANDS_RUN_DATA_H
#include "base/error.h"
#include "policy/policy.h"

/* Files of so many bytes are kept as columns once they were read; smaller ones load in a
 * blink (table/kept.h). */
enum { RUN_DATA_KEEP_FROM = 4 << 20 };

/* The CSV file: --data (`given`; a folder holds <customers>.csv), or without it the
 * policy's own `data`, relative to the policy. NULL with the Error filled. */
const char *run_data_path(Arena *arena, const char *given, const Policy *policy, Error *error);
#endif
