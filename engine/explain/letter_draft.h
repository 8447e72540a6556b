/* A letter in the making: what its sections share. The Arena of the Telling owns all. */
#ifndef HELDER_EXPLAIN_LETTER_DRAFT_H
#define HELDER_EXPLAIN_LETTER_DRAFT_H
#include "explain/letter_points.h"
#include "explain/letter_words.h"

/* How much of each is told; a letter that is too long is written again with less. */
typedef struct LetterMeasure {
  size_t reasons, data, changes, names;
} LetterMeasure;

typedef struct LetterDraft {
  const LetterInput *input;
  const Telling *telling;
  const Policy *policy;
  Arena *arena;
  bool dutch;
  LetterPoints points;
  const ChangeAnswer **answers; /* [point]: looked for once; NULL: not yet, or there is none */
  bool *answered;
  LetterMeasure measure;
  size_t told;         /* points that are told: the first so many */
  size_t *bullets;     /* [point]: which item of the decision it is, from 1; 0: an item before it
                          says the same */
  LetterBlock *blocks; /* what is written so far */
  size_t count, words;
  Text *unnamed;
  size_t unnamed_count;
} LetterDraft;

/* Adds a block, its text cleaned; an empty one is left out. */
void letter_add(LetterDraft *draft, LetterPart part, Text text);

/* The same, unless a block from this one on has these words: false then. */
bool letter_add_once(LetterDraft *draft, size_t from, LetterPart part, Text text);

/* Whether all that is told was decided by people. */
bool letter_is_by_hand(const LetterDraft *draft);

/* --- letter_say.c: single texts --- */
Text letter_point_text(const LetterDraft *draft, const LetterPoint *point);
Text letter_reason(const LetterDraft *draft, Phrase phrase, const Function *function);
Text letter_selection_name(const LetterDraft *draft, const Selection *selection);
Text letter_day(const LetterDraft *draft, int32_t day);
Text letter_in_language(const LetterDraft *draft, Phrase phrase);

/* The first words of a text that has more than `most`, and that there are more. */
Text letter_shortened(const LetterDraft *draft, Text text, size_t most);

/* A phrase on its own. */
Text letter_plain(const LetterDraft *draft, LetterPhrase phrase);

/* "a, b and c"; of more than `most`, these and how many more. */
Text letter_join(const LetterDraft *draft, const Text *names, size_t count, size_t most);

/* Whether what is written may go out (letter_sayable.c); false with the Error filled. */
bool letter_sayable(const LetterDraft *draft, Error *error);

/* --- the sections --- */
void letter_put_means(LetterDraft *draft);                /* letter_means.c */
void letter_put_data(LetterDraft *draft);                 /* letter_data.c */
bool letter_put_change(LetterDraft *draft, Error *error); /* letter_change.c */
#endif
