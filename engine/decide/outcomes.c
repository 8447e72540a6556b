#include "decide/outcomes.h"

#include <math.h>

#include "condition/verdict.h"
#include "decide/segments.h"
#include "decide/told.h"

/* What is set for a rule of this row by hand; empty when nothing is. */
static Text overridden(const Decisions *decisions, size_t row, Text kind, Text name) {
  size_t i = decisions_override_first(decisions, row);
  for (; i < decisions->override_count && decisions->overrides[i].row == row; i++) {
    Text rule = decisions->overrides[i].rule;
    if (rule.length == kind.length + 1 + name.length &&
        memcmp(rule.bytes, kind.bytes, kind.length) == 0 &&
        memcmp(rule.bytes + kind.length + 1, name.bytes, name.length) == 0)
      return decisions->overrides[i].outcome;
  }
  return (Text){"", 0};
}

static size_t give(Value *out, size_t most, size_t count, Value value) {
  if (count < most)
    out[count] = value;
  return count + 1;
}

static Value as_text(Text text) {
  return (Value){.kind = VALUE_TEXT, .text = text};
}

/* The segments that the rules gave. */
static size_t segments(const SegmentationDecision *decided, size_t row, Value *out, size_t most) {
  size_t count = 0;
  if (decided->style != SEGMENT_MANY) {
    if (decided->segment[row] < decided->segment_count)
      count = give(out, most, 0, as_text(decided->segment_names[decided->segment[row]]));
    return count;
  }
  for (size_t i = 0; i < decided->segment_count; i++)
    if (decided->members[i][row] == VERDICT_YES)
      count = give(out, most, count, as_text(decided->segment_names[i]));
  return count;
}

static const SegmentationDecision *segmentation(const Decisions *decisions, Text name) {
  for (size_t i = 0; i < decisions->segmentation_count; i++)
    if (text_equal(decisions->segmentations[i].name, name))
      return &decisions->segmentations[i];
  return NULL;
}

static size_t score(const SegmentationDecision *decided, size_t row, Value *out, size_t most) {
  if (decided->style != SEGMENT_SCORE)
    return 0;
  double sum = segments_sum(decided, row);
  Value value = {.kind = VALUE_DECIMAL, .decimal = sum};
  if (sum == floor(sum) && fabs(sum) < 9007199254740992.0)
    value = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)sum};
  return give(out, most, 0, value);
}

static size_t selected(const Decisions *decisions, size_t row, Text name, Value *out, size_t most) {
  Text by_hand = overridden(decisions, row, TEXT("selection"), name);
  if (by_hand.length)
    return give(out, most, 0, as_text(by_hand));
  for (size_t i = 0; i < decisions->selection_count; i++)
    if (text_equal(decisions->selections[i].name, name))
      return give(out, most, 0,
                  as_text(text_of(state_name((State)decisions->selections[i].state[row]))));
  return 0;
}

static size_t excluded(const Decisions *decisions, size_t row, Text name, Value *out, size_t most) {
  Text by_hand = overridden(decisions, row, TEXT("exclusion"), name);
  Value value = {.kind = VALUE_BOOLEAN, .boolean = text_equal(by_hand, TEXT("excluded"))};
  if (by_hand.length)
    return give(out, most, 0, value);
  for (size_t i = 0; i < decisions->exclusion_count; i++) {
    if (!text_equal(decisions->exclusions[i].name, name))
      continue;
    value.boolean = decisions->exclusions[i].verdicts[row] == VERDICT_YES;
    return give(out, most, 0, value);
  }
  return 0;
}

size_t outcomes_of(const void *context, size_t row, Text kind, Text name, Value *out, size_t most) {
  const Outcomes *outcomes = context;
  const Decisions *decisions = outcomes->decisions;
  const SegmentationDecision *decided = segmentation(decisions, name);
  if (text_equal(kind, TEXT("selection")))
    return selected(decisions, row, name, out, most);
  if (text_equal(kind, TEXT("excluded")))
    return excluded(decisions, row, name, out, most);
  if (!decided)
    return 0;
  if (text_equal(kind, TEXT("score")))
    return score(decided, row, out, most);
  if (text_equal(kind, TEXT("told")))
    return give(out, most, 0,
                (Value){.kind = VALUE_BOOLEAN, .boolean = told_can_be(outcomes, row, name)});
  Text by_hand = overridden(decisions, row, TEXT("segmentation"), name);
  if (by_hand.length)
    return give(out, most, 0, as_text(by_hand));
  return segments(decided, row, out, most);
}

/* Does the override say what the rules said? The rule's kind is its first word. */
static bool agrees(const Outcomes *outcomes, const Override *override) {
  const char *space = memchr(override->rule.bytes, ' ', override->rule.length);
  size_t length = (size_t)(space - override->rule.bytes);
  Text kind = {override->rule.bytes, length};
  Text name = {space + 1, override->rule.length - length - 1};
  Decisions decided = *outcomes->decisions;
  Outcomes rules = {outcomes->policy, &decided};
  Value value[2];
  decided.override_count = 0;
  if (kind.bytes[0] == 'e')
    return outcomes_of(&rules, override->row, TEXT("excluded"), name, value, 1) == 1 &&
           value[0].boolean == text_equal(override->outcome, TEXT("excluded"));
  if (text_equal(kind, TEXT("segmentation")))
    return outcomes_of(&rules, override->row, TEXT("segment"), name, value, 2) == 1 &&
           text_equal(value[0].text, override->outcome);
  bool chosen = outcomes_of(&rules, override->row, TEXT("selection"), name, value, 1) == 1 &&
                text_equal(value[0].text, TEXT("selected"));
  return chosen == text_equal(override->outcome, TEXT("selected"));
}

size_t outcomes_changed(const Outcomes *outcomes) {
  const Decisions *decisions = outcomes->decisions;
  size_t changed = 0;
  for (size_t i = 0; i < decisions->override_count; i++)
    changed += !agrees(outcomes, &decisions->overrides[i]);
  return changed;
}
