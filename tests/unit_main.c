/* Runs every Check suite, or those whose names are given: build/asan/unit base_text */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern Suite *(*const suites[])(void);

int main(int argc, char **argv) {
  SRunner *runner = srunner_create(NULL);
  for (size_t i = 0; suites[i]; i++)
    srunner_add_suite(runner, suites[i]());
  if (argc > 1)
    srunner_run(runner, argv[1], NULL, CK_NORMAL);
  else
    srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
