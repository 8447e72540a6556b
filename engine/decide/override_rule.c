#include "decide/override_rule.h"

#include "base/text.h"

/* Names to choose from, for "did you mean". */
typedef struct Names {
  Text *items;
  size_t count;
} Names;

static void add(Arena *arena, Names *names, const char *kind, Text name) {
  names->items[names->count++] = text_format(arena, "%s %.*s", kind, TEXT_ARGS(name));
}

/* Every rule that can be overridden, as the log writes them. */
static Names rules_of(Arena *arena, const Policy *policy) {
  size_t most = policy->exclusion_count + policy->segmentation_count + policy->selection_count;
  Names names = {.items = arena_array(arena, most, sizeof(Text))};
  for (size_t i = 0; i < policy->exclusion_count; i++)
    add(arena, &names, "exclusion", policy->exclusions[i].name);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    add(arena, &names, "segmentation", policy->segmentations[i].name);
  for (size_t i = 0; i < policy->selection_count; i++)
    add(arena, &names, "selection", policy->selections[i].name);
  return names;
}

static const Text *find(const Names *names, Text wanted) {
  for (size_t i = 0; i < names->count; i++)
    if (text_equal(names->items[i], wanted))
      return &names->items[i];
  return NULL;
}

/* The message is set; the hint says what was meant, or lists what there is. */
static void hint(Arena *arena, const Names *names, Text found, Error *error) {
  Text near = text_nearest(found, names->items, names->count);
  if (near.length) {
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
    return;
  }
  Buffer list = {0};
  for (size_t i = 0; i < names->count; i++) {
    buffer_string(&list, i ? ", " : "");
    buffer_text(&list, names->items[i]);
  }
  Text all = buffer_keep(&list, arena);
  error_hint(error, "there is: %.*s", TEXT_ARGS(all));
}

Text override_rule(Arena *arena, const Policy *policy, Text rule, Error *error) {
  Names names = rules_of(arena, policy);
  if (rule.length > 8 && memcmp(rule.bytes, "segment ", 8) == 0)
    rule = text_format(arena, "segmentation %.*s", (int)rule.length - 8, rule.bytes + 8);
  const Text *found = find(&names, rule);
  if (found)
    return *found;
  Text quoted = error_quote(arena, rule, 60);
  error_set(error, ERROR_INPUT, "the policy has no rule %.*s", TEXT_ARGS(quoted));
  hint(arena, &names, rule, error);
  return (Text){"", 0};
}

static Names segments_of(Arena *arena, const Policy *policy, Text rule) {
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    Text name = text_format(arena, "segmentation %.*s", TEXT_ARGS(group->name));
    if (!text_equal(name, rule))
      continue;
    Names names = {.items = arena_array(arena, group->segment_count, sizeof(Text))};
    for (size_t j = 0; j < group->segment_count; j++)
      names.items[names.count++] = group->segments[j].name;
    return names;
  }
  return (Names){0};
}

bool override_outcome(Arena *arena, const Policy *policy, Text rule, Text outcome, Error *error) {
  Text selection[] = {TEXT("selected"), TEXT("not selected")};
  Text exclusion[] = {TEXT("excluded"), TEXT("not excluded")};
  Names names = {selection, 2};
  if (rule.bytes[0] == 'e')
    names = (Names){exclusion, 2};
  else if (memcmp(rule.bytes, "segm", 4) == 0)
    names = segments_of(arena, policy, rule);
  if (find(&names, outcome))
    return true;
  Text quoted = error_quote(arena, outcome, 60);
  error_set(error, ERROR_INPUT, "%.*s is no outcome of \"%.*s\"", TEXT_ARGS(quoted),
            TEXT_ARGS(rule));
  hint(arena, &names, outcome, error);
  return false;
}
