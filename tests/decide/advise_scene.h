/* A need, customers and their segments, written down; for the tests of advise. */
#ifndef HELDER_TESTS_DECIDE_ADVISE_SCENE_H
#define HELDER_TESTS_DECIDE_ADVISE_SCENE_H
#include <check.h>
#include <math.h>

#include "decide/advise.h"

typedef struct AdviseScene {
  Arena *arena;
  Need need;
  Policy policy;
  Column *columns[8]; /* the first is the key */
  size_t column_count, rows;
  const uint16_t *segment;
  Text names[4];
  size_t segment_count;
} AdviseScene;

static inline AdviseScene advise_scene(size_t rows) {
  AdviseScene scene = {.arena = arena_make(), .rows = rows, .segment_count = 1};
  Value *keys = arena_array(scene.arena, rows, sizeof *keys);
  for (size_t i = 0; i < rows; i++)
    keys[i] = (Value){.kind = VALUE_INTEGER, .integer = (int64_t)i};
  scene.columns[scene.column_count++] = column_from_values(scene.arena, TEXT("id"), keys, rows);
  scene.need = (Need){.name = TEXT("days"),
                      .field = TEXT("wanted"),
                      .segmentation = TEXT("guest"),
                      .must = true,
                      .benefit = 1,
                      .cost_segment = 10,
                      .cost_individual = 6};
  for (int i = 0; i < 4; i++)
    scene.names[i] = text_format(scene.arena, "segment %d", i);
  return scene;
}

static inline void advise_column(AdviseScene *scene, const char *name, const Value *values) {
  scene->columns[scene->column_count++] =
      column_from_values(scene->arena, text_of(name), values, scene->rows);
}

static inline void advise_numbers(AdviseScene *scene, const char *name, const double *numbers) {
  Value *values = arena_array(scene->arena, scene->rows, sizeof *values);
  for (size_t i = 0; i < scene->rows; i++)
    values[i] = isnan(numbers[i]) ? (Value){.kind = VALUE_MISSING}
                                  : (Value){.kind = VALUE_DECIMAL, .decimal = numbers[i]};
  advise_column(scene, name, values);
}

static inline void advise_texts(AdviseScene *scene, const char *name, const char *const *texts) {
  Value *values = arena_array(scene->arena, scene->rows, sizeof *values);
  for (size_t i = 0; i < scene->rows; i++)
    values[i] = texts[i] ? (Value){.kind = VALUE_TEXT, .text = text_of(texts[i])}
                         : (Value){.kind = VALUE_MISSING};
  advise_column(scene, name, values);
}

/* The advice on the scene's need; NULL where it was refused. The table is dropped with
 * the columns staying where they are. */
static inline NeedAdvice *advise_ask(AdviseScene *scene, Error *error) {
  Table *table =
      table_of_columns(TEXT("guests"), scene->columns, scene->column_count, scene->rows, 0);
  SegmentationDecision decided = {.name = TEXT("guest"),
                                  .segment_names = scene->names,
                                  .segment_count = scene->segment_count,
                                  .segment = scene->segment};
  Decisions decisions = {.segmentations = &decided, .segmentation_count = 1};
  scene->policy.needs = &scene->need;
  scene->policy.need_count = 1;
  NeedAdvice *advice = advise_needs(scene->arena, &scene->policy, table, &decisions, error);
  arena_finally(scene->arena, (void (*)(void *))table_drop, table);
  return advice;
}
#endif
