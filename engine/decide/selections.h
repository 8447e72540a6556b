/* Selections: how one selection goes from all customers to the chosen ones.
 *
 * First who may take part: excluded, not eligible, undecided, contacted enough, taken
 * elsewhere; in that order, a customer at a time. Then stages over those still in, in
 * rank order: household, quota, limit, holdout. Costs a pass a stage and a sort of
 * those that take part. The Arena owns what is answered.
 *
 * What DESIGN.md leaves open: a quota whose value is missing, or whose `of` is missing,
 * negative or no number, leaves the customer undecided; a missing one_per value is no
 * household; "chosen by an earlier selection of the group" is selected or held out
 * there; a missing rank comes last; without a rank, the key decides. */
#ifndef HELDER_DECIDE_SELECTIONS_H
#define HELDER_DECIDE_SELECTIONS_H
#include "decide/unknowns.h"

typedef struct SelectionInput {
  const Policy *policy;
  size_t number; /* of the selection in the policy */
  const Table *table;
  const uint32_t *by_key;              /* all rows in the order of their keys */
  const ExclusionDecision *exclusions; /* of the policy */
  const SelectionDecision *earlier;    /* the selections before this one */
  const uint8_t *when;                 /* a Verdict a customer */
  const Column *score;                 /* what `rank` answered; NULL: none */
  const Column *contacts;              /* events that count as contacts; NULL: no pressure */
  size_t threads;                      /* 0 and 1: no other than this one */
  bool counts_only;                    /* by, place, within, quota_taken, bucket: not asked for */
  /* Of pieces: who was kept out by himself, and by what; STATE_SELECTED: still in. Then no
   * verdicts are given, and nothing is noted. NULL: to be found out. */
  const uint8_t *entered_state;
  const uint16_t *entered_by;
} SelectionInput;

SelectionDecision selection_decide(Arena *arena, const SelectionInput *input, Unknowns *unknowns);
#endif
