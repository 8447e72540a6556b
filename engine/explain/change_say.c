#include "explain/change_say.h"

#include <math.h>

#include "explain/why_details.h"
#include "policy/reason.h"

/* --- values ----------------------------------------------------------------- */

static Text value_text(Arena *arena, Value value, bool dutch) {
  Buffer out = {0};
  if (value.kind == VALUE_DECIMAL)
    why_put_number(&out, value.decimal, dutch);
  else if (value.kind == VALUE_TEXT)
    buffer_format(&out, "“%.*s”", TEXT_ARGS(value.text));
  else
    reason_value(&out, value, dutch);
  return buffer_keep(&out, arena);
}

static Text now_text(Arena *arena, Value now, bool dutch) {
  if (now.kind == VALUE_MISSING)
    return dutch ? TEXT("niet bekend") : TEXT("not known");
  return value_text(arena, now, dutch);
}

static json_t *value_document(Value value) {
  Buffer out = {0};
  value_json(&out, value);
  json_t *json = json_loadb(out.bytes, out.length, JSON_DECODE_ANY, NULL);
  buffer_free(&out);
  return json;
}

/* --- numbers and days ------------------------------------------------------- */

typedef enum Form { FORM_FROM, FORM_TO, FORM_SINCE, FORM_UNTIL } Form;

typedef struct Words { /* behind a value, in English and in Dutch */
  const char *after, *na;
} Words;

static const Words forms[] = {
    [FORM_FROM] = {" or more", " of meer"},
    [FORM_TO] = {" or less", " of minder"},
    [FORM_SINCE] = {" or later", " of later"},
    [FORM_UNTIL] = {" or earlier", " of eerder"},
};

/* One end of a range, into range and text. */
static void say_end(Arena *arena, ChangePart *part, Value end, bool lower) {
  bool day = end.kind == VALUE_DATE;
  Form form = day ? (lower ? FORM_SINCE : FORM_UNTIL) : (lower ? FORM_FROM : FORM_TO);
  Text en = value_text(arena, end, false), nl = value_text(arena, end, true);
  json_object_set_new(part->range, lower ? "from" : "to", value_document(end));
  part->text.en = text_format(arena, "%.*s%s", TEXT_ARGS(en), forms[form].after);
  part->text.nl = text_format(arena, "%.*s%s", TEXT_ARGS(nl), forms[form].na);
}

static void say_ordered(Arena *arena, const Region *region, ChangePart *part) {
  Value low = scale_value(&region->reach->scale, region->low);
  Value high = scale_value(&region->reach->scale, region->high);
  if (region->low_end && region->high_end) {
    json_object_set_new(part->range, "any", json_true());
    part->text = (Phrase){TEXT("any answer"), TEXT("elk antwoord")};
    return;
  }
  if (region->low == region->high) {
    json_object_set_new(part->range, "is", value_document(low));
    part->text = (Phrase){value_text(arena, low, false), value_text(arena, low, true)};
    return;
  }
  if (!region->low_end)
    say_end(arena, part, low, true);
  if (region->high_end)
    return;
  Phrase lower = part->text;
  say_end(arena, part, high, false);
  if (!region->low_end) {
    part->text.en =
        text_format(arena, "%.*s, and %.*s", TEXT_ARGS(lower.en), TEXT_ARGS(part->text.en));
    part->text.nl =
        text_format(arena, "%.*s, en %.*s", TEXT_ARGS(lower.nl), TEXT_ARGS(part->text.nl));
  }
}

/* --- texts, yes and no ------------------------------------------------------ */

static void say_texts(Arena *arena, const Region *region, ChangePart *part) {
  json_t *list = json_array();
  Buffer en = {0}, nl = {0};
  if (region->but) {
    buffer_string(&en, region->text_count ? "anything but " : "any answer");
    buffer_string(&nl, region->text_count ? "iets anders dan " : "elk antwoord");
  } else if (region->example) {
    buffer_string(&en, "another text, for example ");
    buffer_string(&nl, "een andere tekst, bijvoorbeeld ");
  }
  for (size_t i = 0; i < region->text_count; i++) {
    Value text = {.kind = VALUE_TEXT, .text = region->texts[i]};
    bool last = i > 0 && i + 1 == region->text_count;
    buffer_string(&en, i == 0 ? "" : last ? " or " : ", ");
    buffer_string(&nl, i == 0 ? "" : last ? " of " : ", ");
    buffer_text(&en, value_text(arena, text, false));
    buffer_text(&nl, value_text(arena, text, true));
    json_array_append_new(list, value_document(text));
  }
  json_object_set_new(part->range,
                      region->but       ? "none_of"
                      : region->example ? "example"
                                        : "one_of",
                      list);
  part->text = (Phrase){text_copy(arena, buffer_view(&en)), text_copy(arena, buffer_view(&nl))};
  buffer_free(&en);
  buffer_free(&nl);
}

static void say_boolean(const Region *region, ChangePart *part) {
  if (region->both) {
    json_object_set_new(part->range, "any", json_true());
    part->text = (Phrase){TEXT("yes or no"), TEXT("ja of nee")};
    return;
  }
  json_object_set_new(part->range, "is", json_boolean(region->to.boolean));
  part->text =
      region->to.boolean ? (Phrase){TEXT("yes"), TEXT("ja")} : (Phrase){TEXT("no"), TEXT("nee")};
}

/* --- all -------------------------------------------------------------------- */

static void drop_json(void *json) {
  json_decref(json);
}

