/* load FILE: reading a CSV into a Table, beside libcsv alone with callbacks that
 * only count, both on one core; then on two cores; then from kept columns. The file in the
 * page cache, the best of five. */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "figure.h"
#include "table/table.h"

enum { TIMES = 5, BLOCK = 1 << 16 };

typedef struct Count {
  size_t cells, rows, bytes;
} Count;

static void count_cell(void *bytes, size_t length, void *count) {
  (void)bytes;
  ((Count *)count)->cells++;
  ((Count *)count)->bytes += length;
}

static void count_row(int end, void *count) {
  (void)end;
  ((Count *)count)->rows++;
}

/* Seconds for libcsv, as strict as the engine uses it. */
static double libcsv_alone(const char *path, Count *count) {
  static char block[BLOCK];
  struct csv_parser parser;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
    figure_fail("cannot read %s", path);
  double start = figure_worked();
  for (ssize_t got; (got = read(file, block, BLOCK)) > 0;)
    if (csv_parse(&parser, block, (size_t)got, count_cell, count_row, count) != (size_t)got)
      figure_fail("%s: %s", path, csv_strerror(csv_error(&parser)));
  csv_fini(&parser, count_cell, count_row, count);
  double seconds = figure_worked() - start;
  csv_free(&parser);
  close(file);
  return seconds;
}

static double table_alone(const char *path, size_t *rows, size_t *columns) {
  Error error = {0};
  ReadOptions options = {.key = TEXT("customer_id"), .threads = 1};
  double start = figure_worked();
  Table *table = table_read(path, &options, &error);
  double seconds = figure_worked() - start;
  if (!table)
    figure_fail("%s", error.message);
  *rows = table->rows;
  *columns = table->column_count;
  table_drop(table);
  return seconds;
}

/* Seconds that pass for two threads; `kept`: from columns kept before, or else keeping them. */
static double table_two(const char *path, bool kept) {
  Error error = {0};
  ReadOptions options = {.key = TEXT("customer_id"), .threads = 2, .keep_from = kept ? 1 : 0};
  double start = figure_clock();
  Table *table = table_read(path, &options, &error);
  double seconds = figure_clock() - start;
  if (!table)
    figure_fail("%s", error.message);
  table_drop(table);
  return seconds;
}

static void time_two(const char *path, double megabytes, double one) {
  table_two(path, true); /* keeps them */
  double two = table_two(path, false), kept = table_two(path, true);
  for (int i = 1; i < TIMES; i++) {
    double seconds = table_two(path, false);
    two = seconds < two ? seconds : two;
    seconds = table_two(path, true);
    kept = seconds < kept ? seconds : kept;
  }
  figure_print((Figure){"load, two cores", megabytes / two, "MB/s", "load, one core",
                        megabytes / one, NULL, 0});
  figure_print((Figure){"load, kept columns", megabytes / kept, "MB of CSV/s", "load, two cores",
                        megabytes / two, NULL, 0});
}

int main(int argc, char **argv) {
  if (argc != 2)
    figure_fail("usage: load FILE");
  Count count = {0};
  size_t rows = 0, columns = 0;
  double alone = libcsv_alone(argv[1], &(Count){0}), table = table_alone(argv[1], &rows, &columns);
  for (int i = 1; i < TIMES; i++) {
    double seconds = libcsv_alone(argv[1], &(Count){0});
    alone = seconds < alone ? seconds : alone;
    seconds = table_alone(argv[1], &rows, &columns);
    table = seconds < table ? seconds : table;
  }
  libcsv_alone(argv[1], &count);
  if (count.rows != rows + 1 || count.cells != (rows + 1) * columns)
    figure_fail("libcsv counts %zu rows and %zu cells, the table %zu rows", count.rows, count.cells,
                rows);
  Text whole;
  Error error = {0};
  if (!file_map(argv[1], &whole, &error))
    figure_fail("%s", error.message);
  double megabytes = (double)whole.length / 1e6;
  file_unmap(&whole);
  figure_print((Figure){"load, one core", megabytes / table, "MB/s", "libcsv alone, counting",
                        megabytes / alone, "ratio >=", 0.5});
  time_two(argv[1], megabytes, table);
  return 0;
}
