#include "table/dictionary.h"

#include "base/memory.h"
#include "table/dictionary_parts.h"

Dictionary *dictionary_make(void) {
  Dictionary *dictionary = memory_new(sizeof *dictionary);
  dictionary->slot_count = FIRST_SLOTS;
  dictionary->slots = memory_array(FIRST_SLOTS, sizeof(Slot));
  return dictionary;
}

void dictionary_drop(Dictionary *dictionary) {
  if (!dictionary)
    return;
  if (dictionary->arena) {
    if (dictionary->slots_own)
      memory_free(dictionary->slots);
    dictionary->slots_own = false;
    return;
  }
  memory_free(dictionary->bytes);
  memory_free(dictionary->ends);
  memory_free(dictionary->runs);
  memory_free(dictionary->slots);
  memory_free(dictionary->ranks);
  memory_free(dictionary);
}

uint32_t dictionary_count(const Dictionary *dictionary) {
  return dictionary->count;
}

Text dictionary_text(const Dictionary *dictionary, uint32_t code) {
  uint32_t start = code % RUN_TEXTS ? dictionary->ends[code - 1] : 0;
  return (Text){dictionary->bytes + dictionary->runs[code / RUN_TEXTS] + start,
                dictionary->ends[code] - start};
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
static inline Slot *slot_of(const Dictionary *dictionary, Slot *slots, Text text, uint32_t tag) {
  size_t mask = dictionary->slot_count - 1;
  for (size_t at = tag & mask;; at = (at + 1) & mask) {
    Slot *slot = &slots[at];
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
    dictionary->runs = memory_grow(dictionary->runs,
                                   runs_of(dictionary->ends_capacity) * sizeof *dictionary->runs);
  }
  uint64_t *run = &dictionary->runs[dictionary->count / RUN_TEXTS];
  if (dictionary->count % RUN_TEXTS == 0)
    *run = dictionary->used;
  bytes_append(dictionary, text);
  if (dictionary->used - *run > UINT32_MAX) /* texts of a megabyte each, thousands in a row */
    memory_exhausted(SIZE_MAX);
  dictionary->ends[dictionary->count] = (uint32_t)(dictionary->used - *run);
  return dictionary->count++;
}

static inline uint32_t enter_tagged(Dictionary *dictionary, Text text, uint32_t tag, bool *is_new) {
  Slot *slot = slot_of(dictionary, dictionary->slots, text, tag);
  *is_new = !slot->code_after;
  if (!*is_new)
    return slot->code_after - 1;
  uint32_t code = text_add(dictionary, text);
  *slot = (Slot){tag, code + 1};
  if ((size_t)dictionary->count * 4 > dictionary->slot_count * 3)
    slots_double(dictionary);
  return code;
}

/* Every text's slot, made at the first search after trimming; by the one of several threads
 * that has it first. */
static Slot *slots_make(Dictionary *dictionary) {
  Slot *slots = memory_array(dictionary->slot_count, sizeof *slots), *others = NULL;
  for (uint32_t code = 0; code < dictionary->count; code++) {
    uint32_t tag = tag_of(dictionary_text(dictionary, code));
    size_t at = tag & (dictionary->slot_count - 1);
    while (slots[at].code_after)
      at = (at + 1) & (dictionary->slot_count - 1);
    slots[at] = (Slot){tag, code + 1};
  }
  if (__atomic_compare_exchange_n(&dictionary->slots, &others, slots, false, __ATOMIC_ACQ_REL,
                                  __ATOMIC_ACQUIRE))
    return slots;
  memory_free(slots);
  return others;
}

static void slots_ready(Dictionary *dictionary) {
  if (dictionary->in_order && !dictionary->slots)
    slots_make(dictionary);
  dictionary->in_order = false;
}

uint32_t dictionary_enter(Dictionary *dictionary, Text text, bool *is_new) {
  slots_ready(dictionary);
  return enter_tagged(dictionary, text, tag_of(text), is_new);
}

enum { AHEAD = 32, NEAR_TEXTS = 1 << 15 };

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

/* Where a text of this tag most likely is; a free slot: nowhere. */
static inline const Slot *tagged_slot(const Dictionary *dictionary, uint32_t tag) {
  size_t mask = dictionary->slot_count - 1, at = tag & mask;
  while (dictionary->slots[at].code_after && dictionary->slots[at].tag != tag)
    at = (at + 1) & mask;
  return &dictionary->slots[at];
}

/* The same for the texts that their slots lead to: first where each ends, then its bytes. In a
 * small dictionary they are near anyway. Inline: GCC takes a function that only fetches ahead
 * for one that does nothing. */
static inline __attribute__((always_inline)) void texts_ahead(const Dictionary *dictionary,
                                                              const Text *texts, size_t count,
                                                              const uint32_t tags[AHEAD]) {
  uint32_t codes[AHEAD];
  size_t found = 0;
  if (dictionary->count < NEAR_TEXTS)
    return;
  for (size_t i = 0; i < count; i++) {
    if (!texts[i].bytes)
      continue;
    const Slot *slot = tagged_slot(dictionary, tags[i]);
    if (!slot->code_after)
      continue;
    codes[found++] = slot->code_after - 1;
    __builtin_prefetch(&dictionary->ends[slot->code_after - 1]);
  }
  for (size_t i = 0; i < found; i++)
    __builtin_prefetch(dictionary_text(dictionary, codes[i]).bytes);
}

void dictionary_enter_many(Dictionary *dictionary, const Text *texts, size_t count,
                           uint32_t *codes) {
  uint32_t tags[AHEAD];
  bool is_new;
  slots_ready(dictionary);
  for (size_t from = 0; from < count; from += AHEAD) {
    size_t some = count - from < AHEAD ? count - from : AHEAD;
    tags_ahead(dictionary, texts + from, some, tags);
    texts_ahead(dictionary, texts + from, some, tags);
    for (size_t i = 0; i < some; i++) {
      Text text = texts[from + i];
      codes[from + i] = text.bytes ? enter_tagged(dictionary, text, tags[i], &is_new) : 0;
    }
  }
}

/* Longer, or as long and behind it in byte order: so that numbers, too, stand in order. */
static bool comes_after(Text text, Text before) {
  return text.length != before.length ? text.length > before.length
                                      : memcmp(text.bytes, before.bytes, text.length) > 0;
}

static void add_in_order(Dictionary *dictionary, Text text) {
  text_add(dictionary, text);
  while ((size_t)dictionary->count * 4 > dictionary->slot_count * 3)
    dictionary->slot_count *= 2;
}

/* Texts in order are new without being looked for. Answers how many are. */
static size_t enter_in_order(Dictionary *dictionary, const Text *texts, size_t count) {
  size_t at = 0;
  if (dictionary->count == 0) {
    memory_free(dictionary->slots);
    dictionary->slots = NULL;
    dictionary->in_order = true;
  }
  if (dictionary->slots || !dictionary->in_order)
    return 0;
  Text last = {"", 0};
  if (dictionary->count)
    last = dictionary_text(dictionary, dictionary->count - 1);
  for (; at < count && texts[at].bytes && comes_after(texts[at], last); last = texts[at++])
    add_in_order(dictionary, texts[at]);
  return at;
}

bool dictionary_add_in_order(Dictionary *dictionary, const Dictionary *other) {
  if (!dictionary->in_order || dictionary->slots || !other->in_order || !other->count ||
      !comes_after(dictionary_text(other, 0), dictionary_text(dictionary, dictionary->count - 1)))
    return false;
  for (uint32_t code = 0; code < other->count; code++)
    add_in_order(dictionary, dictionary_text(other, code));
  return true;
}

size_t dictionary_enter_new(Dictionary *dictionary, const Text *texts, size_t count) {
  uint32_t tags[AHEAD];
  size_t known = enter_in_order(dictionary, texts, count);
  if (known == count || !texts[known].bytes)
    return known;
  slots_ready(dictionary);
  for (size_t from = known; from < count; from += AHEAD) {
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
  slots_ready(dictionary);
  for (uint32_t code = 0; !other->slots && code < other->count; code++)
    tags[code] = tag_of(dictionary_text(other, code));
  for (size_t i = 0; other->slots && i < other->slot_count; i++)
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
  Slot *slots = __atomic_load_n(&dictionary->slots, __ATOMIC_ACQUIRE);
  if (!slots) /* what is kept of the search changes no answer */
    slots = slots_make((Dictionary *)(uintptr_t)dictionary);
  const Slot *slot = slot_of(dictionary, slots, text, tag_of(text));
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
  slots_ready(dictionary);
  Dictionary *frozen = into_arena(arena, dictionary, sizeof *dictionary);
  frozen->arena = arena;
  frozen->bytes = into_arena(arena, dictionary->bytes, dictionary->used);
  frozen->ends = into_arena(arena, dictionary->ends, dictionary->count * sizeof *dictionary->ends);
  frozen->runs =
      into_arena(arena, dictionary->runs, runs_of(dictionary->count) * sizeof *dictionary->runs);
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
  memory_free(dictionary->slots);
  dictionary->slots = NULL;
  dictionary->bytes_capacity = dictionary->used;
  dictionary->ends_capacity = dictionary->count;
}
