#include "commands/run_read.h"

#include "commands/run_data.h"
#include "commands/run_events.h"

static Table *read_data(Arena *arena, const RunOptions *options, const Policy *policy,
                        RunProgress *progress, Error *error) {
  const char *path = run_data_path(arena, options->data, policy, error);
  if (!path)
    return NULL;
  ReadOptions read = policy->read;
  read.skip_bad_rows = options->skip_bad_rows;
  read.threads = options->threads;
  read.keep_from = options->no_cache ? 0 : RUN_DATA_KEEP_FROM;
  read.progress = run_progress_read(progress, "reading");
  read.progress_context = progress;
  return table_read(path, &read, error);
}

static Events **read_events(Arena *arena, const RunOptions *options, const Policy *policy,
                            const Table *customers, RunProgress *progress, Error *error) {
  RunEvents asked = {.policy = policy,
                     .customers = customers,
                     .skip_bad_rows = options->skip_bad_rows,
                     .threads = options->threads,
                     .keep_from = options->no_cache ? 0 : RUN_DATA_KEEP_FROM,
                     .progress = run_progress_read(progress, "reading"),
                     .progress_context = progress};
  return run_events_read(arena, &asked, error);
}

bool run_read(Arena *arena, const RunOptions *options, Policy *policy, RunProgress *progress,
              RunRead *read, Error *error) {
  *read = (RunRead){.policy = policy, .table = read_data(arena, options, policy, progress, error)};
  if (read->table && policy_bind(policy, read->table, error))
    read->events = read_events(arena, options, policy, read->table, progress, error);
  if (read->events)
    return true;
  run_progress_end(progress);
  table_drop(read->table);
  return false;
}

void run_read_drop(RunRead *read) {
  run_events_drop(read->events, read->policy);
  table_drop(read->table);
}
