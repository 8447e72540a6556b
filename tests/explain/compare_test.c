/* What made the difference for each mover, in small worlds where it can be seen by eye. */
#include "explain/compare.h"

#include <check.h>

#include "base/date.h"
#include "base/file.h"
#include "decide/decide.h"

enum { FIELDS = 3, ROWS = 4, NONE = -1 };

/* A customer: key C-<number>, then a, b and c; NONE: missing. number 0: nobody. */
typedef struct Customer {
  int number;
  int values[FIELDS];
} Customer;

typedef struct Case {
  const char *before, *after; /* policies */
  Customer was[ROWS], is[ROWS];
  const char *told; /* "C-1 exclusion x > excluded: why", a line a mover */
} Case;

#define X(when) "exclusion \"x\" { when = function(g) return " when " end, because = \"b\" }\n"
#define Q(rank, more)                                                                              \
  "selection \"q\" { when = function(g) return g.b end, because = \"b\", rank = function(g) "      \
  "return " rank " end, " more " }\n"
#define TEN(k)                                                                                     \
  "local A,B,C,D,E,F,G,H,I,J = " k "," k "," k "," k "," k "," k "," k "," k "," k "," k "\n"
#define ANY_OF_TEN                                                                                 \
  "g.a>=A or g.a>=B or g.a>=C or g.a>=D or g.a>=E or g.a>=F or g.a>=G or g.a>=H or g.a>=I or "     \
  "g.a>=J"

static const Case cases[] = {
    /* each alone brings it back: each was needed */
    {"local K = 3 local L = 3\n" X("g.a >= K and g.b >= L"),
     "local K = 2 local L = 2\n" X("g.a >= K and g.b >= L"),
     {{1, {2, 2, 0}}, {2, {2, 3, 0}}},
     {{1, {2, 2, 0}}, {2, {2, 3, 0}}},
     "C-1 exclusion x > excluded: K went from 3 to 2, and L went from 3 to 2\n"
     "C-2 exclusion x > excluded: K went from 3 to 2\n"},
    /* none alone does: each would have been enough */
    {"local K = 3 local L = 3\n" X("g.a >= K or g.b >= L"),
     "local K = 2 local L = 2\n" X("g.a >= K or g.b >= L"),
     {{1, {2, 2, 0}}},
     {{1, {2, 2, 0}}},
     "C-1 exclusion x > excluded: several together: K went from 3 to 2; L went from 3 to 2\n"},
    /* one change does it, and undone it leaves him elsewhere than he was */
    {"local K = 3\n" X("g.a >= K") Q("g.a", ""),
     "local K = 2\n" X("g.a >= K") Q("g.a", ""),
     {{1, {2, 1, 0}}, {2, {2, 0, 0}}},
     {{1, {2, 1, 0}}, {2, {2, 1, 0}}},
     "C-1 exclusion x > excluded: K went from 3 to 2\n"
     "C-2 exclusion x > excluded: K went from 3 to 2\n"
     "C-1 selection q > excluded: K went from 3 to 2\n"
     "C-2 selection q > excluded: K went from 3 to 2\n"},
    /* a number and a value that he had not */
    {"local K = 3\n" X("g.a >= K"),
     "local K = 2\n" X("g.a >= K"),
     {{1, {NONE, 0, 0}}, {2, {1, 0, 0}}, {3, {3, 0, 0}}},
     {{1, {3, 0, 0}}, {2, {2, 0, 0}}, {3, {NONE, 0, 0}}},
     "C-3 exclusion x > could not decide: a went from 3 to missing\n"
     "C-2 exclusion x > excluded: K went from 3 to 2, and a went from 1 to 2\n"
     "C-1 exclusion x > excluded: a went from missing to 3\n"},
    /* pushed out: the other one's value, not his own, which went up as well */
    {Q("g.a", "limit = 1"),
     Q("g.a", "limit = 1"),
     {{1, {5, 1, 0}}, {2, {4, 1, 0}}},
     {{1, {6, 1, 0}}, {2, {9, 1, 0}}},
     "C-2 selection q > selected: a went from 4 to 9\n"
     "C-1 selection q > below the cut: other customers' a changed\n"},
    /* one came, one left */
    {Q("g.a", "limit = 1"),
     Q("g.a", "limit = 1"),
     {{1, {5, 1, 0}}, {2, {4, 1, 0}}},
     {{3, {9, 1, 0}}, {1, {5, 1, 0}}, {2, {4, 1, 0}}},
     "C-1 selection q > below the cut: other customers came or left\n"},
    {Q("g.a", "limit = 1"),
     Q("g.a", "limit = 1"),
     {{3, {9, 1, 0}}, {1, {5, 1, 0}}},
     {{1, {5, 1, 0}}},
     "C-1 selection q > selected: other customers came or left\n"},
    /* a place among all */
    {"attribute \"t\" { ntile = 2, of = \"a\" }\n" X("g.t == 2"),
     "attribute \"t\" { ntile = 2, of = \"a\" }\n" X("g.t == 2"),
     {{1, {1, 0, 0}}, {2, {2, 0, 0}}},
     {{1, {3, 0, 0}}, {2, {2, 0, 0}}},
     "C-2 exclusion x > not excluded: other customers' a changed\n"
     "C-1 exclusion x > excluded: a went from 1 to 3\n"},
    /* a rule that only one of the two has; a selection that is new moves nobody */
    {X("g.a > 3"),
     "exclusion \"y\" { when = function(g) return g.b > 3 end, because = \"b\" }\n" Q("g.a", ""),
     {{1, {4, 4, 0}}},
     {{1, {4, 4, 0}}},
     "C-1 exclusion y > excluded: exclusion \"y\" is new\n"
     "C-1 exclusion x > not excluded: exclusion \"x\" is gone\n"},
    /* what the VM alone can ask */
    {"local K = 3\n" X("(function() for i = 1, K do if g.a == i then return true end end end)()"),
     "local K = 2\n" X("(function() for i = 1, K do if g.a == i then return true end end end)()"),
     {{1, {3, 0, 0}}},
     {{1, {3, 0, 0}}},
     "C-1 exclusion x > not excluded: K went from 3 to 2\n"},
    /* more of them than are told */
    {TEN("3") X(ANY_OF_TEN),
     TEN("2") X(ANY_OF_TEN),
     {{1, {2, 0, 0}}},
     {{1, {2, 0, 0}}},
     "C-1 exclusion x > excluded: several together: C went from 3 to 2; D went from 3 to 2; E went "
     "from 3 to 2; F went from 3 to 2; G went from 3 to 2; H went from 3 to 2; I went from 3 to 2; "
     "J went from 3 to 2; and more\n"},
};

