/* Scenarios and discretion in the description of a policy. */
#include "policy/describe.h"
#include "policy/describe_json.h"

/* { field = …, … }: the changes share the function and the names, each has a tree of its own. */
static void describe_change(Arena *arena, const json_t *item, Scenario *scenario) {
  size_t count;
  const Text *sets = describe_texts(arena, item, "sets", &count);
  const json_t *trees = json_object_get(item, "trees");
  Function function = describe_function(arena, item, "change");
  scenario->changes = arena_array(arena, count, sizeof(Change));
  scenario->change_count = count;
  for (size_t i = 0; i < count; i++) {
    const json_t *tree = json_object_get(json_array_get(trees, i), "tree");
    scenario->changes[i] = (Change){sets[i], function, sets, count, i};
    scenario->changes[i].function.tree = json_is_array(tree) || json_is_object(tree) ? tree : NULL;
  }
}

static Scenario describe_settings(Arena *arena, const json_t *list) {
  Scenario scenario = {.name = TEXT("--set"), .change_count = json_array_size(list)};
  scenario.changes = arena_array(arena, scenario.change_count, sizeof(Change));
  for (size_t i = 0; i < scenario.change_count; i++) {
    const json_t *item = json_array_get(list, i);
    scenario.changes[i] = (Change){.field = describe_text(item, "field"),
                                   .function = describe_function(arena, item, "is")};
  }
  return scenario;
}

static void describe_discretion(const json_t *description, Policy *policy) {
  const json_t *item = json_object_get(description, "discretion");
  policy->discretion =
      (Discretion){json_is_object(item), describe_whole(item, "budget", 0),
                   describe_span(item, "per"), describe_phrase(item, "because"), describe_at(item)};
}

void describe_worlds(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list = json_object_get(description, "scenarios");
  const json_t *settings = json_object_get(description, "settings");
  policy->scenario_count = json_array_size(list);
  policy->scenarios = arena_array(arena, policy->scenario_count + 1, sizeof(Scenario));
  for (size_t i = 0; i < policy->scenario_count; i++) {
    const json_t *item = json_array_get(list, i);
    Scenario *scenario = &policy->scenarios[i];
    scenario->name = describe_text(item, "name");
    scenario->at = describe_at(item);
    scenario->because = describe_phrase(item, "because");
    scenario->forget = describe_texts(arena, item, "forget", &scenario->forget_count);
    describe_change(arena, item, scenario);
  }
  if (json_array_size(settings))
    policy->scenarios[policy->scenario_count++] = describe_settings(arena, settings);
  describe_discretion(description, policy);
}
