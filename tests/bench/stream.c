/* generate ROWS | stream HELDER POLICY OUT ROWS [EACH FEWER]: a streamed run from standard input to
 * a synced log (`--counts` in place of OUT: no log), a process of its own: microseconds a customer
 * beside EACH, those of the run of FEWER, and its memory. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "process.h"

enum { MEMORY_MOST = 256 << 20 };

int main(int argc, char **argv) {
  if (argc != 5 && argc != 7)
    figure_fail("usage: generate ROWS | stream HELDER POLICY OUT ROWS [EACH FEWER]");
  bool counts = strcmp(argv[3], "--counts") == 0;
  char *run[] = {argv[1],
                 "run",
                 argv[2],
                 "--data",
                 "-",
                 "--stream",
                 "--as-of",
                 "2026-11-21",
                 "--threads",
                 "2",
                 counts ? "--counts" : "--out",
                 counts ? NULL : argv[3],
                 NULL};
  double start = figure_clock();
  double memory = process_memory(run);
  double each = (figure_clock() - start) * 1e6 / atof(argv[4]);
  char name[64], beside[64];
  snprintf(name, sizeof name, "stream of %s%s", argv[4], counts ? ", counts only" : "");
  Figure rate = {name, each, "µs a customer", NULL, 0, NULL, 0};
  if (argc == 7) {
    snprintf(beside, sizeof beside, "stream of %s", argv[6]);
    rate = (Figure){name, each, "µs a customer", beside, atof(argv[5]), "ratio <=", 1 / 0.9};
  }
  figure_print(rate);
  snprintf(name, sizeof name, "memory, stream of %s", argv[4]);
  figure_print((Figure){name, memory / 1e6, "MB", NULL, 0, "value <=", MEMORY_MOST / 1e6});
  return 0;
}
