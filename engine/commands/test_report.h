/* What `helder test` found, and the forms in which it is told. The Arena owns all. */
#ifndef HELDER_COMMANDS_TEST_REPORT_H
#define HELDER_COMMANDS_TEST_REPORT_H
#include "commands/coverage.h"
#include "commands/mutate.h"
#include "commands/test_judge.h"

typedef enum TestForm { TEST_TEXT, TEST_JSON, TEST_JUNIT, TEST_TAP } TestForm;

typedef struct TestResult {
  const Test *test;
  TestVerdict verdict; /* no failures: it passed */
} TestResult;

typedef struct TestedPolicy {
  const char *path;
  size_t run;               /* tests of it; without one nothing is told of it */
  Coverage *coverage;       /* NULL: not asked for */
  const Mutation *mutation; /* NULL: not asked for, or a test failed */
  const Policy *policy;     /* of the mutation: its lines */
} TestedPolicy;

typedef struct TestedFile {
  const TestFile *file;
  TestResult *results; /* of the tests that were run */
  size_t count, failed;
} TestedFile;

typedef struct TestReport {
  TestedFile *files;
  size_t count;
  TestedPolicy *policies; /* that the files are about, each once */
  size_t policy_count;
  bool mutated;     /* asked for */
  double threshold; /* percent that must be seen, or noticed; negative: none was given */
} TestReport;

size_t test_report_run(const TestReport *report);
size_t test_report_failed(const TestReport *report);

/* How many of the changes must be noticed, in percent. */
double test_report_noticed(const TestReport *report);

/* Anything that the exit code must tell. */
bool test_report_finding(const TestReport *report);

void test_text(const TestReport *report, Buffer *out);
void test_json(const TestReport *report, Buffer *out);
void test_junit(const TestReport *report, Buffer *out); /* XML as JUnit writes it */
void test_tap(const TestReport *report, Buffer *out);   /* Test Anything Protocol 14 */

/* "expected "regular", got "guest"" with what it is about and of whom, on one line. */
void test_put_failure(Buffer *out, const TestFailure *failure);

/* Each rule that had a part in it. */
void test_put_answers(Buffer *out, const TestFailure *failure);
#endif
