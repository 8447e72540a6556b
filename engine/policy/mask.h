/* A Mask: fields and attributes whose values a run keeps out of its log.
 *
 * Whoever masks a field masks every attribute that is worked out of it, directly or through
 * others: its value would tell. Outcomes are not masked. Costs some microseconds; the Arena
 * owns the lists. */
#ifndef HELDER_POLICY_MASK_H
#define HELDER_POLICY_MASK_H
#include "policy/policy.h"

typedef struct Mask {
  const Text *names; /* all of them: those asked for, then attributes; none: nothing is masked */
  size_t count;
} Mask;

/* From the names asked for and the fields that the policy masks; a field of events is named
 * with its table, "incidents.kind". The policy is bound to the table. False with the Error
 * filled: one is neither a field nor an attribute, or is the key. */
bool mask_make(Arena *arena, const Policy *policy, const Table *table, Mask asked, Mask *mask,
               Error *error);

bool mask_hides(const Mask *mask, Text name);

/* Whether this function reads what is masked. */
bool mask_touches(const Mask *mask, const Function *function);

/* The rules that read it, as the log's FORMAT.md names them ("exclusion membership paused"),
 * in the order of deciding: without the data they cannot be decided again. */
size_t mask_rules(Arena *arena, const Mask *mask, const Policy *policy, const Text **rules);
#endif
