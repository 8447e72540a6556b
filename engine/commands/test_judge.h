/* Judging a trial: what its test expects, held against what was decided. Costs what is
 * expected. The Arena owns all. */
#ifndef HELDER_COMMANDS_TEST_JUDGE_H
#define HELDER_COMMANDS_TEST_JUDGE_H
#include "decide/trial.h"

/* A rule that had a part in it, to be shown with its comparisons. */
typedef struct TestRule {
  Text name;
  const Function *function;
  Phrase because;
} TestRule;

typedef struct TestFailure {
  Position at;   /* of the expectation; of the test for what no test asks for */
  Text customer; /* the key; empty where the test has one customer */
  size_t row;
  Text what;          /* segment "guest" */
  Text expected, got; /* "regular", "newcomer" */
  TestRule *rules;
  size_t rule_count;
  const Text *fields; /* whose values are shown: of what has no comparisons */
  size_t field_count;
  json_t *answers; /* of the rules (explain/rule.h), and of the fields; test_explain's */
} TestFailure;

typedef struct TestVerdict {
  TestFailure *failures;
  size_t count, capacity;
} TestVerdict;

/* Beside what is expected, a test fails on what makes a run exit with 1: a mistake in a
 * rule, a broken guarantee, a customer in two segments of mode "unique", unless it is what
 * the test expects. False with the Error filled: the test names what is not there. */
bool test_judge(Arena *arena, const Trial *trial, TestVerdict *verdict, Error *error);

/* What each kind of expectation finds (test_expect.c, test_reason.c); texts are quoted and
 * joined. `found` is false where the policy has no such name: the Error is filled. */
typedef struct TestJudging {
  Arena *arena;
  const Trial *trial;
  const Expectation *expected;
  size_t row;
  TestFailure *failure; /* gets expected, got, rules, fields */
  bool good;            /* it came out as expected */
  Error *error;
} TestJudging;

bool test_expect(TestJudging *judging);
bool test_expect_reason(TestJudging *judging);

/* For messages: "a", "b"; `otherwise` when there is none. */
Text test_quoted(Arena *arena, const Text *texts, size_t count, const char *otherwise);
void test_show_rule(TestJudging *judging, Text name, const Function *function, Phrase because);
#endif
