/* A Population: the customers that one attribute looks at, and what it finds among them.
 *
 * Who is not in it, or has no number in `of`, counts nowhere. The answers hang on keys and
 * values alone, not on the order of rows. A quantile or a queue costs a sort, a share a
 * pass. The Arena owns what is answered. */
#ifndef HELDER_DECIDE_POPULATION_H
#define HELDER_DECIDE_POPULATION_H
#include "table/table.h"

typedef struct Population {
  const Column *of;       /* the number looked at; dates count as days */
  const uint32_t *by_key; /* all rows in the order of their keys */
  const uint8_t *only;    /* a Verdict a row: who says yes belongs; NULL: everyone */
  bool reverse;           /* places (tiles.h): 1 is the highest */
} Population;

bool population_has(const Population *population, size_t row);

/* The rows that belong, in the order of their keys; to be freed with memory_free. */
uint32_t *population_rows(const Population *population, size_t *count);

/* The k/parts quantiles for k = 1 … parts - 1, as R's type 7 (Hyndman and Fan 1996,
 * definition 7: linear between the values around (n - 1) p + 1). False: nobody has a number. */
bool population_quantiles(const Population *population, size_t parts, double *quantiles);

/* The quantile at `fraction`, 0 … 1, the same for everyone who belongs; a date of dates. */
const Column *population_quantile(Arena *arena, const Population *population, double fraction);

/* A number that can be a part of a whole: 0 or more, and finite. */
bool population_is_amount(double number);

/* Each one's number as a part of the sum of all, 0 … 1; missing where there is no amount,
 * and for all where the sum is 0. */
const Column *population_share(Arena *arena, const Population *population);

/* The sum of the numbers of those who come before: by `order`, the highest first, a missing
 * one last, ties by key. Missing where the own number is no amount: who takes no known part of
 * the queue does not stand in it. Whole numbers where `of` has those. */
const Column *population_ahead(Arena *arena, const Population *population, const Column *order);
#endif
