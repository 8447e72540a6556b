/* Columns that would be numbers, dates or yes and no but for a text or two: said as
 * assumptions, with the line that settles it. A column of real texts costs four looks
 * into its dictionary, a spoiled one a look for each distinct text. */
#ifndef HELDER_TABLE_SPOILED_H
#define HELDER_TABLE_SPOILED_H
#include "table/builder.h"

/* Adds to the table's assumptions each column that up to three distinct texts keep from
 * being something else. `builders`: what the columns were made by. */
void spoiled_add(Table *table, const Builder *builders);
#endif
