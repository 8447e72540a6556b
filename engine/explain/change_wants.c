/* What a customer may want by himself, from what the run decided about him. */
#include "base/json_read.h"
#include "explain/change.h"
#include "log/state.h"

typedef struct Wanting {
  const Policy *policy;
  const Again *again;
  ChangeWant *wants;
  size_t count;
} Wanting;

static void add(Wanting *wanting, ChangeKind kind, size_t rule, size_t segment) {
  wanting->wants[wanting->count++] = (ChangeWant){kind, rule, segment};
}

static bool was_unknown(const Wanting *wanting, Text name) {
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(wanting->again->line, "unknown"), i, item) {
    Text rule = json_text(json_object_get(item, "rule"));
    if (rule.length == name.length + 10 && memcmp(rule.bytes, "exclusion ", 10) == 0 &&
        memcmp(rule.bytes + 10, name.bytes, name.length) == 0)
      return true;
  }
  return false;
}

static void want_no_exclusion(Wanting *wanting) {
  const json_t *excluded = json_object_get(wanting->again->line, "excluded");
  for (size_t i = 0; i < wanting->policy->exclusion_count; i++) {
    const Exclusion *exclusion = &wanting->policy->exclusions[i];
    bool unknown = !exclusion->ignore_unknown && was_unknown(wanting, exclusion->name);
    if (json_lists(excluded, exclusion->name) || unknown)
      add(wanting, CHANGE_NOT_EXCLUDED, i, 0);
  }
}

/* Another segment than the one he is in. */
static void want_segment(Wanting *wanting, size_t number) {
  const Segmentation *group = &wanting->policy->segmentations[number];
  const json_t *segments = json_object_get(wanting->again->line, "segments");
  const json_t *logged = json_object_getn(segments, group->name.bytes, group->name.length);
  size_t segment = SIZE_MAX;
  if (json_is_object(logged) && json_object_get(logged, "conflict"))
    return;
  if (json_is_object(logged))
    logged = json_object_get(logged, "segment");
  for (size_t i = 0; i < group->segment_count; i++)
    if (text_equal(json_text(logged), group->segments[i].name))
      segment = i;
  if (group->mode != SEGMENTATION_ALL)
    add(wanting, CHANGE_NOT_SEGMENT, number, segment);
}

static void want_selection(Wanting *wanting, size_t number) {
  const Selection *selection = &wanting->policy->selections[number];
  const json_t *all = json_object_get(wanting->again->line, "selections");
  const json_t *logged = json_object_getn(all, selection->name.bytes, selection->name.length);
  State state = STATE_COUNT;
  state_from_name(json_text(json_object_get(logged, "state")), &state);
  if (state == STATE_SELECTED)
    add(wanting, CHANGE_NOT_ELIGIBLE, number, 0);
  else if (state <= STATE_UNDECIDED || state == STATE_BELOW_THE_CUT || state == STATE_HOLDOUT)
    add(wanting, CHANGE_SELECTED, number, 0);
}

size_t change_wants(Arena *arena, const Policy *policy, const Again *again, ChangeWant **wants) {
  size_t most = policy->exclusion_count + policy->segmentation_count + policy->selection_count;
  Wanting wanting = {.policy = policy, .again = again};
  *wants = wanting.wants = arena_array(arena, most + 1, sizeof **wants);
  want_no_exclusion(&wanting);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    want_segment(&wanting, i);
  for (size_t i = 0; i < policy->selection_count; i++)
    want_selection(&wanting, i);
  return wanting.count;
}
