/* What `why` says of the budget within which staff decides by hand: where an override
 * stands in it. Costs what it writes. */
#ifndef HELDER_EXPLAIN_WHY_DISCRETION_H
#define HELDER_EXPLAIN_WHY_DISCRETION_H
#include "explain/rule.h"

/* {"budget","per":{"months":1},"because"}; null where the policy has none. */
json_t *why_discretion(const Telling *telling);

/* A line below an override; nothing where it takes nothing of a budget. */
void why_put_discretion(Buffer *out, const json_t *document, const json_t *override, bool dutch);
#endif
