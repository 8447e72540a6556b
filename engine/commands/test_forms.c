/* The forms of `helder test` for machines: JSON, JUnit's XML, TAP. */
#include "commands/test_report.h"
#include "explain/rule.h"
#include "explain/why.h"

/* --- JSON ------------------------------------------------------------------------ */

static void set_place(json_t *object, Position at) {
  json_object_set_new(object, "file", rule_text(at.file));
  json_object_set_new(object, "line", json_integer(at.line));
  if (at.column > 0)
    json_object_set_new(object, "column", json_integer(at.column));
}

static json_t *failure_json(const TestFailure *failure) {
  json_t *object = json_object();
  set_place(object, failure->at);
  if (failure->customer.length)
    json_object_set_new(object, "customer", rule_text(failure->customer));
  json_object_set_new(object, "what", rule_text(failure->what));
  json_object_set_new(object, "expected", rule_text(failure->expected));
  json_object_set_new(object, "got", rule_text(failure->got));
  json_object_set(object, "because", failure->answers);
  return object;
}

static json_t *result_json(const TestResult *result) {
  json_t *object = json_object(), *failures = json_array();
  json_object_set_new(object, "name", rule_text(result->test->name));
  json_object_set_new(object, "passed", json_boolean(result->verdict.count == 0));
  set_place(object, result->test->at);
  for (size_t i = 0; i < result->verdict.count; i++)
    json_array_append_new(failures, failure_json(&result->verdict.failures[i]));
  json_object_set_new(object, "failures", failures);
  return object;
}

static json_t *file_json(const TestedFile *file) {
  json_t *object = json_object(), *tests = json_array();
  json_object_set_new(object, "file", json_string(file->file->path));
  json_object_set_new(object, "policy", json_string(file->file->policy));
  json_object_set_new(object, "passed", json_integer((json_int_t)(file->count - file->failed)));
  json_object_set_new(object, "failed", json_integer((json_int_t)file->failed));
  for (size_t i = 0; i < file->count; i++)
    json_array_append_new(tests, result_json(&file->results[i]));
  json_object_set_new(object, "tests", tests);
  return object;
}

static json_t *coverage_json(const Coverage *coverage) {
  json_t *object = json_object(), *list = json_array();
  json_object_set_new(object, "outcomes", json_integer((json_int_t)coverage->all));
  json_object_set_new(object, "seen", json_integer((json_int_t)coverage->seen));
  json_object_set_new(object, "percent", rule_number(coverage_percent(coverage)));
  for (size_t i = 0; i < coverage->count; i++) {
    const CoverageSpot *spot = &coverage->spots[i];
    const char *unseen = coverage_unseen(spot);
    if (!unseen)
      continue;
    json_t *item = json_object();
    set_place(item, spot->at);
    json_object_set_new(item, "rule", rule_text(spot->rule));
    json_object_set_new(item, spot->is_line ? "source" : "comparison", rule_text(spot->text));
    json_object_set_new(item, "unseen", json_string(unseen));
    json_array_append_new(list, item);
  }
  json_object_set_new(object, "unseen", list);
  return object;
}

static json_t *mutation_json(const TestReport *report, const Mutation *mutation) {
  if (!mutation)
    return json_null();
  json_t *object = json_object(), *list = json_array();
  size_t all = mutation->noticed + mutation->unnoticed;
  json_object_set_new(object, "changes", json_integer((json_int_t)all));
  json_object_set_new(object, "noticed", json_integer((json_int_t)mutation->noticed));
  json_object_set_new(object, "same", json_integer((json_int_t)mutation->same));
  json_object_set_new(object, "unbroken", json_integer((json_int_t)mutation->unbroken));
  json_object_set_new(object, "percent", rule_number(mutation_percent(mutation)));
  json_object_set_new(object, "least", rule_number(test_report_noticed(report)));
  for (size_t i = 0; i < mutation->count; i++) {
    if (mutation->fates[i] != MUTANT_UNNOTICED)
      continue;
    json_t *item = json_object();
    set_place(item, mutation->mutants[i].at);
    json_object_set_new(item, "before", rule_text(mutation->mutants[i].before));
    json_object_set_new(item, "after", rule_text(mutation->mutants[i].after));
    if (mutation_unbroken(mutation, i))
      json_object_set_new(item, "unbroken", rule_text(mutation->mutants[i].promise));
    json_array_append_new(list, item);
  }
  json_object_set_new(object, "unnoticed", list);
  return object;
}

void test_json(const TestReport *report, Buffer *out) {
  json_t *document = json_object(), *files = json_array(), *policies = json_array();
  size_t run = test_report_run(report), failed = test_report_failed(report);
  json_object_set_new(document, "passed", json_integer((json_int_t)(run - failed)));
  json_object_set_new(document, "failed", json_integer((json_int_t)failed));
  json_object_set_new(document, "finding", json_boolean(test_report_finding(report)));
  for (size_t i = 0; i < report->count; i++)
    json_array_append_new(files, file_json(&report->files[i]));
  json_object_set_new(document, "files", files);
  for (size_t i = 0; i < report->policy_count; i++) {
    const TestedPolicy *policy = &report->policies[i];
    json_t *object = json_object();
    json_object_set_new(object, "policy", json_string(policy->path));
    if (policy->coverage && policy->run)
      json_object_set_new(object, "coverage", coverage_json(policy->coverage));
    if (report->mutated) /* null: none were tried */
      json_object_set_new(object, "mutation", mutation_json(report, policy->mutation));
    json_array_append_new(policies, object);
  }
  json_object_set_new(document, "policies", policies);
  why_json(document, out);
  json_decref(document);
}

