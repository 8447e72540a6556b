/* One expectation, held against what was decided. */
#include <math.h>

#include "commands/test_judge.h"
#include "decide/outcomes.h"
#include "decide/questions.h"
#include "policy/names.h"

/* --- texts ----------------------------------------------------------------------- */

Text test_quoted(Arena *arena, const Text *texts, size_t count, const char *otherwise) {
  Buffer out = {0};
  for (size_t i = 0; i < count; i++)
    buffer_format(&out, "%s\"%.*s\"", i ? ", " : "", TEXT_ARGS(texts[i]));
  if (count == 0)
    buffer_string(&out, otherwise);
  return buffer_keep(&out, arena);
}

static bool same_set(const Text *a, size_t a_count, const Text *b, size_t b_count) {
  for (size_t i = 0; i < a_count; i++)
    if (!text_among(a[i], b, b_count))
      return false;
  for (size_t i = 0; i < b_count; i++)
    if (!text_among(b[i], a, a_count))
      return false;
  return true;
}

/* Compares a list of names with what is expected, and notes both. */
static bool compare(TestJudging *judging, const Text *got, size_t count, const char *otherwise) {
  const Expectation *expected = judging->expected;
  judging->failure->expected =
      test_quoted(judging->arena, expected->texts, expected->text_count, otherwise);
  judging->failure->got = test_quoted(judging->arena, got, count, otherwise);
  judging->good = same_set(expected->texts, expected->text_count, got, count);
  return true;
}

void test_show_rule(TestJudging *judging, Text name, const Function *function, Phrase because) {
  TestFailure *failure = judging->failure;
  if (function->number < 0) /* a band of a score, `otherwise`: there is nothing to ask */
    return;
  TestRule *rules = arena_array(judging->arena, failure->rule_count + 1, sizeof *rules);
  if (failure->rule_count)
    memcpy(rules, failure->rules, failure->rule_count * sizeof *rules);
  rules[failure->rule_count++] = (TestRule){name, function, because};
  failure->rules = rules;
}

static void show_reads(TestJudging *judging, const Function *function) {
  judging->failure->fields = function->reads;
  judging->failure->field_count = function->read_count;
}

/* The place of a name in a list ; SIZE_MAX with
 * the Error filled when it is not there. */
static size_t find(TestJudging *judging, const char *what, const Text *names, size_t count,
                   Text name) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(names[i], name))
      return i;
  trial_refuse_name(what, name, judging->expected->at, names, count, judging->error);
  return SIZE_MAX;
}

/* A word that is none of those that there are; false with the Error filled. */
static bool is_word_of(TestJudging *judging, const char *what, const Text *words, size_t count,
                       Text word) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(words[i], word))
      return true;
  Position at = judging->expected->at;
  Text advice = names_advice(judging->arena, word, words, count);
  error_set(judging->error, ERROR_INPUT, "\"%.*s\" is no %s", TEXT_ARGS(word), what);
  error_at(judging->error, at.file, at.line, at.column);
  return error_hint(judging->error, "%.*s", TEXT_ARGS(advice));
}

/* --- segments -------------------------------------------------------------------- */

static const Segmentation *segmentation(TestJudging *judging, size_t *number) {
  const Policy *policy = judging->trial->policy;
  Text *names = arena_array(judging->arena, policy->segmentation_count, sizeof *names);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    names[i] = policy->segmentations[i].name;
  *number =
      find(judging, "segmentation", names, policy->segmentation_count, judging->expected->name);
  return *number == SIZE_MAX ? NULL : &policy->segmentations[*number];
}

/* All segments that hold the customer; of mode unique also where it is in several. */
static size_t members(const SegmentationDecision *decided, size_t row, Text *out) {
  size_t count = 0;
  bool several = decided->style == SEGMENT_MANY || decided->segment[row] == SEGMENT_CONFLICT;
  for (size_t i = 0; i < decided->segment_count; i++)
    if (several ? decided->members[i][row] == VERDICT_YES : decided->segment[row] == i)
      out[count++] = decided->segment_names[i];
  return count;
}

static void show_points(TestJudging *judging, const Segmentation *group) {
  for (size_t i = 0; i < group->point_count; i++)
    test_show_rule(judging, group->points[i].name, &group->points[i].when,
                   group->points[i].because);
}

static bool expect_segment(TestJudging *judging) {
  size_t number;
  const Segmentation *group = segmentation(judging, &number);
  if (!group)
    return false;
  const SegmentationDecision *decided = &judging->trial->decided.decisions.segmentations[number];
  const Expectation *expected = judging->expected;
  for (size_t i = 0; i < expected->text_count; i++)
    if (find(judging, "segment", decided->segment_names, decided->segment_count,
             expected->texts[i]) == SIZE_MAX)
      return false;
  Text *got = arena_array(judging->arena, decided->segment_count + 1, sizeof *got);
  size_t count = members(decided, judging->row, got);
  compare(judging, got, count, "in none");
  if (judging->good)
    return true;
  show_points(judging, group);
  for (size_t i = 0; i < group->segment_count; i++)
    if (text_among(group->segments[i].name, expected->texts, expected->text_count) !=
        text_among(group->segments[i].name, got, count))
      test_show_rule(judging, group->segments[i].name, &group->segments[i].when,
                     group->segments[i].because);
  return true;
}

