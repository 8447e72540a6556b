/* The temporary folder of a run that is being written, so that it can be removed at
 * any moment: each path is noted before it is made.
 *
 * One at a time in a process, kept in this room's one static list: an exit hook and
 * the out-of-memory handler must reach it without an argument (run_write_abandon).
 * A process forked later does not touch it. The folder is locked (flock) as long as this process
 * lives and has not ended it, so that others can tell it from a leftover (leftovers.h). */
#ifndef HELDER_LOG_PENDING_H
#define HELDER_LOG_PENDING_H
#include <stdbool.h>

#include "base/error.h"

/* Makes the folder, and holds interrupts off (base/interrupt.h); it and all paths noted until
 * pending_end belong together. */
bool pending_begin(const char *folder, Error *error);

/* Notes a file or folder that is about to be made. */
void pending_note(const char *path);

/* Makes a folder below the temporary one; fine if it is there. */
bool pending_folder(const char *path, Error *error);

/* The folder has got this name: it is renamed back before it is removed. */
void pending_named(const char *path);

/* Forgets the list; `keep` false removes what it names first. */
void pending_end(bool keep);
#endif
