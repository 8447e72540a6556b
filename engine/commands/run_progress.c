#include "commands/run_progress.h"

#include <stdio.h>
#include <unistd.h>

/* Whether a tenth of a second has passed. */
static bool is_time(RunProgress *progress) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double passed = (double)(now.tv_sec - progress->last.tv_sec) +
                  (double)(now.tv_nsec - progress->last.tv_nsec) / 1e9;
  if (progress->shown && passed < 0.1)
    return false;
  progress->last = now;
  return true;
}

static void show(void *context, size_t done, size_t all) {
  RunProgress *progress = context;
  if (!is_time(progress))
    return;
  progress->shown = true;
  fprintf(stderr, "\r\033[K%s %d%%", progress->stage,
          all ? (int)((double)done * 100 / (double)all) : 100);
}

void (*run_progress_of(RunProgress *progress, const char *stage))(void *, size_t, size_t) {
  progress->stage = stage;
  return isatty(STDERR_FILENO) ? show : NULL;
}

void run_progress_say(RunProgress *progress, const char *stage) {
  if (!isatty(STDERR_FILENO))
    return;
  progress->shown = true;
  fprintf(stderr, "\r\033[K%s", stage);
}

void run_progress_end(RunProgress *progress) {
  if (progress->shown)
    fputs("\r\033[K", stderr);
  progress->shown = false;
}
