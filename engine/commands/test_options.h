/* The command line of `helder test`. */
#ifndef HELDER_COMMANDS_TEST_OPTIONS_H
#define HELDER_COMMANDS_TEST_OPTIONS_H
#include "base/error.h"
#include "commands/test_report.h"

typedef struct TestOptions {
  const char **paths;
  size_t path_count;
  const char *run; /* NULL: all tests */
  TestForm form;
  bool coverage, mutate;
  double threshold; /* percent; negative: none */
} TestOptions;

bool test_options_read(Arena *arena, int argc, char **argv, TestOptions *options, Error *error);

/* Whether --run means a test of this name: it holds the text, or fits it where that has a * or ?.
 */
bool test_options_mean(const TestOptions *options, Text name);
#endif
