#include "commands/run_progress.h"

#include <check.h>

typedef struct Case {
  RunPlace place;
  double seconds;
  const char *line;
} Case;

START_TEST(a_line_tells_how_far_how_fast_and_how_long_yet) {
  static const Case cases[] = {
      {{0, 420000, 1000000, false},
       1.2,
       "working 42% · 420,000 of 1,000,000 customers · 350,000/s · 2 s left"},
      {{0, 48000000, 114000000, true}, 0.24, "working 42% · 48 of 114 MB · 200 MB/s · 0 s left"},
      {{421052, 48000000, 114000000, true},
       0.24,
       "working 42% · 421,052 rows · 48 of 114 MB · 200 MB/s · 0 s left"},
      {{0, 1500000, 0, true}, 3, "working · 1.5 MB · 0.5 MB/s"},
      {{0, 0, 1000, false}, 2, "working 0% · 0 of 1,000 customers"},
      {{0, 0, 0, false}, 2.2, "working · 2 s"},
      {{0, 1000, 1000, false}, 2, "working 100% · 1,000 of 1,000 customers · 500/s · 0 s left"},
      {{0, 10, 100000, false}, 1, "working 0% · 10 of 100,000 customers · 10/s · 2.8 h left"},
      {{0, 100, 100000, false}, 1, "working 0% · 100 of 100,000 customers · 100/s · 17 min left"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buffer out = {0};
    run_progress_line("working", &cases[i].place, cases[i].seconds, &out);
    buffer_byte(&out, '\0');
    ck_assert_str_eq(out.bytes, cases[i].line);
    buffer_free(&out);
  }
}
END_TEST

Suite *commands_run_progress_suite(void);
Suite *commands_run_progress_suite(void) {
  Suite *suite = suite_create("commands_run_progress");
  TCase *all = tcase_create("all");
  tcase_add_test(all, a_line_tells_how_far_how_fast_and_how_long_yet);
  suite_add_tcase(suite, all);
  return suite;
}
