/* The table that a run's own lines make: the values in each line's `read`, with the
 * attributes as columns like others. Costs parsing each line's `read`. */
#ifndef HELDER_LOG_RUN_VALUES_H
#define HELDER_LOG_RUN_VALUES_H
#include "log/run_read.h"
#include "table/table.h"

/* A row for each line that was not erased; column `key` holds the keys. The caller drops
 * it. NULL with the Error filled when a line cannot be read. */
Table *run_values(Arena *arena, const Run *run, Text key, Error *error);
#endif
