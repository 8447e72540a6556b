/* Places: what attributes that look at all customers come to, for runs in pieces.
 *
 * While an attribute is not settled, each piece tells who belongs to its population, and
 * the attribute stays out of the piece's table; once it is, the piece gets its rows of it.
 * Attributes over events are measured of all customers at once. Laying costs a copy of the
 * piece's missing bits. Who gathers (gather.h) owns the list. */
#ifndef HELDER_DECIDE_PLACES_H
#define HELDER_DECIDE_PLACES_H
#include "log/decisions.h"

typedef struct Place {
  Text attribute;
  const Column *settled; /* over all rows of the run; NULL: not yet */
  const uint8_t *only;   /* of the piece asked last: a Verdict a row; NULL: all belong */
} Place;

typedef struct Places {
  Place *list;
  size_t count;
  bool last; /* the reading that decides: of what is settled unknowns are still to be noted */
  const Decisions *doubts; /* those of events, of all customers; NULL: not known yet */
} Places;

/* NULL: this attribute looks at nobody else, or all rows are here (`places` is NULL). */
Place *places_find(const Places *places, Text attribute);

/* The rows before … before + rows - 1 of what is settled, whose cells they share. */
Column places_lay(Arena *arena, const Column *settled, uint64_t before, size_t rows);
#endif
