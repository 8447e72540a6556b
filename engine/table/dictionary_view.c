/* A dictionary whole: the order of its texts, and as it stands in memory. */
#include <endian.h>
#include <stdlib.h>

#include "base/memory.h"
#include "table/dictionary_parts.h"

static int by_text(const void *a, const void *b, void *dictionary) {
  return text_compare(dictionary_text(dictionary, *(const uint32_t *)a),
                      dictionary_text(dictionary, *(const uint32_t *)b));
}

const uint32_t *dictionary_ranks(const Dictionary *dictionary) {
  if (dictionary->ranks)
    return dictionary->ranks;
  size_t bytes = (dictionary->count + (size_t)1) * sizeof(uint32_t);
  uint32_t *codes = memory_new(bytes);
  uint32_t *ranks = dictionary->arena ? arena_new(dictionary->arena, bytes) : memory_new(bytes);
  for (uint32_t code = 0; code < dictionary->count; code++)
    codes[code] = code;
  qsort_r(codes, dictionary->count, sizeof *codes, by_text, (void *)(uintptr_t)dictionary);
  for (uint32_t rank = 0; rank < dictionary->count; rank++)
    ranks[codes[rank]] = rank;
  memory_free(codes);
  ((Dictionary *)(uintptr_t)dictionary)->ranks = ranks; /* kept: the same answer for ever */
  return ranks;
}

/* Eight bytes in the order of unsigned numbers. */
static uint64_t word_at(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return be64toh(word);
}

/* Whether a <= b. Keys are mostly as long as one another, of 8 to 16 bytes: then
 * their first and their last eight tell. */
static inline bool text_before(Text a, Text b) {
  if (a.length != b.length || a.length < 8 || a.length > 16)
    return text_compare(a, b) <= 0;
  uint64_t one = word_at(a.bytes), other = word_at(b.bytes);
  return one != other ? one < other
                      : word_at(a.bytes + a.length - 8) <= word_at(b.bytes + b.length - 8);
}

bool dictionary_in_order(const Dictionary *dictionary, uint32_t first, uint32_t end) {
  if (first >= end)
    return true;
  Text before = dictionary_text(dictionary, first);
  for (uint32_t code = first + 1; code < end; code++) {
    uint32_t start = code % RUN_TEXTS ? dictionary->ends[code - 1] : 0;
    Text text = {before.bytes + before.length, dictionary->ends[code] - start};
    if (!text_before(before, text))
      return false;
    before = text;
  }
  return true;
}

/* --- as it stands in memory --------------------------------------------------------- */

DictionaryView dictionary_view(const Dictionary *dictionary) {
  return (DictionaryView){.bytes = dictionary->bytes,
                          .ends = dictionary->ends,
                          .runs = dictionary->runs,
                          .used = dictionary->used,
                          .count = dictionary->count,
                          .run_count = runs_of(dictionary->count)};
}

/* Each run begins where the one before it ends, and each text after the one before it. */
static bool view_is_right(const DictionaryView *view) {
  uint64_t end = 0;
  bool wrong = view->run_count != runs_of(view->count);
  for (size_t run = 0; run < view->run_count && !wrong; run++) {
    uint32_t first = (uint32_t)(run * RUN_TEXTS), last = first;
    uint32_t until = view->count - first < RUN_TEXTS ? view->count : first + RUN_TEXTS;
    wrong = view->runs[run] != end;
    for (uint32_t code = first + 1; code < until; last = code++)
      wrong |= view->ends[code] < view->ends[code - 1];
    end += view->ends[last];
  }
  return !wrong && end == view->used;
}

Dictionary *dictionary_of_view(const DictionaryView *view, Arena *arena) {
  if (!view_is_right(view))
    return NULL;
  Dictionary *dictionary = arena_new(arena, sizeof *dictionary);
  *dictionary = (Dictionary){.bytes = (char *)(uintptr_t)view->bytes,
                             .ends = (uint32_t *)(uintptr_t)view->ends,
                             .runs = (uint64_t *)(uintptr_t)view->runs,
                             .arena = arena,
                             .slots_own = true,
                             .used = view->used,
                             .bytes_capacity = view->used,
                             .ends_capacity = view->count,
                             .count = view->count,
                             .slot_count = FIRST_SLOTS};
  while ((size_t)view->count * 4 > dictionary->slot_count * 3)
    dictionary->slot_count *= 2;
  return dictionary;
}
