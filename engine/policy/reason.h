/* Reasons: the text of a rule with the customer's values in it.
 *
 * {name} becomes the value of that name, as people write it in the language: numbers
 * 12500 -> "12,500" / "12.500" and 1234.5 -> "1,234.5" / "1.234,5" (a whole number of
 * four digits has no mark: it may be a year), decimals rounded to two places, without
 * zeros at the end (a smaller number than 0.01 keeps two digits); dates, also as text,
 * "21 May 2026" / "21 mei 2026"; "yes"/"no", "ja"/"nee"; missing "unknown"/"onbekend".
 * `{{` is a brace. Costs linear time. The answer lives in the arena. */
#ifndef HELDER_POLICY_REASON_H
#define HELDER_POLICY_REASON_H
#include "policy/policy.h"

/* Where the names of a reason get their values; false: there is no such name, and the
 * text keeps "{name}" as it is. */
typedef bool ReasonLookup(const void *context, Text name, Value *value);

/* In English where Dutch is asked for and not given. */
Text reason_fill(Arena *arena, Phrase phrase, bool dutch, ReasonLookup *lookup,
                 const void *context);

/* One value as reason_fill writes it. */
void reason_value(Buffer *out, Value value, bool dutch);
#endif
