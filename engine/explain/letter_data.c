/* "Your data that we used": with their values, where they come from, and what was worked
 * out of them. Only labels are shown: what has none is counted. */
#include "explain/letter_draft.h"
#include "policy/find.h"
#include "policy/reason.h"

enum { VALUE_WORDS_MOST = 8 };

typedef struct Used {
  LetterDraft *draft;
  Text *names;
  size_t count;
} Used;

static void add(Used *used, Text name) {
  Value value;
  if (!name.length || !again_value(used->draft->telling->again, name, &value))
    return;
  for (size_t i = 0; i < used->count; i++)
    if (text_equal(used->names[i], name))
      return;
  used->names[used->count++] = name;
}

static void add_reads(Used *used, const Function *function) {
  for (size_t i = 0; function->number >= 0 && i < function->read_count; i++)
    add(used, function->reads[i]);
}

/* A band of a score rests on the points that were given. */
static void add_segment(Used *used, const LetterPoint *point) {
  const Segmentation *group = &used->draft->policy->segmentations[point->number];
  const Again *again = used->draft->telling->again;
  add_reads(used, &group->segments[point->segment].when);
  for (size_t i = 0; i < group->point_count; i++)
    if (again_verdict(again, &group->points[i].when) == VERDICT_YES)
      add_reads(used, &group->points[i].when);
}

static void add_point(Used *used, const LetterPoint *point) {
  const Policy *policy = used->draft->policy;
  if (point->kind == POINT_HAND)
    return;
  if (point->kind == POINT_EXCLUDED) {
    add_reads(used, &policy->exclusions[point->number].when);
    add(used, policy->exclusions[point->number].since);
  } else if (point->kind == POINT_SEGMENT) {
    add_segment(used, point);
  } else {
    add_reads(used, &policy->selections[point->number].when);
    if (point->state == STATE_OVER_QUOTA)
      add(used, policy->selections[point->number].quota_per);
  }
}

static Text value_text(const LetterDraft *draft, Text name) {
  Value value = {.kind = VALUE_MISSING};
  const Again *again = draft->telling->again;
  if (again_hides(again, name))
    return letter_plain(draft, SAY_MASKED);
  again_value(again, name, &value);
  if (value.kind == VALUE_MISSING)
    return letter_plain(draft, SAY_NOT_KNOWN);
  Buffer out = {0};
  reason_value(&out, value, draft->dutch);
  Text text = letter_shortened(draft, text_copy(draft->arena, buffer_view(&out)), VALUE_WORDS_MOST);
  buffer_free(&out);
  return text;
}

/* --- where they come from ------------------------------------------------------------- */

typedef struct Sources {
  Text list[4];
  size_t count;
  bool worked_out;
} Sources;

static void add_source(const LetterDraft *draft, Sources *sources, Phrase source) {
  Text text =
      source.en.length ? letter_in_language(draft, source) : letter_plain(draft, SAY_OWN_RECORDS);
  for (size_t i = 0; i < sources->count; i++)
    if (text_equal(sources->list[i], text))
      return;
  if (sources->count < sizeof sources->list / sizeof *sources->list)
    sources->list[sources->count++] = text;
}

static void put_sources(LetterDraft *draft, const Used *used, Buffer *out) {
  const Policy *policy = draft->policy;
  Sources sources = {.count = 0};
  for (size_t i = 0; i < used->count; i++) {
    const Attribute *attribute = policy_attribute(policy, used->names[i]);
    sources.worked_out |= attribute != NULL;
    bool events = attribute && attribute->kind == ATTRIBUTE_EVENTS;
    add_source(draft, &sources,
               events ? policy->side_tables[attribute->events.table].source : policy->source);
  }
  Text source = letter_join(draft, sources.list, sources.count, SIZE_MAX);
  Text from = LETTER_SAY(draft->arena, draft->dutch, SAY_DATA_FROM, {"source", source},
                         {"date", letter_day(draft, policy->as_of)});
  buffer_format(out, "%s%.*s", out->length ? " " : "", TEXT_ARGS(from));
  if (sources.worked_out)
    buffer_format(out, " %.*s", TEXT_ARGS(letter_plain(draft, SAY_DATA_WORKED_OUT)));
}

/* --- the section ---------------------------------------------------------------------- */

/* Those with a label, as many as the letter has room for; the others are counted. */
static size_t put_values(LetterDraft *draft, const Used *used, Buffer *out) {
  size_t shown = 0, left = 0;
  draft->unnamed_count = 0;
  for (size_t i = 0; i < used->count; i++) {
    bool named = policy_has_label(draft->policy, used->names[i]);
    if (!named)
      draft->unnamed[draft->unnamed_count++] = used->names[i];
    if (!named || shown == draft->measure.data) {
      left++;
      continue;
    }
    Text label = policy_label(draft->policy, used->names[i], draft->dutch);
    Text value = value_text(draft, used->names[i]);
    buffer_format(out, "%s%.*s: %.*s", shown++ ? "; " : "", TEXT_ARGS(label), TEXT_ARGS(value));
  }
  if (shown)
    buffer_byte(out, '.');
  return left;
}

void letter_put_data(LetterDraft *draft) {
  const Policy *policy = draft->policy;
  Used used = {.draft = draft};
  Buffer out = {0};
  used.names = arena_array(draft->arena, policy->mention_count + 1, sizeof *used.names);
  draft->unnamed = arena_array(draft->arena, policy->mention_count + 1, sizeof *draft->unnamed);
  for (size_t i = 0; i < draft->told; i++)
    add_point(&used, &draft->points.list[i]);
  size_t left = put_values(draft, &used, &out);
  if (left) {
    Text count = text_format(draft->arena, "%zu", left);
    Text more = LETTER_SAY(draft->arena, draft->dutch, out.length ? SAY_DATA_MORE : SAY_DATA_COUNT,
                           {"count", count});
    buffer_format(&out, "%s%.*s", out.length ? " " : "", TEXT_ARGS(more));
  }
  if (used.count)
    put_sources(draft, &used, &out);
  else
    buffer_text(&out,
                letter_plain(draft, letter_is_by_hand(draft) ? SAY_DATA_HAND : SAY_DATA_NONE));
  letter_add(draft, LETTER_HEADING, letter_plain(draft, SAY_DATA));
  letter_add(draft, LETTER_PARAGRAPH, text_copy(draft->arena, buffer_view(&out)));
  buffer_free(&out);
}
