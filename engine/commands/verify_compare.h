/* The lines that were logged against those that come out now, byte for byte; where that
 * fails, and only then, in all that depends on the customer alone. Costs writing each line
 * again, by as many threads as there are processors. */
#ifndef HELDER_COMMANDS_VERIFY_COMPARE_H
#define HELDER_COMMANDS_VERIFY_COMPARE_H
#include "commands/verify_report.h"
#include "log/decisions.h"
#include "log/run_read.h"

typedef struct VerifyCompare {
  Arena *arena;
  const Run *run;
  const Decisions *decisions; /* as they come out now */
  bool overrides;             /* compare them too */
  const Text *skip;           /* REPLAY_LINES: rules that were not decided again, by their */
  size_t skip_count;          /* names in the log ("exclusion membership paused") */
} VerifyCompare;

/* Fills same, same_self, differ and named of the replay, whose kind is set. */
void verify_compare(const VerifyCompare *compare, Replay *replay);
#endif
