/* counts HELDER POLICY FILE ROWS: how soon a marketer sees the counts. `helder run --counts` as
 * a process of its own, from the CSV and from kept columns; what keeping them costs the first
 * time, and how large they are. Two cores. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "figure.h"
#include "process.h"

enum { TIMES = 3, TIMES_KEPT = 7 };

/* Of the files in FILE's `.helder-cache`: bytes of the columns kept of it; 0: none. */
static double kept_bytes(const char *folder, const char *name) {
  double bytes = 0;
  Arena *arena = arena_make();
  DIR *kept = opendir(folder);
  for (struct dirent *entry; kept && (entry = readdir(kept));) {
    struct stat status;
    if (strncmp(entry->d_name, name, strlen(name)) == 0 &&
        stat(file_join(arena, folder, entry->d_name), &status) == 0)
      bytes += (double)status.st_size;
  }
  if (kept)
    closedir(kept);
  arena_drop(arena);
  return bytes;
}

static double median_seconds(char *const *arguments, size_t times) {
  double seconds[TIMES_KEPT];
  for (size_t i = 0; i < times; i++)
    seconds[i] = process_seconds(arguments);
  return figure_median(seconds, times);
}

static double megabytes(const char *path) {
  struct stat status;
  if (stat(path, &status))
    figure_fail("no %s", path);
  return (double)status.st_size / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 5)
    figure_fail("usage: counts HELDER POLICY FILE ROWS");
  char *data = argv[3];
  double rows = atof(argv[4]);
  char *read[] = {argv[1],      "run",      argv[2],     "--data", data,         "--as-of",
                  "2026-11-21", "--counts", "--threads", "2",      "--no-cache", NULL};
  char *kept[] = {argv[1],      "run",      argv[2],     "--data", data, "--as-of",
                  "2026-11-21", "--counts", "--threads", "2",      NULL};
  const char *slash = strrchr(data, '/');
  char folder[4096];
  snprintf(folder, sizeof folder, "%.*s.helder-cache", slash ? (int)(slash - data + 1) : 0, data);
  file_folder_remove(folder);
  double from_csv = median_seconds(read, TIMES);
  figure_print((Figure){"CSV to counts", from_csv * 1e6 / rows, "µs a customer", NULL, 0, NULL, 0});
  double keeping = process_seconds(kept);
  double bytes = kept_bytes(folder, slash ? slash + 1 : data);
  if (bytes == 0)
    figure_fail("no columns were kept in %s", folder);
  double from_kept = median_seconds(kept, TIMES_KEPT);
  figure_print(
      (Figure){"kept columns to counts", from_kept, "s", "from the CSV", from_csv, NULL, 0});
  figure_print((Figure){"CSV to counts, keeping columns", keeping, "s", "not keeping them",
                        from_csv, NULL, 0});
  figure_print((Figure){"columns in memory", bytes / 1e6, "MB", "the CSV", megabytes(data),
                        "ratio <=", 0.8});
  return 0;
}
