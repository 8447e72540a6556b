#include "base/date.h"
#include "commands/advise_report.h"
#include "commands/command.h"
#include "commands/run_data.h"
#include "commands/run_events.h"
#include "commands/run_progress.h"
#include "commands/words.h"
#include "decide/decide.h"

static const char usage[] =
    "helder advise POLICY [--data DIR|FILE] [--as-of DATE] [--lang en|nl] [--json]\n"
    "\n"
    "How finely customers should be served, for each need of the policy: everybody alike, by\n"
    "segment, a segment divided further, or each customer individually; what that is worth,\n"
    "what it costs, and why (engine/decide/ADVISE.md).\n"
    "\n"
    "  POLICY            a policy file, or a folder that holds policy.lua\n"
    "  --data DIR|FILE   a folder with <customers>.csv, or that file; default: the policy's data\n"
    "  --as-of DATE      the day it is about, like 2026-11-21; default: today\n"
    "  --lang            the language of the reasons, en or nl; default: en\n"
    "  --json            one stable document\n"
    "\n"
    "Decides nothing and writes nothing: who is in which segment is worked out as in a run.\n"
    "Exit: 0 told; 1 told, and a rule has a mistake; 2 it could not be told.\n";

enum { THREADS = 2 };

typedef struct Options {
  const char *policy, *data;
  int32_t as_of;
  bool dutch, json;
} Options;

/* --- the command line ------------------------------------------------------------- */

static bool unknown_option(const char *word, Error *error) {
  const Text names[] = {TEXT("--data"), TEXT("--as-of"), TEXT("--lang"), TEXT("--json")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "advise does not know the option \"%s\"", word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

static bool read_language(const char *word, Options *options, Error *error) {
  options->dutch = strcmp(word, "nl") == 0;
  if (options->dutch || strcmp(word, "en") == 0)
    return true;
  return error_set(error, ERROR_USAGE, "--lang takes en or nl, found \"%s\"", word);
}

/* One option and its value; *at stays on the last word used. */
static bool read_option(char **argv, int *at, Options *options, Error *error) {
  const char *word = argv[*at];
  if (strcmp(word, "--json") == 0)
    return options->json = true;
  bool data = strcmp(word, "--data") == 0, day = strcmp(word, "--as-of") == 0;
  if (!data && !day && strcmp(word, "--lang") != 0)
    return unknown_option(word, error);
  const char *value = argv[++*at];
  if (!value || *value == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (data)
    options->data = value;
  return data ||
         (day ? words_day(value, &options->as_of, error) : read_language(value, options, error));
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  *options = (Options){.as_of = date_today()};
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] == '-' && argv[i][1] != '\0') {
      if (!read_option(argv, &i, options, error))
        return false;
    } else if (options->policy) {
      return error_set(error, ERROR_USAGE, "advise takes one policy, found \"%s\" and \"%s\"",
                       options->policy, argv[i]);
    } else {
      options->policy = argv[i];
    }
  }
  if (options->policy)
    return true;
  error_set(error, ERROR_USAGE, "which policy? Give the policy file");
  return error_hint(error, "like: helder advise rules/tailoring");
}

/* --- advising --------------------------------------------------------------------- */

/* Kinds of unknowns without a missing field are mistakes. */
static bool has_mistake(const Decisions *decisions) {
  for (size_t i = 0; i < decisions->unknown_kind_count; i++)
    if (decisions->unknown_kinds[i].missing_count == 0)
      return true;
  return false;
}

static int tell(AdviseReport *report, const Options *options, const Decisions *decisions,
                Buffer *out, Error *error) {
  report->decisions = decisions;
  report->needs = advise_needs(report->arena, report->policy, report->table, decisions, error);
  if (!report->needs)
    return 0;
  (options->json ? advise_json : advise_text)(report, out);
  return has_mistake(decisions);
}

static int advise_data(Arena *arena, const Options *options, DecideInput input, Buffer *out,
                       Error *error) {
  AdviseReport report = {
      .arena = arena, .policy = input.policy, .table = input.table, .dutch = options->dutch};
  Decided decided;
  int code = 0;
  if (decide_run(arena, &input, &decided, error))
    code = tell(&report, options, &decided.decisions, out, error);
  decide_drop(&decided);
  return code;
}

static Policy *load_policy(Arena *arena, const Options *options, Error *error) {
  Policy *policy =
      policy_load(arena, options->policy, options->as_of, jail_limits_default(), error);
  if (!policy || policy->need_count)
    return policy;
  error_set(error, ERROR_INPUT, "this policy says nothing of what customers need");
  error_at(error, text_of(options->policy), 0, 0);
  error_hint(error, "write need \"name\" { field = …, … }: rules/README.md tells how");
  return NULL;
}

static Table *read_table(Arena *arena, const Options *options, const Policy *policy, Error *error) {
  const char *path = run_data_path(arena, options->data, policy, error);
  ReadOptions read = policy->read;
  read.threads = THREADS;
  return path ? table_read(path, &read, error) : NULL;
}

static int advise_policy(Arena *arena, const Options *options, Policy *policy, Buffer *out,
                         Error *error) {
  Table *table = read_table(arena, options, policy, error);
  RunEvents asked = {.policy = policy, .customers = table, .threads = THREADS};
  Events **events =
      table && policy_bind(policy, table, error) ? run_events_read(arena, &asked, error) : NULL;
  DecideInput input = {.policy = policy,
                       .table = table,
                       .events = events,
                       .limits = jail_limits_default(),
                       .threads = THREADS,
                       .ask = policy_ask,
                       .drop = answers_drop};
  int code = events ? advise_data(arena, options, input, out, error) : 0;
  run_events_drop(events, policy);
  table_drop(table);
  return code;
}

static int advise(int argc, char **argv, Buffer *out, Error *error) {
  Options options;
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "measuring");
  Policy *policy = load_policy(arena, &options, error);
  int code = policy ? advise_policy(arena, &options, policy, out, error) : 0;
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_advise = {"advise", "how finely to serve customers: where tailoring pays",
                                usage, advise};
