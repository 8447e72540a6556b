/* Random conditions over random rows: kernels, scalar and blame against Lua itself. */
#include "compare.h"

static void rounds_check(int first_seed, int rounds, int rows, size_t table_rows, int conditions) {
  lua_State *lua = oracle_open();
  for (int seed = first_seed; seed < first_seed + rounds; seed++) {
    json_t *round = oracle_round(lua, seed, rows, conditions);
    round_check(round, table_rows);
    json_decref(round);
  }
  lua_close(lua);
}

START_TEST(many_conditions_few_rows) {
  const char *rounds = getenv("HELDER_ROUNDS");
  rounds_check(1, rounds ? atoi(rounds) : 50, 40, 40, 200);
}
END_TEST

START_TEST(few_conditions_many_rows) {
  rounds_check(100001, 4, 97, 5000, 100);
}
END_TEST

Suite *condition_random_suite(void);
Suite *condition_random_suite(void) {
  Suite *suite = suite_create("condition_random");
  TCase *cases = tcase_create("against Lua");
  tcase_set_timeout(cases, 600);
  tcase_add_test(cases, many_conditions_few_rows);
  tcase_add_test(cases, few_conditions_many_rows);
  suite_add_tcase(suite, cases);
  return suite;
}
