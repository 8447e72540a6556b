#include "figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

void figure_print(Figure figure) {
  printf("figure\t%s\t%.9g\t%s\t%s\t%.9g\t%s\t%.9g\n", figure.name, figure.value, figure.unit,
         figure.reference ? figure.reference : "", figure.beside, figure.rule ? figure.rule : "",
         figure.limit);
  fflush(stdout);
}

double figure_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double worked(int whose) {
  struct rusage usage;
  getrusage(whose, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double figure_worked(void) {
  return worked(RUSAGE_SELF) + worked(RUSAGE_CHILDREN);
}

static int compare(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

double figure_median(double *numbers, size_t count) {
  qsort(numbers, count, sizeof *numbers, compare);
  return numbers[count / 2];
}

void figure_fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("bench: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(2);
}
