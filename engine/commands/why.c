#include "explain/why.h"
#include "commands/command.h"
#include "commands/run_progress.h"

static const char usage[] =
    "helder why KEY [--run DIR] [--want OUTCOME] [--lang en|nl] [--json]\n"
    "\n"
    "Why this customer: every exclusion, segment and selection of a finished run, its\n"
    "verdict, its reason with the customer's own values, and what was read or missing;\n"
    "and the smallest change of his own values that would give another outcome.\n"
    "\n"
    "  --run DIR   the run folder; default: the newest under runs/\n"
    "  --want      what would give this outcome, instead of another than now:\n"
    "              'selected quiet Sunday', 'eligible quiet Sunday', 'not excluded',\n"
    "              'not excluded by membership paused', 'segment guest=regular';\n"
    "              also 'not selected …', 'excluded by …', 'not segment …'\n"
    "  --lang      the language of the reasons; default: en\n"
    "  --json      one stable document (engine/explain/WHY.md)\n"
    "\n"
    "Reads the run folder only, never live data. Exit: 0 told; 1 the policy copy of the\n"
    "run, asked again, does not give the logged answer; 2 no such customer or run.\n";

typedef struct Options {
  const char *key, *run, *want;
  bool dutch, json;
} Options;

static bool read_language(const char *word, Options *options, Error *error) {
  options->dutch = word && strcmp(word, "nl") == 0;
  if (word && (options->dutch || strcmp(word, "en") == 0))
    return true;
  return error_set(error, ERROR_USAGE, "--lang takes en or nl, found \"%s\"", word ? word : "");
}

static bool read_options(int argc, char **argv, Options *options, Error *error) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      options->json = true;
    else if (strcmp(argv[i], "--lang") == 0) {
      if (!read_language(argv[++i], options, error))
        return false;
    } else if (strcmp(argv[i], "--run") == 0) {
      options->run = argv[++i];
      if (!options->run)
        return error_set(error, ERROR_USAGE, "--run needs a run folder");
    } else if (strcmp(argv[i], "--want") == 0) {
      options->want = argv[++i];
      if (!options->want)
        return error_set(error, ERROR_USAGE, "--want needs an outcome, like 'not excluded'");
    } else if (argv[i][0] == '-' && argv[i][1] == '-') {
      return error_set(error, ERROR_USAGE, "why does not know the option \"%s\"", argv[i]);
    } else if (options->key) {
      error_set(error, ERROR_USAGE, "why takes one key, found \"%s\" and \"%s\"", options->key,
                argv[i]);
      return error_hint(error, "a key with spaces needs quotes around it");
    } else {
      options->key = argv[i];
    }
  }
  return options->key || error_set(error, ERROR_USAGE, "whose? Give the customer's key");
}

static int why(int argc, char **argv, Buffer *out, Error *error) {
  Options options = {0};
  if (!read_options(argc, argv, &options, error))
    return 0;
  Arena *arena = arena_make();
  RunProgress progress = {.running = false};
  run_progress_say(&progress, "searching");
  Run *run = run_open(arena, options.run, error);
  json_t *document = run ? why_document(arena, run, text_of(options.key), options.dutch,
                                        text_of(options.want), error)
                         : NULL;
  int code = 0;
  if (document) {
    (options.json ? why_json : why_text)(document, out);
    code = json_is_false(json_object_get(document, "same"));
    json_decref(document);
  }
  if (run)
    run_close(run);
  run_progress_end(&progress);
  arena_drop(arena);
  return code;
}

const Command command_why = {"why", "why this customer: every rule, its reason, the values", usage,
                             why};