static Phrase label_of(const ChangeRules *rules, const ChangeValue *value) {
  Text name = change_value_name(rules, value);
  return (Phrase){policy_label(rules->facts.policy, name, false),
                  policy_label(rules->facts.policy, name, true)};
}

ChangePart change_say_part(Arena *arena, const ChangeRules *rules, const Region *region) {
  const ChangeValue *value = &rules->values[region->number];
  ChangePart part = {
      .name = value->name,
      .label = label_of(rules, value),
      .now = region->now,
      .now_text = {now_text(arena, region->now, false), now_text(arena, region->now, true)},
      .range = json_object()};
  arena_finally(arena, drop_json, part.range);
  if (region->to.kind == VALUE_BOOLEAN)
    say_boolean(region, &part);
  else if (region->to.kind == VALUE_TEXT)
    say_texts(arena, region, &part);
  else
    say_ordered(arena, region, &part);
  return part;
}

/* "a kind of rule and its name", or for a segment both names. */
static Phrase named(Arena *arena, const char *en, const char *nl, Text name) {
  return (Phrase){text_format(arena, "%s %.*s", en, TEXT_ARGS(name)),
                  text_format(arena, "%s %.*s", nl, TEXT_ARGS(name))};
}

static Text segment_text(Arena *arena, const Policy *policy, ChangeWant want) {
  const Segmentation *group = &policy->segmentations[want.rule];
  Text segment =
      want.segment < group->segment_count ? group->segments[want.segment].name : TEXT("(none)");
  return text_format(arena, "%.*s=%.*s", TEXT_ARGS(group->name), TEXT_ARGS(segment));
}

Phrase change_say_want(Arena *arena, const Policy *policy, ChangeWant want) {
  switch (want.kind) {
  case CHANGE_NOT_EXCLUDED:
    if (want.rule == SIZE_MAX)
      return (Phrase){TEXT("not excluded"), TEXT("niet uitgesloten")};
    return named(arena, "not excluded by", "niet uitgesloten door",
                 policy->exclusions[want.rule].name);
  case CHANGE_EXCLUDED:
    return named(arena, "excluded by", "uitgesloten door", policy->exclusions[want.rule].name);
  case CHANGE_ELIGIBLE:
    return named(arena, "eligible for", "in aanmerking voor", policy->selections[want.rule].name);
  case CHANGE_NOT_ELIGIBLE:
    return named(arena, "not selected", "niet gekozen voor", policy->selections[want.rule].name);
  case CHANGE_SELECTED:
    return named(arena, "selected", "gekozen voor", policy->selections[want.rule].name);
  case CHANGE_SEGMENT:
    return named(arena, "segment", "segment", segment_text(arena, policy, want));
  default:
    return named(arena, "not segment", "niet segment", segment_text(arena, policy, want));
  }
}

/* --- what stands in the way -------------------------------------------------- */

ChangeFact change_say_fact(Arena *arena, const ChangeRules *rules, size_t number, Value now) {
  const ChangeValue *value = &rules->values[number];
  Phrase label = label_of(rules, value);
  Text en = now_text(arena, now, false), nl = now_text(arena, now, true);
  bool bounded = !movable_is_fixed(value);
  ChangeFact fact = {change_value_name(rules, value), label, {en, nl}, {.en = TEXT("")}};
  fact.text = (Phrase){
      text_format(arena, "%.*s: %.*s, and this %s", TEXT_ARGS(label.en), TEXT_ARGS(en),
                  bounded ? "cannot change that far or that way" : "is not asked to change"),
      text_format(arena, "%.*s: %.*s, en dit %s", TEXT_ARGS(label.nl), TEXT_ARGS(nl),
                  bounded ? "kan niet zo ver of die kant op veranderen"
                          : "hoeft niet te veranderen")};
  return fact;
}

ChangeFact change_say_never(void) {
  return (ChangeFact){.label = {TEXT("the rules themselves"), TEXT("de regels zelf")},
                      .text = {TEXT("the rules themselves: no values at all give this"),
                               TEXT("de regels zelf: geen enkele waarde geeft dit")}};
}

ChangeFact change_say_masked(Arena *arena, const ChangeRules *rules, size_t number) {
  Phrase label = label_of(rules, &rules->values[number]);
  ChangeFact fact = {rules->values[number].name, label, {.en = TEXT("")}, {.en = TEXT("")}};
  fact.text = (Phrase){
      text_format(arena, "%.*s: kept out of the log of this run", TEXT_ARGS(label.en)),
      text_format(arena, "%.*s: buiten het logboek van deze run gehouden", TEXT_ARGS(label.nl))};
  return fact;
}

Phrase change_say_held(Arena *arena, const ChangeRules *rules, const bool *which) {
  Buffer en = {0}, nl = {0};
  for (size_t i = 0; i < rules->value_count; i++) {
    if (!which[i])
      continue;
    Phrase label = label_of(rules, &rules->values[i]);
    buffer_format(&en, "%s%.*s", en.length ? ", " : "", TEXT_ARGS(label.en));
    buffer_format(&nl, "%s%.*s", nl.length ? ", " : "", TEXT_ARGS(label.nl));
  }
  Phrase held = {
      text_format(arena, "The place among all customers is taken as it is, not ranked anew: %.*s.",
                  TEXT_ARGS(buffer_view(&en))),
      text_format(arena,
                  "De plaats tussen alle klanten is genomen zoals zij is, en niet opnieuw bepaald: "
                  "%.*s.",
                  TEXT_ARGS(buffer_view(&nl)))};
  buffer_free(&en);
  buffer_free(&nl);
  return held;
}
