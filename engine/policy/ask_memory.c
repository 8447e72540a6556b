#include "policy/ask_memory.h"

#include "base/memory.h"
#include "policy/find.h"

/* One step that was answered. */
typedef struct Remembered {
  const Tree *tree;
  GuardKind guard;
  size_t *guards; /* what its guard looks at: places in the list */
  size_t guard_count;
  const uint8_t *verdicts;
} Remembered;

struct AskMemory {
  Arena *arena; /* NULL: nothing is remembered */
  const Table *table;
  int32_t as_of;
  Remembered *list;
  size_t count, taken;
  uint8_t *kept, *spare; /* pages: of the verdicts; of those before, for the next */
  size_t kept_bytes, spare_bytes;
};

enum { NONE = -1 };

AskMemory *ask_memory_make(void) {
  return memory_new(sizeof(AskMemory));
}

static void forget(AskMemory *memory) {
  memory_shared_free(memory->kept, memory->kept_bytes);
  memory_shared_free(memory->spare, memory->spare_bytes);
  if (memory->arena)
    arena_drop(memory->arena);
  *memory = (AskMemory){.arena = NULL};
}

void ask_memory_drop(AskMemory *memory) {
  if (!memory)
    return;
  forget(memory);
  memory_free(memory);
}

size_t ask_memory_taken(const AskMemory *memory) {
  return memory->taken;
}

uint8_t *ask_memory_pages(AskMemory *memory, size_t bytes) {
  if (!memory || !memory->spare || memory->spare_bytes != bytes)
    return memory_pages(bytes);
  uint8_t *pages = memory->spare;
  memory->spare = NULL;
  return pages;
}

/* --- which steps ------------------------------------------------------------------ */

/* It is asked of its guards' customers only, and what it answers is a verdict on cells. */
static bool is_plain(const Asking *asking, const Step *step, const Tree *tree) {
  if (!tree || step->kind != STEP_VERDICT || step->skip || step->parts || asking->outcome ||
      asking->interpret || asking->trace)
    return false;
  for (size_t i = 0; i < tree->field_count; i++)
    if (policy_attribute(asking->policy, tree->fields[i]))
      return false;
  return true;
}

static size_t guard_count(const Step *step) {
  return step->guard == GUARD_NONE ? 0 : step->guard == GUARD_IF_YES ? 1 : step->last - step->first;
}

/* --- taking over ------------------------------------------------------------------ */

/* `places`: of earlier steps, where they stand in the list; NONE. */
static bool is_same(const Remembered *one, const Step *step, const Tree *tree,
                    const ptrdiff_t *places) {
  bool same = one->guard == step->guard && one->guard_count == guard_count(step);
  for (size_t i = 0; same && i < one->guard_count; i++)
    same = places[step->first + i] == (ptrdiff_t)one->guards[i];
  return same && tree_same(one->tree, tree);
}

static ptrdiff_t find(const AskMemory *memory, const Step *step, const Tree *tree,
                      const ptrdiff_t *places) {
  for (size_t i = 0; i < memory->count; i++)
    if (is_same(&memory->list[i], step, tree, places))
      return (ptrdiff_t)i;
  return NONE;
}

void ask_memory_recall(AskMemory *memory, const Asking *asking, const Tree *const *trees,
                       const uint8_t **verdicts) {
  memory->taken = 0;
  if (!memory->arena || memory->table != asking->table || memory->as_of != asking->policy->as_of)
    return;
  ptrdiff_t *places = memory_array(asking->step_count + 1, sizeof *places);
  for (size_t i = 0; i < asking->step_count; i++) {
    const Step *step = &asking->steps[i];
    places[i] = is_plain(asking, step, trees[i]) ? find(memory, step, trees[i], places) : NONE;
    if (places[i] == NONE)
      continue;
    verdicts[i] = memory->list[places[i]].verdicts;
    memory->taken++;
  }
  memory_free(places);
}

/* --- keeping ---------------------------------------------------------------------- */

/* Its own copy of the tree; NULL: the step has none, or is not to be remembered. */
static const Tree *tree_copy(Arena *arena, const Asking *asking, size_t step) {
  Error error;
  const Function *function = asking->steps[step].function;
  const Tree *tree = function->tree ? tree_read(arena, function->tree, &error) : NULL;
  return is_plain(asking, &asking->steps[step], tree) ? tree : NULL;
}

/* False: it looks at a step that is not remembered. */
static bool guards_copy(Arena *arena, const Step *step, const ptrdiff_t *places,
                        Remembered *remembered) {
  remembered->guard = step->guard;
  remembered->guard_count = guard_count(step);
  remembered->guards = arena_array(arena, remembered->guard_count + 1, sizeof *remembered->guards);
  for (size_t i = 0; i < remembered->guard_count; i++) {
    if (places[step->first + i] == NONE)
      return false;
    remembered->guards[i] = (size_t)places[step->first + i];
  }
  return true;
}

static void steps_keep(AskMemory *memory, const Asking *asking, const AskKept *kept) {
  ptrdiff_t *places = memory_array(asking->step_count + 1, sizeof *places);
  memory->list = arena_array(memory->arena, asking->step_count + 1, sizeof *memory->list);
  for (size_t i = 0; i < asking->step_count; i++) {
    Remembered *one = &memory->list[memory->count];
    places[i] = NONE;
    one->tree = kept->fit[i] ? tree_copy(memory->arena, asking, i) : NULL;
    one->verdicts = kept->verdicts[i];
    if (one->tree && guards_copy(memory->arena, &asking->steps[i], places, one))
      places[i] = (ptrdiff_t)memory->count++;
  }
  memory_free(places);
}

bool ask_memory_keep(AskMemory *memory, const Asking *asking, AskKept kept) {
  AskMemory next = {.arena = arena_make(),
                    .table = asking->table,
                    .as_of = asking->policy->as_of,
                    .taken = memory->taken,
                    .kept = kept.pages,
                    .kept_bytes = kept.bytes};
  steps_keep(&next, asking, &kept);
  if (next.count == 0) {
    arena_drop(next.arena);
    return false;
  }
  next.spare = memory->kept;
  next.spare_bytes = memory->kept_bytes;
  memory->kept = NULL;
  forget(memory);
  *memory = next;
  return true;
}
