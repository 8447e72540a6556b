/* Phrases: texts without Dutch, reasons that are not for a customer's eyes or too long for a
 * letter, and what a letter cannot name because it has no label. */
#include <ctype.h>

#include "decide/check_parts.h"
#include "policy/wording.h"

/* A letter has room for so many words of a reason (explain/letter.h). */
enum { REASON_WORDS_MOST = 80 };

typedef struct Phrases {
  Checking *checking;
  bool report; /* else only look whether any is in Dutch */
  bool dutch;  /* a reason is */
} Phrases;

static Finding *add(const Phrases *phrases, const char *id, CheckLevel level, Position at) {
  Finding *finding = findings_add(phrases->checking->findings, id, level, at);
  finding->proven = true;
  return finding;
}

/* --- Dutch ------------------------------------------------------------------------ */

static void see_dutch(Phrases *phrases, Phrase phrase, const char *what, Position at) {
  if (!phrases->report || !phrases->dutch || phrase.nl.length || !phrase.en.length)
    return;
  Finding *finding = add(phrases, "missing-dutch", CHECK_WARNING, at);
  finding->message =
      text_format(phrases->checking->arena, "%s has no Dutch text; others have", what);
  finding->advice = TEXT("write { en = \"…\", nl = \"…\" }");
}

static Text title(const Phrases *phrases, const char *key, const char *kind, Text name) {
  return text_format(phrases->checking->arena, "%s of %s \"%.*s\"", key, kind, TEXT_ARGS(name));
}

/* --- words for a customer --------------------------------------------------------- */

static size_t words_in(Text text) {
  size_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < text.length; i++) {
    bool space = isspace((unsigned char)text.bytes[i]) != 0;
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

static void see_technical(const Phrases *phrases, Text text, const char *what, Position at) {
  Arena *arena = phrases->checking->arena;
  Text words = wording_technical(arena, phrases->checking->policy, text);
  if (!words.length)
    return;
  Finding *finding = add(phrases, "technical-reason", CHECK_WARNING, at);
  finding->message = text_format(arena, "%s shows the customer %.*s", what, TEXT_ARGS(words));
  finding->advice = TEXT("write it as you would say it to a face");
}

static void see_words(const Phrases *phrases, Text text, const char *what, Position at) {
  size_t words = words_in(text);
  see_technical(phrases, text, what, at);
  if (words <= REASON_WORDS_MOST)
    return;
  Finding *finding = add(phrases, "long-reason", CHECK_NOTE, at);
  finding->message =
      text_format(phrases->checking->arena, "%s has %zu words; a letter has room for %d", what,
                  words, REASON_WORDS_MOST);
}

/* A reason or an appeal. */
static void see_rule(Phrases *phrases, const char *key, const char *kind, Text name, Phrase phrase,
                     Position at) {
  Text what = title(phrases, key, kind, name);
  phrases->dutch |= phrase.nl.length > 0;
  see_dutch(phrases, phrase, what.bytes, at);
  if (!phrases->report)
    return;
  see_words(phrases, phrase.en, what.bytes, at);
  see_words(phrases, phrase.nl, what.bytes, at);
}

/* A label or a source. */
static void see_phrase(Phrases *phrases, Phrase phrase, const char *what, Position at) {
  see_dutch(phrases, phrase, what, at);
  if (!phrases->report)
    return;
  see_technical(phrases, phrase.en, what, at);
  see_technical(phrases, phrase.nl, what, at);
}

static void see_segmentation(Phrases *phrases, const Segmentation *group) {
  for (size_t i = 0; i < group->segment_count; i++)
    see_rule(phrases, "because", "segment", group->segments[i].name, group->segments[i].because,
             group->segments[i].at);
  for (size_t i = 0; i < group->point_count; i++)
    see_rule(phrases, "because", "point", group->points[i].name, group->points[i].because,
             group->points[i].at);
}

static void see_selection(Phrases *phrases, const Selection *selection) {
  see_rule(phrases, "because", "selection", selection->name, selection->because, selection->at);
  see_phrase(phrases, selection->label, title(phrases, "label", "selection", selection->name).bytes,
             selection->at);
}

static void see_labels(Phrases *phrases) {
  const Policy *policy = phrases->checking->policy;
  see_phrase(phrases, policy->source, "source of the customers", policy->customers_at);
  for (size_t i = 0; i < policy->side_table_count; i++)
    see_phrase(phrases, policy->side_tables[i].source,
               title(phrases, "source", "events", policy->side_tables[i].name).bytes,
               policy->side_tables[i].at);
  for (size_t i = 0; i < policy->field_count; i++)
    see_phrase(phrases, policy->fields[i].label,
               title(phrases, "label", "the field", policy->fields[i].name).bytes,
               policy->fields[i].at);
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (!text_equal(attribute->label.en, attribute->name))
      see_phrase(phrases, attribute->label,
                 title(phrases, "label", "attribute", attribute->name).bytes, attribute->at);
  }
}

