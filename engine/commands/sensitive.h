/* Which rules read which sensitive fields, as a member of a JSON document. Costs what it
 * writes. */
#ifndef HELDER_COMMANDS_SENSITIVE_H
#define HELDER_COMMANDS_SENSITIVE_H
#include "policy/mask.h"

/* "sensitive":[{"field","rule","through","how"}]: `through` is the attribute that the rule
 * names, or null; `how` is "read" or "told" (in a reason). */
void sensitive_member(Arena *arena, const Policy *policy, Buffer *out);

/* The fields that the policy calls sensitive and that nothing reads:
 * "unread":["postcode"] */
void sensitive_unread_member(Arena *arena, const Policy *policy, Buffer *out);

/* Both for people, a line each. */
void sensitive_text(Arena *arena, const Policy *policy, Buffer *out);
void sensitive_unread_text(Arena *arena, const Policy *policy, Buffer *out);

/* "masked":["birth_year"] */
void sensitive_masked_member(const Mask *mask, Buffer *out);

/* What a run keeps out of its log, and what can then no longer be decided again or explained
 * without the data; nothing where nothing is masked. */
void sensitive_masked_text(Arena *arena, const Policy *policy, const Mask *mask, Buffer *out);
#endif
