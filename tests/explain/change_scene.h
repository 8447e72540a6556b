/* A random policy over few values, as condition trees, with one customer, and the grid of
 * all customers he could become. What the engine decides about the whole grid is the
 * measure for the search. */
#ifndef HELDER_TESTS_EXPLAIN_CHANGE_SCENE_H
#define HELDER_TESTS_EXPLAIN_CHANGE_SCENE_H
#include <check.h>
#include <math.h>

#include "decide/decide.h"
#include "explain/change.h"

enum { SCENE_FIELDS = 7, SCENE_VALUES = 8, SCENE_ROWS = 2500, SCENE_AS_OF = 20000 };

typedef struct Scene {
  Arena *arena;
  uint64_t random;
  Policy policy;
  int functions;
  Text names[SCENE_FIELDS];
  ColumnType types[SCENE_FIELDS];
  Value now[SCENE_FIELDS];
  Value domain[SCENE_FIELDS][SCENE_VALUES]; /* all that the field can be, and what it is */
  size_t domain_count[SCENE_FIELDS];
  size_t field_count;
  FieldInfo infos[SCENE_FIELDS];
  Attribute attributes[3];
  ChangeFacts facts;
  Text fact_names[SCENE_FIELDS + 3];
  ColumnType fact_types[SCENE_FIELDS + 3];
  Value cuts[2];
  bool cut_made[2];
  size_t rows;
  double *costs; /* [row] of the grid */
  Table *grid;
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

static inline Value scene_text(const char *text) {
  return (Value){.kind = VALUE_TEXT, .text = text_of(text)};
}

static inline Value scene_day(int32_t back) {
  return (Value){.kind = VALUE_DATE, .days = SCENE_AS_OF - back};
}

/* --- fields ----------------------------------------------------------------- */

static inline void scene_put(Scene *scene, size_t field, Value value) {
  scene->domain[field][scene->domain_count[field]++] = value;
}

/* What a field of this kind can be: 0, 1: whole; 2: in halves; 3: text; 4: yes or no; 5: a day. */
static inline void scene_fill(Scene *scene, size_t field, size_t kind) {
  static const char *const texts[] = {"blue", "green", "red", "other"};
  static const ColumnType types[] = {COLUMN_INTEGER, COLUMN_INTEGER, COLUMN_DECIMAL,
                                     COLUMN_TEXT,    COLUMN_BOOLEAN, COLUMN_DATE};
  FieldInfo *info = &scene->infos[field];
  scene->types[field] = types[kind];
  for (int i = 0; i < 4; i++)
    switch (kind) {
    case 0:
    case 1:
      scene_put(scene, field, scene_integer(i));
      break;
    case 2:
      scene_put(scene, field, scene_decimal(i * 0.5));
      break;
    case 3:
      scene_put(scene, field, scene_text(texts[i]));
      break;
    case 4:
      if (i < 2)
        scene_put(scene, field, (Value){.kind = VALUE_BOOLEAN, .boolean = i == 1});
      break;
    default:
      scene_put(scene, field, scene_day(4 - i));
    }
  if (kind <= 2 || kind == 5) {
    info->min = scene->domain[field][0];
    info->max = scene->domain[field][3];
  }
  info->step = kind == 2 ? 0.5 : 0;
}

/* What it is now: mostly one of these, now and then missing or outside of them. */
static inline void scene_choose(Scene *scene, size_t field, size_t kind) {
  Value *now = &scene->now[field];
  *now = scene->domain[field][scene_random(scene, scene->domain_count[field])];
  if (scene_chance(scene, 15))
    *now = (Value){.kind = VALUE_MISSING};
  else if (scene_chance(scene, 10) && kind <= 1)
    *now = scene_integer(kind ? 6 : -2);
  else if (scene_chance(scene, 10) && kind == 2)
    *now = scene_decimal(0.75);
  else if (scene_chance(scene, 10) && kind == 5)
    *now = scene_day(9);
}

static inline void scene_declare(Scene *scene, size_t field) {
  FieldInfo *info = &scene->infos[field];
  info->name = scene->names[field];
  info->fixed = scene_chance(scene, scene->types[field] == COLUMN_TEXT ? 40 : 10);
  info->sensitive = scene_chance(scene, 5);
  info->only = scene_chance(scene, 20) ? scene_chance(scene, 50) ? DIRECTION_UP : DIRECTION_DOWN
                                       : DIRECTION_ANY;
  info->cost = scene_chance(scene, 40) ? 0.25 * (double)(1 + scene_random(scene, 8)) : 1;
}

static inline void scene_make_fields(Scene *scene) {
  static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g"};
  scene->field_count = 3 + scene_random(scene, 4);
  for (size_t i = 0; i < scene->field_count; i++) {
    size_t kind = scene_random(scene, 6);
    scene->names[i] = text_of(names[i]);
    scene_fill(scene, i, kind);
    scene_choose(scene, i, kind);
    scene_declare(scene, i);
  }
}

/* --- conditions ------------------------------------------------------------- */

typedef struct Writing {
  Scene *scene;
  json_t *fields;
  size_t attributes; /* that may be named */
  Text reads[SCENE_FIELDS + 3];
  size_t read_count;
  int made; /* reads are numbered */
} Writing;

static inline json_t *scene_place(void) {
  return json_pack("[iiii]", 1, 1, 1, 0);
}

static inline json_t *scene_node(const char *op, json_t *a, json_t *b, json_t *c) {
  json_t *node = json_array();
  json_array_append_new(node, json_string(op));
  json_array_append_new(node, scene_place());
  json_array_append_new(node, json_string(op));
  if (a)
    json_array_append_new(node, a);
  if (b)
    json_array_append_new(node, b);
  if (c)
    json_array_append_new(node, c);
  return node;
}

static inline json_t *scene_constant(Value value) {
  Buffer out = {0};
  value_json(&out, value);
  json_t *wrapped = json_object();
  if (value.kind != VALUE_MISSING)
    json_object_set_new(wrapped, "value", json_loadb(out.bytes, out.length, JSON_DECODE_ANY, NULL));
  buffer_free(&out);
  return scene_node("constant", wrapped, NULL, NULL);
}

static inline json_t *scene_named(Writing *writing, Text name) {
  size_t i = 0;
  while (i < writing->read_count && !text_equal(writing->reads[i], name))
    i++;
  if (i == writing->read_count) {
    writing->reads[writing->read_count++] = name;
    json_array_append_new(writing->fields, json_stringn(name.bytes, name.length));
  }
  return scene_node("field", json_stringn(name.bytes, name.length), json_integer(writing->made++),
                    NULL);
}

static inline json_t *scene_field(Writing *writing, size_t field) {
  return scene_named(writing, writing->scene->names[field]);
}

static inline Value scene_any_value(Scene *scene, size_t field) {
  if (scene->types[field] == COLUMN_TEXT)
    return scene->domain[field][scene_random(scene, 3)];
  return scene->domain[field][scene_random(scene, scene->types[field] == COLUMN_BOOLEAN ? 2 : 4)];
}

/* A field that counts or measures: a number, or the days since a date. */
static inline json_t *scene_measure(Writing *writing) {
  Scene *scene = writing->scene;
  size_t field = scene_random(scene, scene->field_count);
  for (size_t i = 0; i < scene->field_count; i++, field = (field + 1) % scene->field_count) {
    if (scene->types[field] == COLUMN_DATE)
      return scene_node("days_since", scene_field(writing, field), NULL, NULL);
    if (scene->types[field] == COLUMN_INTEGER || scene->types[field] == COLUMN_DECIMAL)
      return scene_field(writing, field);
  }
  return scene_constant(scene_integer(1));
}

/* A text that stays as it is: what is made of such a text is one value too. */
static inline bool scene_is_fixed_text(const Scene *scene, size_t field) {
  return scene->types[field] == COLUMN_TEXT &&
         (scene->infos[field].fixed || scene->infos[field].sensitive);
}

/* Something only a text can be asked, of what is made of it. */
static inline json_t *scene_text_part(Writing *writing, size_t field) {
  Scene *scene = writing->scene;
  json_t *text = scene_field(writing, field);
  if (scene_chance(scene, 40))
    text = scene_node("..", text, scene_constant(scene_integer(7)), NULL);
  if (scene_chance(scene, 50))
    text = scene_node("lower", text, NULL, NULL);
  if (scene_chance(scene, 20))
    return scene_node(">", scene_node("length", text, NULL, NULL), scene_constant(scene_integer(2)),
                      NULL);
  return scene_node(scene_chance(scene, 50) ? "starts_with" : "contains", text,
                    scene_constant(scene_any_value(scene, field)), NULL);
}

/* A number, or nothing where a field is missing. */
static inline json_t *scene_number(Writing *writing, int depth) {
  static const char *const ops[] = {"+", "-", "*", "/"};
  Scene *scene = writing->scene;
  uint64_t chosen = scene_random(scene, 100);
  if (depth > 0 && chosen < 28)
    return scene_node(ops[scene_random(scene, 4)], scene_number(writing, depth - 1),
                      scene_number(writing, depth - 1), NULL);
  if (depth > 0 && chosen < 34)
    return scene_node(scene_chance(scene, 50) ? "//" : "%", scene_number(writing, depth - 1),
                      scene_constant(scene_integer(2)), NULL);
  if (depth > 0 && chosen < 40)
    return scene_node(scene_chance(scene, 50) ? "min" : "max", scene_number(writing, depth - 1),
                      scene_number(writing, depth - 1), NULL);
  if (depth > 0 && chosen < 44)
    return scene_node("or", scene_number(writing, depth - 1), scene_number(writing, 0), NULL);
  if (chosen < 55)
    return scene_constant(scene_integer((int64_t)scene_random(scene, 5)));
  if (writing->attributes && chosen < 70)
    return scene_named(writing, scene->attributes[scene_random(scene, writing->attributes)].name);
  return scene_measure(writing);
}

static inline json_t *scene_comparison(Writing *writing) {
  static const char *const ops[] = {"==", "~=", "<", "<=", ">", ">="};
  Scene *scene = writing->scene;
  size_t field = scene_random(scene, scene->field_count);
  bool text = scene->types[field] == COLUMN_TEXT;
  const char *op = ops[scene_random(scene, text ? 2 : 6)];
  if (scene_chance(scene, 30))
    return scene_node(op, scene_number(writing, 2), scene_number(writing, 1), NULL);
  if (scene->types[field] == COLUMN_BOOLEAN)
    return scene_field(writing, field);
  if (scene_is_fixed_text(scene, field) && scene_chance(scene, 60))
    return scene_text_part(writing, field);
  if (text && scene_chance(scene, 60))
    return scene_node("one_of", scene_field(writing, field),
                      scene_constant(scene_any_value(scene, field)),
                      scene_constant(scene_any_value(scene, field)));
  return scene_node(op, scene_field(writing, field), scene_constant(scene_any_value(scene, field)),
                    NULL);
}

static inline json_t *scene_condition(Writing *writing, int depth) {
  Scene *scene = writing->scene;
  uint64_t chosen = scene_random(scene, 100);
  if (depth > 0 && chosen < 35)
    return scene_node("and", scene_condition(writing, depth - 1),
                      scene_condition(writing, depth - 1), NULL);
  if (depth > 0 && chosen < 55)
    return scene_node("or", scene_condition(writing, depth - 1),
                      scene_condition(writing, depth - 1), NULL);
  if (depth > 0 && chosen < 62)
    return scene_node("not", scene_condition(writing, depth - 1), NULL, NULL);
  if (depth > 0 && chosen < 67)
    return scene_node("if", scene_condition(writing, depth - 1),
                      scene_condition(writing, depth - 1), scene_condition(writing, depth - 1));
  if (chosen < 77)
    return scene_node("known", scene_field(writing, scene_random(scene, scene->field_count)), NULL,
                      NULL);
  return scene_comparison(writing);
}

static inline void drop_json(void *json) {
  json_decref(json);
}

/* A function that says this; takes the node. */
static inline Function scene_function(Writing *writing, json_t *node) {
  Scene *scene = writing->scene;
  json_t *tree = json_pack("{s:i,s:i,s:[s],s:o,s:o}", "slots", 0, "reads", writing->made, "files",
                           "p.lua", "fields", writing->fields, "node", node);
  arena_finally(scene->arena, drop_json, tree);
  Function function = {
      .number = scene->functions++, .tree = tree, .read_count = writing->read_count};
  function.reads = arena_array(scene->arena, writing->read_count + 1, sizeof(Text));
  memcpy(function.reads, writing->reads, writing->read_count * sizeof(Text));
  return function;
}

static inline Function scene_when(Scene *scene, size_t attributes) {
  Writing writing = {.scene = scene, .fields = json_array(), .attributes = attributes};
  json_t *node = scene_condition(&writing, 3);
  return scene_function(&writing, node);
}

static inline Function scene_value(Scene *scene, size_t attributes) {
  Writing writing = {.scene = scene, .fields = json_array(), .attributes = attributes};
  json_t *node = scene_number(&writing, 2);
  return scene_function(&writing, node);
}

/* --- the policy ------------------------------------------------------------- */

static inline size_t scene_field_of(const Scene *scene, ColumnType type) {
  for (size_t i = 0; i < scene->field_count; i++)
    if (scene->types[i] == type)
      return i;
  return SIZE_MAX;
}

static inline void scene_make_attributes(Scene *scene) {
  static const char *const names[] = {"p", "q", "r"};
  size_t count = scene_random(scene, 4), whole = scene_field_of(scene, COLUMN_INTEGER);
  for (size_t i = 0; i < count; i++) {
    Attribute *attribute = &scene->attributes[i];
    attribute->name = text_of(names[i]);
    if (whole != SIZE_MAX && scene_chance(scene, 30)) {
      attribute->kind = ATTRIBUTE_BINS;
      attribute->of = scene->names[whole];
      attribute->breaks = arena_array(scene->arena, 2, sizeof(double));
      attribute->breaks[0] = (double)scene_random(scene, 2) + 0.5;
      attribute->breaks[1] = 2.5;
      attribute->break_count = 2;
      attribute->is.number = -1;
    } else {
      attribute->is = scene_value(scene, i);
    }
  }
  scene->policy.attributes = scene->attributes;
  scene->policy.attribute_count = count;
}

static inline void scene_make_exclusions(Scene *scene) {
  static const char *const names[] = {"x", "y"};
  Policy *policy = &scene->policy;
  size_t since = scene_field_of(scene, COLUMN_DATE);
  policy->exclusion_count = scene_random(scene, 3);
  policy->exclusions = arena_array(scene->arena, 3, sizeof(Exclusion));
  for (size_t i = 0; i < policy->exclusion_count; i++) {
    Exclusion *exclusion = &policy->exclusions[i];
    exclusion->name = text_of(names[i]);
    exclusion->when = scene_when(scene, policy->attribute_count);
    exclusion->ignore_unknown = scene_chance(scene, 30);
    if (since == SIZE_MAX || scene_chance(scene, 50))
      continue;
    exclusion->since = scene->names[since];
    exclusion->lasts =
        (Span){scene_chance(scene, 80) ? SPAN_DAYS : SPAN_MONTHS, (int)scene_random(scene, 4)};
  }
}

static inline void scene_make_points(Scene *scene, Segmentation *group) {
  static const char *const names[] = {"m", "n", "o"};
  group->point_count = 1 + scene_random(scene, 3);
  group->points = arena_array(scene->arena, 3, sizeof(Point));
  for (size_t i = 0; i < group->point_count; i++) {
    group->points[i].name = text_of(names[i]);
    group->points[i].points = (double)scene_random(scene, 9) - 4 + (i ? 0.5 : 0);
    group->points[i].when = scene_when(scene, scene->policy.attribute_count);
  }
}

static inline void scene_make_segmentation(Scene *scene, Segmentation *group, const char *name) {
  static const char *const names[] = {"s", "t", "u"};
  group->name = text_of(name);
  group->mode = (SegmentationMode)scene_random(scene, 4);
  group->segment_count = 1 + scene_random(scene, 3);
  group->segments = arena_array(scene->arena, 3, sizeof(Segment));
  bool score = group->mode == SEGMENTATION_SCORE;
  for (size_t i = 0; i < group->segment_count; i++) {
    Segment *segment = &group->segments[i];
    segment->name = text_of(names[i]);
    segment->from = (double)scene_random(scene, 7) - 3;
    segment->otherwise = i + 1 == group->segment_count && i > 0 && scene_chance(scene, 60);
    segment->when.number = -1;
    if (!score && !segment->otherwise)
      segment->when = scene_when(scene, scene->policy.attribute_count);
  }
  if (score)
    scene_make_points(scene, group);
}

static inline void scene_make_selections(Scene *scene) {
  static const char *const names[] = {"v", "w"};
  Policy *policy = &scene->policy;
  size_t per = scene_field_of(scene, COLUMN_TEXT), of = scene_field_of(scene, COLUMN_INTEGER);
  policy->selection_count = scene_random(scene, 3);
  policy->selections = arena_array(scene->arena, 2, sizeof(Selection));
  for (size_t i = 0; i < policy->selection_count; i++) {
    Selection *selection = &policy->selections[i];
    selection->name = text_of(names[i]);
    selection->when = scene_when(scene, policy->attribute_count);
    selection->rank.number = -1;
    if (scene_chance(scene, 60))
      selection->rank = scene_value(scene, policy->attribute_count);
    selection->limit = -1;
    selection->quota = per != SIZE_MAX && scene_chance(scene, 30);
    selection->quota_max = 1e9;
    if (selection->quota)
      selection->quota_per = scene->names[per];
    if (selection->quota && of != SIZE_MAX && scene_chance(scene, 50))
      selection->quota_of = scene->names[of];
    scene->cut_made[i] = scene_chance(scene, 60);
    scene->cuts[i] = scene_chance(scene, 20) ? (Value){.kind = VALUE_MISSING}
                                             : scene_integer((int64_t)scene_random(scene, 5));
  }
}

static inline void scene_make_facts(Scene *scene) {
  ChangeFacts *facts = &scene->facts;
  *facts = (ChangeFacts){.policy = &scene->policy,
                         .names = scene->fact_names,
                         .types = scene->fact_types,
                         .cuts = scene->cuts,
                         .cut_made = scene->cut_made};
  for (size_t i = 0; i < scene->field_count; i++) {
    scene->fact_names[facts->name_count] = scene->names[i];
    scene->fact_types[facts->name_count++] = scene->types[i];
  }
  for (size_t i = 0; i < scene->policy.attribute_count; i++) {
    scene->fact_names[facts->name_count] = scene->attributes[i].name;
    scene->fact_types[facts->name_count++] = COLUMN_DECIMAL;
  }
}

/* --- the grid --------------------------------------------------------------- */

static inline double scene_size(Value value) {
  return value.kind == VALUE_DATE      ? value.days
         : value.kind == VALUE_INTEGER ? (double)value.integer
                                       : value.decimal;
}

static inline bool scene_same(Value a, Value b) {
  return a.kind == b.kind && value_equal(a, b);
}

/* The cost of a move as rules/README.md tells it; negative: the field does not allow it. */
static inline double scene_cost(const Scene *scene, size_t field, Value to) {
  const FieldInfo *info = &scene->infos[field];
  Value now = scene->now[field];
  if (scene_same(now, to))
    return 0;
  if (info->fixed || info->sensitive || to.kind == VALUE_MISSING)
    return -1;
  bool flat = now.kind == VALUE_MISSING || now.kind == VALUE_BOOLEAN || now.kind == VALUE_TEXT;
  if (now.kind == VALUE_BOOLEAN && info->only == (now.boolean ? DIRECTION_UP : DIRECTION_DOWN))
    return -1;
  if (flat)
    return info->cost;
  double away = scene_size(to) - scene_size(now);
  if ((info->only == DIRECTION_UP && away < 0) || (info->only == DIRECTION_DOWN && away > 0))
    return -1;
  double size =
      now.kind == VALUE_DATE ? fabs(now.days - (double)SCENE_AS_OF) : fabs(scene_size(now));
  return fabs(away) / fmax(size, 1) * info->cost;
}

static inline void scene_add_now(Scene *scene) {
  for (size_t i = 0; i < scene->field_count; i++) {
    bool there = false;
    for (size_t j = 0; j < scene->domain_count[i]; j++)
      there = there || scene_same(scene->domain[i][j], scene->now[i]);
    if (!there)
      scene_put(scene, i, scene->now[i]);
  }
}

static inline void scene_make_grid(Scene *scene) {
  Column *columns[SCENE_FIELDS + 1];
  scene->rows = 1;
  for (size_t i = 0; i < scene->field_count; i++)
    scene->rows *= scene->domain_count[i];
  scene->costs = arena_array(scene->arena, scene->rows, sizeof(double));
  Value *cells = arena_array(scene->arena, scene->rows, sizeof *cells);
  size_t apart = 1;
  for (size_t i = 0; i < scene->field_count; i++) {
    for (size_t row = 0; row < scene->rows; row++) {
      cells[row] = scene->domain[i][row / apart % scene->domain_count[i]];
      double cost = scene_cost(scene, i, cells[row]);
      scene->costs[row] = cost < 0 ? INFINITY : scene->costs[row] + cost;
    }
    apart *= scene->domain_count[i];
    columns[i] = column_from_values(scene->arena, scene->names[i], cells, scene->rows);
  }
  for (size_t row = 0; row < scene->rows; row++)
    cells[row] = scene_integer((int64_t)row);
  columns[scene->field_count] = column_from_values(scene->arena, TEXT("id"), cells, scene->rows);
  scene->grid = table_of_columns(TEXT("guests"), columns, scene->field_count + 1, scene->rows,
                                 scene->field_count);
}

static inline void scene_start(Scene *scene, uint64_t seed) {
  Policy *policy = &scene->policy;
  do {
    if (scene->arena)
      arena_drop(scene->arena);
    *scene = (Scene){.arena = arena_make(), .random = seed++ * 7919};
    scene_make_fields(scene);
    scene_add_now(scene);
    scene->rows = 1;
    for (size_t i = 0; i < scene->field_count; i++)
      scene->rows *= scene->domain_count[i];
  } while (scene->rows > SCENE_ROWS);
  policy->name = TEXT("random");
  policy->as_of = SCENE_AS_OF;
  policy->fields = scene->infos;
  policy->field_count = scene->field_count;
  scene_make_attributes(scene);
  scene_make_exclusions(scene);
  policy->segmentation_count = 1 + scene_random(scene, 2);
  policy->segmentations = arena_array(scene->arena, 2, sizeof(Segmentation));
  scene_make_segmentation(scene, &policy->segmentations[0], "k");
  scene_make_segmentation(scene, &policy->segmentations[1], "l");
  scene_make_selections(scene);
  scene_make_facts(scene);
  scene_make_grid(scene);
}

static inline void scene_end(Scene *scene) {
  table_drop(scene->grid);
  arena_drop(scene->arena);
}
#endif
