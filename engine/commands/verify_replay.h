/* Replay: what a run decided, decided again by its own policy copy (law 3).
 *
 * Over the data, where the files are still the ones of the run: every line must come out
 * the same, byte for byte. Else over the values in each line's `read`: exclusions,
 * segments and eligibility must be the same; what depends on other customers (places,
 * quotas, cuts) need not be where customers were erased. Costs a run without the disk. */
#ifndef HELDER_COMMANDS_VERIFY_REPLAY_H
#define HELDER_COMMANDS_VERIFY_REPLAY_H
#include "commands/run_progress.h"
#include "commands/verify_report.h"
#include "log/run_read.h"

typedef struct ReplayAsked {
  const char *data; /* where the data is now; NULL: where the manifest says it was */
  RunProgress *progress;
} ReplayAsked;

/* False with the Error filled when the policy copy cannot be asked; *replay tells the rest. */
bool verify_replay(Arena *arena, const Run *run, const ReplayAsked *asked, Replay *replay,
                   Error *error);
#endif
