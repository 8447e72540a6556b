/* A random scene: a policy without Lua, a table of odd customers, and answers that
 * depend on nothing but a function's number and the customer's key. */
#ifndef HELDER_TESTS_DECIDE_SCENE_H
#define HELDER_TESTS_DECIDE_SCENE_H
#include <check.h>
#include <math.h>
#include <stdio.h>

#include "condition/verdict.h"
#include "decide/decide.h"

enum { SCENE_ROWS_MOST = 70, SCENE_AS_OF = 20000 };

typedef struct Scene {
  Arena *arena;
  Table *table;
  Policy policy;
  uint64_t random;
  int functions;
} Scene;

static inline uint64_t scene_random(Scene *scene, uint64_t below) {
  scene->random += 0x9E3779B97F4A7C15u; /* splitmix64 */
  uint64_t z = scene->random;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (z ^ (z >> 31)) % below;
}

static inline bool scene_chance(Scene *scene, uint64_t percent) {
  return scene_random(scene, 100) < percent;
}

static inline Value scene_integer(int64_t number) {
  return (Value){.kind = VALUE_INTEGER, .integer = number};
}

static inline Value scene_decimal(double number) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

static inline Value scene_text(Arena *arena, const char *letter, uint64_t number) {
  return (Value){.kind = VALUE_TEXT,
                 .text = text_format(arena, "%s%llu", letter, (unsigned long long)number)};
}

static inline Value scene_missing(void) {
  return (Value){.kind = VALUE_MISSING};
}

/* --- the table ---------------------------------------------------------------- */

typedef Value CellMaker(Scene *scene);

static inline Value scene_household(Scene *scene) {
  if (scene_chance(scene, 15))
    return scene_missing();
  return scene_text(scene->arena, "H", scene_random(scene, 20));
}

static inline Value scene_day(Scene *scene) {
  if (scene_chance(scene, 5))
    return scene_missing();
  return scene_chance(scene, 10) ? scene_decimal((double)scene_random(scene, 3))
                                 : scene_integer((int64_t)scene_random(scene, 3));
}

static inline Value scene_party(Scene *scene) {
  static const double odd[] = {-1, NAN, INFINITY, 0, -0.0, 2.5};
  if (scene_chance(scene, 5))
    return scene_missing();
  if (scene_chance(scene, 10))
    return scene_decimal(odd[scene_random(scene, 6)]);
  return scene_decimal((double)(1 + scene_random(scene, 7)));
}

static inline Value scene_since(Scene *scene) {
  if (scene_chance(scene, 20))
    return scene_missing();
  return (Value){.kind = VALUE_DATE, .days = SCENE_AS_OF - (int32_t)scene_random(scene, 60)};
}

static inline Column *scene_column(Scene *scene, const char *name, CellMaker *make, size_t rows) {
  Value *values = arena_array(scene->arena, rows, sizeof *values);
  for (size_t i = 0; i < rows; i++)
    values[i] = make(scene);
  return column_from_values(scene->arena, text_of(name), values, rows);
}

/* Different keys in no order: texts of different lengths, or numbers of both signs. */
static inline Column *scene_keys(Scene *scene, size_t rows) {
  Value *values = arena_array(scene->arena, rows, sizeof *values);
  bool numbers = scene_chance(scene, 40);
  for (size_t i = 0; i < rows; i++)
    values[i] = numbers ? scene_integer((int64_t)i * 7 - 150) : scene_text(scene->arena, "K", i);
  for (size_t i = rows; i > 1; i--) {
    size_t other = scene_random(scene, i);
    Value value = values[i - 1];
    values[i - 1] = values[other];
    values[other] = value;
  }
  return column_from_values(scene->arena, TEXT("id"), values, rows);
}

static inline void scene_make_table(Scene *scene) {
  size_t rows = scene_random(scene, SCENE_ROWS_MOST);
  Column *columns[] = {
      scene_keys(scene, rows), scene_column(scene, "household", scene_household, rows),
      scene_column(scene, "day", scene_day, rows), scene_column(scene, "party", scene_party, rows),
      scene_column(scene, "since", scene_since, rows)};
  scene->table = table_of_columns(TEXT("guests"), columns, 5, rows, 0);
}

/* The same customers in another order: row i is row order[i] of the old table. */
static inline Table *scene_shuffled(Scene *scene, uint32_t *order) {
  const Table *table = scene->table;
  Column *columns[8];
  for (size_t i = 0; i < table->rows; i++)
    order[i] = (uint32_t)i;
  for (size_t i = table->rows; i > 1; i--) {
    size_t other = scene_random(scene, i);
    uint32_t row = order[i - 1];
    order[i - 1] = order[other];
    order[other] = row;
  }
  for (size_t c = 0; c < 5; c++) {
    Value *values = arena_array(scene->arena, table->rows, sizeof *values);
    for (size_t i = 0; i < table->rows; i++)
      values[i] = column_value(&table->columns[c], order[i]);
    columns[c] = column_from_values(scene->arena, table->columns[c].name, values, table->rows);
  }
  return table_of_columns(TEXT("guests"), columns, 5, table->rows, 0);
}

