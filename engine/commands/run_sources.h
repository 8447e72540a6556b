/* What a run tells of the files it read: the customers' table and the side tables. Each
 * costs its length. Keys of nobody stand in the text and the document, never in what goes
 * into the manifest, which outlives the erasure of a customer. */
#ifndef HELDER_COMMANDS_RUN_SOURCES_H
#define HELDER_COMMANDS_RUN_SOURCES_H
#include "commands/run_report.h"

/* The lines of the summary: what was read, assumed, set aside and not counted. */
void run_sources_text(const RunReport *report, Buffer *out);

/* The manifest's inputs.data and counts.events, each as a member. */
void run_sources_inputs(const RunReport *report, Buffer *out);
void run_sources_counts(const RunReport *report, Buffer *out);

/* The document's member `events`: of each side table the first unknown keys, and the rows
 * that were set aside. */
void run_sources_examples(const RunReport *report, Buffer *out);
#endif
