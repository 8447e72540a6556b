/* Single texts of a letter: names, days, and what is said of one decision. */
#include "base/date.h"
#include "base/json_read.h"
#include "explain/letter_draft.h"
#include "policy/reason.h"

enum { HAND_WORDS_MOST = 40, HAND_WORDS_LEAST = 4 };

Text letter_in_language(const LetterDraft *draft, Phrase phrase) {
  return draft->dutch && phrase.nl.length ? phrase.nl : phrase.en;
}

Text letter_plain(const LetterDraft *draft, LetterPhrase phrase) {
  return letter_phrase(phrase, draft->dutch);
}

Text letter_day(const LetterDraft *draft, int32_t day) {
  Buffer out = {0};
  reason_value(&out, (Value){.kind = VALUE_DATE, .days = day}, draft->dutch);
  return buffer_keep(&out, draft->arena);
}

Text letter_reason(const LetterDraft *draft, Phrase phrase, const Function *function) {
  json_t *filled = rule_reason(draft->telling, phrase, function);
  Text text = text_copy(draft->arena, json_text(filled));
  json_decref(filled);
  return text;
}

Text letter_selection_name(const LetterDraft *draft, const Selection *selection) {
  if (selection->label.en.length)
    return letter_in_language(draft, selection->label);
  return text_format(draft->arena, "“%.*s”", TEXT_ARGS(selection->name));
}

Text letter_shortened(const LetterDraft *draft, Text text, size_t most) {
  size_t words = 0;
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] == ' ' && ++words == most)
      return text_format(draft->arena, "%.*s …", (int)i, text.bytes);
  return text;
}

Text letter_join(const LetterDraft *draft, const Text *names, size_t count, size_t most) {
  Buffer out = {0};
  size_t shown = count <= most || count - most == 1 ? count : most;
  bool all = shown == count;
  for (size_t i = 0; i < shown; i++)
    if (i + 1 < shown || !all || count == 1)
      buffer_format(&out, "%s%.*s", i ? ", " : "", TEXT_ARGS(names[i]));
  Text joined = buffer_keep(&out, draft->arena);
  if (!all) {
    Text more = text_format(draft->arena, "%zu", count - shown);
    return LETTER_SAY(draft->arena, draft->dutch, SAY_MORE_NAMES, {"names", joined},
                      {"count", more});
  }
  if (count < 2)
    return joined;
  return LETTER_SAY(draft->arena, draft->dutch, SAY_AND, {"before", joined},
                    {"last", names[count - 1]});
}

/* --- one decision ------------------------------------------------------------------- */

/* "exclusion ", "segmentation " or "selection ": which rule people decided. */
static bool is_rule_of(const LetterPoint *point, const char *kind) {
  Text rule = json_text(json_object_get(point->override, "rule"));
  size_t length = strlen(kind);
  return rule.length > length && memcmp(rule.bytes, kind, length) == 0;
}

/* What people decided, without their reason. */
static Text hand_decision(const LetterDraft *draft, const LetterPoint *point) {
  Text outcome = json_text(json_object_get(point->override, "outcome"));
  Text until = json_text(json_object_get(point->override, "until"));
  int32_t day;
  if (date_from_iso(until, &day))
    until = letter_day(draft, day);
  if (is_rule_of(point, "selection ")) {
    bool chosen = text_equal(outcome, TEXT("selected"));
    Text name = letter_selection_name(draft, &draft->policy->selections[point->number]);
    return LETTER_SAY(draft->arena, draft->dutch,
                      chosen ? SAY_HAND_SELECTED : SAY_HAND_NOT_SELECTED, {"name", name},
                      {"until", until});
  }
  LetterPhrase phrase = SAY_HAND_SEGMENT;
  if (is_rule_of(point, "exclusion "))
    phrase = text_equal(outcome, TEXT("excluded")) ? SAY_HAND_EXCLUDED : SAY_HAND_NOT_EXCLUDED;
  return LETTER_SAY(draft->arena, draft->dutch, phrase, {"until", until});
}

/* With the reason that was logged, in the words of whoever decided; less of it where room is short.
 */
static Text hand_text(const LetterDraft *draft, const LetterPoint *point) {
  Text decided = hand_decision(draft, point);
  size_t most = draft->measure.data ? HAND_WORDS_MOST : HAND_WORDS_LEAST;
  Text reason =
      letter_shortened(draft, json_text(json_object_get(point->override, "reason")), most);
  if (!text_trim(reason).length)
    return decided;
  decided.length--; /* its full stop */
  return LETTER_SAY(draft->arena, draft->dutch, SAY_HAND_REASON, {"decided", decided},
                    {"reason", reason});
}

static Text exclusion_text(const LetterDraft *draft, const LetterPoint *point) {
  const Exclusion *exclusion = &draft->policy->exclusions[point->number];
  Text reason = letter_reason(draft, exclusion->because, &exclusion->when);
  if (point->until == INT32_MAX)
    return reason;
  return LETTER_SAY(draft->arena, draft->dutch, SAY_UNTIL, {"reason", reason},
                    {"until", letter_day(draft, point->until)});
}

/* The labels of what was missing for this rule, or of what a condition reads; those that
 * have none are passed over. */
static Text labels_of(const LetterDraft *draft, const Text *names, size_t count) {
  Text *labels = arena_array(draft->arena, count, sizeof *labels);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (policy_has_label(draft->policy, names[i]))
      labels[kept++] = policy_label(draft->policy, names[i], draft->dutch);
  return kept ? letter_join(draft, labels, kept, draft->measure.names) : (Text){"", 0};
}

