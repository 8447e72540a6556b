/* Mutate: a policy with one small change at a time; which changes does no test notice?
 *
 * Each changed policy (policy/mutants.h) is loaded and tried in a jailed worker
 * (policy/seated.h) until a test fails: some milliseconds a change. One that no test
 * notices may be the same policy in other words; where that is proven (condition/prove.h)
 * it does not count. The Arena owns all. */
#ifndef HELDER_COMMANDS_MUTATE_H
#define HELDER_COMMANDS_MUTATE_H
#include "policy/mutants.h"
#include "policy/tests.h"

typedef enum MutantFate {
  MUTANT_WAITING,
  MUTANT_NOTICED,  /* a test failed, or it did not finish */
  MUTANT_REFUSED,  /* the policy does not load with it: it is no change that could be made */
  MUTANT_SAME,     /* proven: every customer gets the same answers */
  MUTANT_UNNOTICED /* all tests pass */
} MutantFate;

typedef struct Mutation {
  const Mutant *mutants;
  uint8_t *fates; /* [mutant]: a MutantFate; WAITING: of a day that no test is about */
  size_t count;
  size_t noticed, same, unnoticed;
  size_t unbroken; /* of the unnoticed: those for which mutation_unbroken says yes */
  const Test *const *tests;
  size_t test_count;
} Mutation;

/* All tests must pass for the policy as it is. Its `policy` is as of any day. NULL with the
 * Error filled. */
const Mutation *mutate(Arena *arena, const Policy *policy, const Test *const *tests,
                       size_t test_count, Error *error);

/* Whether the mutant stands in what a guarantee holds, and no test expects that one to be
 * broken: where no customer can break it, no test can notice. Costs the tests' expectations. */
bool mutation_unbroken(const Mutation *mutation, size_t mutant);

/* 0 … 100: of the changes that make a difference, how many a test noticed; 100 where
 * there are none. */
double mutation_percent(const Mutation *mutation);
#endif
