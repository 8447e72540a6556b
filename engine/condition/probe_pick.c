/* Which own value to look at more closely: the way down from a condition to a value on
 * which it rests, past the parts that are settled for the whole box. */
#include "condition/probe.h"
#include "condition/prove_terms.h"
#include "condition/scalar.h"

typedef enum Wish { WISH_NO, WISH_YES, WISH_ANY } Wish;

typedef struct Pick {
  Prover *prover;
  const bool *open;
} Pick;

static size_t pick(const Pick *picking, Term *term, Wish wish);

/* Whether the last point made it answer yes; it may not have come here. */
static bool said_yes(const Pick *picking, const Term *term) {
  return term->point_look == picking->prover->point_look && !term->point_failed &&
         scalar_truth(term->point);
}

/* The operand that stands in the way first: the one that says what is not wished. */
static size_t pick_either(const Pick *picking, const Term *term, Wish wish) {
  bool unwished = said_yes(picking, term->operands[0]) != (wish == WISH_YES);
  size_t first = unwished || wish == WISH_ANY ? 0 : 1;
  size_t found = pick(picking, term->operands[first], wish);
  return found != SIZE_MAX ? found : pick(picking, term->operands[1 - first], wish);
}

static size_t pick_if(const Pick *picking, const Term *term, Wish wish) {
  size_t taken = said_yes(picking, term->operands[0]) ? 1 : 2;
  size_t found = pick(picking, term->operands[taken], wish);
  if (found == SIZE_MAX)
    found = pick(picking, term->operands[0], taken == 1 ? WISH_NO : WISH_YES);
  return found != SIZE_MAX ? found : pick(picking, term->operands[3 - taken], wish);
}

static size_t pick_operand(const Pick *picking, const Term *term, Wish wish) {
  for (size_t i = term->count; i > 0; i--) {
    size_t found = pick(picking, term->operands[i - 1], wish);
    if (found != SIZE_MAX)
      return found;
  }
  return SIZE_MAX;
}

static size_t pick_below(const Pick *picking, const Term *term, Wish wish) {
  switch (term->op) {
  case TREE_AND:
  case TREE_OR:
    return pick_either(picking, term, wish);
  case TREE_IF:
    return pick_if(picking, term, wish);
  case TREE_NOT:
    return pick(picking, term->operands[0], wish == WISH_ANY ? wish : (Wish)(1 - (int)wish));
  case TREE_LET: /* its value may be what fails */
  case TREE_LOCAL:
    return pick_operand(picking, term, wish);
  default:
    return pick_operand(picking, term, term->op == TERM_ATTEMPT ? wish : WISH_ANY);
  }
}

static size_t pick(const Pick *picking, Term *term, Wish wish) {
  Prover *prover = picking->prover;
  if (term->sole == TERM_NONE || term->walks[wish] == prover->walk)
    return SIZE_MAX;
  term->walks[wish] = prover->walk;
  if (term->op == TREE_FIELD)
    return picking->open[term->sole] ? term->sole : SIZE_MAX;
  if (wish != WISH_ANY && term->look == prover->look && term_is_settled(term))
    return SIZE_MAX;
  return pick_below(picking, term, wish);
}

size_t probe_pick(Prover *prover, Term *term, bool truth, const bool *open) {
  Pick picking = {prover, open};
  prover->walk++;
  return pick(&picking, term, truth ? WISH_YES : WISH_NO);
}
