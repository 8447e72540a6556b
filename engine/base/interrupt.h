/* Ctrl-C and kill: a flag that long work looks at, so that it stops cleanly.
 *
 * interrupt_watch installs the handlers (main, once); interrupt_stop is asked once a
 * batch by whatever runs for long: it answers true with the Error filled
 * (ERROR_INTERRUPTED) once a signal has come. Costs one read. */
#ifndef HELDER_BASE_INTERRUPT_H
#define HELDER_BASE_INTERRUPT_H
#include "base/error.h"

void interrupt_watch(void);
bool interrupt_stop(Error *error);
#endif
