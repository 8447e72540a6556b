/* Run folders: written whole or not at all, read back, the same bytes for the same seed. */
#include <dirent.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "log/checkpoint.h"
#include "log/manifest.h"
#include "sample.h"

typedef struct Scene {
  Arena *arena;
  Table *table;
  Decisions decisions;
  RunFile files[2];
  RunInput input;
} Scene;

static void scene_start(Scene *scene, size_t rows) {
  Arena *arena = arena_make();
  scene->arena = arena;
  scene->table = sample_table(arena, rows);
  scene->decisions = sample_decisions(arena, scene->table);
  scene->files[0] = (RunFile){TEXT("policy.lua"), TEXT("policy \"x\" {}\n")};
  scene->files[1] = (RunFile){TEXT("parts/ages.lua"), TEXT("return 1\n")};
  scene->input = (RunInput){.out = file_join(arena, sample_folder(arena), "runs"),
                            .policy_name = TEXT("A quiet sp\xC3\xA9"),
                            .inputs = TEXT("{\"engine\":\"0\"}"),
                            .counts = text_format(arena, "{\"rows\":%zu}", rows),
                            .files = scene->files,
                            .file_count = 2,
                            .decisions = &scene->decisions,
                            .seed = TEXT("\x01\x02"),
                            .threads = 2};
  ck_assert(date_from_iso(TEXT("2026-11-21"), &scene->input.as_of));
}

static void scene_end(Scene *scene) {
  file_folder_remove(file_parent(scene->arena, scene->input.out));
  table_drop(scene->table);
  arena_drop(scene->arena);
}

static Text content(const Scene *scene, const char *folder, const char *name) {
  Text text;
  Error error;
  ck_assert_msg(file_read(scene->arena, file_join(scene->arena, folder, name), &text, &error), "%s",
                error.message);
  return text;
}

static char *write_run(Scene *scene) {
  Error error;
  char *path = run_write(scene->arena, &scene->input, &error);
  ck_assert_msg(path != NULL, "%s: %s", error.file, error.message);
  return path;
}

static const char *const names[] = {
    "manifest.json",     "decisions.ndjson",     "leaves", "index", "checkpoint",
    "policy/policy.lua", "policy/parts/ages.lua"};

START_TEST(same_seed_same_bytes_beside_the_first) {
  Scene scene;
  scene_start(&scene, 5000);
  char *first = write_run(&scene);
  scene.input.threads = 1;
  char *second = write_run(&scene), *third = write_run(&scene);
  ck_assert_str_eq(second, arena_format(scene.arena, "%s-2", first));
  ck_assert_str_eq(third, arena_format(scene.arena, "%s-3", first));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ck_assert(text_equal(content(&scene, first, names[i]), content(&scene, second, names[i])));
  }
  scene.input.seed = (Text){"", 0};
  char *random = write_run(&scene);
  ck_assert(
      !text_equal(content(&scene, first, "checkpoint"), content(&scene, random, "checkpoint")));
  scene_end(&scene);
}
END_TEST

START_TEST(leaves_and_root_are_of_the_lines) {
  Scene scene;
  scene_start(&scene, 4999);
  char *path = write_run(&scene);
  Text lines = content(&scene, path, "decisions.ndjson");
  Text leaves = content(&scene, path, "leaves");
  MerkleHash *hashes = arena_array(scene.arena, 4999, sizeof *hashes);
  size_t count = 0;
  for (size_t at = 0; at < lines.length; count++) {
    size_t end = (size_t)((char *)memchr(lines.bytes + at, '\n', lines.length - at) - lines.bytes);
    hashes[count] = merkle_leaf((Text){lines.bytes + at, end - at});
    at = end + 1;
  }
  ck_assert_uint_eq(count, 4999);
  ck_assert(text_equal(leaves, (Text){(char *)hashes, count * sizeof *hashes}));
  MerkleHash root = merkle_root(hashes, count);
  Checkpoint want = {
      checkpoint_origin(scene.arena, scene.input.policy_name), count, root,
      checkpoint_file_line(scene.arena, "manifest.json", content(&scene, path, "manifest.json"))};
  Text checkpoint = checkpoint_text(scene.arena, &want);
  ck_assert(text_equal(content(&scene, path, "checkpoint"), checkpoint));
  ck_assert_int_eq(strncmp(checkpoint.bytes, "helder/A%20quiet%20sp%C3%A9\n4999\n", 33), 0);
  scene_end(&scene);
}
END_TEST

START_TEST(every_key_is_found_and_no_other) {
  Scene scene;
  Error error;
  scene_start(&scene, 3000);
  char *path = write_run(&scene);
  Run *run = run_open(scene.arena, path, &error);
  ck_assert_msg(run != NULL, "%s", error.message);
  ck_assert_uint_eq(run->rows, 3000);
  for (size_t i = 0; i < 3000; i++) {
    Text line, key = text_format(scene.arena, "G-%04zu", i);
    ck_assert(run_line(run, key, &line));
    Text head = text_format(scene.arena, "{\"v\":1,\"seq\":%zu,\"key\":\"%s\",", i, key.bytes);
    ck_assert(line.length > head.length && memcmp(line.bytes, head.bytes, head.length) == 0);
    ck_assert_int_eq(line.bytes[line.length - 1], '}');
  }
  Text line;
  ck_assert(!run_line(run, TEXT("G-3000"), &line));
  ck_assert(!run_line(run, TEXT(""), &line));
  ck_assert(text_equal(run_nearest_key(scene.arena, run, TEXT("G-29999")), TEXT("G-2999")));
  ck_assert_uint_eq(run_nearest_key(scene.arena, run, TEXT("nobody like this")).length, 0);
  run_close(run);
  scene_end(&scene);
}
END_TEST

