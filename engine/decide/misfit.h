/* Misfit: how far customers are from how they are served.
 *
 * Of a number the misfit is the square of the distance: half a day off is a quarter of
 * what one day off is, two days four times as much. So small differences hardly count and
 * large ones do (quadratic loss: Taguchi 1986, Introduction to Quality Engineering); a
 * group is served best at its mean, what is left is its variance, and the misfit that
 * serving by segment takes away is exactly the share of variance between the segments (eta
 * squared). Of a choice (texts, yes and no) it is 0 for who gets what he needs, else 1: a
 * group is served best at its most common choice, and the share taken away is lambda
 * (Goodman and Kruskal 1954). Costs a pass or two over the rows. The Arena owns all. */
#ifndef HELDER_DECIDE_MISFIT_H
#define HELDER_DECIDE_MISFIT_H
#include "base/error.h"
#include "policy/policy.h"

enum { CHOICES_MOST = 50 };

typedef struct Wishes {
  bool choice;        /* else a number */
  const double *wish; /* by row: the number, or of a choice its place in `choices`; NAN where
                         there is none */
  Value choices[CHOICES_MOST]; /* in order: texts by their bytes, no before yes */
  size_t choice_count;
} Wishes;

/* How a group is served best, and the misfit that is left. */
typedef struct Served {
  size_t number; /* customers */
  double way;    /* the mean, or the most common choice (of equals the first); 0 of nobody */
  double misfit; /* summed */
} Served;

/* What customers need, from the need's field. False with the Error filled: values that
 * are neither all numbers nor all texts nor all yes and no, too many different texts,
 * numbers too large to be squared. */
bool wishes_read(Arena *arena, const Need *need, const Table *table, Wishes *wishes, Error *error);

/* Of these rows, all of which have a wish. The same whatever their order but for
 * rounding: give them in the order of keys. */
Served misfit_best(const Wishes *wishes, const uint32_t *rows, size_t count);

/* Their misfit, summed, when all are served at `way`. */
double misfit_at(const Wishes *wishes, const uint32_t *rows, size_t count, double way);
#endif
