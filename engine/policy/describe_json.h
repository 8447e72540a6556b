/* Reading the description that a worker sent: JSON -> the small parts of a Policy.
 *
 * The worker ran foreign code, so nothing is taken for granted: what is absent or of
 * another type reads as nothing (an empty Text, 0, no items). Texts point into the
 * JSON, which must outlive them; arrays are the arena's. Costs linear time. */
#ifndef HELDER_POLICY_DESCRIBE_JSON_H
#define HELDER_POLICY_DESCRIBE_JSON_H
#include "policy/policy.h"

Text describe_text(const json_t *object, const char *key);
Phrase describe_phrase(const json_t *object, const char *key);
bool describe_flag(const json_t *object, const char *key);

/* `otherwise` where there is no number. */
double describe_number(const json_t *object, const char *key, double otherwise);
int64_t describe_whole(const json_t *object, const char *key, int64_t otherwise);

Position describe_at(const json_t *object);
Text *describe_texts(Arena *arena, const json_t *object, const char *key, size_t *count);
double *describe_numbers(Arena *arena, const json_t *object, const char *key, size_t *count);

/* SPAN_NONE where there is none. */
Span describe_span(const json_t *object, const char *key);

/* A number, text (a date is its text) or boolean; VALUE_MISSING where there is none. */
Value describe_value(const json_t *object, const char *key);

/* Number -1 where there is no function; its values are read all the same. */
Function describe_function(Arena *arena, const json_t *object, const char *key);
#endif
