#include "explain/letter_points.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/json_read.h"
#include "explain/why_parts.h"
#include "policy/span.h"

typedef struct Gathering {
  const LetterInput *input;
  const Telling *telling;
  const Policy *policy;
  LetterPoints *points;
  Error *error;
} Gathering;

static bool differs(const Gathering *gathering, const char *kind, Text name) {
  error_set(gathering->error, ERROR_INPUT,
            "no letter: the run's policy does not say of %s what was logged of %s \"%.*s\"",
            json_string_value(json_object_get(gathering->telling->again->line, "key")), kind,
            TEXT_ARGS(name));
  error_at(gathering->error, text_of(gathering->telling->run->folder), 0, 0);
  return error_hint(gathering->error, "look with: helder verify %s",
                    gathering->telling->run->folder);
}

/* Whether the policy still says this; what reads masked values cannot be asked. */
static bool agrees(const Gathering *gathering, const Function *function, Verdict wanted) {
  const Again *again = gathering->telling->again;
  return function->number < 0 || again_blind(again, function) ||
         again_verdict(again, function) == wanted;
}

static LetterPoint *add(Gathering *gathering, PointKind kind, size_t number) {
  LetterPoint *point = &gathering->points->list[gathering->points->count++];
  *point = (LetterPoint){.kind = kind, .number = number, .until = INT32_MAX};
  return point;
}

static bool is_about(const Gathering *gathering, WantedKind kind, Text name, Text segment) {
  const Wanted *about = gathering->input->about;
  return about && about->kind == kind && text_equal(about->name, name) &&
         (kind != WANTED_SEGMENT || text_equal(about->segment, segment));
}

const json_t *letter_override(const Telling *telling, const char *kind, Text name) {
  const json_t *list = json_object_get(telling->again->line, "overrides");
  size_t before = strlen(kind);
  for (size_t i = 0; i < json_array_size(list); i++) {
    Text rule = json_text(json_object_get(json_array_get(list, i), "rule"));
    if (rule.length == before + name.length && memcmp(rule.bytes, kind, before) == 0 &&
        memcmp(rule.bytes + before, name.bytes, name.length) == 0)
      return json_array_get(list, i);
  }
  return NULL;
}

/* Whether people decided this one; it is then a point of its own. */
static bool by_hand(Gathering *gathering, const char *kind, Text name, size_t number, bool about) {
  const json_t *override = letter_override(gathering->telling, kind, name);
  if (!override)
    return false;
  LetterPoint *point = add(gathering, POINT_HAND, number);
  point->override = override;
  point->first = about;
  return true;
}

int32_t letter_until(const Telling *telling, const Exclusion *exclusion) {
  Value since = {.kind = VALUE_MISSING};
  int32_t day;
  if (exclusion->lasts.unit == SPAN_NONE || !again_value(telling->again, exclusion->since, &since))
    return INT32_MAX;
  if (since.kind == VALUE_DATE)
    day = since.days;
  else if (since.kind != VALUE_TEXT || !date_from_iso(since.text, &day))
    return INT32_MAX;
  return span_end(exclusion->lasts, day);
}

static bool add_exclusion(Gathering *gathering, size_t number) {
  const Exclusion *exclusion = &gathering->policy->exclusions[number];
  bool about = is_about(gathering, WANTED_EXCLUDED, exclusion->name, TEXT(""));
  if (by_hand(gathering, "exclusion ", exclusion->name, number, about) ||
      !why_lists(json_object_get(gathering->telling->again->line, "excluded"), exclusion->name))
    return true;
  if (!agrees(gathering, &exclusion->when, VERDICT_YES))
    return differs(gathering, "exclusion", exclusion->name);
  LetterPoint *point = add(gathering, POINT_EXCLUDED, number);
  point->until = letter_until(gathering->telling, exclusion);
  point->first = about;
  return true;
}

