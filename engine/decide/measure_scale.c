#include <math.h>

#include "base/crew.h"
#include "base/memory.h"
#include "decide/measure_parts.h"

enum { SCALE_ROWS = 1 << 16, MOST_DIGITS = 6 };

#define WHOLE_BELOW 2251799813685248.0 /* 2^51 */
#define ROUNDING 6755399441055744.0    /* 1.5 · 2^52: adding it rounds to a whole number */

static const double powers[MOST_DIGITS + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};

typedef struct Scaling {
  const Column *of;
  double most;  /* no whole number may be larger, whatever its sign */
  int digits;   /* that the first part needs: the others begin with it */
  int *checked; /* [part]: so many are right for it; above MOST_DIGITS: none */
} Scaling;

/* Whether each number is the double nearest to a decimal with so many digits behind the
 * point: then whole / power, correctly rounded, is the number again. */
static bool all_have(const double *numbers, size_t count, double power, double most) {
  uint64_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    double whole = (numbers[i] * power + ROUNDING) - ROUNDING;
    wrong |= (uint64_t)(whole / power != numbers[i]) | (uint64_t) !(fabs(whole) <= most);
  }
  return !wrong;
}

static bool part_has(const Scaling *scaling, size_t number, int digits) {
  size_t first = number * SCALE_ROWS, left = scaling->of->rows - first;
  const double *cells = (const double *)scaling->of->cells + first;
  return all_have(cells, left < SCALE_ROWS ? left : SCALE_ROWS, powers[digits], scaling->most);
}

static void scale_part(void *context, size_t number) {
  Scaling *scaling = context;
  int digits = scaling->digits;
  while (digits <= MOST_DIGITS && !part_has(scaling, number, digits))
    digits++;
  scaling->checked[number] = digits;
}

/* The digits that all parts have; a part that was content with fewer is looked at again. */
static int digits_of(const Scaling *scaling, size_t parts) {
  int digits = 0;
  for (size_t i = 0; i < parts; i++)
    digits = scaling->checked[i] > digits ? scaling->checked[i] : digits;
  for (size_t i = 0; digits <= MOST_DIGITS && i < parts; i++)
    if (scaling->checked[i] < digits && !part_has(scaling, i, digits))
      return MOST_DIGITS + 1;
  return digits;
}

double measure_scale(const Column *of, size_t threads, size_t events) {
  size_t parts = (of->rows + SCALE_ROWS - 1) / SCALE_ROWS;
  double most = 9e18 / (double)(events + 1);
  Scaling scaling = {.of = of,
                     .most = most < WHOLE_BELOW ? most : WHOLE_BELOW,
                     .checked = memory_array(parts + 1, sizeof *scaling.checked)};
  scale_part(&scaling, 0);
  scaling.digits = scaling.checked[0] <= MOST_DIGITS ? scaling.checked[0] : 0;
  crew_run(threads, parts, scale_part, &scaling);
  int digits = digits_of(&scaling, parts);
  memory_free(scaling.checked);
  return digits > MOST_DIGITS ? 0 : powers[digits];
}
