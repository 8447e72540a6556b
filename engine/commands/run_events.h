/* The side tables of a run: <events>.csv beside the customers' table. Costs a reading of
 * each (table/table.h) and joining it to the customers (table/events.h). */
#ifndef HELDER_COMMANDS_RUN_EVENTS_H
#define HELDER_COMMANDS_RUN_EVENTS_H
#include "policy/policy.h"
#include "table/events.h"

/* How to read them. */
typedef struct RunEvents {
  const Policy *policy;
  const Table *customers;
  bool skip_bad_rows;
  size_t threads;
  uint64_t keep_from; /* as in ReadOptions */
  void (*progress)(void *context, size_t rows, size_t bytes_done, size_t bytes_all);
  void *progress_context;
} RunEvents;

/* The side tables as they are read, not yet held against the policy; NULL with the Error filled.
 * The array is the arena's, the tables are the caller's. */
Table **run_events_tables(Arena *arena, const RunEvents *asked, Error *error);

/* One for each side table of the policy, held against it; NULL with the Error filled. The
 * array is the arena's, the Events are the caller's, for run_events_drop. */
Events **run_events_read(Arena *arena, const RunEvents *asked, Error *error);
void run_events_drop(Events **events, const Policy *policy);

/* The path of a side table: in the folder of the customers' file. */
const char *run_events_path(Arena *arena, const char *customers, Text name);
#endif
