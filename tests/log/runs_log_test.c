/* The log of runs: whatever is taken out, put in or changed in it shows. */
#include "log/runs_log.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "log/run_bytes.h"
#include "log/verify.h"
#include "run_scene.h"

enum { RUNS = 5 };

static const char *folders[RUNS];

static void setup_runs(RunScene *scene) {
  run_scene_start(scene, 12, 2);
  for (size_t i = 0; i < RUNS; i++)
    folders[i] = run_scene_write(scene);
}

static Text log_bytes(const RunScene *scene) {
  Text text;
  Error error;
  ck_assert(
      file_read(scene->arena, file_join(scene->arena, scene->input.out, "log"), &text, &error));
  return text;
}

static void put_log(const RunScene *scene, Text bytes) {
  Error error;
  ck_assert(file_put(file_join(scene->arena, scene->input.out, "log"), bytes, &error));
}

static const Verified *verify(const RunScene *scene, const NoteKey *key,
                              const Checkpoint *earlier) {
  static Verified verified;
  RunsLog log;
  Error error;
  ck_assert(runs_log_read(scene->arena, scene->input.out, key, &log, &error));
  verify_runs(scene->arena, scene->input.out, &log, key, earlier, &verified);
  return &verified;
}

START_TEST(every_run_is_entered) {
  RunScene scene;
  setup_runs(&scene);
  const Verified *verified = verify(&scene, NULL, NULL);
  ck_assert_uint_eq(verified->finding_count, 0);
  ck_assert_uint_eq(verified->entered, RUNS);
  ck_assert_uint_eq(verified->intact, RUNS * 12);
  run_scene_end(&scene);
}
END_TEST

START_TEST(every_flipped_byte_of_the_log_shows) {
  RunScene scene;
  Error error;
  setup_runs(&scene);
  Text bytes = log_bytes(&scene);
  for (size_t i = 0; i < bytes.length; i++) {
    RunsLog log;
    Arena *arena = arena_make();
    char *changed = arena_copy(arena, bytes.bytes, bytes.length);
    changed[i] ^= (char)(1 << i % 8);
    put_log(&scene, (Text){changed, bytes.length});
    ck_assert(runs_log_read(arena, scene.input.out, NULL, &log, &error));
    ck_assert_msg(log.bad > 0, "byte %zu", i);
    arena_drop(arena);
  }
  run_scene_end(&scene);
}
END_TEST

/* The n-th line taken out, doubled, or swapped with the next. */
START_TEST(changed_entries_show) {
  RunScene scene;
  setup_runs(&scene);
  Text bytes = log_bytes(&scene);
  const char *lines[RUNS + 1] = {bytes.bytes};
  for (size_t i = 0; i < RUNS; i++)
    lines[i + 1] = strchr(lines[i], '\n') + 1;
  for (size_t i = 0; i < RUNS; i++) {
    size_t length = (size_t)(lines[i + 1] - lines[i]), before = (size_t)(lines[i] - bytes.bytes);
    Buffer out = {0};
    buffer_append(&out, bytes.bytes, before);
    buffer_append(&out, lines[i + 1], bytes.length - before - length);
    put_log(&scene, buffer_view(&out));
    ck_assert_uint_gt(verify(&scene, NULL, NULL)->finding_count, 0);
    out.length = before;
    buffer_append(&out, lines[i], length);
    buffer_append(&out, lines[i], bytes.length - before);
    put_log(&scene, buffer_view(&out));
    ck_assert_uint_gt(verify(&scene, NULL, NULL)->finding_count, 0);
    buffer_free(&out);
  }
  run_scene_end(&scene);
}
END_TEST

START_TEST(a_removed_and_a_replaced_run_show) {
  RunScene scene;
  setup_runs(&scene);
  char *aside = file_join(scene.arena, file_parent(scene.arena, scene.input.out), "aside");
  ck_assert_int_eq(rename(folders[2], aside), 0);
  const Verified *verified = verify(&scene, NULL, NULL);
  ck_assert_uint_eq(verified->finding_count, 1);
  ck_assert_str_eq(verified->findings[0].file.bytes, file_name(folders[2]));
  ck_assert_int_eq(rename(folders[3], folders[2]), 0);
  verified = verify(&scene, NULL, NULL);
  ck_assert_uint_eq(verified->finding_count, 2); /* one is gone, one is another */
  ck_assert_int_eq(rename(folders[2], folders[3]), 0);
  ck_assert_int_eq(rename(aside, file_join(scene.arena, scene.input.out, "2026-11-21-00000000")),
                   0);
  verified = verify(&scene, NULL, NULL);
  ck_assert_uint_eq(verified->finding_count, 2); /* one is gone, one never entered */
  run_scene_end(&scene);
}
END_TEST

