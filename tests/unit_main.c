/* Runs every Check suite, or the one whose name is given: build/asan/unit base_text.
 * HELDER_SHARD=1/3 runs every third suite from the second on, so that cores share the work. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern Suite *(*const suites[])(void);

int main(int argc, char **argv) {
  const char *shard = getenv("HELDER_SHARD");
  size_t own = 0, shards = 1;
  if (shard && (sscanf(shard, "%zu/%zu", &own, &shards) != 2 || own >= shards))
    return fprintf(stderr, "HELDER_SHARD=%s: write it as 0/2 or 1/2\n", shard), 2;
  setenv("CK_DEFAULT_TIMEOUT", "120", 0); /* a busy machine is no finding */
  SRunner *runner = srunner_create(NULL);
  for (size_t i = 0; suites[i]; i++)
    if (i % shards == own)
      srunner_add_suite(runner, suites[i]());
  srunner_run(runner, argc > 1 ? argv[1] : NULL, NULL, CK_NORMAL);
  int failed = srunner_ntests_failed(runner), run = srunner_ntests_run(runner);
  printf("unit: %d passed, %d failed\n", run - failed, failed);
  srunner_free(runner);
  if (run == 0)
    fprintf(stderr, "no suite is called %s\n", argc > 1 ? argv[1] : "so");
  return failed || run == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
