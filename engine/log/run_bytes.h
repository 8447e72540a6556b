/* All files of a run folder, mapped, for whoever must look at every byte of it.
 * Opening costs walking the folder. run_bytes_close gives the mappings back. */
#ifndef HELDER_LOG_RUN_BYTES_H
#define HELDER_LOG_RUN_BYTES_H
#include "base/error.h"

typedef struct FileBytes {
  Text name; /* below the folder: "policy/parts/ages.lua" */
  Text content;
  bool plain;   /* false: a link, a pipe…, which no run writes */
  Text trouble; /* why it could not be read; empty: it was */
} FileBytes;

typedef struct RunBytes {
  const char *folder;
  FileBytes *files; /* by name */
  size_t count;
} RunBytes;

/* False with the Error filled: it is no folder. A file that cannot be read is among the files, with
 * its trouble. */
bool run_bytes_open(Arena *arena, const char *folder, RunBytes *bytes, Error *error);
void run_bytes_close(RunBytes *bytes);

/* False with the Error filled: one of the files could not be read. */
bool run_bytes_whole(const RunBytes *bytes, Error *error);

/* NULL: there is no such file. */
const FileBytes *run_bytes_file(const RunBytes *bytes, const char *name);
#endif
