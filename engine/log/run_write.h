/* Writing a run folder: all or nothing.
 *
 * run_write makes <out>/.<name>.<pid>.tmp, fills it, syncs every file and folder, and
 * renames it to its name (with -2, -3… when the name is taken), and enters it in the log
 * of runs, <out>/log, as the last act. Until then nothing is released; on failure, an interrupt or
 * exhausted memory the temporary folder is removed. Costs: about 0.6 µs a line and core, then the
 * disk. Formats: see engine/log/FORMAT.md. */
#ifndef HELDER_LOG_RUN_WRITE_H
#define HELDER_LOG_RUN_WRITE_H
#include "base/error.h"
#include "log/decisions.h"
#include "log/note.h"

typedef struct RunFile { /* a file of the policy, copied to policy/<name> */
  Text name, content;
} RunFile;

typedef struct RunInput {
  const char *out; /* the folder that holds run folders; made when absent */
  Text policy_name;
  int32_t as_of;
  Text inputs;      /* the manifest's `inputs` but for `read`: a JSON object without spaces */
  Text counts;      /* its `counts`: what came out */
  Text description; /* of the policy, kept as policy.json; empty: none is */
  const RunFile *files;
  size_t file_count;
  const Decisions *decisions; /* rejected rows of its table go to rejected.csv, … */
  const Table *const *sides;  /* … and then those of these */
  size_t side_count;
  Text seed;          /* bytes; empty: salts are random */
  bool masked;        /* rejected rows are kept without what stood in them */
  const NoteKey *key; /* signs the checkpoint; NULL: nobody does */
  size_t threads;     /* 1 or more */
  /* Called now and then, by any thread, never by two at once; may be NULL. */
  void (*progress)(void *context, size_t done, size_t all);
  void *progress_context;
} RunInput;

/* The path of the finished folder in the arena, or NULL with the Error filled. */
char *run_write(Arena *arena, const RunInput *input, Error *error);

/* Removes the temporary folder, if one is there: for exit hooks and the out-of-memory
 * handler. Safe at any moment, does nothing in a forked child. */
void run_write_abandon(void);
#endif
