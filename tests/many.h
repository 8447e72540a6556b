/* Many small cases in one Check test: a forked process each would cost more than the case.
 * MANY(name, each) { … _i … }
 * tcase_add_many(tests, name, each, count): cases 0 to count - 1, `each` in a process.
 * A failed or crashed case is named ("in case 17") beside Check's own line. */
#ifndef HELDER_TESTS_MANY_H
#define HELDER_TESTS_MANY_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static volatile int many_case = -1;

static void many_tell(void) {
  if (many_case >= 0)
    fprintf(stderr, "in case %d\n", many_case);
}

#define MANY(name, each)                                                                           \
  static void name##_case(int _i);                                                                 \
  START_TEST(name) {                                                                               \
    atexit(many_tell);                                                                             \
    for (int k = 0; k < (each); k++)                                                               \
      name##_case(many_case = _i * (each) + k);                                                    \
    many_case = -1;                                                                                \
  }                                                                                                \
  END_TEST                                                                                         \
  static void name##_case(int _i)

#define tcase_add_many(tests, name, each, count)                                                   \
  do {                                                                                             \
    _Static_assert((count) % (each) == 0, "whole groups of cases");                                \
    tcase_add_loop_test(tests, name, 0, (count) / (each));                                         \
  } while (0)

#endif
