/* Gathered: one column over all pieces of a run, growing piece by piece.
 *
 * Memory: 9 bytes a value, from the beginning, and each text once; its column has the type that the
 * whole would have, whatever the pieces had. Adding costs a pass over the piece. Freed with
 * gathered_drop, its column with it. */
#ifndef HELDER_DECIDE_GATHERED_H
#define HELDER_DECIDE_GATHERED_H
#include "base/arena.h"
#include "table/column.h"

typedef struct Gathered {
  Text name;
  int64_t *slots; /* as those of a COLUMN_MIXED */
  uint8_t *kinds;
  Dictionary *texts;
  size_t rows;
  ColumnType type; /* of the pieces that had a value; of the last while none had */
  bool typed;      /* one had */
} Gathered;

void gathered_make(Gathered *gathered, Text name, size_t rows); /* of all pieces */
void gathered_drop(Gathered *gathered);

/* Adds a piece of so many rows; NULL: all of them missing. */
void gathered_add(Gathered *gathered, const Column *piece, size_t rows);

/* The whole, after the last piece; once. It stands where the Gathered stood. */
Column gathered_column(Arena *arena, Gathered *gathered);
#endif
