/* Given: values that stand in place of what an attribute would come to, for some
 * customers: a test says what an attribute is, a scenario what it would be.
 *
 * A given value is not worked out: its attribute is not asked of that customer, and no
 * trouble of it is told. Attributes that divide a population do so over everybody, given
 * or not; the given values then take their places. Costs a pass over the customers. */
#ifndef HELDER_DECIDE_GIVEN_H
#define HELDER_DECIDE_GIVEN_H
#include "base/arena.h"
#include "table/column.h"

typedef struct Given {
  Text attribute;       /* its name */
  const Column *values; /* for all rows; looked at only where given */
  const uint8_t *rows;  /* [row]: 1 where it is given */
} Given;

typedef struct Givens {
  const Given *list;
  size_t count;
} Givens;

/* NULL: nobody is given this attribute. */
const Given *givens_find(const Givens *givens, Text attribute);

/* The worked-out column with the given values in it; the arena owns it, its name is kept. */
Column given_lay(Arena *arena, const Given *given, const Column *worked_out);
#endif
