#include <math.h>

#include "base/json_read.h"
#include "explain/sentence.h"
#include "explain/why_details.h"
#include "explain/why_parts.h"
#include "log/state.h"

/* The labels of the fields that were missing for this rule, joined for a sentence. */
static json_t *missing_labels(const Telling *telling, Text rule) {
  Buffer out = {0};
  size_t i, j;
  json_t *item, *name;
  json_array_foreach(json_object_get(telling->again->line, "unknown"), i, item) {
    if (!text_equal(json_text_in(item, "rule"), rule))
      continue;
    json_array_foreach(json_object_get(item, "missing"), j, name) {
      Text field = {json_string_value(name), json_string_length(name)};
      if (out.length)
        buffer_string(&out, telling->dutch ? " en " : " and ");
      buffer_text(&out, policy_label(telling->again->policy, field, telling->dutch));
    }
  }
  json_t *joined = out.length ? rule_text(buffer_view(&out)) : NULL;
  buffer_free(&out);
  return joined;
}

static Sentence undecided_sentence(const Telling *telling, const Selection *selection,
                                   const json_t *logged, json_t *details) {
  Text by = json_text_in(logged, "by");
  Text own = text_format(telling->arena, "selection %.*s", TEXT_ARGS(selection->name));
  json_t *missing = missing_labels(telling, by);
  if (missing)
    json_object_set_new(details, "missing", missing);
  if (missing)
    return SENTENCE_UNDECIDED_FIELDS;
  return text_equal(by, own) ? SENTENCE_UNDECIDED_ERROR : SENTENCE_UNDECIDED_BY;
}

static Sentence cut_sentence(const json_t *details) {
  if (!json_object_get(details, "score"))
    return SENTENCE_CUT_BY_KEY;
  bool tie = json_is_true(json_object_get(details, "tie"));
  return tie ? SENTENCE_TIED_AT_THE_CUT : SENTENCE_BELOW_THE_CUT;
}

static Sentence state_sentence(const Telling *telling, const Selection *selection, State state,
                               json_t *details) {
  switch (state) {
  case STATE_EXCLUDED:
    return SENTENCE_EXCLUDED;
  case STATE_NOT_ELIGIBLE:
    return SENTENCE_NOT_ELIGIBLE;
  case STATE_UNDECIDED:
    return undecided_sentence(telling, selection, details, details);
  case STATE_CONTACTED_ENOUGH:
    return json_integer_value(json_object_get(details, "chosen")) ? SENTENCE_CONTACTED_AND_CHOSEN
                                                                  : SENTENCE_CONTACTED_ENOUGH;
  case STATE_TAKEN_ELSEWHERE:
    return SENTENCE_TAKEN_ELSEWHERE;
  case STATE_HOUSEHOLD:
    return SENTENCE_HOUSEHOLD;
  case STATE_OVER_QUOTA:
    return selection->quota_per.length ? SENTENCE_OVER_QUOTA : SENTENCE_OVER_ONE_QUOTA;
  case STATE_BELOW_THE_CUT:
    return cut_sentence(details);
  case STATE_HOLDOUT:
    return SENTENCE_HOLDOUT;
  default:
    return SENTENCE_SELECTED;
  }
}

/* Numbers that are compared with each other: exact, where a reason rounds. The draw of a
 * holdout is cut after six digits, which never brings it up to the fraction. */
static void exact_numbers(const Telling *telling, json_t *details) {
  static const char *const names[] = {"score", "cut", "bucket", "fraction"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const json_t *found = json_object_get(details, names[i]);
    if (!json_is_real(found))
      continue;
    Buffer exact = {0};
    double number = json_real_value(found);
    bool draw = strcmp(names[i], "bucket") == 0;
    why_put_number(&exact, draw ? floor(number * 1e6) / 1e6 : number, telling->dutch);
    json_object_set_new(details, names[i], rule_text(buffer_view(&exact)));
    buffer_free(&exact);
  }
}

