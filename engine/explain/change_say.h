/* Regions and outcomes in words, English and Dutch, and as JSON. Costs what it writes; the
 * Arena owns texts and JSON. */
#ifndef HELDER_EXPLAIN_CHANGE_SAY_H
#define HELDER_EXPLAIN_CHANGE_SAY_H
#include "explain/change.h"
#include "explain/change_region.h"

/* {"from":7}, "7 or more", "7 of meer". */
ChangePart change_say_part(Arena *arena, const ChangeRules *rules, const Region *region);

/* "not excluded by membership paused": the words of --want, and the same in Dutch. */
Phrase change_say_want(Arena *arena, const Policy *policy, ChangeWant want);

/* "your consent: no, and this is not asked to change". */
ChangeFact change_say_fact(Arena *arena, const ChangeRules *rules, size_t number, Value now);

/* "What was not worked out anew: your spend among all.": the values that are true. */
Phrase change_say_held(Arena *arena, const ChangeRules *rules, const bool *which);

/* "the rules themselves: …", where no values at all give the outcome. */
ChangeFact change_say_never(void);

/* "your score: kept out of the log of this run". */
ChangeFact change_say_masked(Arena *arena, const ChangeRules *rules, size_t number);
#endif
