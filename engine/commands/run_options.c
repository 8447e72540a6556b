#include "commands/run_options.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/crew.h"
#include "base/date.h"
#include "commands/words.h"

enum { THREADS_MOST = 64 };

static int hex_digit(char digit) {
  if (!isxdigit((unsigned char)digit))
    return -1;
  return isdigit((unsigned char)digit) ? digit - '0' : tolower((unsigned char)digit) - 'a' + 10;
}

static bool read_seed(Arena *arena, const char *word, Text *seed, Error *error) {
  size_t length = strlen(word);
  char *bytes = arena_new(arena, length / 2 + 1);
  bool good = length > 0 && length % 2 == 0;
  for (size_t i = 0; good && i < length; i += 2) {
    int high = hex_digit(word[i]), low = hex_digit(word[i + 1]);
    good = high >= 0 && low >= 0;
    bytes[i / 2] = (char)(high * 16 + low);
  }
  *seed = (Text){bytes, length / 2};
  if (good)
    return true;
  error_set(error, ERROR_USAGE, "--seed takes hexadecimal digits, two a byte, found \"%s\"", word);
  return error_hint(error, "32 random ones: openssl rand -hex 16");
}

static bool read_threads(const char *word, size_t *threads, Error *error) {
  char *end;
  long number = strtol(word, &end, 10);
  if (*word == '\0' || *end != '\0' || number < 1 || number > THREADS_MOST)
    return error_set(error, ERROR_USAGE, "--threads takes a number from 1 to %d, found \"%s\"",
                     THREADS_MOST, word);
  *threads = (size_t)number;
  return true;
}

static bool unknown_option(const char *command, const char *word, Error *error) {
  const Text names[] = {TEXT("--data"),      TEXT("--as-of"),   TEXT("--out"),
                        TEXT("--overrides"), TEXT("--seed"),    TEXT("--interpret"),
                        TEXT("--threads"),   TEXT("--json"),    TEXT("--skip-bad-rows"),
                        TEXT("--key"),       TEXT("--mask"),    TEXT("--scenario"),
                        TEXT("--set"),       TEXT("--counts"),  TEXT("--no-cache"),
                        TEXT("--stream"),    TEXT("--two-pass")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "%s does not know the option \"%s\"", command, word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

/* Options that stand alone. */
static bool *flag(RunOptions *options, const char *word) {
  if (strcmp(word, "--interpret") == 0)
    return &options->interpret;
  if (strcmp(word, "--skip-bad-rows") == 0)
    return &options->skip_bad_rows;
  if (strcmp(word, "--counts") == 0)
    return &options->counts;
  if (strcmp(word, "--no-cache") == 0)
    return &options->no_cache;
  if (strcmp(word, "--stream") == 0)
    return &options->stream;
  if (strcmp(word, "--two-pass") == 0)
    return &options->two_pass;
  return strcmp(word, "--json") == 0 ? &options->json : NULL;
}

/* Options that are a path. */
static const char **path(RunOptions *options, const char *word) {
  if (strcmp(word, "--data") == 0)
    return &options->data;
  if (strcmp(word, "--out") == 0)
    return &options->out;
  if (strcmp(word, "--key") == 0)
    return &options->key;
  return strcmp(word, "--overrides") == 0 ? &options->overrides : NULL;
}

/* Where an option that may be given again keeps its next value; NULL: it is none. */
static Text *repeated(RunOptions *options, const char *word) {
  if (strcmp(word, "--mask") == 0)
    return &options->masks[options->mask_count++];
  if (strcmp(word, "--scenario") == 0)
    return &options->scenarios[options->scenario_count++];
  return strcmp(word, "--set") == 0 ? &options->sets[options->set_count++] : NULL;
}

/* One option and its value; *at stays on the last word used. */
static bool read_option(Arena *arena, char **argv, int *at, RunOptions *options, Error *error) {
  const char *word = argv[*at];
  bool *alone = flag(options, word);
  if (alone) {
    *alone = true;
    return true;
  }
  const char **where = path(options, word);
  bool day = strcmp(word, "--as-of") == 0, seed = strcmp(word, "--seed") == 0;
  Text *again = repeated(options, word);
  if (!where && !day && !seed && !again && strcmp(word, "--threads") != 0)
    return unknown_option(argv[0], word, error);
  const char *value = argv[++*at];
  if (!value || *value == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (again)
    *again = text_of(value);
  if (where)
    *where = value;
  if (again || where)
    return true;
  if (day)
    return words_day(value, &options->as_of, error);
  return seed ? read_seed(arena, value, &options->seed, error)
              : read_threads(value, &options->threads, error);
}

static bool check_stream(RunOptions *options, Error *error) {
  options->stream = options->stream || options->two_pass;
  bool worlds = options->scenario_count || options->set_count;
  bool overrides = options->overrides && !options->two_pass;
  if (options->stream && (worlds || overrides)) {
    error_set(error, ERROR_USAGE, "--stream keeps no customer in memory and does not go with %s",
              worlds ? "--scenario and --set" : "--overrides");
    return error_hint(error, "run it without --stream%s", worlds ? "" : ", or with --two-pass");
  }
  if (options->stream || !options->data || strcmp(options->data, "-") != 0)
    return true;
  error_set(error, ERROR_USAGE, "standard input (-) can only be streamed");
  return error_hint(error, "add --stream");
}

bool run_options_read(Arena *arena, int argc, char **argv, RunOptions *options, Error *error) {
  *options = (RunOptions){.out = "runs", .as_of = date_today(), .threads = crew_processors()};
  options->masks = arena_array(arena, (size_t)argc, sizeof(Text));
  options->scenarios = arena_array(arena, (size_t)argc, sizeof(Text));
  options->sets = arena_array(arena, (size_t)argc, sizeof(Text));
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] == '-' && argv[i][1] != '\0') {
      if (!read_option(arena, argv, &i, options, error))
        return false;
    } else if (options->policy) {
      return error_set(error, ERROR_USAGE, "%s takes one policy, found \"%s\" and \"%s\"", argv[0],
                       options->policy, argv[i]);
    } else {
      options->policy = argv[i];
    }
  }
  if (options->policy)
    return check_stream(options, error);
  error_set(error, ERROR_USAGE, "which policy? Give the policy file");
  return error_hint(error, "like: helder %s rules/spa/policy.lua", argv[0]);
}

bool run_options_watch(const RunOptions *options, Error *error) {
  const char *word = options->seed.length                            ? "--seed"
                     : options->key                                  ? "--key"
                     : options->json                                 ? "--json"
                     : options->counts                               ? "--counts"
                     : options->stream                               ? "--stream"
                     : options->mask_count                           ? "--mask"
                     : options->scenario_count || options->set_count ? "--scenario and --set"
                     : strcmp(options->out, "runs") != 0             ? "--out"
                                                                     : NULL;
  return !word || error_set(error, ERROR_USAGE,
                            "watch writes nothing and names nobody: %s does not go with it", word);
}
