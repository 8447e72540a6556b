/* The outcome as guarantees see it: `d`, one userdata a worker, read-only.
 *
 *   d.segment["NAME"]    the segment's name; of mode "all" a list; nil where none
 *   d.score["NAME"]      the sum of points, of mode "score"; else nil
 *   d.told["NAME"]       true when the segment's sentence can be told (decide/told.h); else nil
 *   d.selection["NAME"]  the state's name: "selected", "holdout", …
 *   d.excluded["NAME"]   true or nil
 * A name that the policy does not declare is an error in the rule. */
#ifndef HELDER_POLICY_OUTCOME_H
#define HELDER_POLICY_OUTCOME_H
#include "policy/customer.h"

/* Pushes the outcome for whoever `customer` is at the moment; behind the door. */
void outcome_push(lua_State *lua, const Asking *asking, const Customer *customer);
#endif
