#include "commands/test_options.h"

#include <fnmatch.h>

static bool unknown_option(const char *word, Error *error) {
  const Text names[] = {TEXT("--run")};
  Text near = text_nearest(text_of(word), names, sizeof names / sizeof *names);
  error_set(error, ERROR_USAGE, "test does not know the option \"%s\"", word);
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  return false;
}

/* One option and its value; *at stays on the last word used. */
static bool read_option(char **argv, int *at, TestOptions *options, Error *error) {
  const char *word = argv[*at];
  if (strcmp(word, "--run") != 0)
    return unknown_option(word, error);
  options->run = argv[++*at];
  if (!options->run || *options->run == '\0')
    return error_set(error, ERROR_USAGE, "%s needs something after it", word);
  return true;
}

bool test_options_read(Arena *arena, int argc, char **argv, TestOptions *options, Error *error) {
  *options = (TestOptions){0};
  options->paths = arena_array(arena, (size_t)argc, sizeof *options->paths);
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-' || argv[i][1] == '\0')
      options->paths[options->path_count++] = argv[i];
    else if (!read_option(argv, &i, options, error))
      return false;
  }
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
