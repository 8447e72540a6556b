#include "base/date.h"
#include "base/file.h"
#include "commands/command.h"
#include "commands/members.h"
#include "commands/run_progress.h"
#include "commands/sensitive.h"
#include "log/manifest.h"
#include "log/run_policy.h"
#include "policy/reads.h"

static const char usage[] =
    "helder report [POLICY|RUN] --sensitive [--json]\n"
    "\n"
    "Which rule reads which sensitive field, itself or through an attribute, and which reasons\n"
    "tell one. Of a run: of the policy as it ran, and what was masked. Without a path: the\n"
    "newest run under runs/.\n"
    "\n"
    "  --sensitive  fields = { birth_year = { sensitive = true } }, and who reads them\n"
    "  --json       one stable document: policy, as_of, sensitive, unread, masked\n"
    "\n"
    "Exit: 0 told; 2 there is no such policy or run.\n";

typedef struct Options {
  const char *path;
  bool sensitive, json;
} Options;

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--sensitive") == 0)
      options->sensitive = true;
    else if (strcmp(argv[i], "--json") == 0)
      options->json = true;
    else if (argv[i][0] == '-' && argv[i][1] == '-')
      return error_set(error, ERROR_USAGE, "report does not know the option \"%s\"", argv[i]);
    else if (options->path)
      return error_set(error, ERROR_USAGE, "report takes one path, found \"%s\" and \"%s\"",
                       options->path, argv[i]);
    else
      options->path = argv[i];
  }
  if (options->sensitive)
    return true;
  error_set(error, ERROR_USAGE, "report on what?");
  return error_hint(error, "helder report rules/spa --sensitive tells who reads sensitive fields");
}

typedef struct Subject {
  Arena *arena;
  const Policy *policy;
  const Run *run; /* NULL: the policy as it is now */
  Mask mask;
} Subject;

static void put_text(const Subject *subject, Buffer *out) {
  const Policy *policy = subject->policy;
  Text *fields;
  size_t before, sensitive = reads_sensitive_fields(subject->arena, policy, &fields);
  buffer_format(out, "%.*s%s%.*s: %zu sensitive field%s\n", TEXT_ARGS(policy->name),
                policy->version.length ? ", version " : "", TEXT_ARGS(policy->version), sensitive,
                sensitive == 1 ? "" : "s");
  before = out->length;
  sensitive_text(subject->arena, policy, out);
  sensitive_unread_text(subject->arena, policy, out);
  if (out->length == before)
    buffer_string(out, "  none: fields = { birth_year = { sensitive = true } } marks one\n");
  sensitive_masked_text(subject->arena, policy, &subject->mask, out);
}

static void put_json(const Subject *subject, Buffer *out) {
  const Policy *policy = subject->policy;
  Buffer document = {0};
  buffer_byte(&document, '{');
  member_open(&document, "policy", '{');
  member_text(&document, "name", policy->name);
  member_text(&document, "version", policy->version);
  buffer_byte(&document, '}');
  if (subject->run)
    member_text(&document, "run", text_of(subject->run->folder));
  member_day(&document, "as_of", policy->as_of);
  sensitive_member(subject->arena, policy, &document);
  sensitive_unread_member(subject->arena, policy, &document);
  sensitive_masked_member(&subject->mask, &document);
  buffer_byte(&document, '}');
  json_indent(out, buffer_view(&document));
  buffer_byte(out, '\n');
  buffer_free(&document);
}

static void tell(const Subject *subject, const Options *options, Buffer *out) {
  (options->json ? put_json : put_text)(subject, out);
}

static void report_run(Arena *arena, const Options *options, Buffer *out, Error *error) {
  Run *run = run_open(arena, options->path, error);
  Subject subject = {.arena = arena, .run = run};
  if (run)
    subject.policy = run_policy(arena, run, error);
  if (subject.policy) {
    subject.mask = run_mask(arena, run);
    tell(&subject, options, out);
  }
  run_close(run);
}

static void report_policy(Arena *arena, const Options *options, Buffer *out, Error *error) {
  Subject subject = {.arena = arena};
  subject.policy = policy_load(arena, options->path, date_today(), jail_limits_default(), error);
  if (subject.policy)
    tell(&subject, options, out);
}

static bool is_run(Arena *arena, const char *path) {
  return !path || file_exists(file_join(arena, path, "manifest.json"));
}

static int report(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "reporting");
  if (is_run(arena, options.path))
    report_run(arena, &options, out, error);
  else
    report_policy(arena, &options, out, error);
  run_progress_end(&progress);
  arena_drop(arena);
  return 0;
}

const Command command_report = {"report", "which rules read which sensitive fields", usage, report};
