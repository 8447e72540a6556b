/* Unknowns: who could not be decided by which rule, collected from all stages.
 *
 * Kinds are shared, so that a million customers with the same missing field cost four
 * bytes each in the end. The Arena owns what unknowns_finish answers. */
#ifndef HELDER_DECIDE_UNKNOWNS_H
#define HELDER_DECIDE_UNKNOWNS_H
#include "log/decisions.h"
#include "policy/ask.h"

typedef struct Unknowns Unknowns;

Unknowns *unknowns_make(Arena *arena, size_t rows);

/* Begins a stage of deciding that notes by itself: what is noted after it was met after what was
 * noted before, in every piece of a run alike, whether anything was. */
void unknowns_stage(Unknowns *unknowns);

/* A new kind; only rule, missing, message and line are given. Its number. */
uint32_t unknowns_kind(Unknowns *unknowns, UnknownKind kind);
void unknowns_note(Unknowns *unknowns, size_t row, uint32_t kind);

/* The troubles of an asking; `rules` names its steps as FORMAT.md does. */
void unknowns_answers(Unknowns *unknowns, const Answers *answers, const Text *rules);

/* The words of what went wrong in these rules are not kept: they may hold a masked value. */
void unknowns_mask(Unknowns *unknowns, const Text *rules, size_t count);

/* Notes what was found of all customers of a run, for those of a piece, whose first stands in row
 * `before` of the run. */
void unknowns_lay(Unknowns *unknowns, const Decisions *found, uint64_t before);

/* The kinds of a rule side by side, rules in the order in which they were met first, into
 * `ordered`. Answers the new number of each kind; to be freed with memory_free. */
uint32_t *unknowns_order(const UnknownKind *kinds, size_t count, UnknownKind *ordered);

/* The kinds into the Decisions; and, where that is asked for, all grouped by row, in the order
 * they were noted. */
void unknowns_finish(Unknowns *unknowns, Decisions *decisions, bool by_row);
#endif
