/* What must be proven, and what must not be. Fields say what they can be by their first
 * letter: i integer, d decimal, t text, b true or false, y day, k an integer that is never
 * missing, a anything at all. All but k may be missing. */
#ifndef HELDER_TESTS_PROVE_CASES_H
#define HELDER_TESTS_PROVE_CASES_H
#include <stddef.h>

typedef enum ProofKind {
  PROOF_NEVER_YES,
  PROOF_NEVER_NO,
  PROOF_ALWAYS_YES, /* never no and never unknown */
  PROOF_IMPLIES,    /* where the first says yes, so does the second */
  PROOF_COVERED     /* where the first says yes, the second or the third does */
} ProofKind;

typedef struct ProofCase {
  ProofKind kind;
  const char *conditions[3];
} ProofCase;

static const ProofCase proven[] = {
    {PROOF_NEVER_YES, {"g.i >= 3 and g.i < 3"}},
    {PROOF_NEVER_YES, {"g.i > 3 and g.i < 4"}},
    {PROOF_NEVER_YES, {"g.a >= 3 and g.a < 3"}},
    {PROOF_NEVER_YES, {"g.a > 3.5 and g.a <= 3"}},
    {PROOF_NEVER_YES, {"g.i == 2.5"}},
    {PROOF_NEVER_YES, {"g.i < 0 and (g.i > 10 or g.i == 5)"}},
    {PROOF_NEVER_YES, {"g.t == 'Utrecht' and g.t == 'Delft'"}},
    {PROOF_NEVER_YES, {"one_of(g.t, { 'a', 'b' }) and g.t == 'c'"}},
    {PROOF_NEVER_YES, {"one_of(g.t, { 'a', 'b' }) and not one_of(g.t, { 'b', 'a', 'c' })"}},
    {PROOF_NEVER_YES, {"g.t >= 'm' and g.t < 'k'"}},
    {PROOF_NEVER_YES, {"g.t < 3"}},
    {PROOF_NEVER_YES, {"g.t == 3"}},
    {PROOF_NEVER_YES, {"g.b == 'yes'"}},
    {PROOF_NEVER_YES, {"g.y >= '2026-05-01' and g.y < '2026-01-01'"}},
    {PROOF_NEVER_YES, {"g.y > '9999-12-31'"}},
    {PROOF_NEVER_YES, {"g.b and not g.b"}},
    {PROOF_NEVER_YES, {"not known(g.i) and g.i >= 3"}},
    {PROOF_NEVER_YES, {"g.i == nil and g.i ~= nil"}},
    {PROOF_NEVER_YES, {"g.i ~= g.i"}},
    {PROOF_NEVER_YES, {"g.i < g.i"}},
    {PROOF_NEVER_YES, {"nil"}},
    {PROOF_NEVER_YES, {"g.i + g.d > 10 and g.i + g.d < 5"}},
    {PROOF_NEVER_YES, {"g.d * 100 / g.i > 50 and g.d * 100 / g.i <= 20"}},
    {PROOF_NEVER_YES, {"days_since(g.y) < 30 and days_since(g.y) > 90"}},
    {PROOF_NEVER_YES, {"month(g.y) == 13"}},
    {PROOF_NEVER_YES, {"min(g.i, 5) > 7"}},
    {PROOF_NEVER_YES, {"abs(g.i % 7) > 7"}},
    {PROOF_NEVER_YES, {"(g.i or 0) < 0 and (g.i or 0) > 4"}},
    {PROOF_NEVER_YES, {"contains(g.t, 'dam') and not contains(g.t, 'dam')"}},
    {PROOF_NEVER_YES, {"local n = g.i * 2 if n > 3 then return n < 2 end return false"}},
    {PROOF_NEVER_NO, {"g.i >= 3 or g.i < 3"}},
    {PROOF_NEVER_NO, {"g.d > 3 or g.d <= 3"}},
    {PROOF_NEVER_NO, {"g.t == 'a' or g.t ~= 'a'"}},
    {PROOF_NEVER_NO, {"not (g.i > 5 and g.i < 4)"}},
    {PROOF_NEVER_NO, {"g.i <= 5 or g.i > 5 or g.b"}},
    {PROOF_ALWAYS_YES, {"true"}},
    {PROOF_ALWAYS_YES, {"g.i or not g.i"}},
    {PROOF_ALWAYS_YES, {"g.k >= 3 or g.k < 3"}},
    {PROOF_ALWAYS_YES, {"not known(g.i) or g.i >= 3 or g.i < 3"}},
    {PROOF_ALWAYS_YES, {"g.b == nil or g.b == true or g.b == false"}},
    {PROOF_ALWAYS_YES, {"(g.i or 0) >= 0 or (g.i or 0) < 0"}},
    {PROOF_ALWAYS_YES, {"g.k * 2 == g.k * 2"}},
    {PROOF_IMPLIES, {"g.i >= 5", "g.i >= 3"}},
    {PROOF_IMPLIES, {"g.a >= 5", "g.a >= 3"}},
    {PROOF_IMPLIES, {"g.i > 5", "g.i >= 6"}},
    {PROOF_IMPLIES, {"g.d > 5", "g.d >= 5"}},
    {PROOF_IMPLIES, {"g.i >= 5 and g.b", "g.b"}},
    {PROOF_IMPLIES, {"g.i >= 5 and g.t == 'x'", "g.t ~= 'y' and g.i > 4"}},
    {PROOF_IMPLIES, {"g.t == 'b'", "one_of(g.t, { 'a', 'b' })"}},
    {PROOF_IMPLIES, {"g.y >= '2026-05-21'", "g.y > '2026-01-01'"}},
    {PROOF_IMPLIES, {"g.i < g.d", "g.d > g.i"}},
    {PROOF_IMPLIES, {"g.i < g.d and g.b", "g.i < g.d"}},
    {PROOF_IMPLIES, {"contains(g.t, 'x') and g.i > 1", "contains(g.t, 'x')"}},
    {PROOF_IMPLIES, {"days_since(g.y) <= 30", "days_since(g.y) <= 90"}},
    {PROOF_IMPLIES, {"g.i > 3 or g.i < 1", "g.i ~= 2"}},
    {PROOF_IMPLIES, {"g.b", "known(g.b)"}},
    {PROOF_IMPLIES, {"g.i >= 3", "known(g.i)"}},
    {PROOF_COVERED, {"known(g.i)", "g.i >= 3", "g.i < 3"}},
    {PROOF_COVERED, {"g.i >= 1 and g.i <= 9", "g.i < 5", "g.i > 4"}},
    {PROOF_COVERED, {"g.b ~= nil", "g.b", "not g.b"}},
};

