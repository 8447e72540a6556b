/* Places: those that customers compete for in a selection, and where an attribute puts one
 * among all. What can be said of both from one customer's own values; nothing of others but
 * the score at the cut is looked at. Costs a look at one box, or a search. */
#ifndef HELDER_EXPLAIN_CHANGE_PLACES_H
#define HELDER_EXPLAIN_CHANGE_PLACES_H
#include "explain/change.h"
#include "explain/change_search.h"

/* Whether the run itself settles what is wanted: the place is given or not given, the lot of
 * a holdout keeps him apart, or he takes part and only others stand before him. Fills status,
 * others, then and decided_by. */
bool change_places_settle(Arena *arena, const Policy *policy, const Again *again,
                          ChangeAnswer *answer);

/* UNPROVEN: with the score that is at the cut, the key decides. */
void change_places_tied(ChangeAnswer *answer);

/* Whether another could take a place that a customer has. */
bool change_places_pressed(const ChangeFacts *facts, size_t selection);

/* Whether he keeps the place against all others whatever he changes, each value by less than
 * `limit` costs; `input`: of CHANGE_PLACE of the selection. False: that is not certain. */
bool change_places_kept(Arena *arena, const SearchInput *input, double limit);

/* Places among all that the goal rests on and that move with the customer's own values; the
 * search holds them as they are. Makes an answer that this leaves uncertain UNPROVEN, and
 * says what was held. */
void change_places_doubt(Arena *arena, const SearchInput *input, ChangeAnswer *answer);
#endif
