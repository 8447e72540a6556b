/* Several tasks by several threads: each thread takes the next task that nobody has.
 *
 * The order in which tasks end is open, so each writes only what is its own. Costs the
 * start of the threads; where none can be had, the caller's own does everything. */
#ifndef HELDER_BASE_PARALLEL_H
#define HELDER_BASE_PARALLEL_H
#include <stddef.h>

typedef void ParallelTask(void *context, size_t number);

/* Runs the tasks 0 … count - 1; returns when all have ended. */
void parallel_run(size_t threads, size_t count, ParallelTask *task, void *context);
#endif
