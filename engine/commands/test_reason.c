/* Expected reasons: a part of the sentence that the customer gets. */
#include "commands/test_judge.h"
#include "policy/reason.h"

typedef struct Names {
  const Function *function; /* whose constants the reason may name */
  const Table *table;
  size_t row;
} Names;

static bool find_value(const void *context, Text name, Value *value) {
  const Names *names = context;
  for (size_t i = 0; i < names->function->value_count; i++) {
    if (!text_equal(names->function->values[i].name, name))
      continue;
    *value = names->function->values[i].value;
    return true;
  }
  const Column *column = table_column(names->table, name);
  if (column)
    *value = column_value(column, names->row);
  return column != NULL;
}

typedef struct Spoken {
  const Function *function; /* NULL: nothing is said */
  Phrase because;
} Spoken;

static Spoken of_segmentation(const TestJudging *judging, size_t number) {
  const Segmentation *group = &judging->trial->policy->segmentations[number];
  const SegmentationDecision *decided = &judging->trial->decided.decisions.segmentations[number];
  uint16_t segment = decided->segment ? decided->segment[judging->row] : NO_SEGMENT;
  for (size_t i = 0; !decided->segment && i < group->segment_count && segment == NO_SEGMENT; i++)
    if (decided->members[i][judging->row] == VERDICT_YES)
      segment = (uint16_t)i;
  if (segment >= group->segment_count)
    return (Spoken){0};
  return (Spoken){&group->segments[segment].when, group->segments[segment].because};
}

static Spoken of_exclusion(const TestJudging *judging, size_t number) {
  const Exclusion *exclusion = &judging->trial->policy->exclusions[number];
  const uint8_t *verdicts = judging->trial->decided.decisions.exclusions[number].verdicts;
  if (verdicts[judging->row] != VERDICT_YES)
    return (Spoken){0};
  return (Spoken){&exclusion->when, exclusion->because};
}

static Spoken of_selection(const TestJudging *judging, size_t number) {
  const Selection *selection = &judging->trial->policy->selections[number];
  const SelectionDecision *decided = &judging->trial->decided.decisions.selections[number];
  State state = (State)decided->state[judging->row];
  if (state == STATE_EXCLUDED)
    return of_exclusion(judging, decided->by[judging->row]);
  if (state != STATE_SELECTED)
    return (Spoken){0};
  return (Spoken){&selection->when, selection->because};
}

/* What is said for the rule of this name; false with the Error filled: there is none. */
static bool spoken(TestJudging *judging, Spoken *said) {
  const Policy *policy = judging->trial->policy;
  Text name = judging->expected->name;
  size_t all = policy->segmentation_count + policy->exclusion_count + policy->selection_count;
  size_t count = 0;
  Text *names = arena_array(judging->arena, all, sizeof *names);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    if (text_equal(names[count++] = policy->segmentations[i].name, name))
      return *said = of_segmentation(judging, i), true;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    if (text_equal(names[count++] = policy->exclusions[i].name, name))
      return *said = of_exclusion(judging, i), true;
  for (size_t i = 0; i < policy->selection_count; i++)
    if (text_equal(names[count++] = policy->selections[i].name, name))
      return *said = of_selection(judging, i), true;
  return trial_refuse_name("segmentation, exclusion or selection", name, judging->expected->at,
                           names, count, judging->error);
}

static bool contains(Text whole, Text part) {
  return part.length == 0 ||
         (whole.length && memmem(whole.bytes, whole.length, part.bytes, part.length) != NULL);
}

static Text said_in(const TestJudging *judging, const Spoken *said, bool dutch) {
  Names names = {said->function, judging->trial->table, judging->row};
  if (!said->function)
    return TEXT("");
  return reason_fill(judging->arena, said->because, dutch && said->because.nl.length, find_value,
                     &names);
}

bool test_expect_reason(TestJudging *judging) {
  Spoken said = {0};
  if (!spoken(judging, &said))
    return false;
  Phrase phrase = judging->expected->phrase;
  Text en = said_in(judging, &said, false), nl = said_in(judging, &said, true);
  bool english = contains(en, phrase.en);
  judging->good = english && contains(nl, phrase.nl);
  Text got = english ? nl : en;
  judging->failure->expected =
      test_quoted(judging->arena, english ? &phrase.nl : &phrase.en, 1, "");
  judging->failure->got = test_quoted(judging->arena, &got, got.length > 0, "nothing is said");
  return true;
}
