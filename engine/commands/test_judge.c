#include "commands/test_judge.h"

static TestFailure *add(Arena *arena, TestVerdict *verdict, TestFailure failure) {
  verdict->failures = arena_room(arena, verdict->failures, verdict->count, &verdict->capacity,
                                 sizeof *verdict->failures);
  verdict->failures[verdict->count] = failure;
  return &verdict->failures[verdict->count++];
}

static Text customer_name(Arena *arena, const Trial *trial, size_t row) {
  char scratch[24];
  if (trial->table->rows == 1)
    return TEXT("");
  return text_copy(arena, table_key(trial->table, row, scratch));
}

static TestFailure blank(Arena *arena, const Trial *trial, size_t row, Position at) {
  return (TestFailure){.at = at, .row = row, .customer = customer_name(arena, trial, row)};
}

/* segment "guest"; excluded */
static Text what_of(Arena *arena, const Expectation *expected) {
  const char *kind = expect_kind_name(expected->kind);
  if (!expected->name.length)
    return text_of(kind);
  return text_format(arena, "%s \"%.*s\"", kind, TEXT_ARGS(expected->name));
}

static bool judge_one(Arena *arena, const Trial *trial, size_t row, const Expectation *expected,
                      TestVerdict *verdict, Error *error) {
  TestFailure failure = blank(arena, trial, row, expected->at);
  TestJudging judging = {.arena = arena,
                         .trial = trial,
                         .expected = expected,
                         .row = row,
                         .failure = &failure,
                         .error = error};
  if (!test_expect(&judging))
    return false;
  failure.what = what_of(arena, expected);
  if (!judging.good)
    add(arena, verdict, failure);
  return true;
}

/* --- what no test has to ask for -------------------------------------------------- */

static bool is_expected(const Trial *trial, size_t row, ExpectKind kind, Text name) {
  const TestCustomer *customer = &trial->test->customers[row];
  for (size_t i = 0; i < customer->expected_count; i++)
    if (customer->expected[i].kind == kind && text_equal(customer->expected[i].name, name))
      return true;
  return false;
}

static void judge_guarantees(Arena *arena, const Trial *trial, size_t row, TestVerdict *verdict) {
  for (size_t i = 0; i < trial->decided.guarantee_count; i++) {
    const GuaranteeResult *result = &trial->decided.guarantees[i];
    if (!result->holds || result->holds[row] != VERDICT_NO ||
        is_expected(trial, row, EXPECT_GUARANTEE, result->name))
      continue;
    TestFailure *failure =
        add(arena, verdict, blank(arena, trial, row, trial->test->customers[row].at));
    failure->what = text_format(arena, "guarantee \"%.*s\"", TEXT_ARGS(result->name));
    failure->expected = TEXT("\"held\", as always");
    failure->got = TEXT("\"broken\"");
    failure->fields = trial->policy->guarantees[i].when.reads;
    failure->field_count = trial->policy->guarantees[i].when.read_count;
  }
}

static void judge_conflicts(Arena *arena, const Trial *trial, size_t row, TestVerdict *verdict) {
  const Decisions *decisions = &trial->decided.decisions;
  for (size_t i = 0; i < decisions->segmentation_count; i++) {
    const SegmentationDecision *decided = &decisions->segmentations[i];
    if (!decided->segment || decided->segment[row] != SEGMENT_CONFLICT ||
        is_expected(trial, row, EXPECT_SEGMENT, decided->name))
      continue;
    TestFailure *failure =
        add(arena, verdict, blank(arena, trial, row, trial->test->customers[row].at));
    failure->what = text_format(arena, "segment \"%.*s\"", TEXT_ARGS(decided->name));
    failure->expected = TEXT("one segment, as mode \"unique\" says");
    failure->got = TEXT("two or more");
  }
}

static void judge_mistakes(Arena *arena, const Trial *trial, size_t row, TestVerdict *verdict) {
  const Decisions *decisions = &trial->decided.decisions;
  const uint64_t *first = decisions->unknown_first;
  for (uint64_t i = first ? first[row] : 0; first && i < first[row + 1]; i++) {
    const UnknownKind *kind = &decisions->unknown_kinds[decisions->unknowns[i]];
    if (kind->missing_count)
      continue;
    TestFailure *failure =
        add(arena, verdict, blank(arena, trial, row, trial->test->customers[row].at));
    failure->what = text_copy(arena, kind->rule);
    failure->expected = TEXT("an answer");
    failure->got = text_format(arena, "a mistake in the rule, line %d: %.*s", kind->line,
                               TEXT_ARGS(kind->message));
  }
}

bool test_judge(Arena *arena, const Trial *trial, TestVerdict *verdict, Error *error) {
  *verdict = (TestVerdict){0};
  for (size_t row = 0; row < trial->test->customer_count; row++) {
    const TestCustomer *customer = &trial->test->customers[row];
    for (size_t i = 0; i < customer->expected_count; i++)
      if (!judge_one(arena, trial, row, &customer->expected[i], verdict, error))
        return false;
    judge_mistakes(arena, trial, row, verdict);
    judge_conflicts(arena, trial, row, verdict);
    judge_guarantees(arena, trial, row, verdict);
  }
  return true;
}
