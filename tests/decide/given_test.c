/* Attributes that are given: over every set of customers who are given one, the given ones
 * have the given value, the others what is worked out; interpreted or not. */
#include "../many.h"
#include "../policy/trial.h"
#include "decide/decide.h"

static const char source[] =
    "policy \"T\" { version = \"1\" }\n"
    "customers \"rows\" { key = \"id\" }\n"
    "attribute \"twice\" { is = function(g) return g.a * 2 end }\n"
    "attribute \"half\" { ntile = 2, of = \"b\" }\n"
    "attribute \"sum\" { is = function(g) return g.twice + g.half end }\n"
    "exclusion \"trial\" { because = \"b\", when = function(g) return g.sum > 100 end }\n";

static const int64_t given_twice[TRIAL_ROWS] = {100, 200, 300, 400};
static const int64_t given_half[TRIAL_ROWS] = {-1, -2, -3, -4};
static const int64_t worked_twice[TRIAL_ROWS] = {2, 0, 6, 0}; /* of no a: missing */
static const int64_t worked_half[TRIAL_ROWS] = {1, 2, 0, 0};  /* of no b: missing */

static Column *integers(Arena *arena, const int64_t *numbers) {
  Value values[TRIAL_ROWS];
  for (size_t i = 0; i < TRIAL_ROWS; i++)
    values[i] = trial_integer(numbers[i]);
  return column_from_values(arena, TEXT("given"), values, TRIAL_ROWS);
}

static int64_t number_at(const Table *table, const char *name, size_t row) {
  Value value = column_value(table_column(table, text_of(name)), row);
  return value.kind == VALUE_MISSING ? 0 : value.integer;
}

/* Which row is given is a bit of `twice` and of `half`. */
static void check_row(const Table *table, const Decided *decided, size_t row, unsigned twice,
                      unsigned half) {
  int64_t a = twice >> row & 1 ? given_twice[row] : worked_twice[row];
  int64_t b = half >> row & 1 ? given_half[row] : worked_half[row];
  ck_assert_int_eq(number_at(table, "twice", row), a);
  ck_assert_int_eq(number_at(table, "half", row), b);
  ck_assert_int_eq(number_at(table, "sum", row), a && b ? a + b : 0);
  ck_assert_int_eq(decided->decisions.exclusions[0].verdicts[row], !a || !b      ? VERDICT_UNKNOWN
                                                                   : a + b > 100 ? VERDICT_YES
                                                                                 : VERDICT_NO);
}

/* How many customers are told of as unknown in `twice`. */
static size_t unknown_twice(const Decisions *decisions) {
  size_t count = 0;
  for (size_t i = 0; i < decisions->unknown_kind_count; i++)
    if (text_equal(decisions->unknown_kinds[i].rule, TEXT("attribute twice")))
      count += decisions->unknown_kinds[i].customers;
  return count;
}

static void decide_given(unsigned twice, unsigned half, bool interpret) {
  Trial *trial = trial_make();
  uint8_t rows[2][TRIAL_ROWS];
  Decided decided;
  ck_assert_msg(trial_load(trial, source, sizeof source - 1), "%s", trial_said(trial));
  ck_assert(policy_bind(trial->policy, trial->table, &trial->error));
  for (size_t row = 0; row < TRIAL_ROWS; row++)
    rows[0][row] = twice >> row & 1, rows[1][row] = half >> row & 1;
  Given given[] = {{TEXT("twice"), integers(trial->arena, given_twice), rows[0]},
                   {TEXT("half"), integers(trial->arena, given_half), rows[1]}};
  DecideInput input = {.policy = trial->policy,
                       .table = trial->table,
                       .limits = trial->limits,
                       .threads = 2,
                       .interpret = interpret,
                       .givens = {given, 2},
                       .ask = policy_ask,
                       .drop = answers_drop};
  ck_assert_msg(decide_run(trial->arena, &input, &decided, &trial->error), "%s", trial_said(trial));
  size_t unknown = 0;
  for (size_t row = 0; row < TRIAL_ROWS; row++) {
    check_row(trial->table, &decided, row, twice, half);
    unknown += worked_twice[row] == 0 && !(twice >> row & 1);
  }
  ck_assert_uint_eq(unknown_twice(&decided.decisions), unknown);
  decide_drop(&decided);
  trial_drop(trial);
}

/* Each way to give `twice`, each beside two of `half`: every row sees all four pairs. */
MANY(what_is_given_is_not_worked_out, 16) {
  unsigned twice = (unsigned)_i % 16;
  decide_given(twice, _i < 16 ? 15 - twice : twice, false);
}

MANY(interpreted_too, 4) {
  decide_given((unsigned)_i * 5, 3 + (unsigned)_i * 3, true);
}

Suite *decide_given_suite(void) {
  Suite *suite = suite_create("decide_given");
  TCase *tests = tcase_create("given");
  tcase_add_many(tests, what_is_given_is_not_worked_out, 16, 32);
  tcase_add_many(tests, interpreted_too, 4, 4);
  suite_add_tcase(suite, tests);
  return suite;
}
