/* The words of a letter, in two languages. Costs what is written; the Arena owns it. */
#ifndef HELDER_EXPLAIN_LETTER_WORDS_H
#define HELDER_EXPLAIN_LETTER_WORDS_H
#include "base/text.h"

typedef enum LetterPhrase {
  SAY_TITLE,
  SAY_FROM,
  SAY_FROM_NOBODY,
  SAY_DECIDED,
  SAY_DECIDED_NOTHING,
  SAY_UNTIL,
  SAY_OTHERS,
  SAY_OTHER,
  SAY_HAND_SELECTED,
  SAY_HAND_NOT_SELECTED,
  SAY_HAND_EXCLUDED,
  SAY_HAND_NOT_EXCLUDED,
  SAY_HAND_SEGMENT,
  SAY_HAND_REASON,
  SAY_SELECTED,
  SAY_HOLDOUT,
  SAY_CONTACTED,
  SAY_TAKEN,
  SAY_HOUSEHOLD,
  SAY_OVER_QUOTA,
  SAY_BELOW_THE_CUT,
  SAY_UNDECIDED,
  SAY_UNDECIDED_OTHERWISE,
  SAY_NOT_ELIGIBLE,
  SAY_NOT_ELIGIBLE_OTHERWISE,
  SAY_MEANS,
  SAY_MEANS_UNTIL,
  SAY_MEANS_WHILE,
  SAY_MEANS_SELECTED,
  SAY_MEANS_REST,
  SAY_MEANS_NOTHING,
  SAY_DATA,
  SAY_DATA_COUNT,
  SAY_DATA_MORE,
  SAY_DATA_NONE,
  SAY_DATA_HAND,
  SAY_DATA_FROM,
  SAY_DATA_WORKED_OUT,
  SAY_OWN_RECORDS,
  SAY_NOT_KNOWN,
  SAY_MASKED,
  SAY_HOW,
  SAY_HOW_PROGRAM,
  SAY_HOW_HAND,
  SAY_HOW_ORDER,
  SAY_HOW_ORDER_PLACES,
  SAY_HOW_EXCLUSIONS,
  SAY_HOW_SEGMENTS,
  SAY_HOW_SELECTIONS,
  SAY_CHANGE,
  SAY_CHANGE_WITH,
  SAY_CHANGE_PART,
  SAY_CHANGE_NOT_EXCLUDED,
  SAY_CHANGE_SELECTED,
  SAY_CHANGE_NOT_SELECTED,
  SAY_CHANGE_SEGMENT,
  SAY_CHANGE_SEGMENT_OF,
  SAY_CHANGE_REASON,
  SAY_CHANGE_POINT,
  SAY_CHANGE_GROUP,
  SAY_CHANGE_IF_ALONE,
  SAY_CHANGE_NOTHING,
  SAY_CHANGE_UNSAID,
  SAY_CHANGE_ASK_OF,
  SAY_CHANGE_UNTOLD,
  SAY_CHANGE_ASK,
  SAY_CHANGE_HAND,
  SAY_CONTEST,
  SAY_CONTEST_TO,
  SAY_CONTEST_US,
  SAY_CONTEST_HUMAN,
  SAY_THEN,
  SAY_FIRST,
  SAY_SECOND,
  SAY_THIRD,
  SAY_FOURTH,
  SAY_AND,
  SAY_MORE_NAMES,
  SAY_COUNT
} LetterPhrase;

typedef struct LetterFill {
  const char *name;
  Text text;
} LetterFill;

/* The phrase with these texts in place of {names}; the texts stay as they are. */
Text letter_fill(Arena *arena, Text phrase, const LetterFill *fills, size_t count);
Text letter_phrase(LetterPhrase phrase, bool dutch);

#define LETTER_SAY(arena, dutch, phrase, ...)                                                      \
  letter_fill(arena, letter_phrase(phrase, dutch), (const LetterFill[]){__VA_ARGS__},              \
              sizeof((const LetterFill[]){__VA_ARGS__}) / sizeof(LetterFill))
#endif
