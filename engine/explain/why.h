/* Why: all that a run decided about one customer, and the reason of each, as one
 * JSON document; and that document as text for people.
 *
 * The document's keys are told in engine/explain/WHY.md and stay stable. */
#ifndef HELDER_EXPLAIN_WHY_H
#define HELDER_EXPLAIN_WHY_H
#include "log/run_read.h"

/* NULL with the Error filled: no such customer ("did you mean"), or a folder that
 * cannot be read. `changes` tells only what would give the outcome `want`, in the words of
 * --want, or of all where it is empty. The caller owns the document (json_decref). */
json_t *why_document(Arena *arena, const Run *run, Text key, bool dutch, Text want, Error *error);

/* Fills the Error: no such customer, and which is near; answers false. */
bool why_no_such_key(Arena *arena, const Run *run, Text key, Error *error);

/* The document for people, in the language it was made in. */
void why_text(const json_t *document, Buffer *out);

/* One rule's answer (explain/rule.h) for people: its verdict and name, its reason, and each
 * comparison with the values it met. */
void why_put_answer(const json_t *answer, bool dutch, Buffer *out);

/* The document as JSON, indented by two, numbers as base/json.h writes them. */
void why_json(const json_t *document, Buffer *out);
#endif
