/* Standard input as a file that can be read twice: what a column holds is known only when
 * all of it was read. It lies on the disk without a name, so that nothing remains of it. */
#ifndef HELDER_COMMANDS_RUN_STDIN_H
#define HELDER_COMMANDS_RUN_STDIN_H
#include "base/arena.h"
#include "base/error.h"

typedef struct RunStdin {
  const char *folder; /* where the file lies; made if it is not there */
  void (*progress)(void *context, size_t rows, size_t bytes_done, size_t bytes_all);
  void *context;
} RunStdin;

/* Copies all of it to that file; a path that stays
 * good until run_stdin_close, or NULL with the Error filled. */
const char *run_stdin_open(Arena *arena, const RunStdin *told, int *descriptor, Error *error);
void run_stdin_close(int descriptor);

/* People know it by another name. */
void run_stdin_rename(const char *path, Error *error);
#endif
