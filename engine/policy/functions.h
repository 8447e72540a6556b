/* All functions of a policy's rules, in the order of deciding. Costs nothing to speak of;
 * the Arena owns the answer. */
#ifndef HELDER_POLICY_FUNCTIONS_H
#define HELDER_POLICY_FUNCTIONS_H
#include "policy/policy.h"

typedef struct RuleFunction {
  const Function *function;
  Text rule;      /* exclusion "warned" */
  bool condition; /* asked for yes or no; else for a value. `where` is asked of events */
} RuleFunction;

const RuleFunction *policy_functions(Arena *arena, const Policy *policy, size_t *count);
#endif
