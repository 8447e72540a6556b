/* What of a customer lies outside of finished runs: what killed runs and erasures left in the
 * folder of runs, and the columns that were kept beside the data (table/kept.h). */
#ifndef HELDER_COMMANDS_ERASE_TRACES_H
#define HELDER_COMMANDS_ERASE_TRACES_H
#include "base/error.h"

typedef struct EraseTraces {
  Arena *arena;
  const char *runs;   /* the folder of runs */
  bool held;          /* what was removed had a line of the customer */
  size_t living;      /* runs that are being written now: they may have one */
  const char **paths; /* data, runs and folders that were looked at already */
  size_t count, capacity;
} EraseTraces;

/* Removes what nobody writes any more, and tells. False with the Error filled: it could not. */
bool erase_traces_left(EraseTraces *traces, Text key, Buffer *out, Error *error);

/* Whether this path is asked for the first time. */
bool erase_traces_new(EraseTraces *traces, const char *path);

/* Tells of runs that came to be written meanwhile. */
void erase_traces_living(EraseTraces *traces);

/* Removes the columns kept of the data that the run was over, and tells, also where the data are
 * not to be found. They come again with the
 * next run over that data, as long as the data hold the customer. */
bool erase_traces_kept(EraseTraces *traces, const char *folder, Buffer *out, Error *error);
#endif
