/* Fair shares: the table of groups against one that is counted by hand, over random
 * customers; and the cases at the edge. */
#include "../many.h"
#include "decide/shares.h"
#include "scene.h"

enum { ROWS_MOST = 400 };

static uint64_t random_state;

static uint64_t chance(uint64_t below) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (random_state >> 33) % below;
}

/* Customers in columns: a group (texts, numbers, yes or no, mixed), a state, who counts. */
typedef struct Crowd {
  Arena *arena;
  size_t rows;
  Value groups[ROWS_MOST];
  uint8_t states[ROWS_MOST], concerned[ROWS_MOST];
  Override overrides[ROWS_MOST];
  size_t override_count;
  SelectionDecision selection;
  Decisions decisions;
  Guarantee guarantee;
} Crowd;

static Value random_group(Arena *arena, int kind) {
  if (chance(10) == 0)
    return (Value){.kind = VALUE_MISSING};
  if (kind == 0 || (kind == 3 && chance(2)))
    return scene_text(arena, "g", chance(5));
  if (kind == 1 || kind == 3)
    return scene_integer((int64_t)chance(12) - 3);
  return (Value){.kind = VALUE_BOOLEAN, .boolean = chance(2)};
}

static void fill(Crowd *crowd, int kind) {
  crowd->rows = chance(ROWS_MOST);
  for (size_t i = 0; i < crowd->rows; i++) {
    crowd->groups[i] = random_group(crowd->arena, kind);
    crowd->states[i] = (uint8_t)(chance(3) ? chance(STATE_COUNT) : STATE_SELECTED);
    crowd->concerned[i] = (uint8_t)chance(3);
    if (chance(8) == 0)
      crowd->overrides[crowd->override_count++] =
          (Override){.row = (uint32_t)i,
                     .rule = chance(4) ? TEXT("selection call back") : TEXT("selection other"),
                     .outcome = chance(2) ? TEXT("selected") : TEXT("not selected")};
  }
}

static Crowd *crowd_make(int seed) {
  Arena *arena = arena_make();
  Crowd *crowd = arena_new(arena, sizeof *crowd);
  random_state = (uint64_t)seed * 77 + 5;
  crowd->arena = arena;
  fill(crowd, seed % 4);
  Column *by = column_from_values(arena, TEXT("size"), crowd->groups, crowd->rows);
  crowd->selection = (SelectionDecision){.name = TEXT("call back"), .state = crowd->states};
  crowd->decisions =
      (Decisions){.table = table_of_columns(TEXT("guests"), &by, 1, crowd->rows, SIZE_MAX),
                  .rows = crowd->rows,
                  .selections = &crowd->selection,
                  .selection_count = 1,
                  .overrides = crowd->overrides,
                  .override_count = crowd->override_count};
  crowd->guarantee = (Guarantee){.name = TEXT("fair"),
                                 .selection = TEXT("call back"),
                                 .by = TEXT("size"),
                                 .at_least = (double)chance(11) / 10,
                                 .least = 1 + (int64_t)chance(20)};
  return crowd;
}

static void crowd_drop(Crowd *crowd) {
  table_drop((Table *)(uintptr_t)crowd->decisions.table);
  arena_drop(crowd->arena);
}

/* --- by hand ----------------------------------------------------------------------- */

static bool is_chosen(const Crowd *crowd, size_t row) {
  for (size_t i = 0; i < crowd->override_count; i++)
    if (crowd->overrides[i].row == row &&
        text_equal(crowd->overrides[i].rule, TEXT("selection call back")))
      return text_equal(crowd->overrides[i].outcome, TEXT("selected"));
  return crowd->states[row] == STATE_SELECTED || crowd->states[row] == STATE_HOLDOUT;
}

static bool is_in(const Crowd *crowd, size_t row, Text group) {
  Buffer name = {0};
  value_plain(&name, crowd->groups[row]);
  bool same = crowd->groups[row].kind == VALUE_MISSING ? text_equal(group, TEXT("(missing)"))
                                                       : text_equal(buffer_view(&name), group);
  buffer_free(&name);
  return same;
}

/* Customers and chosen of one group, of those it concerns. */
static void count_by_hand(const Crowd *crowd, const uint8_t *concerned, Text group, size_t *all,
                          size_t *chosen) {
  *all = *chosen = 0;
  for (size_t row = 0; row < crowd->rows; row++) {
    if ((concerned && concerned[row] != VERDICT_YES) || !is_in(crowd, row, group))
      continue;
    ++*all;
    *chosen += is_chosen(crowd, row);
  }
}

/* No group of those that are judged has a higher share: by products of whole numbers. */
static bool is_highest(const Shares *shares, const ShareGroup *group) {
  for (size_t i = 0; i < shares->count; i++)
    if (shares->groups[i].judged &&
        shares->groups[i].chosen * group->customers > group->chosen * shares->groups[i].customers)
      return false;
  return group->judged;
}

/* A tenth of at_least is a whole number here, so this is exact. */
static bool falls_short(const Guarantee *guarantee, const ShareGroup *group,
                        const ShareGroup *highest) {
  long long tenths = llround(guarantee->at_least * 10);
  return group->judged && highest->chosen > 0 &&
         10 * (long long)(group->chosen * highest->customers) <
             tenths * (long long)(highest->chosen * group->customers);
}

