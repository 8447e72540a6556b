/* A run folder of sample customers with everything that a run folder can hold, for the
 * tests of verifying and erasing. */
#ifndef HELDER_TESTS_LOG_RUN_SCENE_H
#define HELDER_TESTS_LOG_RUN_SCENE_H
#include "base/date.h"
#include "base/file.h"
#include "log/checkpoint.h"
#include "sample.h"

typedef struct RunScene {
  Arena *arena;
  Table *table;
  Decisions decisions;
  RunFile files[2];
  RunInput input;
  Table side; /* a side table, as far as rows set aside go */
  const Table *sides[1];
} RunScene;

/* The SHA-256 of a text, as hexadecimal digits. */
static inline Text run_scene_hash(const RunScene *scene, Text content) {
  Text line = checkpoint_file_line(scene->arena, "x", content);
  return (Text){line.bytes + line.length - 1 - SHA256_HEX, SHA256_HEX};
}

/* The manifest's words about the policy. */
static inline Text run_scene_inputs(const RunScene *scene, Text description) {
  Buffer out = {0};
  buffer_string(&out, "{\"policy\":{\"name\":\"A quiet sp\xC3\xA9\",\"files\":[");
  for (size_t i = 0; i < 2; i++)
    buffer_format(&out, "%s{\"name\":\"%.*s\",\"bytes\":%zu,\"sha256\":\"%.*s\"}", i ? "," : "",
                  TEXT_ARGS(scene->files[i].name), scene->files[i].content.length,
                  TEXT_ARGS(run_scene_hash(scene, scene->files[i].content)));
  buffer_format(&out, "],\"description\":{\"sha256\":\"%.*s\"}}}",
                TEXT_ARGS(run_scene_hash(scene, description)));
  Text inputs = text_copy(scene->arena, buffer_view(&out));
  buffer_free(&out);
  return inputs;
}

/* The n-th rejected row names the customer R-000n; the odd ones are of a side table. */
static inline void run_scene_reject(RunScene *scene, size_t count) {
  Table *tables[2] = {scene->table, &scene->side};
  scene->side = (Table){.path = "data/vis\"its\", of.csv"};
  for (size_t i = 0; i < 2; i++)
    tables[i]->rejected = arena_array(scene->arena, count + 1, sizeof(RejectedRow));
  for (size_t i = 0; i < count; i++)
    tables[i % 2]->rejected[tables[i % 2]->rejected_count++] =
        (RejectedRow){(long)i * 3 + 2, TEXT("a row of 2, \"not\" 4"),
                      text_format(scene->arena, "R-%04zu;\"zes\nregels\"", i)};
  scene->sides[0] = &scene->side;
}

static inline void run_scene_start(RunScene *scene, size_t rows, size_t rejected) {
  Arena *arena = arena_make();
  scene->arena = arena;
  scene->table = sample_table(arena, rows);
  scene->decisions = sample_decisions(arena, scene->table);
  scene->files[0] = (RunFile){TEXT("policy.lua"), TEXT("policy \"x\" {}\n")};
  scene->files[1] = (RunFile){TEXT("parts/ages.lua"), TEXT("return 1\n")};
  Text description = TEXT("{\"name\":\"x\"}\n");
  run_scene_reject(scene, rejected);
  scene->input = (RunInput){.out = file_join(arena, sample_folder(arena), "runs"),
                            .policy_name = TEXT("A quiet sp\xC3\xA9"),
                            .description = description,
                            .inputs = run_scene_inputs(scene, description),
                            .counts = text_format(arena, "{\"rows\":%zu}", rows),
                            .files = scene->files,
                            .file_count = 2,
                            .decisions = &scene->decisions,
                            .sides = scene->sides,
                            .side_count = 1,
                            .threads = 1};
  ck_assert(date_from_iso(TEXT("2026-11-21"), &scene->input.as_of));
}

static inline void run_scene_end(RunScene *scene) {
  file_folder_remove(file_parent(scene->arena, scene->input.out));
  table_drop(scene->table);
  arena_drop(scene->arena);
}

static inline char *run_scene_write(RunScene *scene) {
  Error error;
  char *path = run_write(scene->arena, &scene->input, &error);
  ck_assert_msg(path != NULL, "%s: %s", error.file, error.message);
  return path;
}
#endif
