/* What `helder run` tells: the JSON that goes into the manifest, the text for people,
 * the document for machines. Each costs its length. Keys of customers stand only in
 * the last two: a manifest outlives the erasure of a line. */
#ifndef HELDER_COMMANDS_RUN_REPORT_H
#define HELDER_COMMANDS_RUN_REPORT_H
#include "commands/run_options.h"
#include "decide/decide.h"
#include "log/note.h"
#include "log/run_write.h"

typedef struct RunReport {
  Arena *arena;
  const RunOptions *options;
  const Policy *policy;
  const Table *table;
  Events *const *events; /* of the policy's side tables */
  size_t field_count;    /* columns of the data; attributes come after them */
  JailLimits limits;
  const NoteKey *signer; /* of the checkpoint; NULL: nobody */
  Mask mask;             /* what is kept out of the log */
  const Decided *decided;
} RunReport;

/* The manifest's `inputs` without `read`, and its `counts` (engine/log/FORMAT.md). */
Text run_inputs(const RunReport *report);
Text run_counts(const RunReport *report);

/* The policy's files, for the run folder. */
const RunFile *run_files(Arena *arena, const Policy *policy);

/* The summary and the document, as they are made before the run has its name: without
 * the folder. run_tell adds it, once that is written, and allocates nothing: `out` has
 * room for the length of what was made and run_tell_room more. */
void run_text(const RunReport *report, Buffer *made);

/* {"run":folder,"finding":…,"inputs":…,"counts":…,"examples":…,"near_misses":…,"expired":…,
 * "events":…}
 */
void run_json(const RunReport *report, Text inputs, Text counts, Buffer *made);

/* Removes what killed runs left where this run is about to be written; says so at once. */
void run_clear_leftovers(const RunReport *report);

size_t run_tell_room(const RunReport *report);
void run_tell(const RunReport *report, Text made, const char *folder, Buffer *out);

/* With --counts: what was made, without a run, and says so. No customer's key stands in what
 * run_text and run_json make then, for no outcome is told without a record. */
void run_tell_counts(const RunReport *report, Text made, Buffer *out);

/* True when the run should exit with 1: a mistake in a rule, a broken guarantee, a
 * customer in conflict, overrides beyond the discretion (run_findings.c). */
bool run_finding(const RunReport *report);

/* The key of a row, as text in the arena. */
Text run_key(const RunReport *report, size_t row);
#endif
