/* The data of a watch: read once, kept in memory from save to save, read again only when a
 * file of it or the way the policy wants it read is no longer the same. The arena of its
 * own is dropped with it. */
#ifndef HELDER_COMMANDS_WATCH_DATA_H
#define HELDER_COMMANDS_WATCH_DATA_H
#include "commands/run_read.h"
#include "commands/watch_files.h"
#include "policy/ask_memory.h"
#include "table/range.h"

typedef struct WatchData {
  Arena *arena;   /* NULL: nothing is read */
  Policy *policy; /* a copy of the one it was read for */
  RunRead read;
  const uint32_t *by_key; /* its order */
  AskMemory *memory;      /* of what was asked of it */
  size_t fields;          /* columns of the data, without attributes */
  ColumnRange *ranges;    /* [field]: what was found of it, for the next check */
} WatchData;

/* Makes the data those of this policy and binds it to them; `stale`: a file of it changed.
 * False with the Error filled: the data that were there stay. */
bool watch_data_take(WatchData *data, const RunOptions *options, Policy *policy, bool stale,
                     Error *error);

/* The customers' table as it was read, without the attributes that a run added. */
Table *watch_data_table(WatchData *data);

/* Adds the paths of the data that this policy reads. */
void watch_data_files(Arena *arena, const RunOptions *options, const Policy *policy,
                      WatchFiles *files);

void watch_data_drop(WatchData *data);
#endif
