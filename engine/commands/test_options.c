#include "commands/test_options.h"

#include <fnmatch.h>
#include <stdlib.h>

static bool unknown_option(const char *word, Error *error) {
  const Text names[] = {TEXT("--run"),       TEXT("--coverage"), TEXT("--mutate"),
                        TEXT("--threshold"), TEXT("--json"),     TEXT("--format")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "test does not know the option \"%s\"", word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

static bool read_form(const char *word, TestOptions *options, Error *error) {
  static const char *const names[] = {
      [TEST_TEXT] = "text", [TEST_JSON] = "json", [TEST_JUNIT] = "junit", [TEST_TAP] = "tap"};
  for (int form = TEST_TEXT; form <= TEST_TAP; form++) {
    if (strcmp(word, names[form]) != 0)
      continue;
    options->form = (TestForm)form;
    return true;
  }
  return error_set(error, ERROR_USAGE, "--format takes text, json, junit or tap, found \"%s\"",
                   word);
}

static bool read_threshold(const char *value, TestOptions *options, Error *error) {
  char *end;
  options->threshold = strtod(value, &end);
  if (*end == '\0' && end > value && options->threshold >= 0 && options->threshold <= 100)
    return true;
  return error_set(error, ERROR_USAGE, "--threshold takes a percentage, 0 to 100, found \"%s\"",
                   value);
}

/* One option and its value; *at stays on the last word used. */
static bool read_option(char **argv, int *at, TestOptions *options, Error *error) {
  const char *word = argv[*at];
  if (strcmp(word, "--coverage") == 0)
    return options->coverage = true;
  if (strcmp(word, "--mutate") == 0)
    return options->mutate = true;
  if (strcmp(word, "--json") == 0)
    return read_form("json", options, error);
  bool run = strcmp(word, "--run") == 0, form = strcmp(word, "--format") == 0;
  if (!run && !form && strcmp(word, "--threshold") != 0)
    return unknown_option(word, error);
  const char *value = argv[++*at];
  if (!value || *value == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  if (run)
    options->run = value;
  return run || (form ? read_form : read_threshold)(value, options, error);
}

bool test_options_read(Arena *arena, int argc, char **argv, TestOptions *options, Error *error) {
  *options = (TestOptions){.threshold = -1};
  options->paths = arena_array(arena, (size_t)argc, sizeof *options->paths);
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-' || argv[i][1] == '\0')
      options->paths[options->path_count++] = argv[i];
    else if (!read_option(argv, &i, options, error))
      return false;
  }
  bool looks = options->coverage || options->mutate;
  if (looks && (options->form == TEST_JUNIT || options->form == TEST_TAP))
    return error_set(error, ERROR_USAGE, "--coverage and --mutate go with text and --json only");
  if (options->threshold >= 0 && !looks)
    return error_set(error, ERROR_USAGE, "--threshold goes with --coverage or --mutate");
  return true;
}

bool test_options_mean(const TestOptions *options, Text name) {
  if (!options->run)
    return true;
  Buffer text = {0};
  buffer_text(&text, name);
  buffer_byte(&text, '\0');
  bool pattern = strpbrk(options->run, "*?[") != NULL;
  bool means = pattern ? fnmatch(options->run, text.bytes, 0) == 0
                       : strstr(text.bytes, options->run) != NULL;
  buffer_free(&text);
  return means;
}
