/* Progress of a long command: one line on a terminal's standard error from the first second
 * after it began: what it is at, how many rows, how far, how fast, how long yet. Rewritten ten
 * times a second by a thread of its own, so that it goes on where the work tells nothing; wiped
 * at the end. Nothing, and no thread, where there is no terminal.
 *
 * A command has one RunProgress, all zeros at first, through all of its stages, and ends it
 * before anything else is printed; it stays where it is in between. */
#ifndef HELDER_COMMANDS_RUN_PROGRESS_H
#define HELDER_COMMANDS_RUN_PROGRESS_H
#include <pthread.h>
#include <time.h>

#include "base/text.h"

/* How far a stage is. `all` 0: nobody knows how much there is; `done` 0 too: nor how far. */
typedef struct RunPlace {
  size_t rows;      /* so far; of a stage of bytes, 0: not known */
  size_t done, all; /* bytes, or rows */
  bool bytes;
} RunPlace;

typedef struct RunProgress {
  bool running; /* the thread is, and what follows was made */
  pthread_t thread;
  pthread_mutex_t lock; /* over what follows */
  pthread_cond_t end;
  bool ended;
  const char *stage;
  RunPlace place;
  struct timespec began; /* the stage */
} RunProgress;

/* Begin a stage, the first one also the thread. The functions that tell how far it is have the
 * RunProgress as context and may be called by any thread; NULL without a terminal. */
typedef void RunProgressRows(void *context, size_t done, size_t all);
typedef void RunProgressRead(void *context, size_t rows, size_t bytes_done, size_t bytes_all);
void run_progress_say(RunProgress *progress, const char *stage); /* of which no more is known */
RunProgressRows *run_progress_rows(RunProgress *progress, const char *stage);
RunProgressRead *run_progress_read(RunProgress *progress, const char *stage);

void run_progress_end(RunProgress *progress);

/* "writing 42% · 420,000 of 1,000,000 customers · 350,000/s · 2 s left", after so many seconds
 * of the stage. */
void run_progress_line(const char *stage, const RunPlace *place, double seconds, Buffer *out);
#endif
