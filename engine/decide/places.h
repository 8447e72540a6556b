/* Places: what attributes that look at all customers come to, for runs in pieces.
 *
 * While an attribute is not settled, each piece tells who belongs to its population, and
 * the attribute stays out of the piece's table; once it is, the piece gets its rows of it.
 * Laying costs a copy of the piece's cells. Who gathers (gather.h) owns the list. */
#ifndef HELDER_DECIDE_PLACES_H
#define HELDER_DECIDE_PLACES_H
#include "base/arena.h"
#include "table/column.h"

typedef struct Place {
  Text attribute;
  const Column *settled; /* over all rows of the run; NULL: not yet */
  const uint8_t *only;   /* of the piece asked last: a Verdict a row; NULL: all belong */
} Place;

typedef struct Places {
  Place *list;
  size_t count;
  bool last; /* the reading that decides: of what is settled unknowns are still to be noted */
} Places;

/* NULL: this attribute looks at nobody else, or all rows are here (`places` is NULL). */
Place *places_find(const Places *places, Text attribute);

/* The rows before … before + rows - 1 of what is settled; the arena owns them. */
Column place_lay(Arena *arena, const Place *place, uint64_t before, size_t rows);
#endif
