/* Tests: what a test file declares (scripts/tests.lua), as plain C data.
 *
 * A test file stands beside the policy it is about: policy_test.lua beside policy.lua.
 * It runs in the same jail as a policy does; this process never executes it. The Arena
 * given to tests_load owns everything. Costs a short-lived worker, some milliseconds. */
#ifndef HELDER_POLICY_TESTS_H
#define HELDER_POLICY_TESTS_H
#include "policy/policy.h"

/* One value of a customer or an event; VALUE_MISSING where the test says `none`. */
typedef struct TestCell {
  Text name;
  Value value; /* texts that are days are texts here */
  Position at;
} TestCell;

typedef struct TestRow {
  Position at;
  TestCell *cells;
  size_t cell_count;
} TestRow;

typedef struct TestEvents {
  Text table;
  Position at;
  TestRow *rows;
  size_t row_count;
} TestEvents;

typedef enum ExpectKind {
  EXPECT_SEGMENT,   /* name: a segmentation; texts: its segments, none: in none */
  EXPECT_SCORE,     /* name: a segmentation; value: the sum of its points */
  EXPECT_EXCLUDED,  /* texts: all exclusions that say yes */
  EXPECT_UNDECIDED, /* texts: all rules that could not decide, as the log names them */
  EXPECT_SELECTION, /* name: a selection; texts[0]: the state */
  EXPECT_GUARANTEE, /* name: a guarantee; texts[0]: "held", "broken", "not asked", "unknown" */
  EXPECT_ATTRIBUTE, /* name: an attribute or field; value */
  EXPECT_REASON     /* name: a segmentation, exclusion or selection; phrase: a part of it */
} ExpectKind;

typedef struct Expectation {
  ExpectKind kind;
  Text name;
  Position at;
  Text *texts;
  size_t text_count;
  Value value;
  Phrase phrase; /* a language that is not asked for is empty */
} Expectation;

typedef struct TestCustomer {
  Position at;
  TestCell *given;
  size_t given_count;
  TestEvents *events;
  size_t event_count;
  Expectation *expected;
  size_t expected_count;
} TestCustomer;

typedef struct Test {
  Text name; /* a case is "NAME / its own name" */
  Position at;
  int32_t as_of;
  TestCustomer *customers; /* at least one */
  size_t customer_count;
} Test;

typedef struct TestFile {
  const char *path;
  const char *policy; /* the policy beside it: as policy_load takes it */
  Test *tests;
  size_t test_count;
} TestFile;

/* Whether a file of this name is a test file: it ends with _test.lua. */
bool tests_is_file(const char *path);

/* The policy that a test file is about: ages.lua beside ages_test.lua, else policy.lua. */
const char *tests_policy(Arena *arena, const char *path);

/* NULL with the Error filled: file, line, column. */
TestFile *tests_load(Arena *arena, const char *path, JailLimits limits, Error *error);

/* "segment", "score", …: as test files write it. */
const char *expect_kind_name(ExpectKind kind);
#endif
