/* What the bench programs share: the clock, the median, and the line that says a
 * figure. A line is words with tabs between: report.lua reads them. */
#ifndef HELDER_BENCH_FIGURE_H
#define HELDER_BENCH_FIGURE_H
#include <stddef.h>

typedef struct Figure {
  const char *name;
  double value;
  const char *unit;
  const char *reference; /* what stands beside it, measured just now; NULL: nothing */
  double beside;         /* in the same unit */
  const char *rule;      /* "ratio <=", "ratio >=", "value <="; NULL: no limit */
  double limit;
} Figure;

void figure_print(Figure figure);

double figure_clock(void); /* seconds, never going back */

/* Seconds that processors worked for this process and the children it has waited for:
 * on an idle machine what one core takes, on a busy one still that. */
double figure_worked(void);

/* The middle one of `count` numbers; sorts them. */
double figure_median(double *numbers, size_t count);

/* Says on stderr what went wrong and ends the program with 2. */
_Noreturn void figure_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
#endif