static bool fails;

static bool decide(void *context, Arena *arena, const CompareWorld *world, EndedList *ended,
                   Error *error) {
  Decided decided;
  DecideInput input = {.policy = world->policy,
                       .table = world->table,
                       .limits = jail_limits_default(),
                       .threads = 1,
                       .ask = policy_ask,
                       .drop = answers_drop};
  (void)context;
  if (fails)
    return error_set(error, ERROR_RULE, "stopped");
  bool good = decide_run(arena, &input, &decided, error);
  if (good)
    *ended = ended_of(arena, &decided.decisions);
  decide_drop(&decided);
  return good;
}

/* --- the two sides ------------------------------------------------------------------------ */

typedef struct Scene {
  Arena *arena;
  CompareInput input;
  Table *tables[2];
} Scene;

static Policy *load(Arena *arena, const char *text) {
  Error error = {.kind = ERROR_NONE};
  char folder[] = "/tmp/helder-compare-XXXXXX";
  int32_t as_of;
  ck_assert(mkdtemp(folder) && date_from_iso(TEXT("2026-11-21"), &as_of));
  char *path = file_join(arena, folder, "policy.lua");
  Text source =
      text_format(arena, "policy \"p\" {} customers \"people\" { key = \"key\" }\n%s", text);
  ck_assert(file_put(path, source, &error));
  Policy *policy = policy_load(arena, path, as_of, jail_limits_default(), &error);
  file_folder_remove(folder);
  ck_assert_msg(policy != NULL, "%s: %s", text, error.message);
  return policy;
}

static Table *table_of(Arena *arena, const Customer *customers) {
  static const char *const names[] = {"a", "b", "c"};
  Value cells[FIELDS + 1][ROWS] = {0};
  size_t rows = 0;
  for (; rows < ROWS && customers[rows].number; rows++) {
    Text key = text_format(arena, "C-%d", customers[rows].number);
    cells[0][rows] = (Value){.kind = VALUE_TEXT, .text = key};
    for (int i = 0; i < FIELDS; i++)
      if (customers[rows].values[i] != NONE)
        cells[i + 1][rows] = (Value){.kind = VALUE_INTEGER, .integer = customers[rows].values[i]};
  }
  Column *columns[FIELDS + 1] = {column_from_values(arena, TEXT("key"), cells[0], rows)};
  for (int i = 0; i < FIELDS; i++)
    columns[i + 1] = column_from_values(arena, text_of(names[i]), cells[i + 1], rows);
  return table_of_columns(TEXT("people"), columns, FIELDS + 1, rows, 0);
}

