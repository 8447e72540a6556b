/* What rests on what: the fields that a rule or an attribute reads, also through
 * attributes. A field of events is named with its table: "visits.spend". Costs mentions
 * times attributes; some microseconds. The Arena owns answers. */
#ifndef HELDER_POLICY_READS_H
#define HELDER_POLICY_READS_H
#include "policy/policy.h"

/* A rule (or attribute) that reads a sensitive field. */
typedef struct SensitiveRead {
  Text field;
  Text rule;    /* exclusion "membership paused" */
  Text through; /* the attribute it names, which rests on the field; empty: it names the field */
  bool told;    /* a reason tells it; else a condition or a key reads it */
  Position at;
} SensitiveRead;

/* By field, then in the order of the policy's mentions, each once; answers how many. */
size_t reads_sensitive(Arena *arena, const Policy *policy, SensitiveRead **list);

/* The fields that the policy calls sensitive; answers how many. */
size_t reads_sensitive_fields(Arena *arena, const Policy *policy, Text **fields);

/* Which attributes are worked out of these fields and attributes, directly or through
 * others: a flag for each of the policy's. */
const bool *reads_resting(Arena *arena, const Policy *policy, const Text *below, size_t count);
#endif
