/* Erasing: nothing of the customer is left, everything else is as it was, and provable. */
#include "log/erase.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "log/line_read.h"
#include "log/run_bytes.h"
#include "log/run_read.h"
#include "log/verify.h"
#include "run_scene.h"

/* A run whose read values tell each customer from all others. */
static char *telling_run(RunScene *scene, size_t rows, size_t rejected) {
  Error error;
  Value *values = arena_array(scene->arena, rows, sizeof *values);
  for (size_t i = 0; i < rows; i++)
    values[i] = (Value){.kind = VALUE_TEXT, .text = text_format(scene->arena, "mark %07zu", i)};
  const Column **read = (const Column **)(uintptr_t)scene->decisions.read;
  read[1] = column_from_values(scene->arena, TEXT("mark"), values, rows);
  (void)rejected;
  char *folder = run_write(scene->arena, &scene->input, &error);
  ck_assert_msg(folder != NULL, "%s", error.message);
  return folder;
}

static Erasure erasure(Text key) {
  return (Erasure){
      .key = key, .on = TEXT("2026-11-21"), .ground = TEXT("asked \"so\""), .by = TEXT("Mies")};
}

static void check_intact(const RunScene *scene, const char *folder, size_t intact, size_t erased) {
  static Verified verified;
  RunBytes bytes;
  RunsLog log;
  Error error;
  Arena *arena = arena_make();
  ck_assert(run_bytes_open(arena, folder, &bytes, &error));
  verify_run(arena, &bytes, NULL, &verified);
  if (runs_log_is(arena, scene->input.out)) {
    ck_assert(runs_log_read(arena, scene->input.out, NULL, &log, &error));
    ck_assert_uint_eq(log.bad, 0);
    verify_entered(arena, &bytes, &log, &verified);
  }
  if (verified.finding_count)
    ck_abort_msg("%s:%zu: %s", verified.findings[0].file.bytes, verified.findings[0].line,
                 verified.findings[0].what.bytes);
  ck_assert_uint_eq(verified.intact, intact);
  ck_assert_uint_eq(verified.erased, erased);
  run_bytes_close(&bytes);
  arena_drop(arena);
}

static bool somewhere(const RunBytes *bytes, Text what) {
  for (size_t i = 0; i < bytes->count; i++) {
    Text content = bytes->files[i].content;
    if (content.length && memmem(content.bytes, content.length, what.bytes, what.length))
      return true;
  }
  return false;
}

/* The salt of a customer's line, in the arena. */
static Text salt_of(Arena *arena, const char *folder, Text key) {
  Error error;
  Text line, salt, rest;
  Run *run = run_open(arena, folder, &error);
  ck_assert(run && run_line(run, key, &line) && line_rest(line, &salt, &rest));
  salt = text_copy(arena, salt);
  run_close(run);
  return salt;
}

START_TEST(of_a_hundred_in_ten_thousand_nothing_is_left) {
  enum { ROWS = 10000, ERASED = 100 };
  RunScene scene;
  RunBytes bytes;
  Error error;
  Text keys[ERASED], salts[ERASED];
  size_t rows[ERASED];
  run_scene_start(&scene, ROWS, 0);
  char *folder = telling_run(&scene, ROWS, 0);
  srand(7);
  for (size_t i = 0; i < ERASED; i++) {
    Erased erased;
    rows[i] = i * (ROWS / ERASED) + (size_t)rand() % (ROWS / ERASED);
    keys[i] = text_format(scene.arena, "G-%04zu", rows[i]);
    salts[i] = salt_of(scene.arena, folder, keys[i]);
    Erasure one = erasure(keys[i]);
    Arena *arena = arena_make();
    ck_assert_msg(erase_from_run(arena, folder, &one, &erased, &error), "%s", error.message);
    ck_assert_uint_eq(erased.lines, 1);
    ck_assert(erased.entered);
    arena_drop(arena);
  }
  check_intact(&scene, folder, ROWS - ERASED, ERASED);
  ck_assert(run_bytes_open(scene.arena, folder, &bytes, &error));
  for (size_t i = 0; i < ERASED; i++) {
    uint64_t hash = text_hash(keys[i]);
    ck_assert(!somewhere(&bytes, text_format(scene.arena, "\"%s\"", keys[i].bytes)));
    ck_assert(!somewhere(&bytes, text_format(scene.arena, "mark %07zu", rows[i])));
    ck_assert(!somewhere(&bytes, salts[i]));
    ck_assert(!somewhere(&bytes, (Text){(char *)&hash, sizeof hash}));
  }
  ck_assert(somewhere(&bytes, TEXT("\"G-9999\"")) || rows[ERASED - 1] == 9999);
  run_bytes_close(&bytes);
  run_scene_end(&scene);
}
END_TEST