START_TEST(no_customers_is_a_run_too) {
  Scene scene;
  Error error;
  scene_start(&scene, 0);
  Run *run = run_open(scene.arena, write_run(&scene), &error);
  ck_assert_msg(run != NULL, "%s", error.message);
  Text line;
  ck_assert(!run_line(run, TEXT("G-0000"), &line));
  run_close(run);
  scene_end(&scene);
}
END_TEST

static size_t entries(const char *folder) {
  DIR *opened = opendir(folder);
  size_t count = 0;
  for (struct dirent *entry; opened && (entry = readdir(opened));)
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  if (opened)
    closedir(opened);
  return count;
}

/* The n-th write, sync, rename or folder fails, for n = 1, 2, 3… until none is left. */
START_TEST(a_failed_write_leaves_nothing) {
  Scene scene;
  Error error = {.kind = ERROR_NONE};
  scene_start(&scene, 3000);
  char number[16];
  snprintf(number, sizeof number, "%d", _i);
  setenv("HELDER_FAIL_WRITE", number, 1);
  char *path = run_write(scene.arena, &scene.input, &error);
  if (path) {
    ck_assert_uint_eq(entries(path), 6);
    ck_assert_uint_eq(entries(scene.input.out), 2); /* and the log of runs */
  } else {
    ck_assert_int_eq(error.kind, ERROR_SYSTEM);
    ck_assert_uint_eq(entries(scene.input.out), 0);
  }
#ifdef HELDER_FAULTS
  ck_assert(path == NULL || _i > 25);
#endif
  scene_end(&scene);
}
END_TEST

START_TEST(abandon_removes_the_temporary_folder_only) {
  Scene scene;
  scene_start(&scene, 10);
  char *path = write_run(&scene);
  run_write_abandon();
  ck_assert(file_exists(path));
  scene_end(&scene);
}
END_TEST

START_TEST(policy_files_stay_in_the_run) {
  static const char *const outside[] = {"../x.lua", "/etc/x.lua", "a//b", "a/../../b", ""};
  Scene scene;
  Error error;
  scene_start(&scene, 10);
  scene.files[1].name = text_of(outside[_i]);
  ck_assert_ptr_null(run_write(scene.arena, &scene.input, &error));
  ck_assert_uint_eq(entries(scene.input.out), 0);
  scene_end(&scene);
}
END_TEST

static void put_run(const Scene *scene, const char *name, const char *file) {
  Error error;
  char *folder = file_join(scene->arena, scene->input.out, name);
  ck_assert(file_folder_ensure(folder, &error));
  ck_assert(file_put(file_join(scene->arena, folder, file), TEXT(""), &error));
}

START_TEST(the_newest_run_is_a_finished_one) {
  Scene scene;
  Error error;
  scene_start(&scene, 10);
  ck_assert_ptr_null(run_newest(scene.arena, scene.input.out, &error));
  char *first = write_run(&scene);
  usleep(20000);
  put_run(&scene, "2027-01-01-00000000", "manifest.json");
  put_run(&scene, ".2027-01-01-00000000.1.tmp", "checkpoint");
  ck_assert_str_eq(run_newest(scene.arena, scene.input.out, &error), first);
  char *second = write_run(&scene);
  ck_assert_str_eq(run_newest(scene.arena, scene.input.out, &error), second);
  char *unfinished = file_join(scene.arena, scene.input.out, "2027-01-01-00000000");
  ck_assert_ptr_null(run_open(scene.arena, unfinished, &error));
  scene_end(&scene);
}
END_TEST

START_TEST(a_manifest_reads_well) {
  Buffer out = {0};
  json_indent(&out, TEXT("{\"a\":1,\"b\":{\"c\":[\"x,y\",2],\"d\":{}},\"e\":[{\"f\":null}]}"));
  buffer_byte(&out, '\0');
  ck_assert_str_eq(out.bytes,
                   "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\"x,y\", 2],\n    \"d\": {}\n"
                   "  },\n  \"e\": [\n    {\"f\": null}\n  ]\n}");
  buffer_free(&out);
}
END_TEST

Suite *log_run_suite(void) {
  Suite *suite = suite_create("log_run");
  TCase *tests = tcase_create("run");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, same_seed_same_bytes_beside_the_first);
  tcase_add_test(tests, leaves_and_root_are_of_the_lines);
  tcase_add_test(tests, every_key_is_found_and_no_other);
  tcase_add_test(tests, no_customers_is_a_run_too);
  tcase_add_loop_test(tests, a_failed_write_leaves_nothing, 1, 45);
  tcase_add_test(tests, abandon_removes_the_temporary_folder_only);
  tcase_add_loop_test(tests, policy_files_stay_in_the_run, 0, 5);
  tcase_add_test(tests, the_newest_run_is_a_finished_one);
  tcase_add_test(tests, a_manifest_reads_well);
  suite_add_tcase(suite, tests);
  return suite;
}
