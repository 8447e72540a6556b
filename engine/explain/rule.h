/* One rule's answer as JSON: verdict, reason, the fields it read with their values,
 * what was missing, where it stands. Shared by exclusions, segments, points and
 * selections. */
#ifndef HELDER_EXPLAIN_RULE_H
#define HELDER_EXPLAIN_RULE_H
#include "explain/again.h"

typedef struct Telling {
  Arena *arena;
  const Run *run;
  Again *again;
  bool dutch;
  json_t *differences; /* rules whose answer now is not the logged one */
} Telling;

/* "yes", "no", "unknown", "not asked". */
const char *rule_verdict_name(Verdict verdict);

/* A phrase in the asked language (English where there is no Dutch), filled with the
 * customer's values and the constants of the rule's function. */
json_t *rule_reason(const Telling *telling, Phrase phrase, const Function *function);

/* A phrase filled with the details of a state (a JSON object), then as rule_reason. */
json_t *rule_sentence(const Telling *telling, Phrase phrase, const json_t *details);

/* {"name","verdict","because","read":[…],"missing":[…],"error":{…},"at"} */
json_t *rule_answer(const Telling *telling, Text name, const Function *function, Phrase because);

/* Notes that a rule's logged answer is not what the policy copy says now. */
void rule_differs(Telling *telling, const char *kind, Text name, const char *logged,
                  const char *now);

json_t *rule_text(Text text); /* a JSON string */

/* A value as JSON; null: missing. Infinite and undefined numbers are their names. */
json_t *rule_value(Value value);

/* A number as JSON: an integer when it is whole. */
json_t *rule_number(double number);
#endif
