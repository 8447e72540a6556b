#include "commands/command.h"
#include "commands/test_explain.h"
#include "commands/test_find.h"
#include "commands/test_options.h"
#include "commands/test_report.h"

static const char usage[] =
    "helder test [PATH…] [--run NAME]\n"
    "\n"
    "Tries a policy on customers that you make up: each test gives values and says what must\n"
    "come out. A test that fails shows the comparisons with those values (rules/TESTING.md).\n"
    "\n"
    "  PATH…          test files (policy_test.lua), policies, or folders; default: below this one\n"
    "  --run NAME     only tests whose name holds this text; with * or ? a pattern of all of it\n"
    "\n"
    "Exit: 0 all tests passed; 1 one failed; 2 a test file or its policy could not be read.\n";

/* The policy under test, as of each day that tests ask for: dated numbers change. */
typedef struct Dated {
  Policy **policies;
  size_t count;
} Dated;

static Policy *policy_on(Arena *arena, Dated *dated, const char *path, int32_t as_of,
                         Error *error) {
  for (size_t i = 0; i < dated->count; i++)
    if (dated->policies[i]->as_of == as_of)
      return dated->policies[i];
  Policy *policy = policy_load(arena, path, as_of, jail_limits_default(), error);
  Policy **policies = arena_array(arena, dated->count + 1, sizeof *policies);
  if (dated->count)
    memcpy(policies, dated->policies, dated->count * sizeof *policies);
  dated->policies = policies;
  if (policy)
    dated->policies[dated->count++] = policy;
  return policy;
}

static bool try_one(Arena *arena, Policy *policy, TestResult *result, Error *error) {
  Trial trial;
  bool good = trial_run(arena, policy, result->test, &trial, error) &&
              test_judge(arena, &trial, &result->verdict, error);
  for (size_t i = 0; good && i < result->verdict.count; i++)
    good = test_explain(arena, policy, &trial, &result->verdict.failures[i], error);
  trial_drop(&trial);
  return good;
}

static bool test_file(Arena *arena, const TestOptions *options, const char *path,
                      TestedFile *tested, Error *error) {
  const TestFile *file = tests_load(arena, path, jail_limits_default(), error);
  if (!file)
    return false;
  Dated dated = {0};
  *tested = (TestedFile){.file = file};
  tested->results = arena_array(arena, file->test_count, sizeof *tested->results);
  for (size_t i = 0; i < file->test_count; i++) {
    if (!test_options_mean(options, file->tests[i].name))
      continue;
    TestResult *result = &tested->results[tested->count++];
    result->test = &file->tests[i];
    Policy *policy = policy_on(arena, &dated, file->policy, result->test->as_of, error);
    if (!policy || !try_one(arena, policy, result, error))
      return false;
    tested->failed += result->verdict.count > 0;
  }
  return true;
}

static bool test_all(Arena *arena, const TestOptions *options, TestReport *report, Error *error) {
  const char **files = test_find(arena, options->paths, options->path_count, &report->count, error);
  if (!files)
    return false;
  report->files = arena_array(arena, report->count, sizeof *report->files);
  for (size_t i = 0; i < report->count; i++)
    if (!test_file(arena, options, files[i], &report->files[i], error))
      return false;
  if (options->run && test_report_run(report) == 0)
    return error_set(error, ERROR_USAGE, "no test has a name like \"%s\"", options->run);
  return true;
}

static int test(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  TestOptions options;
  TestReport report = {0};
  int code = 0;
  if (test_options_read(arena, argc, argv, &options, error) &&
      test_all(arena, &options, &report, error)) {
    test_text(&report, out);
    code = test_report_failed(&report) > 0;
  }
  arena_drop(arena);
  return code;
}

const Command command_test = {"test", "tries a policy on customers that you make up", usage, test};
