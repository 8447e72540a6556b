#include "commands/command.h"
#include "commands/run_progress.h"
#include "commands/test_explain.h"
#include "commands/test_find.h"
#include "commands/test_options.h"
#include "commands/test_report.h"

static const char usage[] =
    "helder test [PATH…] [--run NAME] [--coverage] [--mutate] [--threshold N]\n"
    "                     [--format text|junit|tap] [--json]\n"
    "\n"
    "Tries a policy on customers that you make up: each test gives values and says what must\n"
    "come out. A test that fails shows the comparisons with those values (rules/TESTING.md).\n"
    "\n"
    "  PATH…          test files (policy_test.lua), policies, or folders; default: below this one\n"
    "  --run NAME     only tests whose name holds this text; with * or ? a pattern of all of it\n"
    "  --coverage     which comparisons no test has seen say yes, or no\n"
    "  --mutate       change each number, comparison and connective of the policy once: which\n"
    "                 changes does no test notice?\n"
    "  --threshold N  exit with 1 when less than this percentage was seen (there is none unless\n"
    "                 it is given), or of the changes noticed (95 unless it is given)\n"
    "  --format FORM  text; junit: XML that most CI systems read; tap: Test Anything Protocol\n"
    "  --json         one stable document\n"
    "\n"
    "Exit: 0 all tests passed; 1 one failed, or too little was seen or noticed;\n"
    "2 a test file or its policy could not be read.\n";

/* All that one call of the command is about. */
typedef struct Testing {
  Arena *arena;
  const TestOptions *options;
  TestReport *report;
  Error *error;
} Testing;

/* A policy under test, as of each day that tests ask for: dated numbers change. */
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

/* The one of this path; a new one where there is none yet. */
static TestedPolicy *policy_of(const Testing *testing, const char *path) {
  TestReport *report = testing->report;
  for (size_t i = 0; i < report->policy_count; i++)
    if (strcmp(report->policies[i].path, path) == 0)
      return &report->policies[i];
  TestedPolicy *policy = &report->policies[report->policy_count++];
  policy->path = path;
  if (testing->options->coverage)
    policy->coverage = coverage_make(testing->arena);
  return policy;
}

static bool try_one(const Testing *testing, Policy *policy, Coverage *coverage,
                    TestResult *result) {
  Trial trial;
  Error *error = testing->error;
  TrialInput input = {
      .policy = policy, .test = result->test, .ask = coverage ? coverage_ask : policy_ask};
  bool good = trial_run(testing->arena, &input, &trial, error) &&
              test_judge(testing->arena, &trial, &result->verdict, error);
  for (size_t i = 0; good && i < result->verdict.count; i++)
    good = test_explain(testing->arena, policy, &trial, &result->verdict.failures[i], error);
  if (good && coverage)
    good = coverage_add(coverage, &trial, error);
  trial_drop(&trial);
  return good;
}

static bool test_file(const Testing *testing, const char *path, TestedFile *tested) {
  Arena *arena = testing->arena;
  JailLimits limits = jail_limits_default();
  limits.seconds *= 10; /* a file of tests may make up thousands of customers */
  const TestFile *file = tests_load(arena, path, limits, testing->error);
  if (!file)
    return false;
  Dated dated = {0};
  TestedPolicy *about = policy_of(testing, file->policy);
  *tested = (TestedFile){.file = file};
  tested->results = arena_array(arena, file->test_count, sizeof *tested->results);
  for (size_t i = 0; i < file->test_count; i++) {
    if (!test_options_mean(testing->options, file->tests[i].name))
      continue;
    TestResult *result = &tested->results[tested->count++];
    result->test = &file->tests[i];
    Policy *policy = policy_on(arena, &dated, file->policy, result->test->as_of, testing->error);
    if (!policy || !try_one(testing, policy, about->coverage, result))
      return false;
    tested->failed += result->verdict.count > 0;
  }
  about->run += tested->count;
  return true;
}

/* All tests that were run of one policy; *passed: none failed. */
static const Test **tests_of(const Testing *testing, const TestedPolicy *about, size_t *count,
                             bool *passed) {
  const TestReport *report = testing->report;
  const Test **tests = arena_array(testing->arena, test_report_run(report), sizeof *tests);
  *count = 0;
  *passed = true;
  for (size_t i = 0; i < report->count; i++) {
    const TestedFile *file = &report->files[i];
    if (strcmp(file->file->policy, about->path) != 0)
      continue;
    for (size_t k = 0; k < file->count; k++)
      tests[(*count)++] = file->results[k].test;
    *passed = *passed && file->failed == 0;
  }
  return tests;
}

/* Changes say nothing where a test fails anyway. */
static bool mutate_one(const Testing *testing, TestedPolicy *about) {
  size_t count;
  bool passed;
  const Test **tests = tests_of(testing, about, &count, &passed);
  if (!passed || count == 0)
    return true;
  about->policy = policy_load(testing->arena, about->path, tests[0]->as_of, jail_limits_default(),
                              testing->error);
  if (about->policy)
    about->mutation = mutate(testing->arena, about->policy, tests, count, testing->error);
  return about->mutation != NULL;
}

static bool test_all(const Testing *testing) {
  const TestOptions *options = testing->options;
  TestReport *report = testing->report;
  const char **files = test_find(testing->arena, options->paths, options->path_count,
                                 &report->count, testing->error);
  if (!files)
    return false;
  report->threshold = options->threshold;
  report->mutated = options->mutate;
  report->files = arena_array(testing->arena, report->count, sizeof *report->files);
  report->policies = arena_array(testing->arena, report->count, sizeof *report->policies);
  for (size_t i = 0; i < report->count; i++)
    if (!test_file(testing, files[i], &report->files[i]))
      return false;
  for (size_t i = 0; i < report->policy_count; i++)
    if (report->policies[i].coverage)
      coverage_finish(report->policies[i].coverage);
  for (size_t i = 0; options->mutate && i < report->policy_count; i++)
    if (!mutate_one(testing, &report->policies[i]))
      return false;
  if (options->run && test_report_run(report) == 0)
    return error_set(testing->error, ERROR_USAGE, "no test has a name like \"%s\"", options->run);
  return true;
}

static int test(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "testing");
  TestOptions options;
  TestReport report = {0};
  int code = 0;
  Testing testing = {arena, &options, &report, error};
  if (test_options_read(arena, argc, argv, &options, error) && test_all(&testing)) {
    static void (*const tell[])(const TestReport *, Buffer *) = {[TEST_TEXT] = test_text,
                                                                 [TEST_JSON] = test_json,
                                                                 [TEST_JUNIT] = test_junit,
                                                                 [TEST_TAP] = test_tap};
    tell[options.form](&report, out);
    code = test_report_finding(&report);
  }
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_test = {"test", "tries a policy on customers that you make up", usage, test};
