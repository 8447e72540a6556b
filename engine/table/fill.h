/* Filling the columns of a batch, by two threads or by one: columns know nothing of
 * each other. With two, each takes the next column that nobody has, until all are
 * filled; the answer is the same. */
#ifndef HELDER_TABLE_FILL_H
#define HELDER_TABLE_FILL_H
#include "table/builder.h"

typedef struct Fill Fill;

/* One thread when `threads` is 1, or when no other can be had. Both must outlive it. */
Fill *fill_make(Builder *builders, size_t count, const Hints *hints, size_t threads);

/* Fills all columns; returns when all are. */
void fill_batch(Fill *fill, const Batch *batch);
void fill_drop(Fill *fill);
#endif
