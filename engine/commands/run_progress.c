#include "commands/run_progress.h"

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

static void put_amount(Buffer *out, RunUnit unit, double amount) {
  if (unit == RUN_BYTES)
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

void run_progress_line(const RunProgress *progress, size_t done, size_t all, double seconds,
                       Buffer *out) {
  const char *unit = progress->unit == RUN_BYTES ? " MB" : " customers";
  double rate = seconds > 0 ? (double)done / seconds : 0;
  buffer_string(out, progress->stage);
  if (all)
    buffer_format(out, " %d%%", (int)((double)done * 100 / (double)all));
  buffer_string(out, " · ");
  put_amount(out, progress->unit, (double)done);
  if (all) {
    buffer_string(out, " of ");
    put_amount(out, progress->unit, (double)all);
  }
  buffer_string(out, unit);
  if (rate <= 0)
    return;
  buffer_string(out, " · ");
  put_amount(out, progress->unit, rate);
  buffer_string(out, progress->unit == RUN_BYTES ? " MB/s" : "/s");
  if (all < done)
    return;
  buffer_string(out, " · ");
  put_time(out, (double)(all - done) / rate);
  buffer_string(out, " left");
}

/* --- showing it --------------------------------------------------------------------------- */

/* A second of the stage has passed, and a tenth of one since the line was written. */
static bool is_time(const RunProgress *progress) {
  return seconds_since(&progress->began) >= 1 &&
         (!progress->shown || seconds_since(&progress->last) >= 0.1);
}

static void write_line(RunProgress *progress, const Buffer *line) {
  fprintf(stderr, "\r\033[K%.*s", (int)line->length, line->bytes);
  progress->shown = true;
  clock_gettime(CLOCK_MONOTONIC, &progress->last);
}

static void show(void *context, size_t done, size_t all) {
  RunProgress *progress = context;
  if (!is_time(progress))
    return;
  Buffer line = {0};
  run_progress_line(progress, done, all, seconds_since(&progress->began), &line);
  write_line(progress, &line);
  buffer_free(&line);
}

RunProgressShow *run_progress_of(RunProgress *progress, const char *stage, RunUnit unit) {
  progress->stage = stage;
  progress->unit = unit;
  progress->begun = true;
  clock_gettime(CLOCK_MONOTONIC, &progress->began);
  return isatty(STDERR_FILENO) ? show : NULL;
}

void run_progress_say(RunProgress *progress, const char *stage) {
  bool late = progress->shown || (progress->begun && seconds_since(&progress->began) >= 1);
  if (!late || !isatty(STDERR_FILENO))
    return;
  Buffer line = {0};
  buffer_string(&line, stage);
  write_line(progress, &line);
  buffer_free(&line);
}

void run_progress_end(RunProgress *progress) {
  if (progress->shown)
    fputs("\r\033[K", stderr);
  progress->shown = false;
}
