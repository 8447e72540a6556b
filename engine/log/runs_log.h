/* The log of runs: the file `log` in the folder that holds run folders (FORMAT.md). Each
 * finished run enters its checkpoint; erasures and lists taken from a broken run enter
 * too. One line an entry, only ever appended, each with a checkpoint ("head") over all
 * entries up to and with itself: what is taken out or changed later shows.
 *
 * Appending costs reading the log; two processes at once wait for each other. Reading
 * checks every entry and head. The arena owns all that is answered. */
#ifndef HELDER_LOG_RUNS_LOG_H
#define HELDER_LOG_RUNS_LOG_H
#include <jansson.h>

#include "log/checkpoint.h"

typedef struct RunsEntry {
  const char *event; /* "run", "erase", "list" */
  const char *run;   /* the run folder's name */
  const json_t *json;
} RunsEntry;

typedef struct RunsLog {
  const char *path;
  RunsEntry *entries;
  MerkleHash *leaves;
  size_t count;
  size_t bad;          /* number of the first line that is not as it was written, from 1; 0: none */
  Text why;            /* what is wrong with it */
  Text head;           /* the last head, a note */
  NoteState signature; /* of the last head; NOTE_FORGED: of any */
} RunsLog;

bool runs_log_is(Arena *arena, const char *runs); /* whether there is one */

/* False with the Error filled when it cannot be read; `key` may be NULL. */
bool runs_log_read(Arena *arena, const char *runs, const NoteKey *key, RunsLog *log, Error *error);

/* Appends an entry and syncs it; the log is made when it is not there. `members`: what the
 * entry tells, as JSON members, beginning with "event" and "run". A line that a crash left
 * unfinished is cut off first. False: nothing was appended. */
bool runs_log_append(Arena *arena, const char *runs, Text members, const NoteKey *key,
                     Error *error);

/* `"event":"run","run":"2026-11-21-1f3a9c07","checkpoint":"…"` */
Text runs_log_run(Arena *arena, const char *folder, Text checkpoint);
#endif
