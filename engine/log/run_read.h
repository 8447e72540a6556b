/* Reading a run folder. Opening costs reading the manifest; a line is found through
 * the index at once (a few page reads among millions). The Arena owns the texts;
 * run_close gives mapped files back. */
#ifndef HELDER_LOG_RUN_READ_H
#define HELDER_LOG_RUN_READ_H
#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

typedef struct Run {
  char *folder;
  json_t *manifest;      /* owned; see engine/log/FORMAT.md */
  Text decisions, index; /* mapped */
  size_t rows;
} Run;

/* `folder` NULL: the newest under `runs`. NULL with the Error filled. */
Run *run_open(Arena *arena, const char *folder, Error *error);
void run_close(Run *run); /* NULL is fine */

/* Whether the manifest is the one that the checkpoint tells of; false with the Error filled.
 * One hash; what else the folder holds only verify_run tells. */
bool run_manifest_holds(Arena *arena, const Run *run, Error *error);

/* The newest finished run in a folder of runs; NULL with the Error filled. */
char *run_newest(Arena *arena, const char *runs, Error *error);

/* The decision line of a customer, without its newline; false: no such key. */
bool run_line(const Run *run, Text key, Text *line);

/* The key nearest to one that is not there ("did you mean"), empty if none is near.
 * Reads every key: linear. */
Text run_nearest_key(Arena *arena, const Run *run, Text key);
#endif
