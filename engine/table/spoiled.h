/* Columns that would be numbers, dates or yes and no but for a text or two: said as
 * assumptions, with the line that settles it. A column of real texts costs four looks
 * into its dictionary, a spoiled one a look for each distinct text. */
#ifndef HELDER_TABLE_SPOILED_H
#define HELDER_TABLE_SPOILED_H
#include "table/builder.h"

enum { SPOILED_MOST = 3 };

/* What was seen of one column of texts; zeroed: nothing yet. */
typedef struct Spoiled {
  Text odd[SPOILED_MOST]; /* distinct texts that fit nothing; odd_count may be one more */
  size_t odd_count;
  Text fitting[SPOILED_MOST + 1]; /* the first distinct ones that fit something */
  size_t fitting_count;
  uint32_t others; /* formats that a fitting text did not fit */
} Spoiled;

/* Looks at the texts of a column, or of a piece of it; keeps copies in the arena. */
void spoiled_look(Arena *arena, Spoiled *spoiled, const Dictionary *dictionary);

/* Adds to the table's assumptions each column that up to three distinct texts keep from
 * being something else. `builders`: what the columns were made by; `spoiled` NULL: the columns
 * hold all their texts and are looked at now. */
void spoiled_add(Table *table, const Builder *builders, const Spoiled *spoiled);
#endif
