/* A run's policy as terms over a customer's own values (condition/probe.h): once a run,
 * for all its customers and all that they may want. Costs microseconds a rule.
 *
 * Own values are the fields, and the attributes that are not worked out from this
 * customer's fields alone: of events, or of a place among others. What a function says
 * that only the VM can ask is a value of its own too, known only while all it rests on
 * stays as it is. The Arena owns all of it. */
#ifndef HELDER_EXPLAIN_CHANGE_RULES_H
#define HELDER_EXPLAIN_CHANGE_RULES_H
#include "condition/probe.h"
#include "policy/policy.h"

/* What the run tells of its data, beside the policy. */
typedef struct ChangeFacts {
  const Policy *policy;
  const Text *names; /* of all that is in a line's `read` and `missing`, and their types */
  const ColumnType *types;
  size_t name_count;
  const int *digits;    /* of their decimals behind the point, where no step is said; NULL: 6 */
  const Value *cuts;    /* by selection: the score at its cut, missing where the last has none */
  const bool *cut_made; /* no place is left below that score */
} ChangeFacts;

typedef struct ChangeValue {
  Text name;
  ColumnType type;
  const FieldInfo *info;      /* NULL: nothing is said of it */
  int digits;                 /* of decimals, behind the point */
  const Attribute *attribute; /* NULL: it is a field */
  const Function *opaque;     /* NULL, or what the VM is asked: no own value */
  bool is_rule;               /* opaque: a condition; else an attribute */
  size_t *rests_on;           /* opaque: numbers of own values */
  size_t rests_count;
} ChangeValue;

typedef struct ChangeRules {
  Arena *arena;
  ChangeFacts facts;
  Prover *prover;
  ChangeValue *values; /* by number */
  size_t value_count;
  Term **functions; /* by function number; NULL where it is no condition of this policy */
  size_t function_count;
  Term **exclusions; /* by exclusion: whether it holds, `lasts` included */
} ChangeRules;

/* Whether an attribute is worked out from the customer's own fields alone. */
bool change_is_worked_out(const ChangeFacts *facts, const Attribute *attribute);

/* What it is called in the policy; empty: a condition that the VM is asked. */
Text change_value_name(const ChangeRules *rules, const ChangeValue *value);

/* NULL with the Error filled: a tree that cannot be read. */
ChangeRules *change_rules_make(Arena *arena, const ChangeFacts *facts, Error *error);

/* What a function says; NULL when the rule has none. */
Term *change_rules_term(const ChangeRules *rules, const Function *function);
#endif