static void side_make(Scene *scene, int side, const char *text, const Customer *customers) {
  Error error = {.kind = ERROR_NONE};
  Policy *policy = load(scene->arena, text);
  scene->tables[side] = table_of(scene->arena, customers);
  CompareWorld world = {.policy = policy, .table = scene->tables[side]};
  CompareSide *made = &scene->input.sides[side];
  *made = (CompareSide){.policy = policy, .values = world.table};
  ck_assert_msg(policy_bind(policy, world.table, &error), "%s", error.message);
  ck_assert_msg(decide(NULL, scene->arena, &world, &made->ended, &error), "%s", error.message);
}

static Scene scene_make(const Case *is) {
  Scene scene = {.arena = arena_make(), .input = {.decide = decide}};
  side_make(&scene, COMPARE_BEFORE, is->before, is->was);
  side_make(&scene, COMPARE_AFTER, is->after, is->is);
  return scene;
}

static void scene_drop(Scene *scene) {
  table_drop(scene->tables[0]);
  table_drop(scene->tables[1]);
  arena_drop(scene->arena);
}

static const char *told(const Scene *scene, size_t *moved) {
  Error error = {.kind = ERROR_NONE};
  Buffer out = {0};
  const Comparison *comparison = compare(scene->arena, &scene->input, &error);
  ck_assert_msg(comparison != NULL, "%s", error.message);
  for (size_t i = 0; i < comparison->rule_count; i++)
    for (size_t k = 0; k < comparison->rules[i].mover_count; k++) {
      const CompareMover *mover = &comparison->rules[i].movers[k];
      Text key = compare_key(comparison, COMPARE_BEFORE, mover->before);
      buffer_format(&out, "%.*s %.*s > %.*s: %.*s\n", TEXT_ARGS(key),
                    TEXT_ARGS(comparison->rules[i].rule), TEXT_ARGS(mover->to),
                    TEXT_ARGS(mover->because));
    }
  Text text = text_copy(scene->arena, buffer_view(&out));
  buffer_free(&out);
  *moved = comparison->moved;
  return text.bytes;
}

/* --- tests ---------------------------------------------------------------------------------- */

START_TEST(each_mover_is_told_what_made_the_difference) {
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t moved;
    Scene scene = scene_make(&cases[i]);
    ck_assert_str_eq(told(&scene, &moved), cases[i].told);
    scene_drop(&scene);
  }
}
END_TEST

/* Where the values do not give the logged outcomes, no cause is made up. */
START_TEST(what_cannot_be_decided_again_is_said) {
  size_t moved;
  Scene scene = scene_make(&cases[0]);
  fails = true;
  ck_assert_str_eq(told(&scene, &moved),
                   "C-1 exclusion x > excluded: something that is not in the two runs\n"
                   "C-2 exclusion x > excluded: something that is not in the two runs\n");
  fails = false;
  scene.input.sides[COMPARE_AFTER].untold = "the weather";
  scene.input.sides[COMPARE_AFTER].policy = scene.input.sides[COMPARE_BEFORE].policy;
  ck_assert_str_eq(told(&scene, &moved), "C-1 exclusion x > excluded: the weather\n"
                                         "C-2 exclusion x > excluded: the weather\n");
  ck_assert_uint_eq(moved, 2);
  scene_drop(&scene);
}
END_TEST

/* The same cause with other values is one group. */
START_TEST(movers_of_one_cause_are_a_group) {
  static const Case two = {X("g.a >= 3"),
                           X("g.a >= 3"),
                           {{1, {1, 0, 0}}, {2, {2, 0, 0}}, {3, {4, 0, 0}}},
                           {{1, {3, 0, 0}}, {2, {4, 0, 0}}, {3, {2, 0, 0}}},
                           ""};
  Error error = {.kind = ERROR_NONE};
  Scene scene = scene_make(&two);
  const Comparison *comparison = compare(scene.arena, &scene.input, &error);
  ck_assert_uint_eq(comparison->rules[0].group_count, 2);
  const CompareGroup *group = &comparison->rules[0].groups[0];
  ck_assert_uint_eq(group->count, 2);
  ck_assert_int_eq(group->kind, COMPARE_DATA);
  ck_assert_str_eq(text_copy(scene.arena, group->because).bytes,
                   "a changed (like: a went from 1 to 3)");
  scene_drop(&scene);
}
END_TEST

Suite *explain_compare_suite(void);
Suite *explain_compare_suite(void) {
  Suite *suite = suite_create("explain_compare");
  TCase *tests = tcase_create("explain_compare");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, each_mover_is_told_what_made_the_difference);
  tcase_add_test(tests, what_cannot_be_decided_again_is_said);
  tcase_add_test(tests, movers_of_one_cause_are_a_group);
  suite_add_tcase(suite, tests);
  return suite;
}
