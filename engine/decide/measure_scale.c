#include <math.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "decide/measure_parts.h"

enum { SCALE_ROWS = 1 << 16, MOST_DIGITS = 6 };

#define WHOLE_BELOW 2251799813685248.0 /* 2^51 */
#define ROUNDING 6755399441055744.0    /* 1.5 · 2^52: adding it rounds to a whole number */

static const double powers[MOST_DIGITS + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};

/* Of some rows. */
typedef struct ScalePart {
  int digits; /* MOST_DIGITS + 1: more than that */
  double most;
} ScalePart;

typedef struct Scaling {
  const Column *of;
  ScalePart *parts;
} Scaling;

/* Whether the number is the double nearest to a decimal with so many digits behind the
 * point: then whole / power, correctly rounded, is the number again. */
static inline bool has_digits(double number, double power) {
  double whole = (number * power + ROUNDING) - ROUNDING;
  return whole / power == number;
}

static bool all_have(const double *numbers, size_t count, double power) {
  unsigned wrong = 0;
  for (size_t i = 0; i < count; i++)
    wrong |= !has_digits(numbers[i], power);
  return !wrong;
}

static double most_of(const double *numbers, size_t count) {
  double most = 0;
  for (size_t i = 0; i < count; i++)
    most = fabs(numbers[i]) > most ? fabs(numbers[i]) : most;
  return most;
}

static void scale_part(void *context, size_t number) {
  const Scaling *scaling = context;
  size_t first = number * SCALE_ROWS, left = scaling->of->rows - first;
  size_t rows = left < SCALE_ROWS ? left : SCALE_ROWS;
  const double *cells = (const double *)scaling->of->cells + first;
  ScalePart part = {.most = most_of(cells, rows)};
  while (part.digits <= MOST_DIGITS && !all_have(cells, rows, powers[part.digits]))
    part.digits++;
  scaling->parts[number] = part;
}

double measure_scale(const Column *of, size_t threads, double *most) {
  size_t count = (of->rows + SCALE_ROWS - 1) / SCALE_ROWS;
  Scaling scaling = {of, memory_array(count + 1, sizeof *scaling.parts)};
  int digits = 0;
  *most = 0;
  parallel_run(threads, count, scale_part, &scaling);
  for (size_t i = 0; i < count; i++) {
    digits = scaling.parts[i].digits > digits ? scaling.parts[i].digits : digits;
    *most = scaling.parts[i].most > *most ? scaling.parts[i].most : *most;
  }
  memory_free(scaling.parts);
  if (digits > MOST_DIGITS || !(*most * powers[digits] < WHOLE_BELOW))
    return 0;
  *most *= powers[digits];
  return powers[digits];
}
