/* Progress of a long run: one line on a terminal's standard error, rewritten at most
 * ten times a second, wiped at the end; nothing where there is no terminal. */
#ifndef HELDER_COMMANDS_RUN_PROGRESS_H
#define HELDER_COMMANDS_RUN_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct RunProgress {
  const char *stage;
  bool shown;
  struct timespec last;
} RunProgress;

/* The progress function of a stage, NULL without a terminal; its context is the
 * RunProgress. */
void (*run_progress_of(RunProgress *progress, const char *stage))(void *context, size_t done,
                                                                  size_t all);
void run_progress_say(RunProgress *progress, const char *stage);
void run_progress_end(RunProgress *progress);
#endif
