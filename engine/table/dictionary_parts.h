/* How a Dictionary lies in memory: for dictionary.c, which fills and searches it, and
 * dictionary_view.c, which ranks it and keeps it. */
#ifndef HELDER_TABLE_DICTIONARY_PARTS_H
#define HELDER_TABLE_DICTIONARY_PARTS_H
#include "base/arena.h"
#include "table/dictionary.h"

typedef struct Slot {
  uint32_t tag;
  uint32_t code_after; /* code + 1; 0: free */
} Slot;

enum { FIRST_SLOTS = 64 };

/* Texts stand one after the other. Where each ends is told in four bytes: counted from the
 * beginning of its run of texts, whose place has eight. */
enum { RUN_TEXTS = 4096 };

struct Dictionary {
  char *bytes;
  uint32_t *ends;
  uint64_t *runs;  /* where run code / RUN_TEXTS begins */
  Slot *slots;     /* NULL once trimmed, until something is looked for */
  uint32_t *ranks; /* NULL until asked for */
  Arena *arena;    /* NULL: the blocks are its own */
  bool slots_own;  /* in any case */
  bool in_order;   /* each text comes after the one before it: no slots until one does not */
  uint64_t used, bytes_capacity;
  size_t slot_count, ends_capacity;
  uint32_t count;
};

static inline size_t runs_of(size_t count) {
  return (count + RUN_TEXTS - 1) / RUN_TEXTS;
}
#endif
