/* What a process that was killed left behind under a hidden name:
 * `.2026-11-21-1f3a9c07.<process>.tmp` and `.stream.<process>.tmp` of a run, `.<run>.erasing` of an
 * erasure, `.<folder>.<process>.tmp` of letters. It holds customers' lines, and is no run.
 *
 * Whoever writes such a folder has it locked (pending.h) as long as he lives: what can be locked is
 * nobody's any more, whatever process has that number now. Where a file system knows no
 * locks nothing counts as left. Costs reading the names in the folder. */
#ifndef HELDER_LOG_LEFTOVERS_H
#define HELDER_LOG_LEFTOVERS_H
#include "base/error.h"

typedef enum LeftoverState {
  LEFTOVER_LEFT,   /* nobody writes it */
  LEFTOVER_LIVING, /* it is being written */
  LEFTOVER_REMOVED
} LeftoverState;

typedef struct Leftover {
  const char *path;
  LeftoverState state;
  bool erasing; /* an erasure's */
  bool held;    /* leftovers_forget: a line of this customer */
} Leftover;

typedef struct Leftovers {
  Leftover *items;
  size_t count;
} Leftovers;

/* Those of runs and erasures in a folder of runs. */
Leftovers leftovers_find(Arena *arena, const char *runs);

/* Removes those of runs that nobody writes, and tells them. */
Leftovers leftovers_remove(Arena *arena, const char *runs);

/* Removes those of letters that were to become this folder. */
void leftovers_remove_letters(Arena *arena, const char *folder);

/* Removes those of runs and of erasures, and tells which had a line of this customer; holds
 * interrupts off (base/interrupt.h). False with the Error filled: the folder of runs cannot be had
 * alone. */
bool leftovers_forget(Arena *arena, const char *runs, Text key, Leftovers *leftovers, Error *error);

/* The folder of runs, for this process alone until it is closed; -1 with the Error filled, or
 * interrupted meanwhile. An erasure has it while it works. */
int runs_lock(const char *runs, Error *error);
#endif
