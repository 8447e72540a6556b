#include "policy/describe.h"
#include "policy/describe_json.h"

static Need need_from(Arena *arena, const json_t *item) {
  Need need = {.name = describe_text(item, "name"),
               .at = describe_at(item),
               .field = describe_text(item, "field"),
               .segmentation = describe_text(item, "segmentation"),
               .must = describe_flag(item, "must"),
               .benefit = describe_number(item, "benefit", 0),
               .cost_segment = describe_number(item, "cost_segment", 0),
               .cost_individual = describe_number(item, "cost_individual", 0),
               .product = describe_flag(item, "product"),
               .presentation = describe_flag(item, "presentation"),
               .because = describe_phrase(item, "because"),
               .constants = describe_function(arena, item, "when")};
  need.split_by = describe_texts(arena, item, "split_by", &need.split_count);
  return need;
}

void describe_needs(Arena *arena, const json_t *description, Policy *policy) {
  const json_t *list = json_object_get(description, "needs");
  policy->need_count = json_array_size(list);
  policy->needs = arena_array(arena, policy->need_count, sizeof(Need));
  for (size_t i = 0; i < policy->need_count; i++)
    policy->needs[i] = need_from(arena, json_array_get(list, i));
}