/* --- JUnit ----------------------------------------------------------------------- */

/* As an attribute's value or as text; control characters that XML 1.0 has no place for
 * become spaces. */
static void put_xml(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    switch (byte) {
    case '&':
      buffer_string(out, "&amp;");
      break;
    case '<':
      buffer_string(out, "&lt;");
      break;
    case '>':
      buffer_string(out, "&gt;");
      break;
    case '"':
      buffer_string(out, "&quot;");
      break;
    default:
      buffer_byte(out, (unsigned char)byte < ' ' && byte != '\n' ? ' ' : byte);
    }
  }
}

static void put_attribute(Buffer *out, const char *name, Text text) {
  buffer_format(out, " %s=\"", name);
  put_xml(out, text);
  buffer_byte(out, '"');
}

static void put_case(Buffer *out, const TestedFile *file, const TestResult *result) {
  buffer_string(out, "    <testcase");
  put_attribute(out, "classname", text_of(file->file->policy));
  put_attribute(out, "name", result->test->name);
  put_attribute(out, "file", result->test->at.file);
  buffer_format(out, " line=\"%d\"", result->test->at.line);
  buffer_string(out, result->verdict.count ? ">\n" : "/>\n");
  for (size_t i = 0; i < result->verdict.count; i++) {
    const TestFailure *failure = &result->verdict.failures[i];
    Buffer message = {0}, grounds = {0};
    test_put_failure(&message, failure);
    test_put_answers(&grounds, failure);
    buffer_string(out, "      <failure");
    put_attribute(out, "message", buffer_view(&message));
    buffer_byte(out, '>');
    buffer_format(out, "%.*s:%d\n", TEXT_ARGS(failure->at.file), failure->at.line);
    put_xml(out, buffer_view(&grounds));
    buffer_string(out, "</failure>\n");
    buffer_free(&message);
    buffer_free(&grounds);
  }
  if (result->verdict.count)
    buffer_string(out, "    </testcase>\n");
}

void test_junit(const TestReport *report, Buffer *out) {
  buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  buffer_format(out, "<testsuites tests=\"%zu\" failures=\"%zu\">\n", test_report_run(report),
                test_report_failed(report));
  for (size_t i = 0; i < report->count; i++) {
    const TestedFile *file = &report->files[i];
    buffer_string(out, "  <testsuite");
    put_attribute(out, "name", text_of(file->file->path));
    buffer_format(out, " tests=\"%zu\" failures=\"%zu\">\n", file->count, file->failed);
    for (size_t k = 0; k < file->count; k++)
      put_case(out, file, &file->results[k]);
    buffer_string(out, "  </testsuite>\n");
  }
  buffer_string(out, "</testsuites>\n");
}

/* --- TAP ------------------------------------------------------------------------- */

/* A # begins a directive in TAP; a line has no line break. */
static void put_description(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '#' || text.bytes[i] == '\\')
      buffer_byte(out, '\\');
    buffer_byte(out, text.bytes[i] == '\n' ? ' ' : text.bytes[i]);
  }
}

/* Each line as a comment, which any reader of TAP shows. */
static void put_comment(Buffer *out, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (i == 0 || text.bytes[i - 1] == '\n')
      buffer_string(out, "# ");
    buffer_byte(out, text.bytes[i]);
  }
}

static void put_why(Buffer *out, const TestResult *result) {
  for (size_t i = 0; i < result->verdict.count; i++) {
    const TestFailure *failure = &result->verdict.failures[i];
    Buffer text = {0};
    buffer_format(&text, "%.*s:%d: ", TEXT_ARGS(failure->at.file), failure->at.line);
    test_put_failure(&text, failure);
    buffer_byte(&text, '\n');
    test_put_answers(&text, failure);
    put_comment(out, buffer_view(&text));
    buffer_free(&text);
  }
}

void test_tap(const TestReport *report, Buffer *out) {
  size_t number = 0;
  buffer_format(out, "TAP version 14\n1..%zu\n", test_report_run(report));
  for (size_t i = 0; i < report->count; i++)
    for (size_t k = 0; k < report->files[i].count; k++) {
      const TestResult *result = &report->files[i].results[k];
      buffer_format(out, "%s %zu - ", result->verdict.count ? "not ok" : "ok", ++number);
      put_description(out, text_of(report->files[i].file->policy));
      buffer_string(out, ": ");
      put_description(out, result->test->name);
      buffer_byte(out, '\n');
      put_why(out, result);
    }
}
