#include "decide/check.h"
#include "commands/run_progress.h"
#include "commands/words.h"

#include <unistd.h>

#include "base/date.h"
#include "commands/check_report.h"
#include "commands/command.h"
#include "commands/run_data.h"
#include "commands/run_events.h"

static const char usage[] =
    "helder check POLICY… [--data DIR|FILE] [--as-of DATE] [--format text|github|sarif]\n"
    "                   [--json] [--trees]\n"
    "\n"
    "What is wrong with a policy, before it decides about anyone: unknown fields, comparisons\n"
    "that make no sense, rules that can never fire, rules nobody can reach, and more; each with\n"
    "its place, and whether it is proven or so on this data (engine/decide/CHECKS.md).\n"
    "\n"
    "  POLICY…           policy files, or folders that hold policy.lua\n"
    "  --data DIR|FILE   a folder with <customers>.csv, or that file; default: the policy's data\n"
    "  --as-of DATE      the day that dated numbers hold on, like 2026-11-21; default: today\n"
    "  --format FORM     text; github: annotations of a workflow; sarif: SARIF 2.1.0\n"
    "  --json            one stable document\n"
    "  --trees           each rule as the engine understood it, or what keeps it with the Lua\n"
    "                    machine (with text and --json)\n"
    "\n"
    "Exit: 0 nothing, or notes only; 1 a warning or an error; 2 a policy or its data could not\n"
    "be read (the others are checked all the same).\n";

enum { THREADS = 2 };

typedef struct Options {
  const char **policies;
  size_t policy_count;
  const char *data;
  int32_t as_of;
  CheckForm form;
  bool trees;
  RunProgress *progress;
} Options;

/* --- the command line ------------------------------------------------------------- */

static bool read_form(const char *word, Options *options, Error *error) {
  static const char *const names[] = {[CHECK_TEXT] = "text",
                                      [CHECK_JSON] = "json",
                                      [CHECK_GITHUB] = "github",
                                      [CHECK_SARIF] = "sarif"};
  for (int form = CHECK_TEXT; form <= CHECK_SARIF; form++) {
    if (strcmp(word, names[form]) != 0)
      continue;
    options->form = (CheckForm)form;
    return true;
  }
  return error_set(error, ERROR_USAGE, "--format takes text, json, github or sarif, found \"%s\"",
                   word);
}