START_TEST(all_others_are_still_found) {
  RunScene scene;
  Error error;
  Erased erased;
  run_scene_start(&scene, 50, 0);
  char *folder = run_scene_write(&scene);
  Erasure one = erasure(TEXT("G-0007"));
  ck_assert(erase_from_run(scene.arena, folder, &one, &erased, &error));
  Run *run = run_open(scene.arena, folder, &error);
  ck_assert_msg(run != NULL, "%s", error.message);
  for (size_t i = 0; i < 50; i++) {
    Text line, key = text_format(scene.arena, "G-%04zu", i);
    ck_assert(run_line(run, key, &line) == (i != 7));
  }
  run_close(run);
  ck_assert(erase_from_run(scene.arena, folder, &one, &erased, &error));
  ck_assert_uint_eq(erased.lines, 0);
  check_intact(&scene, folder, 49, 1);
  run_scene_end(&scene);
}
END_TEST

START_TEST(rejected_rows_and_exports_go_too) {
  RunScene scene;
  RunBytes bytes;
  Error error;
  Erased erased;
  run_scene_start(&scene, 30, 20);
  char *folder = run_scene_write(&scene);
  char *exports = file_join(scene.arena, folder, "exports");
  ck_assert(file_folder_make(exports, &error));
  ck_assert(file_put(file_join(scene.arena, exports, "a.csv"), TEXT("key\nR-0003\n"), &error));
  ck_assert(file_put(file_join(scene.arena, exports, "b.csv"), TEXT("key\nR-00031\n"), &error));
  Erasure one = erasure(TEXT("R-0003"));
  ck_assert(erase_from_run(scene.arena, folder, &one, &erased, &error));
  ck_assert_uint_eq(erased.lines, 0);
  ck_assert_uint_eq(erased.rejected, 1);
  ck_assert_uint_eq(erased.exports, 1);
  check_intact(&scene, folder, 30, 0);
  ck_assert(run_bytes_open(scene.arena, folder, &bytes, &error));
  ck_assert(run_bytes_file(&bytes, "exports/b.csv") != NULL);
  ck_assert(run_bytes_file(&bytes, "exports/a.csv") == NULL);
  ck_assert(!somewhere(&bytes, TEXT("R-0003;")));
  ck_assert(somewhere(&bytes, TEXT("R-0004")));
  run_bytes_close(&bytes);
  run_scene_end(&scene);
}
END_TEST

START_TEST(the_ground_must_not_hold_the_key) {
  RunScene scene;
  Error error;
  Erased erased;
  run_scene_start(&scene, 10, 0);
  char *folder = run_scene_write(&scene);
  Erasure one = erasure(TEXT("G-0003"));
  one.ground = TEXT("letter of G-0003, November");
  ck_assert(!erase_from_run(scene.arena, folder, &one, &erased, &error));
  ck_assert_int_eq(error.kind, ERROR_USAGE);
  check_intact(&scene, folder, 10, 0);
  run_scene_end(&scene);
}
END_TEST

START_TEST(a_changed_line_is_not_erased) {
  RunScene scene;
  Error error;
  Erased erased;
  Text lines;
  run_scene_start(&scene, 10, 0);
  char *folder = run_scene_write(&scene);
  char *path = file_join(scene.arena, folder, "decisions.ndjson");
  ck_assert(file_read(scene.arena, path, &lines, &error));
  char *state = strstr(lines.bytes, "\"excluded\"");
  memcpy(state, "\"Excluded\"", 10);
  ck_assert(file_put(path, lines, &error));
  Erasure one = erasure(TEXT("G-0000"));
  ck_assert(!erase_from_run(scene.arena, folder, &one, &erased, &error));
  ck_assert_int_eq(error.kind, ERROR_INPUT);
  run_scene_end(&scene);
}
END_TEST