static bool is_member(const json_t *logged, Text name) {
  if (json_is_array(logged))
    return why_lists(logged, name);
  const json_t *found = json_is_object(logged) ? json_object_get(logged, "segment") : logged;
  return json_is_string(found) && text_equal(json_text(found), name);
}

static bool add_segmentation(Gathering *gathering, size_t number) {
  const Segmentation *group = &gathering->policy->segmentations[number];
  const json_t *all = json_object_get(gathering->telling->again->line, "segments");
  const json_t *logged = json_object_getn(all, group->name.bytes, group->name.length);
  const Wanted *about = gathering->input->about;
  bool wanted = is_about(gathering, WANTED_SEGMENT, group->name, about ? about->segment : TEXT(""));
  if (by_hand(gathering, "segmentation ", group->name, number, wanted))
    return true;
  for (size_t i = 0; i < group->segment_count; i++) {
    const Segment *segment = &group->segments[i];
    if (!is_member(logged, segment->name))
      continue;
    if (!agrees(gathering, &segment->when, VERDICT_YES))
      return differs(gathering, "segment", segment->name);
    LetterPoint *point = add(gathering, POINT_SEGMENT, number);
    point->segment = i;
    point->first = is_about(gathering, WANTED_SEGMENT, group->name, segment->name);
  }
  return true;
}

const json_t *letter_logged(const Telling *telling, const Selection *selection, State *state) {
  const json_t *all = json_object_get(telling->again->line, "selections");
  const json_t *logged = json_object_getn(all, selection->name.bytes, selection->name.length);
  if (!state_from_name(json_text(json_object_get(logged, "state")), state))
    *state = STATE_COUNT;
  return logged;
}

static PointKind kind_of_state(State state) {
  if (state == STATE_SELECTED || state == STATE_HOLDOUT)
    return POINT_SELECTED;
  if (state == STATE_NOT_ELIGIBLE)
    return POINT_NOT_ELIGIBLE;
  return state == STATE_UNDECIDED ? POINT_UNDECIDED : POINT_STAGE;
}

static bool add_selection(Gathering *gathering, size_t number) {
  const Selection *selection = &gathering->policy->selections[number];
  State state;
  const json_t *logged = letter_logged(gathering->telling, selection, &state);
  bool about = is_about(gathering, WANTED_SELECTED, selection->name, TEXT(""));
  if (by_hand(gathering, "selection ", selection->name, number, about) ||
      state == STATE_EXCLUDED) /* the exclusion is the point */
    return true;
  if (state == STATE_COUNT)
    return differs(gathering, "selection", selection->name);
  PointKind kind = kind_of_state(state);
  Verdict wanted = kind == POINT_NOT_ELIGIBLE ? VERDICT_NO : VERDICT_YES;
  if (kind != POINT_UNDECIDED && !agrees(gathering, &selection->when, wanted))
    return differs(gathering, "selection", selection->name);
  LetterPoint *point = add(gathering, kind, number);
  point->state = state;
  point->logged = logged;
  point->first = about;
  return true;
}

/* The one it is about, then by kind, then as they were gathered. */
static int compare_points(const void *left, const void *right) {
  const LetterPoint *a = left, *b = right;
  if (a->first != b->first)
    return a->first ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  return (a->segment > b->segment) - (a->segment < b->segment);
}

static size_t most_points(const Policy *policy) {
  size_t most = policy->exclusion_count + policy->selection_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count + 1;
  return most;
}

bool letter_points(const LetterInput *input, LetterPoints *points, Error *error) {
  const Policy *policy = input->telling->again->policy;
  Gathering gathering = {input, input->telling, policy, points, error};
  points->count = 0;
  points->list = arena_array(input->telling->arena, most_points(policy), sizeof *points->list);
  for (size_t i = 0; i < policy->exclusion_count; i++)
    if (!add_exclusion(&gathering, i))
      return false;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    if (!add_segmentation(&gathering, i))
      return false;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (!add_selection(&gathering, i))
      return false;
  qsort(points->list, points->count, sizeof *points->list, compare_points);
  return true;
}
