/* What `helder test` found, and the forms in which it is told. The Arena owns all. */
#ifndef HELDER_COMMANDS_TEST_REPORT_H
#define HELDER_COMMANDS_TEST_REPORT_H
#include "commands/test_judge.h"

typedef struct TestResult {
  const Test *test;
  TestVerdict verdict; /* no failures: it passed */
} TestResult;

typedef struct TestedFile {
  const TestFile *file;
  TestResult *results; /* of the tests that were run */
  size_t count, failed;
} TestedFile;

typedef struct TestReport {
  TestedFile *files;
  size_t count;
} TestReport;

size_t test_report_run(const TestReport *report);
size_t test_report_failed(const TestReport *report);

void test_text(const TestReport *report, Buffer *out);

/* "expected "regular", got "guest"" with what it is about and of whom, on one line. */
void test_put_failure(Buffer *out, const TestFailure *failure);

/* Each rule that had a part in it. */
void test_put_answers(Buffer *out, const TestFailure *failure);
#endif
