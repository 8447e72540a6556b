#include "commands/mutate_same.h"

#include "decide/check_world.h"
#include "policy/functions.h"

/* --- what is not a rule's condition ------------------------------------------------ */

/* Members of a description that the conditions' trees stand for, or that nothing is
 * decided by. */
static bool is_passed_over(const char *key) {
  static const char *const keys[] = {"tree",           "source",           "at",     "last_line",
                                     "opaque",         "opaque_at",        "values", "mentions",
                                     "event_mentions", "outcome_mentions", "dated",  NULL};
  for (const char *const *passed = keys; *passed; passed++)
    if (strcmp(key, *passed) == 0)
      return true;
  return false;
}

static bool same_json(const json_t *a, const json_t *b);

static bool same_arrays(const json_t *a, const json_t *b) {
  bool same = json_array_size(a) == json_array_size(b);
  for (size_t i = 0; same && i < json_array_size(a); i++)
    same = same_json(json_array_get(a, i), json_array_get(b, i));
  return same;
}

/* All that is in `a` is the same in `b`. */
static bool same_members(const json_t *a, const json_t *b) {
  json_t *walked = (json_t *)(uintptr_t)a; /* iterators do not change it */
  bool same = true;
  for (void *at = json_object_iter(walked); same && at; at = json_object_iter_next(walked, at)) {
    const char *key = json_object_iter_key(at);
    const json_t *other = json_object_get(b, key);
    same = is_passed_over(key) || (other && same_json(json_object_iter_value(at), other));
  }
  return same;
}

static bool same_json(const json_t *a, const json_t *b) {
  if (json_is_object(a) && json_is_object(b))
    return same_members(a, b) && same_members(b, a);
  if (json_is_array(a) && json_is_array(b))
    return same_arrays(a, b);
  return json_equal(a, b);
}

/* --- conditions ------------------------------------------------------------------- */

typedef struct Proving {
  Arena *arena;
  const MutatePair *pair;
  const World *world;
} Proving;

static World *world_of(Arena *arena, const Policy *policy) {
  World *world = arena_new(arena, sizeof *world);
  const Tree **trees = arena_array(arena, policy->attribute_count + 1, sizeof *trees);
  Error error;
  for (size_t i = 0; i < policy->attribute_count; i++)
    if (policy->attributes[i].kind == ATTRIBUTE_IS && policy->attributes[i].is.tree)
      trees[i] = tree_read(arena, policy->attributes[i].is.tree, &error);
  *world = (World){.policy = policy, .attributes = trees};
  world_complete(arena, world);
  return world;
}

static bool same_values(const Function *a, const Function *b) {
  bool same = a->value_count == b->value_count;
  for (size_t i = 0; same && i < a->value_count; i++)
    same = text_equal(a->values[i].name, b->values[i].name) &&
           value_equal(a->values[i].value, b->values[i].value);
  return same;
}

static bool proven(const Proving *proving, const Function *before, const Function *after) {
  static const unsigned all = CLAIM_NO | CLAIM_YES | CLAIM_UNKNOWN;
  static const unsigned each[] = {CLAIM_NO, CLAIM_YES, CLAIM_UNKNOWN};
  Error error;
  const Tree *first = tree_read(proving->arena, before->tree, &error);
  const Tree *changed = tree_read(proving->arena, after->tree, &error);
  bool same = first && changed;
  for (size_t i = 0; same && i < 3; i++) {
    Claim claims[] = {{prover_term(proving->world->prover, first, NULL), each[i]},
                      {prover_term(proving->world->prover, changed, NULL), all & ~each[i]}};
    same = prover_excludes(proving->world->prover, claims, 2);
  }
  return same;
}

/* Of a function that the VM must answer, its source and constants are compared; what it
 * calls is the same only where no helper was changed. */
static bool same_function(const Proving *proving, const RuleFunction *before,
                          const Function *after) {
  const Function *first = before->function;
  if (!first->tree || !after->tree)
    return !proving->pair->helper && !first->tree && !after->tree &&
           text_equal(first->source, after->source) && same_values(first, after);
  return json_equal(first->tree, after->tree) ||
         (before->condition && proven(proving, first, after));
}

bool mutate_same(Arena *arena, const MutatePair *pair, Seated *seated) {
  size_t count, changed_count;
  const RuleFunction *functions = policy_functions(arena, pair->before, &count);
  const RuleFunction *changed = policy_functions(arena, pair->after, &changed_count);
  if (count != changed_count || !same_json(pair->before->description, pair->after->description))
    return false;
  Proving proving = {arena, pair, world_of(arena, pair->before)};
  bool same = true;
  for (size_t i = 0; same && i < count; i++) {
    seated_beat(seated);
    same = same_function(&proving, &functions[i], changed[i].function);
  }
  return same;
}