START_TEST(it_only_grew_since_an_earlier_checkpoint) {
  RunScene scene;
  RunsLog log;
  Error error;
  Note note;
  Checkpoint earlier;
  setup_runs(&scene);
  ck_assert(runs_log_read(scene.arena, scene.input.out, NULL, &log, &error));
  ck_assert(note_split(log.head, &note) && checkpoint_parse(note.text, &earlier));
  ck_assert_uint_eq(earlier.size, RUNS);
  run_scene_write(&scene);
  run_scene_write(&scene);
  ck_assert_uint_eq(verify(&scene, NULL, &earlier)->finding_count, 0);
  earlier.root.bytes[5] ^= 1;
  ck_assert_uint_eq(verify(&scene, NULL, &earlier)->finding_count, 1);
  earlier.root.bytes[5] ^= 1, earlier.size = 99;
  ck_assert_uint_eq(verify(&scene, NULL, &earlier)->finding_count, 1);
  run_scene_end(&scene);
}
END_TEST

START_TEST(an_interrupted_entry_is_cut_off) {
  RunScene scene;
  setup_runs(&scene);
  Text bytes = log_bytes(&scene);
  for (size_t cut = 1; cut < 400; cut += 37) {
    Buffer out = {0};
    buffer_text(&out, bytes);
    buffer_append(&out, bytes.bytes, cut);
    put_log(&scene, buffer_view(&out));
    buffer_free(&out);
    ck_assert_uint_eq(verify(&scene, NULL, NULL)->finding_count, 1);
    run_scene_write(&scene);
    ck_assert_uint_eq(verify(&scene, NULL, NULL)->finding_count, 0);
    bytes = log_bytes(&scene);
  }
  run_scene_end(&scene);
}
END_TEST

START_TEST(signed_heads_are_checked) {
  RunScene scene;
  NoteKey key, other;
  Error error;
  run_scene_start(&scene, 12, 0);
  ck_assert(note_key_make(TEXT("spa.example/a"), &key, &error));
  ck_assert(note_key_make(TEXT("spa.example/b"), &other, &error));
  scene.input.key = &key;
  run_scene_write(&scene);
  run_scene_write(&scene);
  ck_assert_uint_eq(verify(&scene, &key, NULL)->finding_count, 0);
  ck_assert_uint_gt(verify(&scene, &other, NULL)->finding_count, 0);
  scene.input.key = NULL;
  run_scene_write(&scene);
  ck_assert_uint_gt(verify(&scene, &key, NULL)->finding_count, 0);
  run_scene_end(&scene);
}
END_TEST

START_TEST(two_processes_append_one_after_the_other) {
  enum { CHILDREN = 4, EACH = 20 };
  RunScene scene;
  RunsLog log;
  Error error;
  run_scene_start(&scene, 1, 0);
  run_scene_write(&scene);
  for (int i = 0; i < CHILDREN; i++) {
    if (fork() != 0)
      continue;
    bool good = true;
    for (int n = 0; n < EACH; n++)
      good &= runs_log_append(scene.arena, scene.input.out,
                              TEXT("\"event\":\"list\",\"run\":\"x\""), NULL, &error);
    _exit(good ? 0 : 1);
  }
  for (int i = 0, status; i < CHILDREN; i++) {
    ck_assert(wait(&status) > 0);
    ck_assert_int_eq(status, 0);
  }
  ck_assert(runs_log_read(scene.arena, scene.input.out, NULL, &log, &error));
  ck_assert_uint_eq(log.bad, 0);
  ck_assert_uint_eq(log.count, 1 + CHILDREN * EACH);
  run_scene_end(&scene);
}
END_TEST

Suite *log_runs_log_suite(void) {
  Suite *suite = suite_create("log_runs_log");
  TCase *tests = tcase_create("runs_log");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, every_run_is_entered);
  tcase_add_test(tests, every_flipped_byte_of_the_log_shows);
  tcase_add_test(tests, changed_entries_show);
  tcase_add_test(tests, a_removed_and_a_replaced_run_show);
  tcase_add_test(tests, it_only_grew_since_an_earlier_checkpoint);
  tcase_add_test(tests, an_interrupted_entry_is_cut_off);
  tcase_add_test(tests, signed_heads_are_checked);
  tcase_add_test(tests, two_processes_append_one_after_the_other);
  suite_add_tcase(suite, tests);
  return suite;
}
