#include <math.h>

#include "commands/test_report.h"
#include "commands/words.h"
#include "explain/why.h"
#include "policy/lines.h"

enum { NOTICED_LEAST = 95, LINE_MOST = 72 };

size_t test_report_run(const TestReport *report) {
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++)
    count += report->files[i].count;
  return count;
}

size_t test_report_failed(const TestReport *report) {
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++)
    count += report->files[i].failed;
  return count;
}

void test_put_failure(Buffer *out, const TestFailure *failure) {
  buffer_text(out, failure->what);
  if (failure->customer.length)
    buffer_format(out, " of %.*s", TEXT_ARGS(failure->customer));
  buffer_format(out, ": expected %.*s, got %.*s", TEXT_ARGS(failure->expected),
                TEXT_ARGS(failure->got));
}

void test_put_answers(Buffer *out, const TestFailure *failure) {
  size_t i;
  json_t *answer;
  json_array_foreach(failure->answers, i, answer) {
    const char *field = json_string_value(json_object_get(answer, "field"));
    if (field)
      buffer_format(out, "               %s = %s\n", field,
                    json_string_value(json_object_get(answer, "value")));
    else
      why_put_answer(answer, false, out);
  }
}

static void put_failed(Buffer *out, const TestResult *result) {
  buffer_format(out, "FAILED %.*s\n", TEXT_ARGS(result->test->name));
  for (size_t i = 0; i < result->verdict.count; i++) {
    const TestFailure *failure = &result->verdict.failures[i];
    words_place(out, failure->at);
    buffer_string(out, ": ");
    test_put_failure(out, failure);
    buffer_byte(out, '\n');
    test_put_answers(out, failure);
  }
  buffer_byte(out, '\n');
}

double test_report_noticed(const TestReport *report) {
  return report->threshold >= 0 ? report->threshold : NOTICED_LEAST;
}

static bool falls_short(const TestReport *report, const TestedPolicy *policy) {
  return (policy->run && policy->coverage &&
          coverage_percent(policy->coverage) < report->threshold) ||
         (policy->mutation && mutation_percent(policy->mutation) < test_report_noticed(report));
}

bool test_report_finding(const TestReport *report) {
  if (test_report_failed(report))
    return true;
  for (size_t i = 0; i < report->policy_count; i++)
    if (falls_short(report, &report->policies[i]))
      return true;
  return false;
}

static void put_coverage(const TestReport *report, const TestedPolicy *policy, Buffer *out) {
  const Coverage *coverage = policy->coverage;
  double percent = coverage_percent(coverage);
  buffer_format(out, "%s: %zu of %zu outcomes of its comparisons seen, %.1f %%", policy->path,
                coverage->seen, coverage->all, floor(percent * 10) / 10);
  if (percent < report->threshold)
    buffer_format(out, ", under %g %%", report->threshold);
  buffer_byte(out, '\n');
  for (size_t i = 0; i < coverage->count; i++) {
    const CoverageSpot *spot = &coverage->spots[i];
    const char *unseen = coverage_unseen(spot);
    if (!unseen)
      continue;
    buffer_string(out, "  ");
    words_place(out, spot->at);
    buffer_format(out, ": %s: %.*s   (%.*s)\n", unseen, TEXT_ARGS(spot->text),
                  TEXT_ARGS(spot->rule));
  }
}

static void put_count(Buffer *out, size_t count, const char *what, const char *rest) {
  if (count)
    buffer_format(out, ", %zu %s%s", count, what, rest);
}

/* The line that it stands in, shortened. */
static void put_line(Buffer *out, const TestedPolicy *policy, Position at) {
  Text line = policy_line(policy->policy, at.file, at.line);
  size_t width = 0, length = 0;
  while (length < line.length && (width < LINE_MOST || (line.bytes[length] & 0xC0) == 0x80))
    width += (line.bytes[length++] & 0xC0) != 0x80;
  buffer_format(out, "   in  %.*s%s\n", (int)length, line.bytes, length < line.length ? "…" : "");
}

/* Those in guarantees that no test breaks, or the others. */
static void put_unnoticed(const TestedPolicy *policy, bool unbroken, Buffer *out) {
  const Mutation *mutation = policy->mutation;
  for (size_t i = 0; i < mutation->count; i++) {
    const Mutant *mutant = &mutation->mutants[i];
    if (mutation->fates[i] != MUTANT_UNNOTICED || mutation_unbroken(mutation, i) != unbroken)
      continue;
    buffer_string(out, "  ");
    words_place(out, mutant->at);
    buffer_format(out, ": %.*s -> %.*s", TEXT_ARGS(mutant->before), TEXT_ARGS(mutant->after));
    put_line(out, policy, mutant->at);
  }
}

static void put_mutation(const TestReport *report, const TestedPolicy *policy, Buffer *out) {
  const Mutation *mutation = policy->mutation;
  double percent = mutation_percent(mutation), least = test_report_noticed(report);
  size_t all = mutation->noticed + mutation->unnoticed;
  buffer_format(out, "%s: %zu of %zu changes noticed by a test, %.1f %%", policy->path,
                mutation->noticed, all, floor(percent * 10) / 10);
  if (percent < least)
    buffer_format(out, ", under %g %%", least);
  put_count(out, mutation->same, mutation->same == 1 ? "is" : "are", " the same policy (proven)");
  buffer_byte(out, '\n');
  put_unnoticed(policy, false, out);
  if (mutation->unbroken)
    buffer_format(
        out,
        "  and %zu in what a guarantee holds that no test breaks; if no customer can break "
        "it, no test can notice,\n  else add one with guarantee = { [\"…\"] = \"broken\" }:\n",
        mutation->unbroken);
  put_unnoticed(policy, true, out);
}

void test_text(const TestReport *report, Buffer *out) {
  for (size_t i = 0; i < report->count; i++) {
    const TestedFile *file = &report->files[i];
    for (size_t k = 0; k < file->count; k++)
      if (file->results[k].verdict.count)
        put_failed(out, &file->results[k]);
    buffer_format(out, "%s: %zu passed, %zu failed\n", file->file->path, file->count - file->failed,
                  file->failed);
  }
  for (size_t i = 0; i < report->policy_count; i++)
    if (report->policies[i].coverage && report->policies[i].run)
      put_coverage(report, &report->policies[i], out);
  for (size_t i = 0; i < report->policy_count; i++)
    if (report->policies[i].mutation)
      put_mutation(report, &report->policies[i], out);
    else if (report->mutated)
      buffer_format(out, "%s: no changes were tried, because %s\n", report->policies[i].path,
                    report->policies[i].run ? "a test fails" : "none of its tests was run");
}
