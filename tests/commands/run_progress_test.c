#include "commands/run_progress.h"

#include <check.h>

typedef struct Case {
  RunUnit unit;
  size_t done, all;
  double seconds;
  const char *line;
} Case;

START_TEST(a_line_tells_how_far_how_fast_and_how_long_yet) {
  static const Case cases[] = {
      {RUN_ROWS, 420000, 1000000, 1.2,
       "working 42% · 420,000 of 1,000,000 customers · 350,000/s · 2 s left"},
      {RUN_BYTES, 48000000, 114000000, 0.24, "working 42% · 48 of 114 MB · 200 MB/s · 0 s left"},
      {RUN_BYTES, 1500000, 0, 3, "working · 1.5 MB · 0.5 MB/s"},
      {RUN_ROWS, 0, 1000, 2, "working 0% · 0 of 1,000 customers"},
      {RUN_ROWS, 1000, 1000, 2, "working 100% · 1,000 of 1,000 customers · 500/s · 0 s left"},
      {RUN_ROWS, 10, 100000, 1, "working 0% · 10 of 100,000 customers · 10/s · 2.8 h left"},
      {RUN_ROWS, 100, 100000, 1, "working 0% · 100 of 100,000 customers · 100/s · 17 min left"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    RunProgress progress = {.stage = "working", .unit = cases[i].unit};
    Buffer out = {0};
    run_progress_line(&progress, cases[i].done, cases[i].all, cases[i].seconds, &out);
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
