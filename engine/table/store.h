/* What a Builder stores: its cells, converted when the format changes. Shared by the
 * files that make up the Builder (builder.c, store.c, convert.c); for no one else. */
#ifndef HELDER_TABLE_STORE_H
#define HELDER_TABLE_STORE_H
#include "table/builder.h"

/* Room for `more` cells. */
void store_reserve(Builder *builder, size_t more);

/* Appends cells at row builder->rows on (a missing one as zero) until one does not
 * fit the format; answers how many were stored, and leaves builder->rows alone. */
size_t store_cells(Builder *builder, const Text *cells, size_t count);

/* Codes kept at 4 bytes, narrowed. */
void store_narrow_codes(Builder *builder, uint8_t width);

void store_missing(Builder *builder, size_t row);
bool store_is_missing(const Builder *builder, size_t row);
#endif
