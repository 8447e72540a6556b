/* Attributes that look at all customers, against definitions that are slow and plain. */
#include "scene.h"

#include "decide/order.h"
#include "decide/population.h"
#include "decide/tiles.h"

enum { MOST = 60 };

/* --- quantiles by hand ---------------------------------------------------------- */

/* A table with integer keys 0, 1, 2… and one column. */
static Table *table_of(Arena *arena, const Value *values, size_t rows) {
  Value keys[MOST];
  for (size_t i = 0; i < rows; i++)
    keys[i] = scene_integer((int64_t)i);
  Column *columns[] = {column_from_values(arena, TEXT("id"), keys, rows),
                       column_from_values(arena, TEXT("x"), values, rows)};
  return table_of_columns(TEXT("guests"), columns, 2, rows, 0);
}

static double quantile_of(const Value *values, size_t rows, double fraction) {
  Arena *arena = arena_make();
  Table *table = table_of(arena, values, rows);
  Population population = {.of = &table->columns[1], .by_key = order_by_key(arena, table, 1)};
  Value found = column_value(population_quantile(arena, &population, fraction), 0);
  double number = found.kind == VALUE_DECIMAL ? found.decimal
                  : found.kind == VALUE_DATE  ? found.days
                                              : NAN;
  table_drop(table);
  arena_drop(arena);
  return number;
}

START_TEST(quantiles_are_those_of_r_type_7) {
  Value five[] = {scene_integer(10), scene_integer(1), scene_integer(3), scene_integer(2),
                  scene_integer(4)};
  ck_assert_double_eq(quantile_of(five, 5, 0), 1);
  ck_assert_double_eq(quantile_of(five, 5, 0.5), 3);
  ck_assert_double_eq(quantile_of(five, 5, 1), 10);
  ck_assert_double_eq(quantile_of(five, 5, 0.3), 2.2);
  ck_assert_double_eq(quantile_of(five, 5, 0.95), 8.8);
  ck_assert_double_eq_tol(quantile_of(five, 5, 1.0 / 3), 2 + 1.0 / 3, 1e-12);
  Value one[] = {scene_missing(), scene_decimal(2.5), scene_decimal(NAN)};
  ck_assert_double_eq(quantile_of(one, 3, 0.9), 2.5); /* also for whoever has none */
  Value none[] = {scene_missing()};
  ck_assert(isnan(quantile_of(none, 1, 0.5)));
  Value days[] = {{.kind = VALUE_DATE, .days = 100}, {.kind = VALUE_DATE, .days = 103}};
  ck_assert_double_eq(quantile_of(days, 2, 0.5), 101); /* half of a day is dropped */
}
END_TEST

static void assert_places(const Column *column, const int64_t *expected) {
  for (size_t row = 0; row < column->rows; row++) {
    Value value = column_value(column, row);
    ck_assert_int_eq(value.kind == VALUE_MISSING ? -1 : value.integer, expected[row]);
  }
}

START_TEST(places_from_the_highest) {
  Value values[] = {scene_integer(5), scene_integer(1), scene_missing(), scene_integer(3),
                    scene_integer(3), scene_integer(9), scene_integer(7)};
  Arena *arena = arena_make();
  Table *table = table_of(arena, values, 7);
  Population all = {
      .of = &table->columns[1], .by_key = order_by_key(arena, table, 1), .reverse = true};
  assert_places(tiles_ntile(arena, &all, 4), (int64_t[]){2, 4, -1, 2, 3, 1, 1});
  double breaks[] = {3, 9};
  assert_places(tiles_bins(arena, &all, breaks, 2), (int64_t[]){2, 3, -1, 2, 2, 1, 2});
  assert_places(tiles_cuts(arena, &all, 2, 0), (int64_t[]){1, 2, -1, 2, 2, 1, 1});
  assert_places(tiles_cuts(arena, &all, 2, 1), (int64_t[]){1, 2, -1, 2, 2, 1, 1});
  assert_places(tiles_cuts(arena, &all, 1, 0), (int64_t[]){1, 1, -1, 1, 1, 1, 1});
  const uint8_t only[] = {1, 0, 1, 1, 2, 1, 0}; /* yes, no, unknown */
  all.only = only;
  assert_places(tiles_ntile(arena, &all, 2), (int64_t[]){1, -1, -1, 2, -1, 1, -1});
  table_drop(table);
  arena_drop(arena);
}
END_TEST

/* --- at random ------------------------------------------------------------------ */

