/* The sentence of a state: what the engine itself says beside the rule's reason, in
 * English and Dutch. Names in braces are filled from the state's details in the
 * decision line. No sentence says anything of another customer. */
#ifndef HELDER_EXPLAIN_SENTENCE_H
#define HELDER_EXPLAIN_SENTENCE_H
#include "policy/policy.h"

typedef enum Sentence {
  SENTENCE_EXCLUDED,
  SENTENCE_NOT_ELIGIBLE,
  SENTENCE_UNDECIDED_FIELDS,
  SENTENCE_UNDECIDED_BY,
  SENTENCE_UNDECIDED_ERROR,
  SENTENCE_CONTACTED_ENOUGH,
  SENTENCE_CONTACTED_AND_CHOSEN, /* some of it in this run */
  SENTENCE_TAKEN_ELSEWHERE,
  SENTENCE_HOUSEHOLD,
  SENTENCE_OVER_QUOTA,
  SENTENCE_OVER_ONE_QUOTA,
  SENTENCE_BELOW_THE_CUT,
  SENTENCE_TIED_AT_THE_CUT,
  SENTENCE_CUT_BY_KEY, /* there is a limit and no rank function */
  SENTENCE_HOLDOUT,
  SENTENCE_SELECTED,
  SENTENCE_COUNT
} Sentence;

Phrase sentence_phrase(Sentence sentence);
#endif
