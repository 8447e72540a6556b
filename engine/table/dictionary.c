#include "table/dictionary.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct Slot {
  uint32_t tag;
  uint32_t code_after; /* code + 1; 0: free */
} Slot;

enum { FIRST_SLOTS = 64 };

struct Dictionary {
  char *bytes;
  uint64_t *ends; /* text `code` stands in bytes[ends[code - 1] .. ends[code]) */
  Slot *slots;
  uint32_t *ranks; /* NULL until asked for */
  Arena *arena;    /* NULL: the blocks are its own */
  uint64_t used, bytes_capacity;
  size_t slot_count, ends_capacity;
  uint32_t count;
};

Dictionary *dictionary_make(void) {
  Dictionary *dictionary = memory_new(sizeof *dictionary);
  dictionary->slot_count = FIRST_SLOTS;
  dictionary->slots = memory_array(FIRST_SLOTS, sizeof(Slot));
  return dictionary;
}

void dictionary_drop(Dictionary *dictionary) {
  if (!dictionary || dictionary->arena)
    return;
  memory_free(dictionary->bytes);
  memory_free(dictionary->ends);
  memory_free(dictionary->slots);
  memory_free(dictionary->ranks);
  memory_free(dictionary);
}

uint32_t dictionary_count(const Dictionary *dictionary) {
  return dictionary->count;
}

Text dictionary_text(const Dictionary *dictionary, uint32_t code) {
  uint64_t start = code ? dictionary->ends[code - 1] : 0;
  return (Text){dictionary->bytes + start, (size_t)(dictionary->ends[code] - start)};
}

static uint32_t tag_of(Text text) {
  return (uint32_t)(text_hash(text) >> 32);
}

/* text_equal without a call for the short texts that most are. */
static inline bool same_text(Text a, Text b) {
  uint64_t x[2], y[2];
  if (a.length != b.length)
    return false;
  if (a.length < 8 || a.length > 16)
    return text_equal(a, b);
  memcpy(&x[0], a.bytes, 8), memcpy(&x[1], a.bytes + a.length - 8, 8);
  memcpy(&y[0], b.bytes, 8), memcpy(&y[1], b.bytes + b.length - 8, 8);
  return ((x[0] ^ y[0]) | (x[1] ^ y[1])) == 0;
}

/* The slot where this text is, or where it belongs. */
static inline Slot *slot_of(const Dictionary *dictionary, Text text, uint32_t tag) {
  size_t mask = dictionary->slot_count - 1;
  for (size_t at = tag & mask;; at = (at + 1) & mask) {
    Slot *slot = &dictionary->slots[at];
    if (!slot->code_after)
      return slot;
    if (slot->tag == tag && same_text(dictionary_text(dictionary, slot->code_after - 1), text))
      return slot;
  }
}

static void slots_double(Dictionary *dictionary) {
  size_t count = dictionary->slot_count * 2, mask = count - 1;
  Slot *slots = memory_array(count, sizeof(Slot));
  for (size_t i = 0; i < dictionary->slot_count; i++) {
    Slot slot = dictionary->slots[i];
    if (!slot.code_after)
      continue;
    size_t at = slot.tag & mask;
    while (slots[at].code_after)
      at = (at + 1) & mask;
    slots[at] = slot;
  }
  memory_free(dictionary->slots);
  dictionary->slots = slots;
  dictionary->slot_count = count;
}

static void bytes_append(Dictionary *dictionary, Text text) {
  if (!dictionary->bytes || dictionary->bytes_capacity - dictionary->used < text.length) {
    uint64_t capacity = dictionary->bytes_capacity ? dictionary->bytes_capacity * 2 : 256;
    while (capacity - dictionary->used < text.length)
      capacity *= 2;
    dictionary->bytes = memory_grow(dictionary->bytes, capacity);
    dictionary->bytes_capacity = capacity;
  }
  if (text.length)
    memcpy(dictionary->bytes + dictionary->used, text.bytes, text.length);
  dictionary->used += text.length;
}

static uint32_t text_add(Dictionary *dictionary, Text text) {
  if (dictionary->count == UINT32_MAX - 1)
    memory_exhausted(SIZE_MAX);
  if (dictionary->count == dictionary->ends_capacity) {
    dictionary->ends_capacity = dictionary->ends_capacity ? dictionary->ends_capacity * 2 : 32;
    dictionary->ends =
        memory_grow(dictionary->ends, dictionary->ends_capacity * sizeof *dictionary->ends);
  }
  bytes_append(dictionary, text);
  dictionary->ends[dictionary->count] = dictionary->used;
  return dictionary->count++;
}

