/* The right to be forgotten: a customer's line becomes {"seq":…,"erased":…,"ground":…,
 * "by":…}, its leaf stays; its index record goes, and its rejected rows and any export in
 * the run folder that names it.
 *
 * The new folder is made beside the old one, synced, and changes places with it in one
 * step: a crash leaves the one or the other. Before that the erasure enters the log of
 * runs, where there is one. Costs reading and writing the run's lines once. */
#ifndef HELDER_LOG_ERASE_H
#define HELDER_LOG_ERASE_H
#include "log/note.h"

typedef struct Erasure {
  Text key;
  Text on;               /* the day, as ISO text */
  Text ground, by;       /* why, and who did it; neither may hold the key */
  const NoteKey *signer; /* signs the entry in the log of runs; NULL: nobody */
} Erasure;

typedef struct Erased {
  size_t lines, rejected, exports; /* lines: 0, when the run does not know the key, or 1 */
  size_t before;                   /* lines that were erased earlier */
  bool entered;                    /* in the log of runs */
} Erased;

/* False with the Error filled (ERROR_INTERRUPTED too); the run is then as it was. Nothing to erase
 * is no failure. A line that is not the logged one is not erased: that would hide the change. */
bool erase_from_run(Arena *arena, const char *folder, const Erasure *erasure, Erased *erased,
                    Error *error);
#endif
