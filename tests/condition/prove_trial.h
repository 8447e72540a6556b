/* Conditions of a policy written in the test, and what the prover says of them. */
#ifndef HELDER_TESTS_CONDITION_PROVE_TRIAL_H
#define HELDER_TESTS_CONDITION_PROVE_TRIAL_H
#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "condition/prove.h"
#include "policy/policy.h"
#include "prove_cases.h"

#define HEAD "policy \"P\" { version = \"1\" } customers \"guests\" { key = \"id\" }\n"

static Arena *arena;
static int32_t as_of;
static Buffer source;
static size_t condition_count;

static void setup(void) {
  arena = arena_make();
  date_from_iso(TEXT("2026-11-21"), &as_of);
  source = (Buffer){0};
  buffer_string(&source, HEAD);
  condition_count = 0;
}

static void teardown(void) {
  buffer_free(&source);
  arena_drop(arena);
}

/* --- conditions, through the policy room ---------------------------------------- */

/* An expression, or whole statements. */
static void add_condition(const char *condition) {
  buffer_format(&source, "selection \"s%zu\" { when = function(g) %s %s end, because = \"x\" }\n",
                condition_count++, strstr(condition, "return") ? "" : "return", condition);
}

/* All that were added, as trees. */
static const Tree **read_trees(void) {
  char path[] = "/tmp/helder-prove-XXXXXX";
  Error error = {0};
  int file = mkstemp(path);
  ck_assert_int_eq(write(file, source.bytes, source.length), (ssize_t)source.length);
  close(file);
  Policy *policy = policy_load(arena, path, as_of, (JailLimits){60, 1 << 30}, &error);
  unlink(path);
  ck_assert_msg(policy != NULL, "%ld: %s", error.line, error.message);
  const Tree **trees = arena_array(arena, condition_count, sizeof *trees);
  for (size_t i = 0; i < condition_count; i++) {
    const Function *when = &policy->selections[i].when;
    trees[i] = when->tree ? tree_read(arena, when->tree, &error) : NULL;
    ck_assert_msg(trees[i] != NULL, "%.*s: %.*s", TEXT_ARGS(when->source), TEXT_ARGS(when->opaque));
  }
  return trees;
}

/* What fields can be: prove_cases.h. */
static Interval field_of(const void *context, Text field) {
  (void)context;
  unsigned missing = INTERVAL_MISSING;
  Interval interval;
  switch (field.bytes[0]) {
  case 'i':
    return interval_of_kinds(INTERVAL_INTEGER | missing);
  case 'k':
    return interval_of_kinds(INTERVAL_INTEGER);
  case 'd':
    return interval_of_kinds(INTERVAL_DECIMAL | missing);
  case 't':
    return interval_of_kinds(INTERVAL_TEXT | missing);
  case 'b':
    return interval_of_kinds(INTERVAL_TRUE | INTERVAL_FALSE | missing);
  case 'y':
    interval = interval_days();
    interval.kinds |= missing;
    return interval;
  default:
    return interval_of_kinds(INTERVAL_VALUES);
  }
}

static bool prove(Prover *prover, ProofKind kind, const Tree *const *trees) {
  static const unsigned claimed[] = {
      [PROOF_NEVER_YES] = CLAIM_YES,
      [PROOF_NEVER_NO] = CLAIM_NO,
      [PROOF_ALWAYS_YES] = CLAIM_NO | CLAIM_UNKNOWN,
      [PROOF_IMPLIES] = CLAIM_YES,
      [PROOF_COVERED] = CLAIM_YES,
  };
  Claim claims[3];
  size_t count = kind < PROOF_IMPLIES ? 1 : kind == PROOF_IMPLIES ? 2 : 3;
  for (size_t i = 0; i < count; i++)
    claims[i] = (Claim){prover_term(prover, trees[i], NULL),
                        i == 0 ? claimed[kind] : CLAIM_NO | CLAIM_UNKNOWN};
  return prover_excludes(prover, claims, count);
}
#endif
