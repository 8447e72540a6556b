/* Random needs, customers and fields: the advice against a naive second way that follows
 * the definitions word for word, and against itself in another order of the rows. */

#include "advise_scene.h"

enum { SEEDS = 8, SCENES_A_SEED = 150, ROWS_MOST = 90, FIELDS = 5 };

typedef struct Random {
  AdviseScene scene;
  Value wanted[ROWS_MOST];
  Value fields[FIELDS][ROWS_MOST];
  uint16_t segment[ROWS_MOST];
  uint64_t state;
  bool choice;
} Random;

static uint64_t below(Random *random, uint64_t most) {
  random->state += 0x9E3779B97F4A7C15u; /* splitmix64 */
  uint64_t z = random->state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (z ^ (z >> 31)) % most;
}

static Value letter(Random *random, uint64_t most) {
  static const char *const letters[] = {"ex", "why", "a", "zed", "be"};
  return (Value){.kind = VALUE_TEXT, .text = text_of(letters[below(random, most)])};
}

static Value decimal(double number) {
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

static Value field_value(Random *random, int field) {
  if (below(random, 12) == 0)
    return (Value){.kind = VALUE_MISSING};
  switch (field) {
  case 0:
    return (Value){.kind = VALUE_INTEGER, .integer = (int64_t)below(random, 9) - 4};
  case 1:
    return decimal((double)below(random, 1000) / 8);
  case 2:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = below(random, 2)};
  case 3:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)(20000 + below(random, 30))};
  default:
    return letter(random, 5);
  }
}

/* Wishes that now and then follow a field, so that there is something to find. */
static Value wish(Random *random, size_t row, int follows) {
  if (below(random, 10) == 0)
    return (Value){.kind = VALUE_MISSING};
  Value other = random->fields[1][row];
  bool high = follows && other.kind == VALUE_DECIMAL && other.decimal > 60;
  if (random->choice)
    return high ? (Value){.kind = VALUE_TEXT, .text = TEXT("a")} : letter(random, 4);
  return decimal((double)below(random, 40) / 4 + (high ? 9 : 0) + random->segment[row] % 7);
}

static void add_columns(Random *random) {
  static const char *const names[] = {"count", "km", "garden", "since", "city"};
  advise_column(&random->scene, "wanted", random->wanted);
  for (int field = 0; field < FIELDS; field++)
    advise_column(&random->scene, names[field], random->fields[field]);
}

static void random_start(Random *random, uint64_t seed) {
  static const Text names[] = {{"km", 2}, {"count", 5}, {"garden", 6}, {"since", 5}, {"city", 4}};
  random->state = seed;
  random->choice = below(random, 3) == 0;
  random->scene = advise_scene(below(random, ROWS_MOST + 1));
  AdviseScene *scene = &random->scene;
  int follows = below(random, 2) == 0;
  scene->segment_count = 1 + below(random, 3);
  for (size_t row = 0; row < scene->rows; row++) {
    random->segment[row] = (uint16_t)below(random, scene->segment_count);
    if (below(random, 15) == 0)
      random->segment[row] = below(random, 2) ? NO_SEGMENT : SEGMENT_CONFLICT;
    for (int field = 0; field < FIELDS; field++)
      random->fields[field][row] = field_value(random, field);
    random->wanted[row] = wish(random, row, follows);
  }
  add_columns(random);
  scene->segment = random->segment;
  scene->need.benefit = (double)below(random, 20) / 4;
  scene->need.cost_segment = (double)below(random, 80);
  scene->need.cost_individual = (double)below(random, 30) / 2;
  scene->need.split_count = below(random, FIELDS + 1);
  scene->need.split_by = arena_array(scene->arena, FIELDS, sizeof(Text));
  memcpy(scene->need.split_by, names, sizeof names);
}

/* --- the naive way --------------------------------------------------------------------- */

static bool wants(const Random *random, size_t row, size_t segment) {
  return random->segment[row] == segment && random->wanted[row].kind != VALUE_MISSING;
}

/* Numbers: half the mean of all squared differences between two, each pair both ways. */
static double naive_misfit(const Random *random, const bool *in) {
  size_t rows = random->scene.rows, count = 0, common = 0;
  double pairs = 0;
  for (size_t a = 0; a < rows; a++) {
    size_t same = 0;
    for (size_t b = 0; in[a] && b < rows; b++) {
      if (!in[b])
        continue;
      same += value_equal(random->wanted[a], random->wanted[b]);
      if (!random->choice)
        pairs += pow(random->wanted[a].decimal - random->wanted[b].decimal, 2);
    }
    count += in[a];
    common = same > common ? same : common;
  }
  if (random->choice)
    return (double)(count - common);
  return count ? pairs / (2 * (double)count) : 0;
}

