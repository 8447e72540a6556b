#include "policy/functions.h"

typedef struct Listing {
  Arena *arena;
  RuleFunction *list;
  size_t count;
} Listing;

static void add(Listing *listing, const Function *function, const char *word, Text name,
                bool condition) {
  if (!function || function->number < 0)
    return;
  Text rule = text_format(listing->arena, "%s \"%.*s\"", word, TEXT_ARGS(name));
  listing->list[listing->count++] = (RuleFunction){function, rule, condition};
}

static size_t most(const Policy *policy) {
  size_t count = 2 * policy->attribute_count + policy->exclusion_count +
                 2 * policy->selection_count + 2 * policy->guarantee_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    count += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return count;
}

static void add_segmentation(Listing *listing, const Segmentation *group) {
  for (size_t i = 0; i < group->segment_count; i++)
    add(listing, &group->segments[i].when, "segment", group->segments[i].name, true);
  for (size_t i = 0; i < group->point_count; i++)
    add(listing, &group->points[i].when, "point", group->points[i].name, true);
}

const RuleFunction *policy_functions(Arena *arena, const Policy *policy, size_t *count) {
  Listing listing = {.arena = arena,
                     .list = arena_array(arena, most(policy), sizeof(RuleFunction))};
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    add(&listing, attribute->only, "attribute", attribute->name, true);
    if (attribute->kind == ATTRIBUTE_IS)
      add(&listing, &attribute->is, "attribute", attribute->name, false);
    if (attribute->kind == ATTRIBUTE_EVENTS)
      add(&listing, &attribute->events.where, "attribute", attribute->name, true);
  }
  for (size_t i = 0; i < policy->exclusion_count; i++)
    add(&listing, &policy->exclusions[i].when, "exclusion", policy->exclusions[i].name, true);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    add_segmentation(&listing, &policy->segmentations[i]);
  for (size_t i = 0; i < policy->selection_count; i++) {
    add(&listing, &policy->selections[i].when, "selection", policy->selections[i].name, true);
    add(&listing, &policy->selections[i].rank, "selection", policy->selections[i].name, false);
  }
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    add(&listing, &policy->guarantees[i].when, "guarantee", policy->guarantees[i].name, true);
    add(&listing, &policy->guarantees[i].holds, "guarantee", policy->guarantees[i].name, true);
  }
  *count = listing.count;
  return listing.list;
}
