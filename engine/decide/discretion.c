#include "decide/discretion.h"

#include <stdlib.h>

#include "policy/span.h"

static bool counts(const DiscretionUse *use, const Policy *policy, const OverrideLine *line) {
  if (use->after == INT32_MIN)
    return line->in_force;
  return line->made > use->after && line->made <= policy->as_of;
}

static int by_day(const void *left, const void *right) {
  const OverrideLine *a = *(const OverrideLine *const *)left;
  const OverrideLine *b = *(const OverrideLine *const *)right;
  if (a->made != b->made)
    return a->made < b->made ? -1 : 1;
  return a->line < b->line ? -1 : a->line > b->line;
}

static int by_use(const void *left, const void *right) {
  const DiscretionPerson *a = left, *b = right;
  if (a->used != b->used)
    return a->used > b->used ? -1 : 1;
  return text_compare(a->by, b->by);
}

static void count_people(Arena *arena, DiscretionUse *use) {
  use->people = arena_array(arena, use->used_count, sizeof *use->people);
  for (size_t i = 0; i < use->used_count; i++) {
    size_t at = 0;
    while (at < use->person_count && !text_equal(use->people[at].by, use->used[i]->by))
      at++;
    use->person_count += at == use->person_count;
    use->people[at].by = use->used[i]->by;
    use->people[at].used++;
  }
  if (use->person_count)
    qsort(use->people, use->person_count, sizeof *use->people, by_use);
}

/* Overrides in force get the number of their line. */
static void give_places(Arena *arena, const DiscretionUse *use, Overrides *overrides) {
  long last = 0;
  for (size_t i = 0; i < use->used_count; i++)
    last = use->used[i]->line > last ? use->used[i]->line : last;
  uint32_t *places = arena_array(arena, (size_t)last + 1, sizeof *places); /* [line] */
  for (size_t i = 0; i < use->used_count; i++)
    places[use->used[i]->line] = (uint32_t)i + 1;
  for (size_t i = 0; i < overrides->held_count; i++)
    if (overrides->held_lines[i] <= last)
      overrides->held[i].place = places[overrides->held_lines[i]];
}

DiscretionUse discretion_use(Arena *arena, const Policy *policy, Overrides *overrides) {
  const Discretion *discretion = &policy->discretion;
  DiscretionUse use = {.given = discretion->given, .budget = (size_t)discretion->budget};
  if (!use.given)
    return use;
  use.after = overrides->dated ? span_before(discretion->per, policy->as_of) : INT32_MIN;
  use.used = arena_array(arena, overrides->line_count, sizeof *use.used);
  for (size_t i = 0; i < overrides->line_count; i++)
    if (counts(&use, policy, &overrides->lines[i]))
      use.used[use.used_count++] = &overrides->lines[i];
  if (use.used_count)
    qsort(use.used, use.used_count, sizeof *use.used, by_day);
  count_people(arena, &use);
  give_places(arena, &use, overrides);
  return use;
}

size_t discretion_beyond(const DiscretionUse *use) {
  return use->given && use->used_count > use->budget ? use->used_count - use->budget : 0;
}