/* --- the policy --------------------------------------------------------------- */

static inline Function scene_function(Scene *scene) {
  return (Function){.number = scene->functions++};
}

static inline Text scene_name(Scene *scene, const char *letter, size_t number) {
  return scene_text(scene->arena, letter, number).text;
}

static inline void scene_make_exclusions(Scene *scene) {
  Policy *policy = &scene->policy;
  policy->exclusion_count = scene_random(scene, 4);
  policy->exclusions = arena_array(scene->arena, policy->exclusion_count, sizeof(Exclusion));
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    Exclusion *exclusion = &policy->exclusions[i];
    exclusion->name = scene_name(scene, "exclusion ", i);
    exclusion->when = scene_function(scene);
    exclusion->ignore_unknown = scene_chance(scene, 30);
    if (scene_chance(scene, 40)) {
      exclusion->from = arena_array(scene->arena, 2, sizeof(Text));
      exclusion->from_count = 1 + scene_random(scene, 2);
      exclusion->from[0] = scene_name(scene, "selection ", 0);
      exclusion->from[1] = scene_name(scene, "selection ", 2);
    }
    if (scene_chance(scene, 50)) {
      exclusion->lasts = (Span){SPAN_DAYS, 30};
      exclusion->since = TEXT("since");
    }
  }
}

static inline void scene_make_points(Scene *scene, Segmentation *group) {
  group->point_count = scene_random(scene, 4);
  group->points = arena_array(scene->arena, group->point_count, sizeof(Point));
  for (size_t i = 0; i < group->point_count; i++) {
    group->points[i].name = scene_name(scene, "point ", i);
    group->points[i].when = scene_function(scene);
    group->points[i].points = (double)scene_random(scene, 41) - 15;
  }
}

static inline void scene_make_segmentations(Scene *scene) {
  Policy *policy = &scene->policy;
  policy->segmentation_count = 4;
  policy->segmentations = arena_array(scene->arena, 4, sizeof(Segmentation));
  for (size_t i = 0; i < 4; i++) {
    Segmentation *group = &policy->segmentations[i];
    group->name = scene_name(scene, "segmentation ", i);
    group->mode = (SegmentationMode)i;
    group->segment_count = 1 + scene_random(scene, 4);
    group->segments = arena_array(scene->arena, group->segment_count, sizeof(Segment));
    bool otherwise = scene_chance(scene, 50);
    for (size_t j = 0; j < group->segment_count; j++) {
      Segment *segment = &group->segments[j];
      segment->name = scene_name(scene, "segment ", j);
      segment->otherwise = otherwise && j + 1 == group->segment_count;
      segment->from = (double)scene_random(scene, 40);
      segment->when = (Function){.number = -1};
      if (!segment->otherwise && group->mode != SEGMENTATION_SCORE)
        segment->when = scene_function(scene);
    }
    if (group->mode == SEGMENTATION_SCORE)
      scene_make_points(scene, group);
  }
}

static inline void scene_make_selections(Scene *scene) {
  Policy *policy = &scene->policy;
  policy->selection_count = 1 + scene_random(scene, 4);
  policy->selections = arena_array(scene->arena, policy->selection_count, sizeof(Selection));
  for (size_t i = 0; i < policy->selection_count; i++) {
    Selection *selection = &policy->selections[i];
    selection->name = scene_name(scene, "selection ", i);
    selection->when = scene_function(scene);
    selection->rank = (Function){.number = -1};
    if (scene_chance(scene, 60))
      selection->rank = scene_function(scene);
    selection->limit = scene_chance(scene, 60) ? (int64_t)scene_random(scene, 25) : -1;
    if (scene_chance(scene, 50))
      selection->one_per = TEXT("household");
    if (scene_chance(scene, 50)) {
      selection->quota = true;
      if (scene_chance(scene, 70))
        selection->quota_per = TEXT("day");
      selection->quota_max = (double)scene_random(scene, 20);
      if (scene_chance(scene, 60))
        selection->quota_of = TEXT("party");
    }
    selection->holdout = scene_chance(scene, 50) ? (double)scene_random(scene, 11) / 10 : 0;
    if (scene_chance(scene, 60))
      selection->group = scene_chance(scene, 50) ? TEXT("spring") : TEXT("autumn");
  }
}

static inline void scene_start(Scene *scene, uint64_t seed) {
  *scene = (Scene){.arena = arena_make(), .random = seed};
  scene_make_table(scene);
  scene->policy.name = TEXT("random");
  scene->policy.as_of = SCENE_AS_OF;
  scene_make_exclusions(scene);
  scene_make_segmentations(scene);
  scene_make_selections(scene);
}

static inline void scene_end(Scene *scene) {
  table_drop(scene->table);
  arena_drop(scene->arena);
}

/* --- the answers -------------------------------------------------------------- */

/* A number that depends on the function and the key only. */
static inline uint64_t scene_chosen(const Function *function, const Table *table, size_t row) {
  char scratch[24];
  uint64_t hash = text_hash(table_key(table, row, scratch));
  return text_hash((Text){(char *)&hash, sizeof hash}) * (uint64_t)(2 * function->number + 3) >> 20;
}

