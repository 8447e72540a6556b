#include "base/date.h"
#include "explain/why_parts.h"
#include "policy/span.h"

bool why_lists(const json_t *names, Text name) {
  size_t i;
  json_t *item;
  json_array_foreach(names, i, item) {
    Text found = {json_string_value(item), json_string_length(item)};
    if (text_equal(found, name))
      return true;
  }
  return false;
}

bool why_logged_unknown(const Telling *telling, const char *kind, Text name) {
  Text wanted = text_format(telling->arena, "%s %.*s", kind, TEXT_ARGS(name));
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(telling->again->line, "unknown"), i, item) {
    const json_t *rule = json_object_get(item, "rule");
    Text found = {json_string_value(rule), json_string_length(rule)};
    if (text_equal(found, wanted))
      return true;
  }
  return false;
}

/* An exclusion with `lasts` holds until a day, and says no from then on. */
static Verdict apply_lasts(const Telling *telling, const Exclusion *exclusion, Verdict verdict,
                           json_t *answer) {
  Value since = {.kind = VALUE_MISSING};
  int32_t day;
  if (exclusion->lasts.unit == SPAN_NONE || verdict != VERDICT_YES)
    return verdict;
  if (again_hides(telling->again, exclusion->since)) {
    json_object_set_new(answer, "until", json_string("masked"));
    return verdict;
  }
  again_value(telling->again, exclusion->since, &since);
  if (since.kind == VALUE_DATE)
    day = since.days;
  else if (since.kind != VALUE_TEXT || !date_from_iso(since.text, &day))
    return VERDICT_UNKNOWN;
  int32_t end = span_end(exclusion->lasts, day);
  char iso[DATE_ISO_LENGTH];
  date_to_iso(end, iso);
  bool ended = telling->again->policy->as_of >= end;
  json_object_set_new(answer, ended ? "ended" : "until", json_stringn(iso, DATE_ISO_LENGTH));
  return ended ? VERDICT_NO : VERDICT_YES;
}

static json_t *exclusion_answer(Telling *telling, const Exclusion *exclusion, bool *credited) {
  json_t *answer = rule_answer(telling, exclusion->name, &exclusion->when, exclusion->because);
  Verdict logged = VERDICT_NO;
  if (why_lists(json_object_get(telling->again->line, "excluded"), exclusion->name))
    logged = VERDICT_YES;
  else if (why_logged_unknown(telling, "exclusion", exclusion->name))
    logged = VERDICT_UNKNOWN;
  bool blind = again_blind(telling->again, &exclusion->when);
  Verdict asked = blind ? logged : again_verdict(telling->again, &exclusion->when);
  Verdict now = apply_lasts(telling, exclusion, asked, answer);
  if (logged != now && !blind && !again_hides(telling->again, exclusion->since))
    rule_differs(telling, "exclusion", exclusion->name, rule_verdict_name(logged),
                 rule_verdict_name(now));
  json_object_set_new(answer, "verdict", json_string(rule_verdict_name(logged)));
  json_object_set_new(answer, "credited", json_boolean(logged == VERDICT_YES && !*credited));
  *credited = *credited || logged == VERDICT_YES;
  json_object_set_new(answer, "appeal", rule_reason(telling, exclusion->appeal, &exclusion->when));
  return answer;
}

json_t *why_exclusions(Telling *telling) {
  json_t *list = json_array();
  bool credited = false;
  for (size_t i = 0; i < telling->again->policy->exclusion_count; i++) {
    const Exclusion *exclusion = &telling->again->policy->exclusions[i];
    json_array_append_new(list, exclusion_answer(telling, exclusion, &credited));
  }
  return list;
}