static void check_shares(const Crowd *crowd, const uint8_t *concerned, const Shares *shares) {
  size_t told = 0, expected = 0, falling = 0;
  const ShareGroup *highest = NULL;
  for (size_t i = 0; i < shares->count; i++) {
    const ShareGroup *group = &shares->groups[i];
    size_t all, chosen;
    count_by_hand(crowd, concerned, group->name, &all, &chosen);
    ck_assert_uint_eq(group->customers, all);
    ck_assert_uint_eq(group->chosen, chosen);
    ck_assert_int_eq(group->judged, all >= (size_t)crowd->guarantee.least);
    told += all;
    highest = is_highest(shares, group) ? group : highest;
  }
  for (size_t row = 0; row < crowd->rows; row++)
    expected += !concerned || concerned[row] == VERDICT_YES;
  ck_assert_uint_eq(told, expected); /* each customer once */
  for (size_t i = 0; i < shares->count; i++) {
    bool should = highest && falls_short(&crowd->guarantee, &shares->groups[i], highest);
    ck_assert_int_eq(shares->groups[i].falls_short, should);
    falling += should;
  }
  ck_assert_uint_eq(shares->falling_short, falling);
}

MANY(the_table_is_what_a_count_by_hand_gives, 50) {
  Crowd *crowd = crowd_make(_i);
  Error error = {.kind = ERROR_NONE};
  Shares shares;
  const uint8_t *concerned = _i / 4 % 2 ? crowd->concerned : NULL;
  ck_assert_msg(
      shares_make(crowd->arena, &crowd->guarantee, &crowd->decisions, concerned, &shares, &error),
      "%s", error.message);
  check_shares(crowd, concerned, &shares);
  crowd_drop(crowd);
}

/* --- at the edge ------------------------------------------------------------------- */

/* Two groups of `each`, of which these were chosen: does it hold? */
static bool holds(size_t each, size_t first, size_t second, double at_least) {
  Crowd *crowd = crowd_make(0);
  Error error;
  Shares shares;
  Value values[ROWS_MOST];
  for (size_t i = 0; i < 2 * each; i++) {
    values[i] = scene_integer(i < each);
    crowd->states[i] =
        i < first || (i >= each && i < each + second) ? STATE_SELECTED : STATE_BELOW_THE_CUT;
  }
  Column *by = column_from_values(crowd->arena, TEXT("size"), values, 2 * each);
  table_drop((Table *)(uintptr_t)crowd->decisions.table);
  crowd->decisions.table = table_of_columns(TEXT("guests"), &by, 1, 2 * each, SIZE_MAX);
  crowd->decisions.rows = 2 * each;
  crowd->decisions.override_count = 0;
  crowd->guarantee.at_least = at_least;
  crowd->guarantee.least = 1;
  ck_assert(shares_make(crowd->arena, &crowd->guarantee, &crowd->decisions, NULL, &shares, &error));
  bool held = shares.falling_short == 0;
  crowd_drop(crowd);
  return held;
}

START_TEST(exactly_the_least_is_enough) {
  ck_assert(holds(100, 100, 80, 0.8));
  ck_assert(!holds(100, 100, 79, 0.8));
  for (size_t highest = 1; highest <= 60; highest++) /* a third, a seventh, … of each */
    for (size_t low = 1; low <= highest; low++) {
      double at_least = (double)low / (double)highest;
      ck_assert(holds(60, highest, low, at_least));
      ck_assert(!holds(60, highest, low - 1, at_least));
    }
}
END_TEST

START_TEST(where_nobody_is_chosen_nothing_is_unfair) {
  ck_assert(holds(10, 0, 0, 1));
  ck_assert(holds(10, 10, 10, 1));
  ck_assert(!holds(10, 1, 0, 0.1));
  ck_assert(holds(10, 1, 0, 0));
}
END_TEST

START_TEST(too_many_groups_are_refused) {
  Crowd *crowd = crowd_make(0);
  Error error = {.kind = ERROR_NONE};
  Shares shares;
  Value values[ROWS_MOST];
  for (size_t i = 0; i < ROWS_MOST; i++)
    values[i] = scene_integer((int64_t)i);
  Column *by = column_from_values(crowd->arena, TEXT("size"), values, SHARES_MOST_GROUPS + 1);
  table_drop((Table *)(uintptr_t)crowd->decisions.table);
  crowd->decisions.table =
      table_of_columns(TEXT("guests"), &by, 1, SHARES_MOST_GROUPS + 1, SIZE_MAX);
  crowd->decisions.rows = SHARES_MOST_GROUPS + 1;
  crowd->decisions.override_count = 0;
  ck_assert(
      !shares_make(crowd->arena, &crowd->guarantee, &crowd->decisions, NULL, &shares, &error));
  ck_assert_str_eq(error.message, "by of guarantee \"fair\" makes groups of \"size\", which has "
                                  "more than 200 different values");
  crowd_drop(crowd);
}
END_TEST

Suite *decide_shares_suite(void) {
  Suite *suite = suite_create("decide_shares");
  TCase *tests = tcase_create("shares");
  tcase_add_many(tests, the_table_is_what_a_count_by_hand_gives, 50, 400);
  tcase_add_test(tests, exactly_the_least_is_enough);
  tcase_add_test(tests, where_nobody_is_chosen_nothing_is_unfair);
  tcase_add_test(tests, too_many_groups_are_refused);
  suite_add_tcase(suite, tests);
  return suite;
}
