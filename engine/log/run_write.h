/* Writing a run folder: all or nothing.
 *
 * run_write makes runs/.<name>.<pid>.tmp, fills it, syncs every file and the folder,
 * and renames it to its name as the last act (with -2, -3… when the name is taken).
 * Until then nothing looks like a run; on failure, a signal or exhausted memory the
 * temporary folder is removed. Formats: see engine/log/README.md and DESIGN.md. */
#ifndef HELDER_LOG_RUN_WRITE_H
#define HELDER_LOG_RUN_WRITE_H
#include "log/decisions.h"

typedef struct RunFile { /* a file of the policy, copied to policy/<name> */
  Text name, content;
} RunFile;

typedef struct RunInput {
  const char *out; /* the folder that holds run folders; made when absent */
  Text origin;     /* first line of the checkpoint: "helder/<policy name>" */
  int32_t as_of;
  Text inputs; /* JSON object: all that went in; its SHA-256 names the run */
  Text counts; /* JSON object: what came out */
  const RunFile *files;
  size_t file_count;
  Text rejected_header; /* with rejected rows: written to rejected.csv */
  const Decisions *decisions;
  Text seed; /* bytes; empty: salts are random */
  size_t threads;
  void (*progress)(void *context, size_t done, size_t all);
  void *progress_context;
} RunInput;

/* The path of the finished folder in the arena, or NULL with the Error filled. */
char *run_write(Arena *arena, const RunInput *input, Error *error);

/* Removes the temporary folder, if one is there: for the handlers of main. Safe in
 * an exit hook. */
void run_write_abandon(void);
#endif
