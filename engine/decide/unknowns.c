#include "decide/unknowns.h"

#include "base/memory.h"

typedef struct Note {
  uint32_t row, kind;
} Note;

struct Unknowns {
  Arena *arena;
  size_t rows;
  UnknownKind *kinds;
  size_t kind_count, kind_capacity;
  Note *notes; /* until unknowns_finish */
  size_t count, capacity;
};

static void drop_notes(void *context) {
  Unknowns *unknowns = context;
  memory_free(unknowns->notes);
  memory_free(unknowns->kinds);
}

Unknowns *unknowns_make(Arena *arena, size_t rows) {
  Unknowns *unknowns = arena_new(arena, sizeof *unknowns);
  *unknowns = (Unknowns){.arena = arena, .rows = rows};
  arena_finally(arena, drop_notes, unknowns);
  return unknowns;
}

uint32_t unknowns_kind(Unknowns *unknowns, UnknownKind kind) {
  if (unknowns->kind_count == unknowns->kind_capacity) {
    unknowns->kind_capacity = unknowns->kind_capacity * 2 + 16;
    unknowns->kinds =
        memory_grow(unknowns->kinds, unknowns->kind_capacity * sizeof *unknowns->kinds);
  }
  kind.customers = 0;
  unknowns->kinds[unknowns->kind_count] = kind;
  return (uint32_t)unknowns->kind_count++;
}

void unknowns_note(Unknowns *unknowns, size_t row, uint32_t kind) {
  if (unknowns->count == unknowns->capacity) {
    unknowns->capacity = unknowns->capacity * 2 + 1024;
    unknowns->notes = memory_grow(unknowns->notes, unknowns->capacity * sizeof *unknowns->notes);
  }
  unknowns->notes[unknowns->count++] = (Note){(uint32_t)row, kind};
}

void unknowns_answers(Unknowns *unknowns, const Answers *answers, const Text *rules) {
  size_t pairs = answers->step_count * answers->detail_count;
  uint32_t *kinds = memory_array(pairs, sizeof *kinds); /* [step][detail], 0: not met yet */
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    uint32_t *kind = &kinds[trouble->step * answers->detail_count + trouble->detail];
    if (!*kind) {
      const TroubleDetail *detail = &answers->details[trouble->detail];
      *kind = 1 + unknowns_kind(unknowns, (UnknownKind){.rule = rules[trouble->step],
                                                        .missing = detail->missing,
                                                        .missing_count = detail->missing_count,
                                                        .message = detail->message,
                                                        .line = detail->line});
    }
    unknowns_note(unknowns, trouble->row, *kind - 1);
  }
  memory_free(kinds);
}

static void count_customers(Unknowns *unknowns) {
  for (size_t i = 0; i < unknowns->count; i++) {
    UnknownKind *kind = &unknowns->kinds[unknowns->notes[i].kind];
    if (kind->customers++ == 0 || unknowns->notes[i].row < kind->example)
      kind->example = unknowns->notes[i].row;
  }
}

/* A counting sort by row, which keeps the order within a row. */
static void group_by_row(Unknowns *unknowns, Decisions *decisions) {
  uint64_t *first = arena_array(unknowns->arena, unknowns->rows + 2, sizeof *first);
  uint32_t *sorted = arena_array(unknowns->arena, unknowns->count, sizeof *sorted);
  for (size_t i = 0; i < unknowns->count; i++)
    first[unknowns->notes[i].row + 2]++;
  for (size_t row = 2; row < unknowns->rows + 2; row++)
    first[row] += first[row - 1];
  for (size_t i = 0; i < unknowns->count; i++)
    sorted[first[unknowns->notes[i].row + 1]++] = unknowns->notes[i].kind;
  decisions->unknowns = sorted;
  decisions->unknown_first = first;
}

void unknowns_finish(Unknowns *unknowns, Decisions *decisions) {
  count_customers(unknowns);
  UnknownKind *kinds = arena_array(unknowns->arena, unknowns->kind_count, sizeof *kinds);
  if (unknowns->kind_count)
    memcpy(kinds, unknowns->kinds, unknowns->kind_count * sizeof *kinds);
  decisions->unknown_kinds = kinds;
  decisions->unknown_kind_count = unknowns->kind_count;
  if (unknowns->count)
    group_by_row(unknowns, decisions);
  memory_free(unknowns->notes);
  unknowns->notes = NULL;
  unknowns->count = unknowns->capacity = 0;
}