static Text number_text(Arena *arena, double number) {
  Buffer out = {0};
  bool whole = number == floor(number) && fabs(number) < 1e15;
  value_plain(&out, whole ? (Value){.kind = VALUE_INTEGER, .integer = (int64_t)number}
                          : (Value){.kind = VALUE_DECIMAL, .decimal = number});
  return buffer_keep(&out, arena);
}

static double as_number(Value value) {
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

static bool is_number(Value value) {
  return value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL;
}

/* As near as doubles that took different ways can be told to be the same. */
static bool near(double a, double b) {
  return a == b || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool expect_score(TestJudging *judging) {
  size_t number;
  const Segmentation *group = segmentation(judging, &number);
  if (!group)
    return false;
  if (group->mode != SEGMENTATION_SCORE) {
    const Expectation *expected = judging->expected;
    error_set(judging->error, ERROR_INPUT, "segmentation \"%.*s\" gives no points",
              TEXT_ARGS(expected->name));
    return error_at(judging->error, expected->at.file, expected->at.line, expected->at.column);
  }
  double sum = judging->trial->decided.decisions.segmentations[number].sum[judging->row];
  double wanted = as_number(judging->expected->value);
  judging->good = near(sum, wanted);
  judging->failure->expected = number_text(judging->arena, wanted);
  judging->failure->got = number_text(judging->arena, sum);
  if (!judging->good)
    show_points(judging, group);
  return true;
}

/* --- exclusions ------------------------------------------------------------------ */

static bool expect_excluded(TestJudging *judging) {
  const Decisions *decisions = &judging->trial->decided.decisions;
  const Policy *policy = judging->trial->policy;
  const Expectation *expected = judging->expected;
  size_t all = policy->exclusion_count, count = 0;
  Text *names = arena_array(judging->arena, all, sizeof *names);
  Text *got = arena_array(judging->arena, all, sizeof *got);
  for (size_t i = 0; i < all; i++) {
    names[i] = policy->exclusions[i].name;
    if (decisions->exclusions[i].verdicts[judging->row] == VERDICT_YES)
      got[count++] = names[i];
  }
  for (size_t i = 0; i < expected->text_count; i++)
    if (find(judging, "exclusion", names, all, expected->texts[i]) == SIZE_MAX)
      return false;
  compare(judging, got, count, "by none");
  for (size_t i = 0; i < all && !judging->good; i++)
    if (text_among(names[i], got, count) !=
        text_among(names[i], expected->texts, expected->text_count))
      test_show_rule(judging, names[i], &policy->exclusions[i].when, policy->exclusions[i].because);
  return true;
}

/* Every rule that may be undecided, as the log names it: "exclusion warned". */
static const Text *all_rules(Arena *arena, const Policy *policy, size_t *count) {
  Questions questions = questions_make(arena, policy);
  size_t most = questions.count + policy->attribute_count + policy->guarantee_count;
  Text *rules = arena_array(arena, most + 1, sizeof *rules);
  for (*count = 0; *count < questions.count; ++*count)
    rules[*count] = questions.rules[*count];
  for (size_t i = 0; i < policy->attribute_count; i++)
    rules[(*count)++] = questions_rule(arena, "attribute", policy->attributes[i].name);
  for (size_t i = 0; i < policy->guarantee_count; i++)
    rules[(*count)++] = questions_rule(arena, "guarantee", policy->guarantees[i].name);
  return rules;
}

static bool are_rules(TestJudging *judging) {
  const Expectation *expected = judging->expected;
  size_t count;
  if (expected->text_count == 0)
    return true;
  const Text *rules = all_rules(judging->arena, judging->trial->policy, &count);
  for (size_t i = 0; i < expected->text_count; i++) {
    if (find(judging, "rule", rules, count, expected->texts[i]) != SIZE_MAX)
      continue;
    if (!judging->error->hint[0] && count)
      error_hint(judging->error, "its kind goes before the name, like \"%.*s\"",
                 TEXT_ARGS(rules[0]));
    return false;
  }
  return true;
}

/* The rules that could not decide, without those that have a mistake in them. */
static bool expect_undecided(TestJudging *judging) {
  if (!are_rules(judging))
    return false;
  const Decisions *decisions = &judging->trial->decided.decisions;
  size_t row = judging->row, count = 0;
  const uint64_t *first = decisions->unknown_first;
  Text *got = arena_array(judging->arena, decisions->unknown_kind_count, sizeof *got);
  for (uint64_t i = first ? first[row] : 0; first && i < first[row + 1]; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[decisions->unknowns[i]];
    if (!text_among(kind->rule, got, count))
      got[count++] = kind->rule;
  }
  return compare(judging, got, count, "none");
}

/* --- selections, guarantees, attributes ------------------------------------------- */

static bool known_state(TestJudging *judging, Text state) {
  Text names[STATE_COUNT];
  for (int i = 0; i < STATE_COUNT; i++)
    names[i] = text_of(state_name((State)i));
  return is_word_of(judging, "state of a selection", names, STATE_COUNT, state);
}

static void show_selection(TestJudging *judging, const Selection *selection,
                           const SelectionDecision *decided) {
  const Policy *policy = judging->trial->policy;
  size_t row = judging->row, by = decided->by ? decided->by[row] : BY_WHEN;
  bool excluded = decided->state[row] == STATE_EXCLUDED ||
                  (decided->state[row] == STATE_UNDECIDED && by < policy->exclusion_count);
  if (excluded)
    test_show_rule(judging, policy->exclusions[by].name, &policy->exclusions[by].when,
                   policy->exclusions[by].because);
  else
    test_show_rule(judging, selection->name, &selection->when, selection->because);
}

static bool expect_selection(TestJudging *judging) {
  const Policy *policy = judging->trial->policy;
  Text *names = arena_array(judging->arena, policy->selection_count, sizeof *names);
  for (size_t i = 0; i < policy->selection_count; i++)
    names[i] = policy->selections[i].name;
  size_t number =
      find(judging, "selection", names, policy->selection_count, judging->expected->name);
  if (number == SIZE_MAX || !known_state(judging, judging->expected->texts[0]))
    return false;
  const SelectionDecision *decided = &judging->trial->decided.decisions.selections[number];
  Text state = text_of(state_name((State)decided->state[judging->row]));
  compare(judging, &state, 1, "");
  if (!judging->good && decided->state[judging->row] == STATE_HOLDOUT)
    judging->failure->got = TEXT("\"holdout\" (drawn by lot, from the key: give another one)");
  if (!judging->good)
    show_selection(judging, &policy->selections[number], decided);
  return true;
}

/* In "not asked", "broken", "held", "unknown". Fair shares are of the whole test. */
static size_t guarantee_word(const GuaranteeResult *result, size_t row) {
  if (result->shared)
    return result->asked == 0 ? 0 : result->broken ? 1 : 2;
  if (result->when[row] != VERDICT_YES)
    return result->when[row] == VERDICT_NO ? 0 : 3;
  return 1 + (size_t)result->holds[row];
}

static bool expect_guarantee(TestJudging *judging) {
  const Text words[] = {TEXT("not asked"), TEXT("broken"), TEXT("held"), TEXT("unknown")};
  const Decided *decided = &judging->trial->decided;
  Text *names = arena_array(judging->arena, decided->guarantee_count, sizeof *names);
  for (size_t i = 0; i < decided->guarantee_count; i++)
    names[i] = decided->guarantees[i].name;
  size_t number =
      find(judging, "guarantee", names, decided->guarantee_count, judging->expected->name);
  if (number == SIZE_MAX ||
      !is_word_of(judging, "outcome of a guarantee", words, 4, judging->expected->texts[0]))
    return false;
  const GuaranteeResult *result = &decided->guarantees[number];
  size_t word = guarantee_word(result, judging->row);
  compare(judging, &words[word], 1, "");
  if (!judging->good)
    show_reads(judging, &judging->trial->policy->guarantees[number].when);
  return true;
}

static Text value_text(Arena *arena, Value value) {
  Buffer out = {0};
  if (value.kind == VALUE_MISSING)
    buffer_string(&out, "none");
  else
    value_plain(&out, value);
  return buffer_keep(&out, arena);
}

static bool expect_attribute(TestJudging *judging) {
  const Policy *policy = judging->trial->policy;
  const Expectation *expected = judging->expected;
  size_t count = policy->attribute_count;
  Text *names = arena_array(judging->arena, count, sizeof *names);
  for (size_t i = 0; i < count; i++)
    names[i] = policy->attributes[i].name;
  size_t number = find(judging, "attribute", names, count, expected->name);
  if (number == SIZE_MAX)
    return false;
  Value got = column_value(table_column(judging->trial->table, expected->name), judging->row);
  judging->good = is_number(got) && is_number(expected->value)
                      ? near(as_number(got), as_number(expected->value))
                      : value_equal(got, expected->value);
  judging->failure->expected = value_text(judging->arena, expected->value);
  judging->failure->got = value_text(judging->arena, got);
  show_reads(judging, &policy->attributes[number].is);
  return true;
}

bool test_expect(TestJudging *judging) {
  switch (judging->expected->kind) {
  case EXPECT_SEGMENT:
    return expect_segment(judging);
  case EXPECT_SCORE:
    return expect_score(judging);
  case EXPECT_EXCLUDED:
    return expect_excluded(judging);
  case EXPECT_UNDECIDED:
    return expect_undecided(judging);
  case EXPECT_SELECTION:
    return expect_selection(judging);
  case EXPECT_GUARANTEE:
    return expect_guarantee(judging);
  case EXPECT_ATTRIBUTE:
    return expect_attribute(judging);
  default:
    return test_expect_reason(judging);
  }
}
