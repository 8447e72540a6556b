/* What must be proven of conditions, and what must not. */
#include "prove_trial.h"

static size_t conditions_of(const ProofCase *one) {
  return one->kind < PROOF_IMPLIES ? 1 : one->kind == PROOF_IMPLIES ? 2 : 3;
}

static void check_cases(const ProofCase *cases, size_t count, bool expected) {
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < conditions_of(&cases[i]); k++)
      add_condition(cases[i].conditions[k]);
  const Tree **trees = read_trees();
  Prover *prover = prover_make(arena, field_of, NULL, as_of);
  for (size_t i = 0; i < count; i++) {
    ck_assert_msg(prove(prover, cases[i].kind, trees) == expected, "%s: %d %s | %s",
                  expected ? "not proven" : "proven", cases[i].kind, cases[i].conditions[0],
                  cases[i].conditions[1] ? cases[i].conditions[1] : "");
    trees += conditions_of(&cases[i]);
  }
}

START_TEST(what_must_be_proven_is) {
  check_cases(proven, sizeof proven / sizeof *proven, true);
}
END_TEST

START_TEST(what_is_not_so_is_not_proven) {
  check_cases(not_proven, sizeof not_proven / sizeof *not_proven, false);
}
END_TEST

Suite *condition_prove_suite(void);
Suite *condition_prove_suite(void) {
  Suite *suite = suite_create("condition_prove");
  TCase *all = tcase_create("proofs");
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_add_test(all, what_must_be_proven_is);
  tcase_add_test(all, what_is_not_so_is_not_proven);
  suite_add_tcase(suite, all);
  return suite;
}
