/* Progress of a long run: one line on a terminal's standard error for whatever takes over a
 * second: how far, how fast, how long yet. Rewritten at most ten times a second, wiped at the
 * end; nothing where there is no terminal. */
#ifndef HELDER_COMMANDS_RUN_PROGRESS_H
#define HELDER_COMMANDS_RUN_PROGRESS_H
#include <time.h>

#include "base/text.h"

typedef enum RunUnit { RUN_BYTES, RUN_ROWS } RunUnit;

typedef struct RunProgress {
  const char *stage;
  RunUnit unit;
  bool begun, shown;
  struct timespec began, last; /* of the stage; the line was written */
} RunProgress;

typedef void RunProgressShow(void *context, size_t done, size_t all);

/* The progress function of a stage, NULL without a terminal; its context is the RunProgress.
 * `all` 0: nobody knows how much there is. */
RunProgressShow *run_progress_of(RunProgress *progress, const char *stage, RunUnit unit);

/* A stage of which only the name is known; shown once a second has passed. */
void run_progress_say(RunProgress *progress, const char *stage);
void run_progress_end(RunProgress *progress);

/* "writing 42% · 420,000 of 1,000,000 customers · 350,000/s · 2 s left", after so many seconds
 * of the stage. */
void run_progress_line(const RunProgress *progress, size_t done, size_t all, double seconds,
                       Buffer *out);
#endif
