/* A Prover: what no customer can be, whatever the data, from conditions as trees.
 *
 * prover_excludes cuts the customers into boxes (a part of the values of each field and
 * of each calculated part), asks every condition of a whole box at once, and cuts on
 * where the answer is open. True is a proof; false means "not proven", not "possible".
 * A missing value, a decimal that is no number, text where a number belongs: all
 * counted with, as far as the fields' intervals allow them.
 *
 * A Prover belongs to one thread and to the arena it was made in, as do its Terms; the
 * trees must live as long. A question costs at most about a tenth of a second. */
#ifndef HELDER_CONDITION_PROVE_H
#define HELDER_CONDITION_PROVE_H
#include "condition/interval.h"
#include "condition/verdict.h"

typedef struct Prover Prover;

/* A condition, or a part of one; equal parts of any trees are the same Term. */
typedef struct Term Term;

/* All that a field or attribute can be. */
typedef Interval ProveField(const void *context, Text field);

Prover *prover_make(Arena *arena, ProveField *field, const void *context, int32_t as_of);

/* The condition, or the `part` of it (NULL: all of it). */
Term *prover_term(Prover *prover, const Tree *tree, const TreeNode *part);

/* The condition as it would be if `part` answered `truth`. */
Term *prover_supposing(Prover *prover, const Tree *tree, const TreeNode *part, bool truth);

enum {
  CLAIM_NO = 1 << VERDICT_NO,
  CLAIM_YES = 1 << VERDICT_YES,
  CLAIM_UNKNOWN = 1 << VERDICT_UNKNOWN
};

typedef struct Claim {
  Term *term;
  unsigned verdicts; /* its verdict is one of these */
} Claim;

/* Whether it is proven that no customer fits all the claims. */
bool prover_excludes(Prover *prover, const Claim *claims, size_t count);

/* All that the part can be, as far as one look tells (nothing is cut). */
Interval prover_interval(Prover *prover, Term *term);
#endif