/* The most common of a choice: of equals the first of the texts. */
static Text naive_common(const Random *random, const bool *in) {
  Text best = TEXT("");
  size_t most = 0;
  for (size_t a = 0; a < random->scene.rows; a++) {
    size_t same = 0;
    for (size_t b = 0; in[a] && b < random->scene.rows; b++)
      same += in[b] && value_equal(random->wanted[a], random->wanted[b]);
    if (in[a] && (same > most || (same == most && text_compare(random->wanted[a].text, best) < 0)))
      best = random->wanted[a].text, most = same;
  }
  return best;
}

static double naive_mean(const Random *random, const bool *in) {
  double sum = 0, count = 0;
  for (size_t row = 0; row < random->scene.rows; row++)
    if (in[row])
      sum += random->wanted[row].decimal, count++;
  return sum / count;
}

/* The misfit of some when served as is best for others. */
static double naive_alike(const Random *random, const bool *in, const bool *others) {
  double misfit = 0;
  Text common = random->choice ? naive_common(random, others) : TEXT("");
  double mean = random->choice ? 0 : naive_mean(random, others);
  for (size_t row = 0; row < random->scene.rows; row++)
    if (in[row])
      misfit += random->choice ? !text_equal(random->wanted[row].text, common)
                               : pow(random->wanted[row].decimal - mean, 2);
  return misfit;
}

static bool naive_in_part(Value here, Value from) {
  if (here.kind == VALUE_MISSING)
    return false;
  switch (from.kind) {
  case VALUE_TEXT:
    return text_equal(here.text, from.text);
  case VALUE_INTEGER:
    return here.integer >= from.integer;
  case VALUE_DATE:
    return here.days >= from.days;
  case VALUE_BOOLEAN:
    return here.boolean >= from.boolean;
  default:
    return here.decimal >= from.decimal;
  }
}

typedef struct NaiveCut {
  double gain;
  size_t tried;
} NaiveCut;

static const Value *field_of(const Random *random, Text name) {
  static const char *const names[] = {"count", "km", "garden", "since", "city"};
  for (int field = 0; field < FIELDS; field++)
    if (text_equal(text_of(names[field]), name))
      return random->fields[field];
  return NULL;
}

/* What the cut at this value takes away; NAN where a part is too small, or the rest has no
 * value at all below it. */
static double naive_gain(const Random *random, const bool *in, const Value *field, Value from) {
  bool part[ROWS_MOST] = {0}, rest[ROWS_MOST] = {0};
  size_t count = 0, others = 0, below_it = 0;
  for (size_t row = 0; row < random->scene.rows; row++) {
    part[row] = in[row] && naive_in_part(field[row], from);
    rest[row] = in[row] && !part[row];
    count += part[row], others += rest[row];
    below_it += rest[row] && field[row].kind != VALUE_MISSING;
  }
  if (count < PART_LEAST || others < PART_LEAST || (below_it == 0 && from.kind != VALUE_TEXT))
    return NAN;
  return naive_misfit(random, in) - naive_misfit(random, part) - naive_misfit(random, rest);
}

static NaiveCut naive_cut(const Random *random, const bool *in) {
  NaiveCut cut = {0};
  for (size_t i = 0; i < random->scene.need.split_count; i++) {
    const Value *field = field_of(random, random->scene.need.split_by[i]);
    for (size_t row = 0; row < random->scene.rows; row++) {
      bool first = in[row] && field[row].kind != VALUE_MISSING;
      for (size_t other = 0; first && other < row; other++)
        first = !in[other] || !value_equal(field[other], field[row]);
      double gain = first ? naive_gain(random, in, field, field[row]) : NAN;
      cut.tried += !isnan(gain);
      cut.gain = gain > cut.gain ? gain : cut.gain;
    }
  }
  return cut;
}

/* --- held against each other ------------------------------------------------------------ */

static void near(double found, double expected) {
  ck_assert_double_eq_tol(found, expected, 1e-7 * (1 + fabs(expected)));
}

static void compare_group(const Random *random, const GroupAdvice *group, const bool *in,
                          const bool *everyone) {
  const Need *need = &random->scene.need;
  size_t count = 0;
  for (size_t row = 0; row < random->scene.rows; row++)
    count += in[row];
  double alike = naive_alike(random, in, everyone), misfit = naive_misfit(random, in);
  ck_assert_uint_eq(group->served.number, count);
  if (count == 0)
    return;
  near(group->served.misfit, misfit);
  near(group->spread, random->choice ? misfit / (double)count : sqrt(misfit / (double)count));
  near(group->ways[WAY_SEGMENT].left, need->benefit * (alike - misfit) - need->cost_segment);
  near(group->ways[WAY_INDIVIDUAL].left,
       need->benefit * alike - need->cost_individual * (double)count);
  for (int way = 0; way < WAY_COUNT; way++)
    if (group->ways[way].possible)
      ck_assert(group->ways[group->best].left >= group->ways[way].left);
}