/* The same customers in two orders of rows; keys are numbers. */
typedef struct Crowd {
  size_t rows;
  Value values[MOST], orders[MOST];
  uint8_t only[MOST];
  size_t shuffled[MOST]; /* where customer i stands in the other table */
} Crowd;

static Value random_number(Scene *scene) {
  static const double odd[] = {-1, NAN, INFINITY, -0.0, 0.5};
  if (scene_chance(scene, 10))
    return scene_missing();
  if (scene_chance(scene, 10))
    return scene_decimal(odd[scene_random(scene, 5)]);
  return scene_integer((int64_t)scene_random(scene, 12));
}

static Crowd crowd_make(Scene *scene) {
  Crowd crowd = {.rows = scene_random(scene, MOST)};
  for (size_t i = 0; i < crowd.rows; i++) {
    crowd.values[i] = random_number(scene);
    crowd.orders[i] = random_number(scene);
    crowd.only[i] = (uint8_t)(scene_chance(scene, 80) ? VERDICT_YES : scene_random(scene, 3));
    crowd.shuffled[i] = i;
  }
  for (size_t i = crowd.rows; i > 1; i--) {
    size_t other = scene_random(scene, i), kept = crowd.shuffled[i - 1];
    crowd.shuffled[i - 1] = crowd.shuffled[other];
    crowd.shuffled[other] = kept;
  }
  return crowd;
}

typedef const Column *Maker(Arena *arena, const Population *population, const Column *order);

/* What a maker answers to customer i, in the one or the other order of rows. */
static void answers_of(const Crowd *crowd, Maker *maker, bool reverse, bool shuffle,
                       Value *answers) {
  Arena *arena = arena_make();
  Value keys[MOST], values[MOST], orders[MOST];
  uint8_t only[MOST];
  for (size_t i = 0; i < crowd->rows; i++) {
    size_t row = shuffle ? crowd->shuffled[i] : i;
    keys[row] = scene_integer((int64_t)i);
    values[row] = crowd->values[i], orders[row] = crowd->orders[i], only[row] = crowd->only[i];
  }
  Column *columns[] = {column_from_values(arena, TEXT("id"), keys, crowd->rows),
                       column_from_values(arena, TEXT("x"), values, crowd->rows),
                       column_from_values(arena, TEXT("y"), orders, crowd->rows)};
  Table *table = table_of_columns(TEXT("guests"), columns, 3, crowd->rows, 0);
  Population population = {.of = &table->columns[1],
                           .by_key = order_by_key(arena, table, 1),
                           .only = only,
                           .reverse = reverse};
  const Column *made = maker(arena, &population, &table->columns[2]);
  for (size_t i = 0; i < crowd->rows; i++)
    answers[i] = column_value(made, shuffle ? crowd->shuffled[i] : i);
  table_drop(table);
  arena_drop(arena);
}

static bool number_of(Value value, double *number) {
  *number = value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
  return (value.kind == VALUE_INTEGER || value.kind == VALUE_DECIMAL) && !isnan(*number);
}

static bool takes_part(const Crowd *crowd, size_t i, double *number) {
  return crowd->only[i] == VERDICT_YES && number_of(crowd->values[i], number);
}

typedef Value Plainly(const Crowd *crowd, size_t i, bool reverse);

static const Column *by_ntile(Arena *arena, const Population *population, const Column *order) {
  (void)order;
  return tiles_ntile(arena, population, 4);
}

/* Dealt out like cards, from the lowest: each tile its size. */
static Value plainly_ntile(const Crowd *crowd, size_t i, bool reverse) {
  double own, other;
  size_t before = 0, all = 0;
  if (!takes_part(crowd, i, &own))
    return scene_missing();
  for (size_t k = 0; k < crowd->rows; k++) {
    if (!takes_part(crowd, k, &other))
      continue;
    all++;
    before += (reverse ? other > own : other < own) || (other == own && k < i);
  }
  for (size_t tile = 1, end = 0;; tile++) {
    end += all / 4 + (tile <= all % 4);
    if (before < end)
      return scene_integer((int64_t)tile);
  }
}

static const Column *by_cuts(Arena *arena, const Population *population, const Column *order) {
  (void)order;
  return tiles_cuts(arena, population, 5, 0);
}

/* The number that stands at place k (from 0) among all. */
static double at_place(const Crowd *crowd, size_t k) {
  double own, other;
  for (size_t i = 0; i < crowd->rows; i++) {
    if (!takes_part(crowd, i, &own))
      continue;
    size_t before = 0, same = 0;
    for (size_t j = 0; j < crowd->rows; j++) {
      bool part = takes_part(crowd, j, &other);
      before += part && other < own;
      same += part && other == own;
    }
    if (before <= k && k < before + same)
      return own;
  }
  return NAN;
}

