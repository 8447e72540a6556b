/* The words of a decision line (states, kinds of rule, a state's own numbers) as people
 * read them, in English or Dutch. The JSON document keeps the log's own words. Each
 * appends to a Buffer; costs what it writes. */
#ifndef HELDER_EXPLAIN_WHY_DETAILS_H
#define HELDER_EXPLAIN_WHY_DETAILS_H
#include <jansson.h>

#include "base/text.h"

/* "not eligible", or what an override made of a rule: "not excluded". A text that is none
 * of these (a segment's name) stays as it is. */
void why_put_state(Buffer *out, Text state, bool dutch);

/* "exclusion membership paused": the kind of rule is translated, its name never. */
void why_put_rule(Buffer *out, Text rule, bool dutch);

/* A number as people write it: no ".0", and a comma in Dutch. */
void why_put_number(Buffer *out, double number, bool dutch);

/* The numbers of a selection's state, a line each: score, rank, limit, cut, the place in
 * the quota, both numbers of the holdout. */
void why_put_details(Buffer *out, const json_t *details, bool dutch);

/* The window of a logged pressure: "30 days". */
void why_put_window(Buffer *out, const json_t *pressure, bool dutch);
#endif