static inline Verdict scene_verdict(const Function *function, const Table *table, size_t row) {
  uint64_t chosen = scene_chosen(function, table, row) % 100;
  return chosen < 45 ? VERDICT_YES : chosen < 88 ? VERDICT_NO : VERDICT_UNKNOWN;
}

/* A rank: integers in one function, decimals in another, both in a third. */
static inline Value scene_score(const Function *function, const Table *table, size_t row) {
  static const double odd[] = {NAN, -INFINITY, INFINITY, -0.0, 0.0, 1e300};
  uint64_t chosen = scene_chosen(function, table, row);
  if (chosen % 10 == 0)
    return scene_missing();
  int64_t number = (int64_t)(chosen / 10 % 8) - 3;
  switch (function->number % 3) {
  case 0:
    return scene_integer(number * 1000);
  case 1:
    return scene_decimal(chosen / 10 % 5 == 0 ? odd[chosen / 50 % 6] : (double)number / 4);
  default:
    return chosen / 80 % 2 ? scene_integer(number) : scene_decimal((double)number + 0.5);
  }
}

/* Whether a step's guard lets this row be asked. */
static inline bool scene_asked(const Asking *asking, uint8_t *const *verdicts, size_t number,
                               size_t row) {
  const Step *step = &asking->steps[number];
  if (step->guard == GUARD_IF_YES)
    return verdicts[step->first][row] == VERDICT_YES;
  for (size_t i = step->first; step->guard == GUARD_UNTIL_YES && i < step->last; i++)
    if (verdicts[i][row] == VERDICT_YES)
      return false;
  return true;
}

static inline Verdict scene_answer(const Asking *asking, size_t number, size_t row, Value *value) {
  const Step *step = &asking->steps[number];
  if (step->kind == STEP_VERDICT)
    return scene_verdict(step->function, asking->table, row);
  *value = scene_score(step->function, asking->table, row);
  return value->kind == VALUE_MISSING ? VERDICT_NO : VERDICT_YES;
}

static inline void scene_answer_step(Arena *arena, const Asking *asking, uint8_t **verdicts,
                                     size_t number, Answers *answers) {
  size_t rows = asking->table->rows;
  Value *values = arena_array(arena, rows, sizeof *values);
  verdicts[number] = arena_array(arena, rows, 1);
  for (size_t row = 0; row < rows; row++)
    verdicts[number][row] = scene_asked(asking, verdicts, number, row)
                                ? (uint8_t)scene_answer(asking, number, row, &values[row])
                                : VERDICT_NOT_ASKED;
  if (asking->steps[number].kind != STEP_VERDICT)
    answers->values[number] = column_from_values(arena, TEXT("score"), values, rows);
}

static inline void scene_trouble(Arena *arena, Answers *answers) {
  Trouble *troubles = arena_array(arena, answers->rows * answers->step_count, sizeof *troubles);
  TroubleDetail *details = arena_array(arena, 2, sizeof *details);
  Text *missing = arena_new(arena, sizeof *missing);
  *missing = TEXT("nps");
  details[0] = (TroubleDetail){.missing = missing, .missing_count = 1};
  details[1] = (TroubleDetail){.message = TEXT("a mistake"), .line = 12};
  for (size_t row = 0; row < answers->rows; row++)
    for (size_t step = 0; step < answers->step_count; step++)
      if (answers->verdicts[step][row] == VERDICT_UNKNOWN)
        troubles[answers->trouble_count++] =
            (Trouble){(uint32_t)row, (uint16_t)step, step % 5 == 4};
  answers->troubles = troubles;
  answers->details = details;
  answers->detail_count = 2;
}

/* In place of policy_ask. */
static inline Answers *scene_ask(Arena *arena, const Asking *asking, Error *error) {
  (void)error;
  Answers *answers = arena_new(arena, sizeof *answers);
  uint8_t **verdicts = arena_array(arena, asking->step_count, sizeof *verdicts);
  answers->rows = asking->table->rows;
  answers->step_count = asking->step_count;
  answers->values = arena_array(arena, asking->step_count, sizeof *answers->values);
  for (size_t step = 0; step < asking->step_count; step++)
    scene_answer_step(arena, asking, verdicts, step, answers);
  answers->verdicts = (const uint8_t **)verdicts;
  scene_trouble(arena, answers);
  return answers;
}

static inline void scene_drop_answers(Answers *answers) {
  (void)answers;
}

static inline void scene_decide(Scene *scene, Table *table, const char *overrides,
                                Decided *decided) {
  Error error = {.kind = ERROR_NONE};
  DecideInput input = {.policy = &scene->policy,
                       .table = table,
                       .overrides = overrides,
                       .threads = 1,
                       .ask = scene_ask,
                       .drop = scene_drop_answers};
  bool good = decide_run(scene->arena, &input, decided, &error);
  ck_assert_msg(good, "%s", error.message);
}
#endif
