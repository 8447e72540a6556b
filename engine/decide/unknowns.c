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
  uint32_t met; /* steps and stages so far */
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

void unknowns_stage(Unknowns *unknowns) {
  unknowns->met++;
}

static uint32_t add_kind(Unknowns *unknowns, UnknownKind kind) {
  unknowns->kinds = memory_room(unknowns->kinds, unknowns->kind_count, &unknowns->kind_capacity,
                                sizeof *unknowns->kinds);
  kind.customers = 0;
  unknowns->kinds[unknowns->kind_count] = kind;
  return (uint32_t)unknowns->kind_count++;
}

uint32_t unknowns_kind(Unknowns *unknowns, UnknownKind kind) {
  kind.met = unknowns->met;
  kind.staged = true;
  return add_kind(unknowns, kind);
}

void unknowns_note(Unknowns *unknowns, size_t row, uint32_t kind) {
  unknowns->notes =
      memory_room(unknowns->notes, unknowns->count, &unknowns->capacity, sizeof *unknowns->notes);
  unknowns->notes[unknowns->count++] = (Note){(uint32_t)row, kind};
}

static bool same_kind(const UnknownKind *kind, Text rule, const TroubleDetail *detail) {
  bool same = text_equal(kind->rule, rule) && kind->missing_count == detail->missing_count &&
              kind->line == detail->line && text_equal(kind->message, detail->message);
  for (size_t i = 0; same && i < detail->missing_count; i++)
    same = text_equal(kind->missing[i], detail->missing[i]);
  return same;
}

/* The kind of a trouble; two workers may tell the same detail twice. */
static uint32_t kind_of(Unknowns *unknowns, Text rule, size_t step, const TroubleDetail *detail) {
  for (size_t i = 0; i < unknowns->kind_count; i++)
    if (same_kind(&unknowns->kinds[i], rule, detail))
      return (uint32_t)i;
  return add_kind(unknowns, (UnknownKind){.rule = rule,
                                          .missing = detail->missing,
                                          .missing_count = detail->missing_count,
                                          .message = detail->message,
                                          .line = detail->line,
                                          .met = unknowns->met + 1 + (uint32_t)step});
}

/* Each pair of step and detail once, in the order they were met; answers how many. */
static size_t list_pairs(const Answers *answers, uint32_t *seen, Trouble *pairs) {
  size_t count = 0;
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    uint32_t *mark = &seen[trouble->step * answers->detail_count + trouble->detail];
    if (!*mark)
      pairs[count++] = *trouble;
    *mark = 1;
  }
  return count;
}

void unknowns_answers(Unknowns *unknowns, const Answers *answers, const Text *rules) {
  size_t most = answers->step_count * answers->detail_count;
  uint32_t *kinds = memory_array(most, sizeof *kinds); /* [step][detail] */
  Trouble *pairs = memory_array(most, sizeof *pairs);
  size_t count = list_pairs(answers, kinds, pairs);
  for (size_t step = 0; step < answers->step_count; step++)
    for (size_t i = 0; i < count; i++)
      if (pairs[i].step == step)
        kinds[step * answers->detail_count + pairs[i].detail] =
            kind_of(unknowns, rules[step], step, &answers->details[pairs[i].detail]);
  for (size_t i = 0; i < answers->trouble_count; i++) {
    const Trouble *trouble = &answers->troubles[i];
    unknowns_note(unknowns, trouble->row,
                  kinds[trouble->step * answers->detail_count + trouble->detail]);
  }
  unknowns->met += 1 + (uint32_t)answers->step_count;
  memory_free(pairs);
  memory_free(kinds);
}

static void count_customers(Unknowns *unknowns) {
  for (size_t i = 0; i < unknowns->count; i++) {
    UnknownKind *kind = &unknowns->kinds[unknowns->notes[i].kind];
    if (kind->customers++ == 0 || unknowns->notes[i].row < kind->example)
      kind->example = unknowns->notes[i].row;
  }
}

static uint32_t last_met(const Decisions *found) {
  uint32_t last = 0;
  for (size_t i = 0; i < found->unknown_kind_count; i++)
    if (found->unknown_kinds[i].met > last)
      last = found->unknown_kinds[i].met;
  return last;
}

void unknowns_lay(Unknowns *unknowns, const Decisions *found, uint64_t before) {
  uint32_t *kinds = memory_array(found->unknown_kind_count, sizeof *kinds); /* number + 1 */
  for (size_t row = 0; found->unknown_first && row < unknowns->rows; row++)
    for (uint64_t i = found->unknown_first[before + row];
         i < found->unknown_first[before + row + 1]; i++) {
      uint32_t kind = found->unknowns[i];
      if (!kinds[kind])
        kinds[kind] = 1 + add_kind(unknowns, found->unknown_kinds[kind]);
      unknowns_note(unknowns, row, kinds[kind] - 1);
    }
  unknowns->met = last_met(found) + 1;
  memory_free(kinds);
}

uint32_t *unknowns_order(const UnknownKind *kinds, size_t count, UnknownKind *ordered) {
  uint32_t *number = memory_array(count, sizeof *number);
  bool *placed = memory_array(count, sizeof *placed);
  uint32_t next = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t j = i; !placed[i] && j < count; j++) {
      if (placed[j] || !text_equal(kinds[i].rule, kinds[j].rule))
        continue;
      placed[j] = j > i;
      number[j] = next;
      ordered[next++] = kinds[j];
    }
  memory_free(placed);
  return number;
}

/* A counting sort by row, which keeps the order within a row. */
static void group_by_row(Unknowns *unknowns, const uint32_t *number, Decisions *decisions) {
  uint64_t *first = arena_array(unknowns->arena, unknowns->rows + 2, sizeof *first);
  uint32_t *sorted = arena_array(unknowns->arena, unknowns->count, sizeof *sorted);
  for (size_t i = 0; i < unknowns->count; i++)
    first[unknowns->notes[i].row + 2]++;
  for (size_t row = 2; row < unknowns->rows + 2; row++)
    first[row] += first[row - 1];
  for (size_t i = 0; i < unknowns->count; i++)
    sorted[first[unknowns->notes[i].row + 1]++] = number[unknowns->notes[i].kind];
  decisions->unknowns = sorted;
  decisions->unknown_first = first;
}

void unknowns_mask(Unknowns *unknowns, const Text *rules, size_t count) {
  for (size_t i = 0; i < unknowns->kind_count; i++)
    for (size_t j = 0; j < count; j++)
      if (unknowns->kinds[i].missing_count == 0 && text_equal(unknowns->kinds[i].rule, rules[j]))
        unknowns->kinds[i].message = TEXT("a mistake; its words are masked, as what it reads is");
}

void unknowns_finish(Unknowns *unknowns, Decisions *decisions, bool by_row) {
  UnknownKind *kinds = arena_array(unknowns->arena, unknowns->kind_count, sizeof *kinds);
  count_customers(unknowns);
  uint32_t *number = unknowns_order(unknowns->kinds, unknowns->kind_count, kinds);
  decisions->unknown_kinds = kinds;
  decisions->unknown_kind_count = unknowns->kind_count;
  if (by_row && unknowns->count)
    group_by_row(unknowns, number, decisions);
  memory_free(number);
  memory_free(unknowns->notes);
  unknowns->notes = NULL;
  unknowns->count = unknowns->capacity = 0;
}
