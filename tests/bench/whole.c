/* whole HELDER POLICY FILE OUT ROWS: the run from CSV to a synced log, its memory, and
 * `why` and `verify` in it, beside what disk, hash and the start of a process cost just now. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/sha256.h"
#include "figure.h"
#include "process.h"

enum { RUNS = 3, QUESTIONS = 20, CHUNK = 1 << 20 };

typedef struct Whole {
  char *helder, *policy, *data, *out;
  Arena *arena;
} Whole;

static void drop_runs(const Whole *whole) {
  Error error = {0};
  file_folder_remove(whole->out);
  if (!file_folder_ensure(whole->out, &error))
    figure_fail("%s", error.message);
}

/* The one run folder that is in `out`; the arena owns the path. */
static char *run_folder(const Whole *whole) {
  DIR *folder = opendir(whole->out);
  char *found = NULL;
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    if (entry->d_name[0] == '2') /* named by its date; the log of runs lies beside it */
      found = file_join(whole->arena, whole->out, entry->d_name);
  if (folder)
    closedir(folder);
  if (!found)
    figure_fail("no run in %s", whole->out);
  return found;
}

static double file_bytes(const char *path) {
  struct stat status;
  if (stat(path, &status))
    figure_fail("no %s", path);
  return (double)status.st_size;
}

static double folder_bytes(Arena *arena, const char *path) {
  static const char *const files[] = {"decisions.ndjson", "leaves", "index", "manifest.json"};
  double bytes = 0;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    bytes += file_bytes(file_join(arena, path, files[i]));
  return bytes;
}

/* Seconds to write and sync as many bytes, nothing else. */
static double disk_seconds(const Whole *whole, double bytes) {
  static char chunk[CHUNK];
  Error error = {0};
  char *path = file_join(whole->arena, whole->out, ".raw");
  memset(chunk, 'x', sizeof chunk);
  double start = figure_clock();
  int file = file_create(path, &error);
  for (double left = bytes; file >= 0 && left > 0; left -= CHUNK)
    if (!file_write(file, path, chunk, left < CHUNK ? (size_t)left : CHUNK, &error))
      figure_fail("%s", error.message);
  if (file < 0 || !file_finish(file, path, &error))
    figure_fail("%s", error.message);
  double seconds = figure_clock() - start;
  remove(path);
  return seconds;
}

static double sha256_rate(void) {
  static char chunk[CHUNK];
  uint8_t digest[SHA256_BYTES];
  Sha256 hash;
  double start = figure_worked();
  sha256_start(&hash);
  for (int i = 0; i < 256; i++)
    sha256_add(&hash, chunk, sizeof chunk);
  sha256_end(&hash, digest);
  return 256.0 * CHUNK / 1e6 / (figure_worked() - start);
}

/* Milliseconds of `why`, the middle one of twenty keys from all over the file. */
static double why_milliseconds(const Whole *whole, char *run, size_t rows) {
  double seconds[QUESTIONS];
  for (size_t i = 0; i < QUESTIONS; i++) {
    char key[32];
    snprintf(key, sizeof key, "C-%08zu", 1 + (rows - 1) * i / (QUESTIONS - 1));
    seconds[i] = process_seconds((char *[]){whole->helder, "why", key, "--run", run, NULL});
  }
  return figure_median(seconds, QUESTIONS) * 1e3;
}

static double start_milliseconds(void) {
  double seconds[QUESTIONS];
  for (size_t i = 0; i < QUESTIONS; i++)
    seconds[i] = process_seconds((char *[]){"true", NULL});
  return figure_median(seconds, QUESTIONS) * 1e3;
}

/* Verifying the last run: its bytes, one core, beside hashing as many; and with the replay,
 * beside the run itself. */
static void time_verify(const Whole *whole, char *run, double seconds) {
  char *bytes_only[] = {"taskset", "-c", "0", whole->helder, "verify", run, "--no-replay", NULL};
  char *all[] = {whole->helder, "verify", run, NULL};
  char *lines[] = {whole->helder, "verify", run, "--data", "gone", NULL};
  double hashing = folder_bytes(whole->arena, run) / 1e6 / sha256_rate();
  double worked = figure_worked();
  process_seconds(bytes_only);
  worked = figure_worked() - worked;
  figure_print((Figure){"verify, without replay, one core", worked, "s", "hashing as many bytes",
                        hashing, "value <=", 5});
  figure_print((Figure){"verify, replay included", process_seconds(all), "s", "the run itself",
                        seconds, "ratio <=", 2});
  figure_print((Figure){"verify, replay without the data", process_seconds(lines), "s",
                        "the run itself", seconds, "ratio <=", 2});
}

static double time_runs(const Whole *whole, char *const *arguments) {
  double seconds[RUNS], disk[RUNS], bytes = 0;
  for (int i = 0; i < RUNS; i++) {
    drop_runs(whole);
    seconds[i] = process_seconds(arguments);
    bytes = folder_bytes(whole->arena, run_folder(whole));
    disk[i] = disk_seconds(whole, bytes);
  }
  double raw = figure_median(disk, RUNS);
  double middle = figure_median(seconds, RUNS);
  figure_print((Figure){"whole run, two cores, log synced", middle, "s",
                        "writing and syncing as many bytes", raw, "value <=", 4});
  figure_print(
      (Figure){"run folder", bytes / 1e6, "MB", "the CSV", file_bytes(whole->data) / 1e6, NULL, 0});
  figure_print((Figure){"disk, write and sync", bytes / 1e6 / raw, "MB/s", NULL, 0, NULL, 0});
  return middle;
}

int main(int argc, char **argv) {
  if (argc != 6)
    figure_fail("usage: whole HELDER POLICY FILE OUT ROWS");
  Whole whole = {argv[1], argv[2], argv[3], argv[4], arena_make()};
  char *run[] = {whole.helder, "run",        whole.policy, "--data",  whole.data,
                 "--as-of",    "2026-11-21", "--out",      whole.out, "--threads",
                 "2",          "--no-cache", NULL};
  double seconds = time_runs(&whole, run);
  figure_print((Figure){"why, in that run",
                        why_milliseconds(&whole, run_folder(&whole), (size_t)atol(argv[5])), "ms",
                        "starting a process", start_milliseconds(), "value <=", 10});
  time_verify(&whole, run_folder(&whole), seconds);
  drop_runs(&whole);
  figure_print((Figure){"memory of all processes, peak", process_memory(run) / 1e6, "MB", "the CSV",
                        file_bytes(whole.data) / 1e6, "ratio <=", 3});
  figure_print((Figure){"sha256, one core", sha256_rate(), "MB/s", NULL, 0, NULL, 0});
  drop_runs(&whole);
  arena_drop(whole.arena);
  return 0;
}