static void compare_split(const Random *random, const SegmentAdvice *segment, const bool *in,
                          const bool *everyone) {
  NaiveCut cut = naive_cut(random, in);
  ck_assert_uint_eq(segment->split.tried, cut.tried);
  ck_assert_double_eq_tol(segment->split.gain, cut.gain, 1e-7);
  if (!segment->split.field || cut.gain < 1e-7)
    return;
  const Value *field = field_of(random, segment->split.field->name);
  near(naive_gain(random, in, field, segment->split.value), cut.gain);
  bool part[ROWS_MOST] = {0}, rest[ROWS_MOST] = {0};
  for (size_t row = 0; row < random->scene.rows; row++) {
    part[row] = in[row] && naive_in_part(field[row], segment->split.value);
    rest[row] = in[row] && !part[row];
  }
  compare_group(random, &segment->part, part, everyone);
  compare_group(random, &segment->rest, rest, everyone);
  if (segment->group.ways[WAY_SPLIT].possible)
    near(segment->group.ways[WAY_SPLIT].left,
         segment->part.ways[segment->part.best].left + segment->rest.ways[segment->rest.best].left);
}

static NeedAdvice *ask(AdviseScene *scene) {
  Error error = {.kind = ERROR_NONE};
  NeedAdvice *advice = advise_ask(scene, &error);
  ck_assert_msg(advice != NULL, "%s", error.message);
  return advice;
}

START_TEST(as_the_naive_way) {
  for (int i = 0; i < SCENES_A_SEED; i++) {
    Random random;
    random_start(&random, (uint64_t)(_i * SCENES_A_SEED + i) * 7919);
    const NeedAdvice *advice = ask(&random.scene);
    bool everyone[ROWS_MOST] = {0};
    double within = 0;
    for (size_t row = 0; row < random.scene.rows; row++)
      everyone[row] = wants(&random, row, random.segment[row]) &&
                      random.segment[row] < random.scene.segment_count;
    for (size_t s = 0; s < random.scene.segment_count; s++) {
      bool in[ROWS_MOST] = {0};
      for (size_t row = 0; row < random.scene.rows; row++)
        in[row] = wants(&random, row, s);
      compare_group(&random, &advice->segments[s].group, in, everyone);
      compare_split(&random, &advice->segments[s], in, everyone);
      within += naive_misfit(&random, in);
    }
    double all = naive_misfit(&random, everyone);
    if (!random.choice && all > 1e-9)
      near(advice->between, 1 - within / all);
    arena_drop(random.scene.arena);
  }
}
END_TEST

/* --- in another order of the rows -------------------------------------------------------- */

static void same_group(const GroupAdvice *one, const GroupAdvice *other) {
  ck_assert_mem_eq(&one->served, &other->served, sizeof one->served);
  ck_assert_int_eq(one->best, other->best);
  for (int way = 0; way < WAY_COUNT; way++)
    ck_assert_double_eq(one->ways[way].left, other->ways[way].left);
}

static void shuffle(Random *random, AdviseScene *scene) {
  size_t rows = scene->rows;
  for (size_t i = rows; i > 1; i--) {
    size_t other = below(random, i);
    for (size_t c = 0; c < scene->column_count; c++) {
      Value values[ROWS_MOST];
      for (size_t row = 0; row < rows; row++)
        values[row] = column_value(scene->columns[c], row);
      Value value = values[i - 1];
      values[i - 1] = values[other], values[other] = value;
      scene->columns[c] = column_from_values(scene->arena, scene->columns[c]->name, values, rows);
    }
    uint16_t segment = random->segment[i - 1];
    random->segment[i - 1] = random->segment[other], random->segment[other] = segment;
  }
}

START_TEST(the_same_in_any_order) {
  for (int i = 0; i < SCENES_A_SEED / 10; i++) {
    Random random;
    random_start(&random, (uint64_t)(_i * SCENES_A_SEED + i) * 104729);
    const NeedAdvice *first = ask(&random.scene);
    shuffle(&random, &random.scene);
    const NeedAdvice *second = ask(&random.scene);
    for (size_t s = 0; s < random.scene.segment_count; s++) {
      const SegmentAdvice *one = &first->segments[s], *other = &second->segments[s];
      same_group(&one->group, &other->group);
      ck_assert_int_eq(one->split.field != NULL, other->split.field != NULL);
      if (!one->split.field)
        continue;
      ck_assert(text_equal(one->split.field->name, other->split.field->name));
      ck_assert(value_equal(one->split.value, other->split.value));
      ck_assert_double_eq(one->split.chance, other->split.chance);
      same_group(&one->part, &other->part);
      same_group(&one->rest, &other->rest);
    }
    arena_drop(random.scene.arena);
  }
}
END_TEST

Suite *decide_advise_random_suite(void) {
  Suite *suite = suite_create("decide_advise_random");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  tcase_add_loop_test(all, as_the_naive_way, 0, SEEDS);
  tcase_add_loop_test(all, the_same_in_any_order, 0, SEEDS);
  suite_add_tcase(suite, all);
  return suite;
}
