/* The decision lines of a run, one after the other, without those that were erased. */
#ifndef HELDER_LOG_RUN_LINES_H
#define HELDER_LOG_RUN_LINES_H
#include "log/run_read.h"

/* Looks at a line; false: it cannot be read. */
typedef bool RunLook(void *context, Text line);

/* Gives each line to `look`; a run that was changed may have more than run->rows. False with
 * the Error filled at the first that cannot be read. */
bool run_lines(const Run *run, RunLook *look, void *context, Error *error);

/* Fills the Error for line `number`, from 1, that cannot be read; answers false. */
bool run_lines_refuse(const Run *run, size_t number, Error *error);
#endif
