/* Parts: where a CSV file can be cut so that every part is whole records.
 *
 * Quotes are counted, not guessed: the file is looked through in as many stretches at
 * once, each of whole lines. A stretch tells how it ends (inside quotes or not) for both
 * ways it may begin; put together from the first on, each is known. A line in which no
 * quote opens a cell changes nothing, as it does for records.h. Costs one reading of the
 * file and one memchr over it; more where quotes are. */
#ifndef HELDER_LOAD_PARTS_H
#define HELDER_LOAD_PARTS_H
#include "load/records.h"

/* Cuts what comes after the header into up to `wanted` parts, about as large, with this many
 * threads. Part i is the raw bytes cuts[i]..cuts[i + 1]; `cuts` has room for wanted + 1.
 * Answers how many parts there are; 0 when the file cannot be read in parts. */
size_t parts_find(const Records *records, size_t wanted, size_t threads, uint64_t *cuts);
#endif
