#include "commands/run_progress.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static double seconds_since(const struct timespec *then) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* --- the line ----------------------------------------------------------------------------- */

/* 1234567 as 1,234,567. */
static void put_grouped(Buffer *out, double number) {
  char digits[32];
  int length = snprintf(digits, sizeof digits, "%.0f", number);
  for (int i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0)
      buffer_byte(out, ',');
    buffer_byte(out, digits[i]);
  }
}

static void put_amount(Buffer *out, bool bytes, double amount) {
  if (bytes)
    buffer_format(out, "%.*f", amount < 1e7 ? 1 : 0, amount / 1e6);
  else
    put_grouped(out, amount);
}

static void put_time(Buffer *out, double seconds) {
  if (seconds < 100)
    buffer_format(out, "%.0f s", seconds);
  else if (seconds < 6000)
    buffer_format(out, "%.0f min", seconds / 60);
  else
    buffer_format(out, "%.1f h", seconds / 3600);
}

static void put_place(const RunPlace *place, Buffer *out) {
  if (place->all)
    buffer_format(out, " %d%%", (int)((double)place->done * 100 / (double)place->all));
  buffer_string(out, " · ");
  if (place->bytes && place->rows) {
    put_grouped(out, (double)place->rows);
    buffer_string(out, " rows · ");
  }
  put_amount(out, place->bytes, (double)place->done);
  if (place->all) {
    buffer_string(out, " of ");
    put_amount(out, place->bytes, (double)place->all);
  }
  buffer_string(out, place->bytes ? " MB" : " customers");
}

void run_progress_line(const char *stage, const RunPlace *place, double seconds, Buffer *out) {
  double rate = seconds > 0 ? (double)place->done / seconds : 0;
  buffer_string(out, stage);
  if (place->done || place->all) {
    put_place(place, out);
  } else {
    buffer_string(out, " · ");
    put_time(out, seconds);
  }
  if (rate <= 0)
    return;
  buffer_string(out, " · ");
  put_amount(out, place->bytes, rate);
  buffer_string(out, place->bytes ? " MB/s" : "/s");
  if (place->all < place->done)
    return;
  buffer_string(out, " · ");
  put_time(out, (double)(place->all - place->done) / rate);
  buffer_string(out, " left");
}

/* --- showing it --------------------------------------------------------------------------- */

enum { BETWEEN = 100000000 }; /* nanoseconds */

/* A line wider than the terminal is cut: on two lines it could not be rewritten. */
static const char wipe[] = "\r\033[K", cut[] = "\033[?7l", wrap[] = "\033[?7h";

/* False where nobody can be told any more. */
static bool put(const Buffer *text) {
  return write(STDERR_FILENO, text->bytes, text->length) == (ssize_t)text->length;
}

static void wipe_line(void) {
  Buffer line = {0};
  buffer_string(&line, wipe);
  put(&line);
  buffer_free(&line);
}

static bool show(const RunProgress *progress) {
  Buffer line = {0};
  buffer_string(&line, wipe);
  buffer_string(&line, cut);
  run_progress_line(progress->stage, &progress->place, seconds_since(&progress->began), &line);
  buffer_string(&line, wrap);
  bool good = put(&line);
  buffer_free(&line);
  return good;
}

/* The thread: a second of nothing, then the line until the end. */
static void *go_on(void *context) {
  RunProgress *progress = context;
  bool shown = false, told = true;
  pthread_mutex_lock(&progress->lock);
  struct timespec next = progress->began;
  next.tv_sec++;
  while (!progress->ended && told) {
    if (pthread_cond_timedwait(&progress->end, &progress->lock, &next) == 0 || progress->ended)
      continue;
    shown = true;
    told = show(progress);
    clock_gettime(CLOCK_MONOTONIC, &next);
    next.tv_nsec += BETWEEN;
    next.tv_sec += next.tv_nsec / 1000000000;
    next.tv_nsec %= 1000000000;
  }
  pthread_mutex_unlock(&progress->lock);
  if (shown)
    wipe_line();
  return NULL;
}

/* Signals are for the other threads. */
static void start(RunProgress *progress) {
  pthread_condattr_t clock;
  sigset_t all, before;
  pthread_mutex_init(&progress->lock, NULL);
  pthread_condattr_init(&clock);
  pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
  pthread_cond_init(&progress->end, &clock);
  pthread_condattr_destroy(&clock);
  progress->ended = false;
  clock_gettime(CLOCK_MONOTONIC, &progress->began);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  progress->running = pthread_create(&progress->thread, NULL, go_on, progress) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void tell(RunProgress *progress, RunPlace place) {
  pthread_mutex_lock(&progress->lock);
  progress->place = place;
  pthread_mutex_unlock(&progress->lock);
}

static void tell_rows(void *context, size_t done, size_t all) {
  tell(context, (RunPlace){.done = done, .all = all});
}

static void tell_read(void *context, size_t rows, size_t bytes_done, size_t bytes_all) {
  tell(context, (RunPlace){.rows = rows, .done = bytes_done, .all = bytes_all, .bytes = true});
}

/* --- stages ------------------------------------------------------------------------------- */

void run_progress_say(RunProgress *progress, const char *stage) {
  if (!progress->running && isatty(STDERR_FILENO)) {
    progress->stage = stage;
    start(progress);
  }
  if (!progress->running)
    return;
  pthread_mutex_lock(&progress->lock);
  progress->stage = stage;
  progress->place = (RunPlace){.done = 0};
  clock_gettime(CLOCK_MONOTONIC, &progress->began);
  pthread_mutex_unlock(&progress->lock);
}

RunProgressRows *run_progress_rows(RunProgress *progress, const char *stage) {
  run_progress_say(progress, stage);
  return progress->running ? tell_rows : NULL;
}

RunProgressRead *run_progress_read(RunProgress *progress, const char *stage) {
  run_progress_say(progress, stage);
  return progress->running ? tell_read : NULL;
}

void run_progress_end(RunProgress *progress) {
  if (!progress->running)
    return;
  pthread_mutex_lock(&progress->lock);
  progress->ended = true;
  pthread_cond_signal(&progress->end);
  pthread_mutex_unlock(&progress->lock);
  pthread_join(progress->thread, NULL);
  pthread_cond_destroy(&progress->end);
  pthread_mutex_destroy(&progress->lock);
  progress->running = false;
}