static inline uint32_t enter_tagged(Dictionary *dictionary, Text text, uint32_t tag, bool *is_new) {
  Slot *slot = slot_of(dictionary, text, tag);
  *is_new = !slot->code_after;
  if (!*is_new)
    return slot->code_after - 1;
  uint32_t code = text_add(dictionary, text);
  *slot = (Slot){tag, code + 1};
  if ((size_t)dictionary->count * 4 > dictionary->slot_count * 3)
    slots_double(dictionary);
  return code;
}

uint32_t dictionary_enter(Dictionary *dictionary, Text text, bool *is_new) {
  return enter_tagged(dictionary, text, tag_of(text), is_new);
}

enum { AHEAD = 32 };

/* The tags of some texts; their slots are on the way to the cache. */
static void tags_ahead(const Dictionary *dictionary, const Text *texts, size_t count,
                       uint32_t tags[AHEAD]) {
  for (size_t i = 0; i < count; i++) {
    if (!texts[i].bytes)
      continue;
    tags[i] = tag_of(texts[i]);
    __builtin_prefetch(&dictionary->slots[tags[i] & (dictionary->slot_count - 1)]);
  }
}

void dictionary_enter_many(Dictionary *dictionary, const Text *texts, size_t count,
                           uint32_t *codes) {
  uint32_t tags[AHEAD];
  bool is_new;
  for (size_t from = 0; from < count; from += AHEAD) {
    size_t some = count - from < AHEAD ? count - from : AHEAD;
    tags_ahead(dictionary, texts + from, some, tags);
    for (size_t i = 0; i < some; i++) {
      Text text = texts[from + i];
      codes[from + i] = text.bytes ? enter_tagged(dictionary, text, tags[i], &is_new) : 0;
    }
  }
}

size_t dictionary_enter_new(Dictionary *dictionary, const Text *texts, size_t count) {
  uint32_t tags[AHEAD];
  for (size_t from = 0; from < count; from += AHEAD) {
    size_t some = count - from < AHEAD ? count - from : AHEAD;
    tags_ahead(dictionary, texts + from, some, tags);
    for (size_t i = 0; i < some; i++) {
      bool is_new = false;
      if (texts[from + i].bytes)
        enter_tagged(dictionary, texts[from + i], tags[i], &is_new);
      if (!is_new)
        return from + i;
    }
  }
  return count;
}

void dictionary_enter_all(Dictionary *dictionary, const Dictionary *other, uint32_t *codes) {
  uint32_t *tags = memory_array(other->count + (size_t)AHEAD, sizeof *tags);
  bool is_new;
  for (size_t i = 0; i < other->slot_count; i++)
    if (other->slots[i].code_after)
      tags[other->slots[i].code_after - 1] = other->slots[i].tag;
  for (uint32_t code = 0; code < other->count; code++) {
    size_t ahead = tags[code + AHEAD - 1] & (dictionary->slot_count - 1);
    __builtin_prefetch(&dictionary->slots[ahead]);
    codes[code] = enter_tagged(dictionary, dictionary_text(other, code), tags[code], &is_new);
  }
  memory_free(tags);
}

bool dictionary_find(const Dictionary *dictionary, Text text, uint32_t *code) {
  const Slot *slot = slot_of(dictionary, text, tag_of(text));
  if (!slot->code_after)
    return false;
  *code = slot->code_after - 1;
  return true;
}

static void *into_arena(Arena *arena, void *block, size_t bytes) {
  void *copy = arena_new(arena, bytes ? bytes : 1);
  if (bytes)
    memcpy(copy, block, bytes);
  return copy;
}

Dictionary *dictionary_freeze(Dictionary *dictionary, Arena *arena) {
  Dictionary *frozen = into_arena(arena, dictionary, sizeof *dictionary);
  frozen->arena = arena;
  frozen->bytes = into_arena(arena, dictionary->bytes, dictionary->used);
  frozen->ends = into_arena(arena, dictionary->ends, dictionary->count * sizeof *dictionary->ends);
  frozen->slots = into_arena(arena, dictionary->slots, dictionary->slot_count * sizeof(Slot));
  frozen->ranks = NULL;
  dictionary_drop(dictionary);
  return frozen;
}

void dictionary_trim(Dictionary *dictionary) {
  if (dictionary->bytes && dictionary->used)
    dictionary->bytes = memory_grow(dictionary->bytes, dictionary->used);
  if (dictionary->count)
    dictionary->ends = memory_grow(dictionary->ends, dictionary->count * sizeof *dictionary->ends);
  dictionary->bytes_capacity = dictionary->used;
  dictionary->ends_capacity = dictionary->count;
}

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
