/* A crew: some threads that do a number of jobs together, each job once.
 *
 * Costs the start of the threads (some ten microseconds each). The jobs must not
 * wait for each other: where no more threads are to be had, fewer do them all. */
#ifndef HELDER_BASE_CREW_H
#define HELDER_BASE_CREW_H
#include <stddef.h>

/* Calls job(context, n) for n = 0 … count - 1, begun in that order, by this thread and up
 * to `threads` - 1 others (64 at most); returns when all are done. */
void crew_run(size_t threads, size_t count, void (*job)(void *context, size_t number),
              void *context);

/* How many processors there are, 1 or more, and no more than a crew can use. */
size_t crew_processors(void);

/* The same over `rows` rows: calls job(context, first, end) for ranges that together are all
 * of them. Each begins at a multiple of 4,096, so that no two share a word of bits. */
void crew_ranges(size_t threads, size_t rows, void (*job)(void *context, size_t first, size_t end),
                 void *context);
#endif
