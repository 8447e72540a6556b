/* The rule and outcome cells of an override: are they the policy's? Each call costs a
 * comparison a name. The Arena owns the answer. */
#ifndef HELDER_DECIDE_OVERRIDE_RULE_H
#define HELDER_DECIDE_OVERRIDE_RULE_H
#include "base/error.h"
#include "policy/policy.h"

/* The rule as the log writes it; an empty Text with the Error's message and hint
 * filled (not its place) when the policy has no such rule. */
Text override_rule(Arena *arena, const Policy *policy, Text rule, Error *error);

/* False, with the Error as above, when this rule cannot have this outcome. */
bool override_outcome(Arena *arena, const Policy *policy, Text rule, Text outcome, Error *error);
#endif