static void see_all(Phrases *phrases) {
  const Policy *policy = phrases->checking->policy;
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    const Exclusion *rule = &policy->exclusions[i];
    see_rule(phrases, "because", "exclusion", rule->name, rule->because, rule->at);
    see_rule(phrases, "appeal", "exclusion", rule->name, rule->appeal, rule->at);
  }
  for (size_t i = 0; i < policy->segmentation_count; i++)
    see_segmentation(phrases, &policy->segmentations[i]);
  for (size_t i = 0; i < policy->selection_count; i++)
    see_selection(phrases, &policy->selections[i]);
  for (size_t i = 0; i < policy->need_count; i++)
    see_rule(phrases, "because", "need", policy->needs[i].name, policy->needs[i].because,
             policy->needs[i].at);
  see_labels(phrases);
}

/* --- labels ----------------------------------------------------------------------- */

typedef struct Unnamed {
  Text *names;
  size_t count;
} Unnamed;

static void add_unnamed(const Policy *policy, Unnamed *unnamed, Text name) {
  if (!name.length || policy_has_label(policy, name))
    return;
  for (size_t i = 0; i < unnamed->count; i++)
    if (text_equal(unnamed->names[i], name))
      return;
  unnamed->names[unnamed->count++] = name;
}

static void add_reads(const Policy *policy, Unnamed *unnamed, const Function *function) {
  for (size_t i = 0; function->number >= 0 && i < function->read_count; i++)
    add_unnamed(policy, unnamed, function->reads[i]);
}

/* What the conditions of exclusions, segments, points and selections read. */
static void add_all(const Policy *policy, Unnamed *unnamed) {
  for (size_t i = 0; i < policy->exclusion_count; i++)
    add_reads(policy, unnamed, &policy->exclusions[i].when);
  for (size_t i = 0; i < policy->segmentation_count; i++) {
    const Segmentation *group = &policy->segmentations[i];
    for (size_t j = 0; j < group->segment_count; j++)
      add_reads(policy, unnamed, &group->segments[j].when);
    for (size_t j = 0; j < group->point_count; j++)
      add_reads(policy, unnamed, &group->points[j].when);
  }
  for (size_t i = 0; i < policy->selection_count; i++) {
    add_reads(policy, unnamed, &policy->selections[i].when);
    add_unnamed(policy, unnamed, policy->selections[i].quota_per);
  }
}

static void check_labels(Phrases *phrases) {
  const Checking *checking = phrases->checking;
  const Policy *policy = checking->policy;
  Unnamed unnamed = {arena_array(checking->arena, policy->mention_count + 1, sizeof(Text)), 0};
  add_all(policy, &unnamed);
  if (!unnamed.count)
    return;
  Buffer out = {0};
  buffer_string(&out, "without a label a letter to a customer cannot name ");
  for (size_t i = 0; i < unnamed.count; i++)
    buffer_format(&out, "%s%.*s", i ? ", " : "", TEXT_ARGS(unnamed.names[i]));
  Finding *finding = add(phrases, "missing-label", CHECK_NOTE, policy->customers_at);
  finding->message = text_copy(checking->arena, buffer_view(&out));
  finding->advice = text_format(checking->arena,
                                "in fields = { … }, or in the attribute: %.*s = { label = \"…\" }",
                                TEXT_ARGS(unnamed.names[0]));
  buffer_free(&out);
}

/* Only a policy that speaks Dutch somewhere lacks it elsewhere. */
void check_phrases(Checking *checking) {
  Phrases phrases = {checking, false, false};
  see_all(&phrases);
  phrases.report = true;
  see_all(&phrases);
  check_labels(&phrases);
}