/* Lines, and rows set aside. */
START_TEST(an_erasure_by_hand_shows) {
  static Verified verified;
  RunScene scene;
  RunBytes bytes;
  RunsLog log;
  Error error;
  Erased erased;
  run_scene_start(&scene, 10, 5);
  char *folder = run_scene_write(&scene);
  char *log_path = file_join(scene.arena, scene.input.out, "log");
  char *aside = file_join(scene.arena, scene.input.out, "aside");
  ck_assert_int_eq(rename(log_path, aside), 0);
  Erasure one = erasure(_i ? TEXT("R-0003") : TEXT("G-0003"));
  ck_assert(erase_from_run(scene.arena, folder, &one, &erased, &error));
  ck_assert(!erased.entered);
  ck_assert_uint_eq(erased.lines, !_i);
  ck_assert_uint_eq(erased.rejected, _i);
  ck_assert_int_eq(rename(aside, log_path), 0);
  ck_assert(run_bytes_open(scene.arena, folder, &bytes, &error));
  ck_assert(runs_log_read(scene.arena, scene.input.out, NULL, &log, &error));
  verify_run(scene.arena, &bytes, NULL, &verified);
  ck_assert_uint_eq(verified.finding_count, 0);
  verify_entered(scene.arena, &bytes, &log, &verified);
  ck_assert_uint_eq(verified.finding_count, 1);
  ck_assert_str_eq(verified.findings[0].file.bytes, _i ? "rejected.csv" : "decisions.ndjson");
  run_bytes_close(&bytes);
  run_scene_end(&scene);
}
END_TEST

/* The n-th write, sync or folder fails: the run is as it was, and nothing is left. */
START_TEST(a_failed_erasure_changes_nothing) {
  RunScene scene;
  Error error;
  Erased erased;
  run_scene_start(&scene, 20, 4);
  char *folder = run_scene_write(&scene);
  char number[16];
  snprintf(number, sizeof number, "%d", _i);
  pid_t child = fork(); /* a process of its own: faults are counted from its start */
  if (child == 0) {
    setenv("HELDER_FAIL_WRITE", number, 1);
    Erasure one = erasure(TEXT("G-0003"));
    _exit(erase_from_run(scene.arena, folder, &one, &erased, &error) ? 0 : 1);
  }
  int status;
  waitpid(child, &status, 0);
  ck_assert(WIFEXITED(status));
  bool done = WEXITSTATUS(status) == 0;
  check_intact(&scene, folder, done ? 19 : 20, done ? 1 : 0);
  DIR *runs = opendir(scene.input.out);
  size_t entries = 0;
  for (struct dirent *entry; (entry = readdir(runs));)
    entries++;
  closedir(runs);
  ck_assert_uint_eq(entries, 4); /* ., .., log, the run */
  run_scene_end(&scene);
}
END_TEST

/* Killed at whatever moment: the old run or the new one, and once more does it. */
START_TEST(a_killed_erasure_leaves_old_or_new) {
  enum { ROWS = 2000, TIMES = 60 };
  RunScene scene;
  Error error;
  Erased erased;
  run_scene_start(&scene, ROWS, 4);
  char *folder = run_scene_write(&scene);
  size_t gone = 0;
  srand(11);
  for (size_t i = 0; i < TIMES; i++) {
    Text key = text_format(scene.arena, "G-%04zu", i * 3);
    Erasure one = erasure(key);
    pid_t child = fork();
    if (child == 0) {
      erase_from_run(scene.arena, folder, &one, &erased, &error);
      _exit(0);
    }
    usleep((useconds_t)(rand() % 40000));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    Run *run = run_open(scene.arena, folder, &error);
    ck_assert_msg(run != NULL, "%s", error.message);
    Text line;
    bool there = run_line(run, key, &line);
    run_close(run);
    gone += !there;
    check_intact(&scene, folder, ROWS - gone, gone);
    ck_assert(erase_from_run(scene.arena, folder, &one, &erased, &error));
    ck_assert_uint_eq(erased.lines, there);
    gone += there;
    check_intact(&scene, folder, ROWS - gone, gone);
    ck_assert(!file_exists(file_join(scene.arena, scene.input.out,
                                     arena_format(scene.arena, ".%s.erasing", file_name(folder)))));
  }
  run_scene_end(&scene);
}
END_TEST

Suite *log_erase_suite(void) {
  Suite *suite = suite_create("log_erase");
  TCase *tests = tcase_create("erase");
  tcase_set_timeout(tests, 240);
  tcase_add_test(tests, of_a_hundred_in_ten_thousand_nothing_is_left);
  tcase_add_test(tests, all_others_are_still_found);
  tcase_add_test(tests, rejected_rows_and_exports_go_too);
  tcase_add_test(tests, the_ground_must_not_hold_the_key);
  tcase_add_test(tests, a_changed_line_is_not_erased);
  tcase_add_loop_test(tests, an_erasure_by_hand_shows, 0, 2);
  tcase_add_loop_test(tests, a_failed_erasure_changes_nothing, 1, 30);
  tcase_add_test(tests, a_killed_erasure_leaves_old_or_new);
  suite_add_tcase(suite, tests);
  return suite;
}