static Text missing_labels(const LetterDraft *draft, Text rule) {
  const json_t *unknown = json_object_get(draft->telling->again->line, "unknown");
  for (size_t i = 0; i < json_array_size(unknown); i++) {
    const json_t *item = json_array_get(unknown, i), *missing = json_object_get(item, "missing");
    if (!text_equal(json_text(json_object_get(item, "rule")), rule))
      continue;
    size_t count = json_array_size(missing);
    Text *names = arena_array(draft->arena, count, sizeof *names);
    for (size_t j = 0; j < count; j++)
      names[j] = json_text(json_array_get(missing, j));
    return labels_of(draft, names, count);
  }
  return (Text){"", 0};
}

/* Whether a comparison as written names this field, and not one whose name holds it. */
static bool names_field(Text text, Text field) {
  static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  const char *at = text.bytes, *end = text.bytes + text.length;
  while ((at = memmem(at, (size_t)(end - at), field.bytes, field.length))) {
    const char *behind = at + field.length;
    bool begins = at == text.bytes || !memchr(word, at[-1], sizeof word - 1);
    if (begins && (behind == end || !memchr(word, *behind, sizeof word - 1)))
      return true;
    at++;
  }
  return false;
}

/* The fields whose comparisons said no and decided; all that it reads, where it has no tree. */
static Text deciding_labels(const LetterDraft *draft, const Function *when) {
  json_t *answer = rule_answer(draft->telling, TEXT(""), when, (Phrase){{0}, {0}});
  const json_t *comparisons = json_object_get(answer, "comparisons");
  Text *names = arena_array(draft->arena, when->read_count, sizeof *names);
  size_t count = 0;
  for (size_t i = 0; i < when->read_count; i++) {
    bool decides = !json_array_size(comparisons);
    for (size_t j = 0; j < json_array_size(comparisons); j++) {
      const json_t *one = json_array_get(comparisons, j);
      Text text = json_text(json_object_get(one, "text"));
      decides |= json_is_true(json_object_get(one, "decided")) && names_field(text, when->reads[i]);
    }
    if (decides)
      names[count++] = when->reads[i];
  }
  json_decref(answer);
  return labels_of(draft, names, count);
}

static Text stage_text(const LetterDraft *draft, const LetterPoint *point, Text name) {
  Arena *arena = draft->arena;
  const json_t *quota = json_object_get(point->logged, "quota");
  const Selection *selection = &draft->policy->selections[point->number];
  Text max = text_format(arena, "%.15g", json_number_value(json_object_get(quota, "max")));
  Text limit = text_format(arena, "%lld", (long long)selection->limit);
  Text place = text_format(arena, "%lld",
                           (long long)json_integer_value(json_object_get(point->logged, "rank")));
  switch (point->state) {
  case STATE_CONTACTED_ENOUGH:
    return LETTER_SAY(arena, draft->dutch, SAY_CONTACTED, {"name", name});
  case STATE_HOUSEHOLD:
    return LETTER_SAY(arena, draft->dutch, SAY_HOUSEHOLD, {"name", name});
  case STATE_OVER_QUOTA:
    return LETTER_SAY(arena, draft->dutch, SAY_OVER_QUOTA, {"name", name}, {"max", max});
  default:
    return LETTER_SAY(arena, draft->dutch, SAY_BELOW_THE_CUT, {"name", name}, {"limit", limit},
                      {"place", place});
  }
}

static Text taken_text(const LetterDraft *draft, const LetterPoint *point, Text name) {
  Text by = json_text(json_object_get(point->logged, "by"));
  Text other = text_format(draft->arena, "“%.*s”", TEXT_ARGS(by));
  for (size_t i = 0; i < draft->policy->selection_count; i++)
    if (text_equal(draft->policy->selections[i].name, by))
      other = letter_selection_name(draft, &draft->policy->selections[i]);
  return LETTER_SAY(draft->arena, draft->dutch, SAY_TAKEN, {"name", name}, {"other", other});
}

static Text selection_text(const LetterDraft *draft, const LetterPoint *point) {
  Arena *arena = draft->arena;
  const Selection *selection = &draft->policy->selections[point->number];
  Text name = letter_selection_name(draft, selection), labels;
  if (point->state == STATE_SELECTED) {
    Text reason = letter_reason(draft, selection->because, &selection->when);
    return LETTER_SAY(arena, draft->dutch, SAY_SELECTED, {"name", name}, {"reason", reason});
  }
  if (point->state == STATE_HOLDOUT)
    return LETTER_SAY(arena, draft->dutch, SAY_HOLDOUT, {"name", name});
  if (point->state == STATE_TAKEN_ELSEWHERE)
    return taken_text(draft, point, name);
  if (point->kind == POINT_STAGE)
    return stage_text(draft, point, name);
  bool undecided = point->kind == POINT_UNDECIDED;
  if (undecided)
    labels = missing_labels(draft, json_text(json_object_get(point->logged, "by")));
  else
    labels = deciding_labels(draft, &selection->when);
  if (labels.length)
    return LETTER_SAY(arena, draft->dutch, undecided ? SAY_UNDECIDED : SAY_NOT_ELIGIBLE,
                      {"name", name}, {"missing", labels}, {"labels", labels});
  return LETTER_SAY(arena, draft->dutch,
                    undecided ? SAY_UNDECIDED_OTHERWISE : SAY_NOT_ELIGIBLE_OTHERWISE,
                    {"name", name});
}

Text letter_point_text(const LetterDraft *draft, const LetterPoint *point) {
  if (point->kind == POINT_HAND)
    return hand_text(draft, point);
  if (point->kind == POINT_EXCLUDED)
    return exclusion_text(draft, point);
  if (point->kind != POINT_SEGMENT)
    return selection_text(draft, point);
  const Segment *segment = &draft->policy->segmentations[point->number].segments[point->segment];
  return letter_reason(draft, segment->because, &segment->when);
}
