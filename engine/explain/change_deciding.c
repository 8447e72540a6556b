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
  return goal->uses[number].named && !goal->rules->values[number].opaque;
}

/* It cannot be asked to change, or not both ways. */
static bool is_held(const Deciding *deciding, size_t number) {
  const ChangeValue *value = &deciding->input.goal->rules->values[number];
  return is_about(deciding, number) &&
         (movable_is_fixed(value) || (value->info && value->info->only != DIRECTION_ANY));
}

static bool is_bounded(const Deciding *deciding, size_t number) {
  const FieldInfo *info = deciding->input.goal->rules->values[number].info;
  if (!info || !is_about(deciding, number))
    return false;
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

/* --- what no move reaches --------------------------------------------------------- */

/* Each value is what it can become; those that are loose anything at all, missing too. What
 * only the VM can tell stays as it is, unless it is loose or what it rests on can move. */
typedef struct Loosening {
  const SearchInput *input;
  Movable *movables; /* by own value */
  bool pinned;       /* those that are not loose stay as they are */
  bool *loose;       /* by own value */
} Loosening;

static bool can_move(const Loosening *loosening, size_t number) {
  Options options = movable_options(&loosening->movables[number]);
  return !loosening->pinned && options_ways(&options) > 1;
}

static bool rests_move(const Loosening *loosening, const ChangeValue *value) {
  for (size_t i = 0; i < value->rests_count; i++)
    if (can_move(loosening, value->rests_on[i]) ||
        (value->is_rule && loosening->loose[value->rests_on[i]]))
      return true;
  return false;
}

static Interval loose_interval(const Loosening *loosening, size_t number) {
  const ChangeValue *value = &loosening->input->goal->rules->values[number];
  Movable *movable = &loosening->movables[number];
  Options options = {.stay = true};
  Value now = loosening->input->now[number];
  if (loosening->loose[number])
    return interval_of_kinds(INTERVAL_VALUES);
  if (value->opaque && rests_move(loosening, value))
    return interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR);
  if (value->opaque && (int)now.kind == PROBE_FAILS)
    return interval_of_kinds(INTERVAL_ERROR);
  if (value->opaque)
    return interval_of(now);
  if (can_move(loosening, number))
    options = movable_options(movable);
  return movable_interval(movable, &options);
}

static bool could_do(const Loosening *loosening) {
  const Goal *goal = loosening->input->goal;
  for (size_t i = 0; i < goal->rules->value_count; i++)
    if (goal->uses[i].named)
      probe_box_put(goal->rules->prover, i, loose_interval(loosening, i));
  probe_box_start(goal->rules->prover);
  return goal_ask_box(goal) & GOAL_CAN;
}

/* A condition that only the VM can tell has no name: what it reads is told instead. */
static bool may_be_told(const Loosening *loosening, size_t number, bool any) {
  const Goal *goal = loosening->input->goal;
  const ChangeValue *value = &goal->rules->values[number];
  if (!goal->uses[number].named || (value->opaque && value->is_rule))
    return false;
  return any || value->opaque || movable_is_fixed(value);
}

/* Each that alone could do it, or else some that could together, none of them in vain. */
static size_t find_loose(Loosening *loosening, bool any, size_t *list) {
  size_t found = 0, count = loosening->input->goal->rules->value_count;
  for (size_t i = 0; i < count; i++) {
    loosening->loose[i] = may_be_told(loosening, i, any);
    if (loosening->loose[i] && could_do(loosening))
      list[found++] = i;
    loosening->loose[i] = false;
  }
  if (found)
    return found;
  for (size_t i = 0; i < count; i++)
    loosening->loose[i] = may_be_told(loosening, i, any);
  bool together = could_do(loosening);
  for (size_t i = 0; together && i < count; i++) {
    if (!loosening->loose[i])
      continue;
    loosening->loose[i] = false;
    loosening->loose[i] = !could_do(loosening);
    if (loosening->loose[i])
      list[found++] = i;
  }
  memset(loosening->loose, 0, count);
  return found;
}

static size_t find_otherwise(Arena *arena, const SearchInput *input, size_t *list) {
  const ChangeRules *rules = input->goal->rules;
  Loosening loosening = {.input = input};
  size_t found = 0;
  loosening.loose = arena_array(arena, rules->value_count + 1, sizeof(bool));
  loosening.movables = arena_array(arena, rules->value_count + 1, sizeof(Movable));
  for (size_t i = 0; i < rules->value_count; i++)
    if (input->goal->uses[i].named && !rules->values[i].opaque)
      loosening.movables[i] = movable_make(arena, rules, i, &input->reach[i], input->now[i], false);
  loosening.pinned = could_do(&loosening); /* ranges alone do not tell: what is, does */
  for (int any = 0; !found && any < 2; any++)
    found = find_loose(&loosening, any, list);
  return found;
}

/* --- all ---------------------------------------------------------------------------- */

size_t change_deciding(Arena *arena, const SearchInput *input, const Reach **freed, size_t *list) {
  Deciding deciding = {arena, *input, freed, NULL};
  deciding.free = arena_array(arena, input->goal->rules->value_count + 1, sizeof(bool));
  deciding.input.free = deciding.free;
  deciding.input.most = DECIDING_BOXES_MOST;
  deciding.input.ask = NULL;
  size_t found = find_alone(&deciding, false, list);
  if (!found)
    found = find_together(&deciding, list);
  if (!found)
    found = find_alone(&deciding, true, list);
  return found ? found : find_otherwise(arena, input, list);
}
