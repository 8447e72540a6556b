/* Places in a population: tiles of equal size, and bins between breaks.
 *
 * All answer a column of whole numbers from 1 (the lowest; with `reverse` the highest),
 * missing for who does not belong or has no number. The Arena owns it. Tiles and cuts cost a
 * sort, bins a pass. */
#ifndef HELDER_DECIDE_TILES_H
#define HELDER_DECIDE_TILES_H
#include "decide/population.h"

/* As SQL's NTILE over those with a value, from the lowest, or with `reverse` ORDER BY …
 * DESC: the first tiles are one larger when they cannot all be equal; ties by key. */
const Column *tiles_ntile(Arena *arena, const Population *population, int64_t tiles);

/* value < breaks[0] is 1, … , value >= the last is break_count + 1. */
const Column *tiles_bins(Arena *arena, const Population *population, const double *breaks,
                         size_t break_count);

/* `tiles` bins whose breaks are the quantiles (population_quantiles), `added` to each. Equal
 * values are in one bin; bins between equal quantiles stay empty. */
const Column *tiles_cuts(Arena *arena, const Population *population, int64_t tiles, double added);
#endif