static Value plainly_cuts(const Crowd *crowd, size_t i, bool reverse) {
  double own, other;
  size_t all = 0;
  int64_t place = 1;
  if (!takes_part(crowd, i, &own))
    return scene_missing();
  for (size_t k = 0; k < crowd->rows; k++)
    all += takes_part(crowd, k, &other);
  for (int cut = 1; cut < 5; cut++) {
    size_t fifths = (all - 1) * (size_t)cut;
    double low = at_place(crowd, fifths / 5), rest = (double)(fifths % 5);
    double high = rest > 0 ? at_place(crowd, fifths / 5 + 1) : low;
    place += own >= (high == low ? low : (low * (5 - rest) + high * rest) / 5);
  }
  return scene_integer(reverse ? 6 - place : place);
}

static const Column *by_share(Arena *arena, const Population *population, const Column *order) {
  (void)order;
  return population_share(arena, population);
}

static bool amount_of(const Crowd *crowd, size_t i, double *number) {
  return takes_part(crowd, i, number) && *number >= 0 && *number - *number == 0;
}

static Value plainly_share(const Crowd *crowd, size_t i, bool reverse) {
  double own, other, sum = 0;
  (void)reverse;
  for (size_t k = 0; k < crowd->rows; k++)
    sum += amount_of(crowd, k, &other) ? other : 0;
  return amount_of(crowd, i, &own) && sum > 0 ? scene_decimal(own / sum) : scene_missing();
}

/* Whether customer k comes before i. */
static bool comes_before(const Crowd *crowd, size_t k, size_t i) {
  double mine, theirs;
  bool i_have = number_of(crowd->orders[i], &mine),
       they_have = number_of(crowd->orders[k], &theirs);
  if (i_have != they_have)
    return they_have;
  return i_have && mine != theirs ? theirs > mine : k < i;
}

static Value plainly_ahead(const Crowd *crowd, size_t i, bool reverse) {
  double own, other, sum = 0;
  (void)reverse;
  if (!amount_of(crowd, i, &own))
    return scene_missing();
  for (size_t k = 0; k < crowd->rows; k++)
    sum += amount_of(crowd, k, &other) && comes_before(crowd, k, i) ? other : 0;
  return scene_decimal(sum);
}

static void compare(const Crowd *crowd, Maker *maker, Plainly *plainly, bool reverse) {
  Value answers[MOST], others[MOST];
  answers_of(crowd, maker, reverse, false, answers);
  answers_of(crowd, maker, reverse, true, others);
  for (size_t i = 0; i < crowd->rows; i++) {
    ck_assert(value_equal(answers[i], plainly(crowd, i, reverse)));
    ck_assert(value_equal(answers[i], others[i]));
  }
}

START_TEST(random_crowds_in_any_order) {
  Scene scene = {.random = 20261121};
  for (int round = 0; round < 300; round++) {
    Crowd crowd = crowd_make(&scene);
    for (int reverse = 0; reverse < 2; reverse++) {
      compare(&crowd, by_ntile, plainly_ntile, reverse);
      compare(&crowd, by_cuts, plainly_cuts, reverse);
    }
    compare(&crowd, by_share, plainly_share, false);
    compare(&crowd, population_ahead, plainly_ahead, false);
  }
}
END_TEST

START_TEST(whole_hours_stay_whole) {
  Value hours[] = {scene_integer(3), scene_integer(8), scene_integer(5)};
  Arena *arena = arena_make();
  Table *table = table_of(arena, hours, 3);
  Population population = {.of = &table->columns[1], .by_key = order_by_key(arena, table, 1)};
  const Column *ahead = population_ahead(arena, &population, &table->columns[1]);
  assert_places(ahead, (int64_t[]){13, 0, 8});
  ck_assert_int_eq(ahead->type, COLUMN_INTEGER);
  table_drop(table);
  arena_drop(arena);
}
END_TEST

Suite *decide_population_suite(void) {
  Suite *suite = suite_create("decide_population");
  TCase *tests = tcase_create("population");
  tcase_add_test(tests, quantiles_are_those_of_r_type_7);
  tcase_add_test(tests, places_from_the_highest);
  tcase_add_test(tests, random_crowds_in_any_order);
  tcase_add_test(tests, whole_hours_stay_whole);
  suite_add_tcase(suite, tests);
  return suite;
}
