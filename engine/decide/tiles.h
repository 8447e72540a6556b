/* Attributes that divide a population: tiles of equal size and bins between breaks.
 *
 * Both answer a column of whole numbers from 1, missing where the divided value is
 * missing or no number. The arena owns it. Tiles cost a sort, bins a pass. */
#ifndef HELDER_DECIDE_TILES_H
#define HELDER_DECIDE_TILES_H
#include "table/table.h"

/* As SQL's NTILE over those with a value, from the lowest: the first tiles are one
 * larger when they cannot all be equal; ties by key. */
const Column *tiles_ntile(Arena *arena, const Column *of, int64_t tiles, const uint32_t *by_key);

/* value < breaks[0] is 1, … , value >= the last is break_count + 1. */
const Column *tiles_bins(Arena *arena, const Column *of, const double *breaks, size_t break_count);
#endif
