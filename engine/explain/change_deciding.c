#include "explain/change_deciding.h"

enum { DECIDING_BOXES_MOST = 500 };

typedef struct Deciding {
  Arena *arena;
  SearchInput input;
  const Reach **freed;
  bool *free; /* by own value */
} Deciding;

static bool is_about(const Deciding *deciding, size_t number) {
  const Goal *goal = deciding->input.goal;
  const ChangeValue *value = &goal->rules->values[number];
  return goal->uses[number].named && !value->opaque && value->info;
}

/* It cannot be asked to change, or not both ways. */
static bool is_held(const Deciding *deciding, size_t number) {
  if (!is_about(deciding, number))
    return false;
  const FieldInfo *info = deciding->input.goal->rules->values[number].info;
  return info->fixed || info->sensitive || info->only != DIRECTION_ANY;
}

static bool is_bounded(const Deciding *deciding, size_t number) {
  if (!is_about(deciding, number))
    return false;
  const FieldInfo *info = deciding->input.goal->rules->values[number].info;
  return info->min.kind != VALUE_MISSING || info->max.kind != VALUE_MISSING || info->step > 0;
}

static bool would_do(const Deciding *deciding) {
  return change_search(deciding->arena, &deciding->input).found;
}

/* The values each of which, moving freely, reaches the goal (others may move as they can);
 * with `unbounded` also beyond its least and most. */
static size_t find_alone(Deciding *deciding, bool unbounded, size_t *list) {
  const Goal *goal = deciding->input.goal;
  const Reach *reach = deciding->input.reach;
  size_t found = 0;
  for (size_t i = 0; i < goal->rules->value_count; i++) {
    if (!(unbounded ? is_bounded(deciding, i) : is_held(deciding, i)))
      continue;
    if (unbounded && !deciding->freed[i])
      deciding->freed[i] = reach_make(goal, i);
    deciding->input.reach = unbounded ? deciding->freed[i] : reach;
    deciding->free[i] = true;
    if (would_do(deciding))
      list[found++] = i;
    deciding->free[i] = false;
  }
  deciding->input.reach = reach;
  return found;
}

/* Those that do it together, none of which can be left out. */
static size_t find_together(Deciding *deciding, size_t *list) {
  size_t found = 0, count = deciding->input.goal->rules->value_count;
  for (size_t i = 0; i < count; i++)
    deciding->free[i] = is_held(deciding, i);
  bool together = would_do(deciding);
  for (size_t i = 0; together && i < count; i++) {
    if (!deciding->free[i])
      continue;
    deciding->free[i] = false;
    deciding->free[i] = !would_do(deciding);
    if (deciding->free[i])
      list[found++] = i;
  }
  memset(deciding->free, 0, count);
  return found;
}

size_t change_deciding(Arena *arena, const SearchInput *input, const Reach **freed, size_t *list) {
  Deciding deciding = {arena, *input, freed, NULL};
  deciding.free = arena_array(arena, input->goal->rules->value_count + 1, sizeof(bool));
  deciding.input.free = deciding.free;
  deciding.input.most = DECIDING_BOXES_MOST;
  deciding.input.ask = NULL;
  size_t found = find_alone(&deciding, false, list);
  if (!found)
    found = find_together(&deciding, list);
  return found ? found : find_alone(&deciding, true, list);
}
