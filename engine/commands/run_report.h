/* What `helder run` tells: the JSON that goes into the manifest, the text for people,
 * the document for machines. Each costs its length. Keys of customers stand only in
 * the last two: a manifest outlives the erasure of a line. */
#ifndef HELDER_COMMANDS_RUN_REPORT_H
#define HELDER_COMMANDS_RUN_REPORT_H
#include "commands/run_options.h"
#include "decide/decide.h"

typedef struct RunReport {
  Arena *arena;
  const RunOptions *options;
  const Policy *policy;
  const Table *table;
  size_t field_count; /* columns of the data; attributes come after them */
  JailLimits limits;
  const Decided *decided;
  const char *folder; /* of the finished run */
} RunReport;

/* The manifest's `inputs` without `read`, and its `counts` (engine/log/FORMAT.md). */
Text run_inputs(const RunReport *report);
Text run_counts(const RunReport *report);

/* The summary. */
void run_text(const RunReport *report, Buffer *out);

/* {"run":folder,"finding":…,"inputs":…,"counts":…,"examples":…,"sensitive":…,"expired":…} */
void run_json(const RunReport *report, Text inputs, Text counts, Buffer *out);

/* True when the run should exit with 1: a mistake in a rule, a broken guarantee, a
 * customer in conflict. */
bool run_finding(const RunReport *report);

/* The key of a row, as text in the arena. */
Text run_key(const RunReport *report, size_t row);
#endif