static bool unknown_option(const char *word, Error *error) {
  const Text names[] = {TEXT("--data"), TEXT("--as-of"), TEXT("--format"), TEXT("--json"),
                        TEXT("--trees")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "check does not know the option \"%s\"", word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

/* One option and its value; *at stays on the last word used. */
static bool read_option(char **argv, int *at, Options *options, Error *error) {
  const char *word = argv[*at];
  if (strcmp(word, "--json") == 0)
    return read_form("json", options, error);
  if (strcmp(word, "--trees") == 0)
    return options->trees = true;
  bool data = strcmp(word, "--data") == 0, day = strcmp(word, "--as-of") == 0;
  if (!data && !day && strcmp(word, "--format") != 0)
    return unknown_option(word, error);
  const char *value = argv[++*at];
  if (!value || *value == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (data)
    options->data = value;
  return data ||
         (day ? words_day(value, &options->as_of, error) : read_form(value, options, error));
}

static bool read_options(Arena *arena, int argc, char **argv, Options *options, Error *error) {
  *options = (Options){.as_of = date_today()};
  options->policies = arena_array(arena, (size_t)argc, sizeof *options->policies);
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-' || argv[i][1] == '\0')
      options->policies[options->policy_count++] = argv[i];
    else if (!read_option(argv, &i, options, error))
      return false;
  }
  if (options->trees && (options->form == CHECK_GITHUB || options->form == CHECK_SARIF))
    return error_set(error, ERROR_USAGE, "--trees goes with text and --json only");
  if (options->policy_count)
    return true;
  error_set(error, ERROR_USAGE, "which policy? Give the policy file");
  return error_hint(error, "like: helder check rules/spa/policy.lua");
}

/* --- checking --------------------------------------------------------------------- */

/* What is the user's to mend becomes a finding; the rest ends the command. */
static bool is_finding(const Error *error) {
  return error->kind == ERROR_INPUT || error->kind == ERROR_RULE;
}

static bool broken(CheckedPolicy *checked, const char *id, Error *error) {
  Position at = {text_of(checked->path), 0, 0};
  if (!is_finding(error) && error->kind != ERROR_SYSTEM)
    return false;
  findings_add_error(&checked->findings, id, error, at);
  checked->findings.list[checked->findings.count - 1].proven = !checked->policy;
  error->kind = ERROR_NONE;
  return checked->broken = true;
}

static bool check_table(Arena *arena, CheckedPolicy *checked, Policy *policy, Table *table,
                        Error *error) {
  Table **sides = NULL;
  RunEvents asked = {.policy = policy, .customers = table, .threads = THREADS};
  if (table && !(sides = run_events_tables(arena, &asked, error)))
    return broken(checked, "broken-data", error);
  CheckInput input = {.policy = policy,
                      .table = table,
                      .sides = sides,
                      .limits = jail_limits_default(),
                      .threads = THREADS,
                      .ask = policy_ask,
                      .drop = answers_drop};
  checked->rows = table ? table->rows : 0;
  return check_policy(&input, &checked->findings, error) || broken(checked, "rule-fails", error);
}

/* False with the Error filled: nothing can be told. */
static bool check_one(Arena *arena, const Options *options, CheckedPolicy *checked, Error *error) {
  Policy *policy = policy_load(arena, checked->path, options->as_of, jail_limits_default(), error);
  if (!policy)
    return broken(checked, "broken-policy", error);
  checked->policy = policy;
  if (!options->data && !policy->data.length)
    return check_table(arena, checked, policy, NULL, error);
  checked->data = run_data_path(arena, options->data, policy, error);
  if (!checked->data)
    return broken(checked, "broken-data", error);
  ReadOptions read = policy->read;
  read.threads = THREADS;
  read.progress = run_progress_read(options->progress, "reading");
  read.progress_context = options->progress;
  Table *table = table_read(checked->data, &read, error);
  run_progress_say(options->progress, "checking");
  bool good = table ? check_table(arena, checked, policy, table, error)
                    : broken(checked, "broken-data", error);
  table_drop(table);
  return good;
}

static bool tell(const CheckReport *report, CheckForm form, Buffer *out, Error *error) {
  if (form == CHECK_JSON)
    return check_json(report, out, error);
  if (form == CHECK_GITHUB)
    check_github(report, out);
  else if (form == CHECK_SARIF)
    check_sarif(report, out);
  else
    check_text(report, out);
  return form != CHECK_TEXT || !report->trees || check_trees_text(report, out, error);
}

/* Something could not be read: the findings are told, and main that it was so. */
static void say_broken(const CheckReport *report, Error *error) {
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++)
    count += report->policies[i].broken;
  if (count)
    error_set(error, ERROR_INPUT, "%zu of %zu %s could not be checked; the finding says why", count,
              report->count, report->count == 1 ? "policy" : "policies");
}

static int check_all(Arena *arena, const Options *options, Buffer *out, Error *error) {
  CheckReport report = {.arena = arena,
                        .count = options->policy_count,
                        .as_of = options->as_of,
                        .trees = options->trees};
  report.policies = arena_array(arena, report.count, sizeof *report.policies);
  for (size_t i = 0; i < report.count; i++) {
    report.policies[i] =
        (CheckedPolicy){.path = options->policies[i], .findings = {.arena = arena}};
    if (!check_one(arena, options, &report.policies[i], error))
      return 0;
  }
  if (!tell(&report, options->form, out, error))
    return 0;
  say_broken(&report, error);
  return check_count(&report, CHECK_WARNING) + check_count(&report, CHECK_ERROR) > 0;
}

static int check(int argc, char **argv, Buffer *out, Error *error) {
  Arena *arena = arena_make();
  Options options;
  RunProgress progress = {.running = false};
  int code = 0;
  if (read_options(arena, argc, argv, &options, error)) {
    options.progress = &progress;
    run_progress_say(&progress, "checking");
    code = check_all(arena, &options, out, error);
  }
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_check = {"check", "what is wrong with a policy, before it runs", usage,
                               check};
