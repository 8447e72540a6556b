#include <float.h>

#include "explain/why_parts.h"
#include "policy/find.h"

/* Whether the logged value of a segmentation puts the customer in this segment. */
static bool logged_in(const json_t *logged, Text name) {
  if (json_is_array(logged))
    return why_lists(logged, name);
  const json_t *found = json_is_object(logged) ? json_object_get(logged, "segment") : logged;
  Text text = {json_string_value(found), json_string_length(found)};
  return json_is_string(found) && text_equal(text, name);
}

/* The sum of the points whose condition says yes now. */
static double sum_now(const Telling *telling, const Segmentation *group) {
  double sum = 0;
  for (size_t i = 0; i < group->point_count; i++)
    if (again_verdict(telling->again, &group->points[i].when) == VERDICT_YES)
      sum += group->points[i].points;
  return sum;
}

/* The band reached: the highest `from` that the sum is not below. */
static size_t band_now(const Telling *telling, const Segmentation *group) {
  double sum = sum_now(telling, group), best = -DBL_MAX;
  size_t band = SIZE_MAX, fallback = SIZE_MAX;
  for (size_t i = 0; i < group->segment_count; i++) {
    const Segment *segment = &group->segments[i];
    if (segment->otherwise)
      fallback = i;
    else if (sum >= segment->from && segment->from >= best)
      best = segment->from, band = i;
  }
  return band == SIZE_MAX ? fallback : band;
}

/* Marks in `in` the segments that hold the customer, by the answers of now. */
static void members_now(const Telling *telling, const Segmentation *group, bool *in) {
  size_t said_yes = 0, first = SIZE_MAX, fallback = SIZE_MAX;
  if (group->mode == SEGMENTATION_SCORE) {
    size_t band = band_now(telling, group);
    if (band != SIZE_MAX)
      in[band] = true;
    return;
  }
  for (size_t i = 0; i < group->segment_count; i++) {
    if (group->segments[i].otherwise)
      fallback = i;
    else if (again_verdict(telling->again, &group->segments[i].when) == VERDICT_YES) {
      in[i] = group->mode != SEGMENTATION_FIRST || !said_yes;
      first = said_yes++ ? first : i;
    }
  }
  if (!said_yes && fallback != SIZE_MAX)
    in[fallback] = true;
  if (group->mode == SEGMENTATION_UNIQUE && said_yes > 1)
    memset(in, 0, group->segment_count * sizeof *in);
}

/* Whether what its conditions say now means nothing: they read masked values. */
static bool is_blind(const Telling *telling, const Segmentation *group) {
  bool blind = false;
  for (size_t i = 0; i < group->segment_count; i++)
    blind |= again_blind(telling->again, &group->segments[i].when);
  for (size_t i = 0; i < group->point_count; i++)
    blind |= again_blind(telling->again, &group->points[i].when);
  return blind;
}

/* What the line tells of a condition that cannot be asked again. */
static const char *logged_verdict(const Telling *telling, const char *kind,
                                  const Segmentation *group, Text name, bool yes) {
  Text rule = text_format(telling->arena, "%.*s/%.*s", TEXT_ARGS(group->name), TEXT_ARGS(name));
  return yes ? "yes" : why_logged_unknown(telling, kind, rule) ? "unknown" : "no";
}

static json_t *point_answers(const Telling *telling, const Segmentation *group,
                             const json_t *logged) {
  json_t *list = json_array();
  for (size_t i = 0; i < group->point_count; i++) {
    const Point *point = &group->points[i];
    json_t *answer = rule_answer(telling, point->name, &point->when, point->because);
    if (again_blind(telling->again, &point->when)) {
      const json_t *given = json_object_get(logged, "points");
      given = json_object_getn(given, point->name.bytes, point->name.length);
      json_object_set_new(answer, "verdict",
                          json_string(logged_verdict(telling, "point", group, point->name,
                                                     json_number_value(given) != 0)));
    }
    json_object_set_new(answer, "points", rule_number(point->points));
    json_array_append_new(list, answer);
  }
  return list;
}

/* In mode "first" nobody is asked after the first yes. */
static json_t *segment_answers(Telling *telling, const Segmentation *group, const json_t *logged,
                               const bool *in) {
  json_t *list = json_array();
  bool taken = false, blind = is_blind(telling, group);
  for (size_t i = 0; i < group->segment_count; i++) {
    const Segment *segment = &group->segments[i];
    json_t *answer = rule_answer(telling, segment->name, &segment->when, segment->because);
    bool member = logged_in(logged, segment->name);
    if (again_blind(telling->again, &segment->when))
      json_object_set_new(
          answer, "verdict",
          json_string(logged_verdict(telling, "segment", group, segment->name, member)));
    if (taken && group->mode == SEGMENTATION_FIRST)
      json_object_set_new(answer, "verdict", json_string("not asked"));
    json_object_set_new(answer, "otherwise", json_boolean(segment->otherwise));
    if (group->mode == SEGMENTATION_SCORE && !segment->otherwise)
      json_object_set_new(answer, "from", rule_number(segment->from));
    json_object_set_new(answer, "member", json_boolean(member));
    json_array_append_new(list, answer);
    if (member != in[i] && !blind)
      rule_differs(telling, "segment", segment->name, member ? "in" : "not in",
                   in[i] ? "in" : "not in");
    taken = taken || member;
  }
  return list;
}

static json_t *segmentation_answer(Telling *telling, const Segmentation *group) {
  const json_t *segments = json_object_get(telling->again->line, "segments");
  json_t *logged = json_object_getn(segments, group->name.bytes, group->name.length);
  bool *in = arena_array(telling->arena, group->segment_count, sizeof *in);
  members_now(telling, group, in);
  json_t *answer = json_object();
  json_object_set_new(answer, "name", rule_text(group->name));
  json_object_set_new(answer, "mode", json_string(policy_mode_name(group->mode)));
  json_object_set(answer, "logged", logged ? logged : json_null());
  json_object_set_new(answer, "segments", segment_answers(telling, group, logged, in));
  if (group->mode == SEGMENTATION_SCORE)
    json_object_set_new(answer, "points", point_answers(telling, group, logged));
  return answer;
}

json_t *why_segmentations(Telling *telling) {
  json_t *list = json_array();
  const Policy *policy = telling->again->policy;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    json_array_append_new(list, segmentation_answer(telling, &policy->segmentations[i]));
  return list;
}
