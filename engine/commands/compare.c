#include "base/crew.h"
#include "base/date.h"
#include "base/file.h"
#include "commands/command.h"
#include "commands/compare_report.h"
#include "commands/words.h"

static const char usage[] =
    "helder compare RUN RUN [--json|--csv]\n"
    "helder compare --policy OLD NEW [--data DIR|FILE] [--as-of DATE] [--skip-bad-rows]\n"
    "               [--json|--csv]\n"
    "\n"
    "Who ended otherwise, from where to where, and what made the difference: changed data, a\n"
    "changed number of the policy, a changed rule, or other customers. Everything is decided\n"
    "again with one change undone at a time: the change that by itself brings a customer's old\n"
    "outcome back is the cause, or the only one that by itself gives the new one; else several\n"
    "are named together.\n"
    "\n"
    "  RUN RUN           two run folders, the older first\n"
    "  --policy OLD NEW  two policies over the same data, before anything is run for real:\n"
    "                    nothing is written\n"
    "  --data DIR|FILE   a folder with <customers>.csv, or that file; default: the new policy's "
    "data\n"
    "  --as-of DATE      the day it is about, like 2026-11-21; default: today\n"
    "  --skip-bad-rows   leave malformed rows out instead of refusing the file\n"
    "  --json            one stable document: before, after, in_both, came, left, differences,\n"
    "                    moved, rules, guarantees (those that changed, or hold no more)\n"
    "  --csv             a line for each customer and rule: key,rule,from,to,cause; guarantees\n"
    "                    are of no one customer, and are told by the other two\n"
    "\n"
    "Exit: 0 told; 2 there is no such run, policy or data.\n";

typedef struct Options {
  const char *names[2];
  int count;
  bool policy, json, csv;
  RunOptions run;
} Options;

static bool unknown_option(const char *word, Error *error) {
  const Text names[] = {TEXT("--policy"),        TEXT("--data"), TEXT("--as-of"),
                        TEXT("--skip-bad-rows"), TEXT("--json"), TEXT("--csv")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "compare does not know the option \"%s\"", word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

static bool *flag(Options *options, const char *word) {
  if (strcmp(word, "--policy") == 0)
    return &options->policy;
  if (strcmp(word, "--json") == 0)
    return &options->json;
  if (strcmp(word, "--skip-bad-rows") == 0)
    return &options->run.skip_bad_rows;
  return strcmp(word, "--csv") == 0 ? &options->csv : NULL;
}

static bool read_option(char **argv, int *at, Options *options, Error *error) {
  const char *word = argv[*at];
  bool day = strcmp(word, "--as-of") == 0, *alone = flag(options, word);
  if (alone) {
    *alone = true;
    return true;
  }
  if (!day && strcmp(word, "--data") != 0)
    return unknown_option(word, error);
  const char *value = argv[++*at];
  if (!value || *value == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (!day) {
    options->run.data = value;
    return true;
  }
  return words_day(value, &options->run.as_of, error);
}

static bool check_options(const Options *options, bool day, Error *error) {
  const char *two = options->policy ? "compare --policy takes two policies, the old one first"
                                    : "compare takes two run folders, the older one first";
  if (options->json && options->csv)
    return error_set(error, ERROR_USAGE, "--json and --csv do not go together");
  if (options->count != 2) {
    error_set(error, ERROR_USAGE, "%s, found %d", two, options->count);
    return error_hint(error, options->policy
                                 ? "like: helder compare --policy old.lua new.lua --data samples"
                                 : "like: helder compare runs/2026-10-21-… runs/2026-11-21-…");
  }
  if (!options->policy && (options->run.data || day || options->run.skip_bad_rows)) {
    error_set(error, ERROR_USAGE, "--data, --as-of and --skip-bad-rows go with --policy");
    return error_hint(error, "a run tells its own data and day");
  }
  return true;
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  bool day = false;
  *options = (Options){.run = {.as_of = date_today(), .threads = crew_processors()}};
  for (int i = 1; i < argc; i++) {
    day = day || strcmp(argv[i], "--as-of") == 0;
    if (argv[i][0] == '-' && argv[i][1] != '\0') {
      if (!read_option(argv, &i, options, error))
        return false;
    } else if (options->count++ < 2) {
      options->names[options->count - 1] = argv[i];
    }
  }
  return check_options(options, day, error);
}

static void tell(const Options *options, const CompareReport *report, Buffer *out) {
  if (options->json)
    compare_json(report, out);
  else if (options->csv)
    compare_csv(report, out);
  else
    compare_text(report, out);
}

/* A run folder has a manifest; whoever gives two policies wants --policy. */
static bool check_runs(Arena *arena, const Options *options, Error *error) {
  for (int i = 0; i < 2; i++) {
    const char *name = options->names[i];
    if (!file_exists(name) || file_exists(file_join(arena, name, "manifest.json")))
      continue;
    error_set(error, ERROR_INPUT, "this is no run folder: it has no manifest.json");
    error_at(error, text_of(name), 0, 0);
    bool policy = !file_is_folder(name) || file_exists(file_join(arena, name, "policy.lua"));
    return error_hint(error, policy ? "two policies are compared with --policy OLD NEW"
                                    : "give the folder of one run, like runs/2026-11-21-…");
  }
  return true;
}

static int compare_command(int argc, char **argv, Buffer *out, Error *error) {
  Options options;
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  CompareSides sides = {.arena = arena,
                        .names = {options.names[0], options.names[1]},
                        .threads = options.run.threads};
  run_progress_say(&sides.progress, "reading");
  bool read = options.policy
                  ? compare_sides_of_policies(&sides, &options.run, error)
                  : check_runs(arena, &options, error) && compare_sides_of_runs(&sides, error);
  run_progress_say(&sides.progress, "comparing");
  const Comparison *comparison = read ? compare(arena, &sides.input, error) : NULL;
  if (comparison)
    tell(&options, &(CompareReport){&sides, comparison}, out);
  run_progress_end(&sides.progress);
  compare_sides_drop(&sides);
  arena_drop(arena);
  return 0;
}

const Command command_compare = {"compare", "who moved between two runs or policies, and why",
                                 usage, compare_command};
