/* Whether a run folder is what was written: every byte of every file of it.
 *
 * Lines against their leaves, leaves against the root, the index made again, the manifest
 * and the rejected rows against the checkpoint, the policy copy against the manifest.
 * What is wrong is a finding that names the file and, for a line, its number and key. An
 * erased line counts as such: its leaf is still under the root. Costs one hash a line,
 * about 1 s a million lines and core. The arena owns the answer; texts in it are views
 * into the run's bytes, which must stay mapped.
 *
 * It proves that the folder fits its checkpoint. That the checkpoint is the one of that
 * day, only a copy of it, its signature or the log of runs can tell. */
#ifndef HELDER_LOG_VERIFY_H
#define HELDER_LOG_VERIFY_H
#include "log/checkpoint.h"
#include "log/run_bytes.h"
#include "log/runs_log.h"

enum { VERIFY_FINDINGS_MOST = 100 };

typedef struct Finding {
  Text file;   /* below the run folder */
  size_t line; /* from 1; 0: not about one line */
  Text key;    /* of that line, where it still tells one */
  Text what;
} Finding;

typedef struct Verified {
  size_t lines, intact, erased;
  size_t rejected, rejected_erased;
  const uint64_t *erased_rows; /* `erased` of them, rising */
  Note note;                   /* of the checkpoint */
  Checkpoint checkpoint;
  bool has_checkpoint; /* the two above can be read */
  NoteState signature;
  size_t entered; /* its number in the log of runs, from 1; 0: not looked for, not there */
  Finding findings[VERIFY_FINDINGS_MOST];
  size_t finding_count; /* may be more than are kept */
  /* Called now and then with lines that were looked at, of all; NULL: nobody asks. */
  void (*progress)(void *context, size_t done, size_t all);
  void *progress_context;
  bool stopped; /* by Ctrl-C: the rest was not looked at */
} Verified;

/* `key` NULL: signatures are not checked. A run with no finding is intact. */
void verify_run(Arena *arena, const RunBytes *bytes, const NoteKey *key, Verified *verified);

/* Whether the run is in the log of runs as it is here, and each erased line with it. */
void verify_entered(Arena *arena, const RunBytes *bytes, const RunsLog *log, Verified *verified);

/* Whether the run's tree is the one of an earlier checkpoint, or grew from it. */
void verify_since(Arena *arena, const RunBytes *bytes, const Checkpoint *earlier,
                  Verified *verified);

/* Whether the log of runs is intact, grew from an earlier checkpoint of itself (NULL: none
 * is known), and every run of it is there with the checkpoint it entered; and whether
 * there are run folders that never entered. `key`: as given to runs_log_read. */
void verify_runs(Arena *arena, const char *runs, const RunsLog *log, const NoteKey *key,
                 const Checkpoint *earlier, Verified *verified);

/* Adds a finding; the file's name is copied. */
void verify_finding(Arena *arena, Verified *verified, const char *file, size_t line,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));
#endif
