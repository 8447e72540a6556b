/* A Dictionary: distinct texts by code 0, 1, 2… in order of first appearance.
 *
 * Entering or finding a text costs a hash and about one comparison; a text by its
 * code, two reads. Grows while the column is filled, then stays as it is. Owns its
 * bytes; lives until dictionary_drop, or as long as the arena it was frozen into. */
#ifndef HELDER_TABLE_DICTIONARY_H
#define HELDER_TABLE_DICTIONARY_H
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef struct Dictionary Dictionary;

Dictionary *dictionary_make(void);
void dictionary_drop(Dictionary *dictionary);

/* The code of this text, entered if it is new (then *is_new is true). */
uint32_t dictionary_enter(Dictionary *dictionary, Text text, bool *is_new);

/* The codes of `count` texts, entered where new; a text without bytes (a missing cell)
 * gets code 0 and is not entered. About twice as fast as one by one. */
void dictionary_enter_many(Dictionary *dictionary, const Text *texts, size_t count,
                           uint32_t *codes);

/* Enters texts that must be new, until one is not or has no bytes; answers how many
 * it entered. As fast as dictionary_enter_many. */
size_t dictionary_enter_new(Dictionary *dictionary, const Text *texts, size_t count);

/* Adds all texts of another behind its own, where both hold texts in the order of length and
 * bytes, entered by dictionary_enter_new alone, and the other's come after; false: it does not,
 * and nothing changed. Costs no hash. */
bool dictionary_add_in_order(Dictionary *dictionary, const Dictionary *other);

/* Enters all texts of another, in the order of its codes: codes[c] becomes the code here of
 * its code c. Nothing is hashed anew. */
void dictionary_enter_all(Dictionary *dictionary, const Dictionary *other, uint32_t *codes);

bool dictionary_find(const Dictionary *dictionary, Text text, uint32_t *code);
Text dictionary_text(const Dictionary *dictionary, uint32_t code);
uint32_t dictionary_count(const Dictionary *dictionary);

/* Moves it into an arena, which owns it from then on; use only the answer. */
Dictionary *dictionary_freeze(Dictionary *dictionary, Arena *arena);

/* Gives back the room kept for growth and for finding; nothing is entered from then on. The
 * first search after it takes that room again (some 40 ns a text), by any thread. */
void dictionary_trim(Dictionary *dictionary);

/* Order of every code by text (byte order), made at the first call and kept:
 * ranks[a] < ranks[b] exactly when text a < text b. Not for two threads at once
 * the first time. */
const uint32_t *dictionary_ranks(const Dictionary *dictionary);

/* Whether of the texts of these codes none comes before the one before it (byte order). */
bool dictionary_in_order(const Dictionary *dictionary, uint32_t first, uint32_t end);

/* A dictionary as it stands in memory, for keeping. */
typedef struct DictionaryView {
  const char *bytes;
  const uint32_t *ends;
  const uint64_t *runs;
  uint64_t used; /* bytes of all texts */
  uint32_t count;
  size_t run_count;
} DictionaryView;

/* Lives as long as the dictionary. */
DictionaryView dictionary_view(const Dictionary *dictionary);

/* A frozen dictionary over a view's memory, which must outlive it; the arena owns the rest
 * until dictionary_drop. NULL when the view cannot be one. Costs a look at every text's end. */
Dictionary *dictionary_of_view(const DictionaryView *view, Arena *arena);
#endif