static void pressure_details(const Telling *telling, const json_t *pressure, json_t *details) {
  Buffer window = {0};
  why_put_window(&window, pressure, telling->dutch);
  json_object_update(details, (json_t *)(uintptr_t)pressure);
  json_object_set_new(details, "window", rule_text(buffer_view(&window)));
  buffer_free(&window);
}

/* The logged details, flat, with labels, so that a sentence can name them. */
static json_t *state_details(const Telling *telling, const Selection *selection, State state,
                             const json_t *logged) {
  json_t *details = json_copy((json_t *)(uintptr_t)logged);
  json_t *quota = json_object_get(logged, "quota");
  exact_numbers(telling, details);
  if (json_is_object(quota)) {
    json_object_update(details, quota);
    Text label = policy_label(telling->again->policy, json_text_in(quota, "per"), telling->dutch);
    json_object_set_new(details, "per", rule_text(label));
  }
  if (state == STATE_CONTACTED_ENOUGH)
    pressure_details(telling, json_object_get(logged, "pressure"), details);
  if (selection->one_per.length) {
    Text label = policy_label(telling->again->policy, selection->one_per, telling->dutch);
    json_object_set_new(details, "one_per", rule_text(label));
  }
  if (state == STATE_BELOW_THE_CUT)
    json_object_set(details, "place", json_object_get(logged, "rank"));
  return details;
}

/* The sentence of the state; for an exclusion its own reason, for "selected" the rule's. */
static json_t *state_reason(const Telling *telling, const Selection *selection, State state,
                            const json_t *logged) {
  const Policy *policy = telling->again->policy;
  if (state == STATE_SELECTED)
    return rule_reason(telling, selection->because, &selection->when);
  for (size_t i = 0; state == STATE_EXCLUDED && i < policy->exclusion_count; i++)
    if (text_equal(policy->exclusions[i].name, json_text_in(logged, "by")))
      return rule_reason(telling, policy->exclusions[i].because, &policy->exclusions[i].when);
  json_t *details = state_details(telling, selection, state, logged);
  Sentence sentence = state_sentence(telling, selection, state, details);
  json_t *told = rule_sentence(telling, sentence_phrase(sentence), details);
  json_decref(details);
  return told;
}

/* What the logged state says of `when`; VERDICT_NOT_ASKED where it says nothing. */
static Verdict logged_verdict(const Telling *telling, const Selection *selection, State state) {
  if (why_logged_unknown(telling, "selection", selection->name))
    return VERDICT_UNKNOWN;
  if (state == STATE_NOT_ELIGIBLE)
    return VERDICT_NO;
  return state == STATE_EXCLUDED || state == STATE_UNDECIDED ? VERDICT_NOT_ASKED : VERDICT_YES;
}

static json_t *selection_answer(Telling *telling, const Selection *selection) {
  const json_t *all = json_object_get(telling->again->line, "selections");
  const json_t *logged = json_object_getn(all, selection->name.bytes, selection->name.length);
  State state = STATE_COUNT;
  state_from_name(json_text_in(logged, "state"), &state);
  json_t *answer = rule_answer(telling, selection->name, &selection->when, selection->because);
  Verdict now = again_verdict(telling->again, &selection->when);
  Verdict then = logged_verdict(telling, selection, state);
  bool blind = again_blind(telling->again, &selection->when);
  if (blind && then != VERDICT_NOT_ASKED)
    json_object_set_new(answer, "verdict", json_string(rule_verdict_name(then)));
  if (then != VERDICT_NOT_ASKED && then != now && !blind)
    rule_differs(telling, "selection", selection->name, rule_verdict_name(then),
                 rule_verdict_name(now));
  json_object_set_new(answer, "state", rule_text(json_text_in(logged, "state")));
  json_object_set_new(answer, "reason", state_reason(telling, selection, state, logged));
  json_t *details = json_copy((json_t *)(uintptr_t)logged);
  json_object_del(details, "state");
  json_object_set_new(answer, "details", details);
  return answer;
}

json_t *why_selections(Telling *telling) {
  json_t *list = json_array();
  const Policy *policy = telling->again->policy;
  for (size_t i = 0; i < policy->selection_count; i++)
    json_array_append_new(list, selection_answer(telling, &policy->selections[i]));
  return list;
}
