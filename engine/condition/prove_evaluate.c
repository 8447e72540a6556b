/* Asking a condition of a whole box of customers: all that can come out. */
#include "condition/prove_terms.h"

static Interval part_of(Interval interval, unsigned kinds) {
  interval.kinds &= kinds;
  return interval;
}

/* `a and b`, `a or b`: the left where it decides, else the right. */
static Interval evaluate_either(Prover *prover, const Term *term) {
  unsigned deciding = term->op == TREE_AND ? INTERVAL_FALSY : INTERVAL_TRUTHY;
  Interval left = prover_evaluate(prover, term->operands[0]);
  Interval answer = part_of(left, deciding | INTERVAL_ERROR);
  if (!(left.kinds & INTERVAL_VALUES & ~deciding))
    return answer;
  return interval_join(answer, prover_evaluate(prover, term->operands[1]));
}

static Interval evaluate_if(Prover *prover, const Term *term) {
  Interval condition = prover_evaluate(prover, term->operands[0]);
  Interval answer = part_of(condition, INTERVAL_ERROR);
  if (condition.kinds & INTERVAL_TRUTHY)
    answer = interval_join(answer, prover_evaluate(prover, term->operands[1]));
  if (condition.kinds & INTERVAL_FALSY)
    answer = interval_join(answer, prover_evaluate(prover, term->operands[2]));
  return answer;
}

static Interval evaluate_let(Prover *prover, const Term *term) {
  Interval value = prover_evaluate(prover, term->operands[0]);
  Interval answer = part_of(value, INTERVAL_ERROR);
  if (!(value.kinds & INTERVAL_VALUES))
    return answer;
  return interval_join(answer, prover_evaluate(prover, term->operands[1]));
}

static Interval evaluate_not(Prover *prover, const Term *term) {
  unsigned of = prover_evaluate(prover, term->operands[0]).kinds, kinds = of & INTERVAL_ERROR;
  kinds |= of & INTERVAL_FALSY ? INTERVAL_TRUE : 0;
  kinds |= of & INTERVAL_TRUTHY ? INTERVAL_FALSE : 0;
  return interval_of_kinds(kinds);
}

static Interval evaluate_known(Prover *prover, const Term *term) {
  unsigned of = prover_evaluate(prover, term->operands[0]).kinds, kinds = of & INTERVAL_ERROR;
  kinds |= of & INTERVAL_MISSING ? INTERVAL_FALSE : 0;
  kinds |= of & INTERVAL_VALUES & ~(unsigned)INTERVAL_MISSING ? INTERVAL_TRUE : 0;
  return interval_of_kinds(kinds);
}

/* A local is a value twice the same. */
static const Term *behind_local(const Term *term) {
  while (term->op == TREE_LOCAL)
    term = term->operands[0];
  return term;
}

static Interval evaluate_comparison(Prover *prover, const Term *term) {
  Interval a = prover_evaluate(prover, term->operands[0]);
  Interval b = prover_evaluate(prover, term->operands[1]);
  bool same = behind_local(term->operands[0]) == behind_local(term->operands[1]);
  return interval_compare(term->op, &a, &b, same);
}

static Interval evaluate_operands(Prover *prover, const Term *term) {
  for (size_t i = 0; i < term->count; i++)
    term->room[i] = prover_evaluate(prover, term->operands[i]);
  return term->op == TREE_ONE_OF
             ? interval_one_of(term->room, term->count)
             : interval_calculate(term->op, term->room, term->count, prover->as_of);
}

static Interval evaluate_attempt(Prover *prover, const Term *term) {
  Interval value = prover_evaluate(prover, term->operands[0]);
  bool may_fail = value.kinds & INTERVAL_ERROR;
  value = part_of(value, INTERVAL_VALUES);
  return may_fail ? interval_join(value, interval_of_kinds(INTERVAL_MISSING)) : value;
}

static Interval evaluate(Prover *prover, const Term *term) {
  if (term->op == TERM_ATTEMPT)
    return evaluate_attempt(prover, term);
  switch (term->op) {
  case TREE_CONSTANT:
    return interval_of(term->value);
  case TREE_FIELD:
    return term->bounds;
  case TREE_LOCAL: /* where it fails, its `let` failed before */
    return part_of(prover_evaluate(prover, term->operands[0]), INTERVAL_VALUES);
  case TREE_LET:
    return evaluate_let(prover, term);
  case TREE_IF:
    return evaluate_if(prover, term);
  case TREE_AND:
  case TREE_OR:
    return evaluate_either(prover, term);
  case TREE_NOT:
    return evaluate_not(prover, term);
  case TREE_KNOWN:
    return evaluate_known(prover, term);
  default:
    return tree_is_comparison(term->op) ? evaluate_comparison(prover, term)
                                        : evaluate_operands(prover, term);
  }
}

Interval prover_evaluate(Prover *prover, Term *term) {
  if (term->look == prover->look)
    return term->seen;
  prover->work -= prover->work > 0;
  term->seen = evaluate(prover, term);
  bool cut = term->op != TREE_FIELD && (term->bounds.kinds & INTERVAL_VALUES) != INTERVAL_VALUES;
  if (cut) { /* a cut leaves out some kinds at least (condition/prove.c) */
    Interval bounds = term->bounds;
    bounds.kinds |= INTERVAL_ERROR;
    term->seen = interval_intersect(term->seen, bounds);
  }
  term->look = prover->look;
  return term->seen;
}
