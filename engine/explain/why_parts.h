/* The three parts of a why document: arrays in the policy's order. Each compares the
 * logged outcome with what the policy copy says now (telling->differences). */
#ifndef HELDER_EXPLAIN_WHY_PARTS_H
#define HELDER_EXPLAIN_WHY_PARTS_H
#include "explain/rule.h"

json_t *why_exclusions(Telling *telling);
json_t *why_segmentations(Telling *telling);
json_t *why_selections(Telling *telling);

/* What would give another outcome: `want` in the words of --want, or empty for all that the
 * customer may want. NULL with the Error filled. */
json_t *why_changes(Telling *telling, Text want, Error *error);

/* The document's `changes` for people. */
void why_put_changes(const json_t *document, bool dutch, Buffer *out);

/* Whether the line's `unknown` lists this rule ("exclusion membership paused"). */
bool why_logged_unknown(const Telling *telling, const char *kind, Text name);
bool why_lists(const json_t *names, Text name);
#endif
