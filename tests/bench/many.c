/* many HELDER POLICY FILE ROWS MANY_FILE MANY_ROWS OUT: the run from CSV to a synced log of ten
 * times as many customers beside ten times the run of the few, and `why` in it. Two cores. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "figure.h"
#include "process.h"

enum { TIMES = 3, QUESTIONS = 20 };

typedef struct Many {
  char *helder, *policy, *out;
  Arena *arena;
} Many;

static double run_seconds(const Many *many, char *data) {
  Error error = {0};
  char *run[] = {many->helder, "run",        many->policy, "--data",  data,
                 "--as-of",    "2026-11-21", "--out",      many->out, "--threads",
                 "2",          "--no-cache", NULL};
  file_folder_remove(many->out);
  if (!file_folder_ensure(many->out, &error))
    figure_fail("%s", error.message);
  return process_seconds(run);
}

/* The one run folder that is in `out`; the arena owns the path. */
static char *run_folder(const Many *many) {
  DIR *folder = opendir(many->out);
  char *found = NULL;
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    if (entry->d_name[0] == '2')
      found = file_join(many->arena, many->out, entry->d_name);
  if (folder)
    closedir(folder);
  if (!found)
    figure_fail("no run in %s", many->out);
  return found;
}

static double why_milliseconds(const Many *many, size_t rows) {
  double seconds[QUESTIONS];
  char *run = run_folder(many);
  for (size_t i = 0; i < QUESTIONS; i++) {
    char key[32];
    snprintf(key, sizeof key, "C-%08zu", 1 + (rows - 1) * i / (QUESTIONS - 1));
    seconds[i] = process_seconds((char *[]){many->helder, "why", key, "--run", run, NULL});
  }
  return figure_median(seconds, QUESTIONS) * 1e3;
}

/* The file as it lies on the disk: one that was made just now would be written during the run. */
static void bring_to_disk(const char *path) {
  int file = open(path, O_RDONLY);
  if (file < 0 || fsync(file) != 0 || close(file) != 0)
    figure_fail("cannot sync %s", path);
}

int main(int argc, char **argv) {
  if (argc != 8)
    figure_fail("usage: many HELDER POLICY FILE ROWS MANY_FILE MANY_ROWS OUT");
  Many many = {argv[1], argv[2], argv[7], arena_make()};
  double rows = atof(argv[4]), many_rows = atof(argv[6]), few[TIMES];
  bring_to_disk(argv[5]);
  for (int i = 0; i < TIMES; i++)
    few[i] = run_seconds(&many, argv[3]);
  double seconds = run_seconds(&many, argv[5]);
  char name[64], beside[64];
  snprintf(name, sizeof name, "whole run of %.0f", many_rows);
  snprintf(beside, sizeof beside, "the run of %.0f", rows);
  figure_print((Figure){name, seconds, "s", beside, figure_median(few, TIMES),
                        "ratio <=", many_rows / rows * 1.1});
  snprintf(name, sizeof name, "why, among %.0f", many_rows);
  figure_print(
      (Figure){name, why_milliseconds(&many, (size_t)many_rows), "ms", NULL, 0, "value <=", 10});
  file_folder_remove(many.out);
  arena_drop(many.arena);
  return 0;
}
