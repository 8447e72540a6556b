/* Ctrl-C and kill: a clean stop, wherever the work is.
 *
 * interrupt_watch installs the handlers (main, once). As long as nobody holds, a signal ends the
 * process where it is: it says so on standard error and exits with 130. Whoever is about to make
 * something that must not stay behind by halves holds first; from then on a signal is a flag
 * that is looked at: interrupt_stop, asked once a batch by whatever runs for long, answers true
 * with the Error filled (ERROR_INTERRUPTED) once one has come. Costs one read.
 *
 * A hold is for the rest of the process (what was made is written, or taken back, and then told),
 * unless interrupt_release ends it: what was half made is whole then, or gone. Any thread may
 * hold; no signal comes between. */
#ifndef HELDER_BASE_INTERRUPT_H
#define HELDER_BASE_INTERRUPT_H
#include "base/error.h"

void interrupt_watch(void);
void interrupt_hold(void);
void interrupt_release(void); /* ends the process where a signal came meanwhile */
bool interrupt_stop(Error *error);
#endif