static const ProofCase not_proven[] = {
    {PROOF_NEVER_YES, {"g.d > 3 and g.d < 4"}},
    {PROOF_NEVER_YES, {"g.a > 3 and g.a < 4"}},
    {PROOF_NEVER_YES, {"g.t ~= 3"}},
    {PROOF_NEVER_YES, {"not g.i"}},
    {PROOF_NEVER_YES, {"g.a ~= g.a"}},
    {PROOF_NEVER_YES, {"g.t >= 'a' and g.t < 'a\\0'"}},
    {PROOF_NEVER_YES, {"min(g.d, 5) > 4"}},
    {PROOF_NEVER_YES, {"g.i + 1 < g.i"}},
    {PROOF_NEVER_YES, {"g.d + 1 == g.d"}},
    {PROOF_NEVER_YES, {"g.i % 3 == 2"}},
    {PROOF_NEVER_YES, {"abs(g.i) < 0"}},
    {PROOF_NEVER_NO, {"g.a > 3 or g.a <= 3"}},
    {PROOF_NEVER_NO, {"g.i"}},
    {PROOF_NEVER_NO, {"g.t == 'a' or g.t == 'b'"}},
    {PROOF_ALWAYS_YES, {"g.i >= 3 or g.i < 3"}},
    {PROOF_ALWAYS_YES, {"g.b or not g.b and g.i > 3"}},
    {PROOF_ALWAYS_YES, {"g.k // g.k == 1"}},
    {PROOF_ALWAYS_YES, {"g.k / g.k == g.k / g.k"}},
    {PROOF_ALWAYS_YES, {"g.t .. 'x' ~= nil"}},
    {PROOF_IMPLIES, {"g.i >= 3", "g.i >= 5"}},
    {PROOF_IMPLIES, {"g.i ~= 3", "g.i > 3 or g.i < 3"}},
    {PROOF_IMPLIES, {"not g.b", "g.b == false"}},
    {PROOF_IMPLIES, {"g.t >= 'b'", "g.t > 'b'"}},
    {PROOF_COVERED, {"known(g.a)", "g.a >= 3", "g.a < 3"}},
    {PROOF_COVERED, {"g.i >= 1 and g.i <= 9", "g.i < 5", "g.i > 5"}},
};
#endif
