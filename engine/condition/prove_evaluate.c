/* Asking a condition of a whole box of customers: all that can come out. */
#include "condition/prove_terms.h"

/* What the term can be; stays as it is until the next look. */
static const Interval *see(Prover *prover, Term *term);

static Interval part_of(const Interval *interval, unsigned kinds) {
  Interval part = *interval;
  part.kinds &= kinds;
  return part;
}

/* The truth of what it may be, and that it may fail. */
static unsigned truth_of(unsigned of, unsigned yes, unsigned no) {
  unsigned kinds = of & INTERVAL_ERROR;
  kinds |= of & yes ? INTERVAL_TRUE : 0;
  return of & no ? kinds | INTERVAL_FALSE : kinds;
}

/* `a and b`, `a or b`: the left where it decides, else the right. */
static Interval evaluate_either(Prover *prover, const Term *term) {
  unsigned deciding = term->op == TREE_AND ? INTERVAL_FALSY : INTERVAL_TRUTHY;
  const Interval *left = see(prover, term->operands[0]);
  if (!(left->kinds & INTERVAL_VALUES & ~deciding))
    return part_of(left, deciding | INTERVAL_ERROR);
  const Interval *right = see(prover, term->operands[1]);
  if (!(left->kinds & (deciding | INTERVAL_ERROR)))
    return *right;
  return interval_join(part_of(left, deciding | INTERVAL_ERROR), *right);
}

static Interval evaluate_if(Prover *prover, const Term *term) {
  const Interval *condition = see(prover, term->operands[0]);
  Interval answer = part_of(condition, INTERVAL_ERROR);
  if (condition->kinds & INTERVAL_TRUTHY)
    answer = interval_join(answer, *see(prover, term->operands[1]));
  if (condition->kinds & INTERVAL_FALSY)
    answer = interval_join(answer, *see(prover, term->operands[2]));
  return answer;
}

static Interval evaluate_let(Prover *prover, const Term *term) {
  const Interval *value = see(prover, term->operands[0]);
  Interval answer = part_of(value, INTERVAL_ERROR);
  if (!(value->kinds & INTERVAL_VALUES))
    return answer;
  const Interval *body = see(prover, term->operands[1]);
  return answer.kinds ? interval_join(answer, *body) : *body;
}

/* A local is a value twice the same. */
static const Term *behind_local(const Term *term) {
  while (term->op == TREE_LOCAL)
    term = term->operands[0];
  return term;
}

static unsigned evaluate_comparison(Prover *prover, const Term *term) {
  const Interval *a = see(prover, term->operands[0]);
  const Interval *b = see(prover, term->operands[1]);
  bool same = behind_local(term->operands[0]) == behind_local(term->operands[1]);
  return interval_compare_kinds(term->op, a, b, same);
}

/* `a and b`, `a or b` of parts that answer neither numbers nor texts; false: one does. */
static bool truth_of_either(Prover *prover, const Term *term, unsigned *kinds) {
  unsigned deciding = term->op == TREE_AND ? INTERVAL_FALSY : INTERVAL_TRUTHY, right = 0;
  unsigned left = see(prover, term->operands[0])->kinds;
  *kinds = left & (deciding | INTERVAL_ERROR);
  if (left & INTERVAL_VALUES & ~deciding)
    right = see(prover, term->operands[1])->kinds;
  *kinds |= right;
  return !(*kinds & (INTERVAL_NUMBER | INTERVAL_TEXT));
}

/* What has no range comes out cheaper. False: it may have one. */
static bool evaluate_kinds(Prover *prover, const Term *term, unsigned *kinds) {
  switch (term->op) {
  case TREE_AND:
  case TREE_OR:
    return truth_of_either(prover, term, kinds);
  case TREE_NOT:
    *kinds = truth_of(see(prover, term->operands[0])->kinds, INTERVAL_FALSY, INTERVAL_TRUTHY);
    return true;
  case TREE_KNOWN:
    *kinds = truth_of(see(prover, term->operands[0])->kinds,
                      INTERVAL_VALUES & ~(unsigned)INTERVAL_MISSING, INTERVAL_MISSING);
    return true;
  default:
    if (!tree_is_comparison(term->op))
      return false;
    *kinds = evaluate_comparison(prover, term);
    return true;
  }
}

static Interval evaluate_operands(Prover *prover, Term *term) {
  Interval answer;
  if (term->op >= TREE_ADD && term->op <= TREE_DIVIDE) { /* exact of numbers as they are */
    const Interval *left = see(prover, term->operands[0]);
    return interval_arithmetic(term->op, left, see(prover, term->operands[1]));
  }
  for (size_t i = 0; i < term->count; i++)
    term->room[i] = *see(prover, term->operands[i]);
  if (term->op == TREE_ONE_OF)
    return interval_one_of(term->room, term->count);
  if (prover_evaluate_points(prover, term, &answer))
    return answer;
  return interval_calculate(term->op, term->room, term->count, prover->as_of);
}

static Interval evaluate_attempt(Prover *prover, const Term *term) {
  const Interval *tried = see(prover, term->operands[0]);
  Interval value = part_of(tried, INTERVAL_VALUES);
  return tried->kinds & INTERVAL_ERROR ? interval_join(value, interval_of_kinds(INTERVAL_MISSING))
                                       : value;
}

static Interval evaluate(Prover *prover, Term *term) {
  if (term->op == TERM_ATTEMPT)
    return evaluate_attempt(prover, term);
  switch (term->op) {
  case TREE_CONSTANT:
    return interval_of(term->value);
  case TREE_FIELD:
    return term->bounds;
  case TREE_LOCAL: /* where it fails, its `let` failed before */
    return part_of(see(prover, term->operands[0]), INTERVAL_VALUES);
  case TREE_LET:
    return evaluate_let(prover, term);
  case TREE_IF:
    return evaluate_if(prover, term);
  case TREE_AND:
  case TREE_OR:
    return evaluate_either(prover, term);
  default:
    return evaluate_operands(prover, term);
  }
}

/* --- what need not be asked again ------------------------------------------- */

typedef struct Reads {
  const Prover *prover;
  size_t *list;
  size_t count;
} Reads;

static void find_reads(Reads *reads, Term *term) {
  if (term->sole == TERM_NONE || term->walks[0] == reads->prover->walk)
    return;
  term->walks[0] = reads->prover->walk;
  if (term->op == TREE_FIELD)
    reads->list[reads->count++] = term->sole;
  for (size_t i = 0; i < term->count; i++)
    find_reads(reads, term->operands[i]);
}

void prover_find_reads(Prover *prover, Term *term) {
  Reads reads = {prover, arena_array(prover->arena, prover->field_count + 1, sizeof(size_t)), 0};
  prover->walk++;
  find_reads(&reads, term);
  term->reads = reads.list;
  term->read_count = reads.count;
}

/* Whether nothing that it depends on was put since it was seen. */
static bool still_holds(Prover *prover, Term *term) {
  if (!prover->remembers || !term->look)
    return false;
  if (!term->reads)
    prover_find_reads(prover, term);
  for (size_t i = 0; i < term->read_count; i++)
    if (prover->fields[term->reads[i]]->changed > term->look)
      return false;
  return true;
}

static const Interval *see(Prover *prover, Term *term) {
  if (term->look == prover->look)
    return &term->seen;
  if (still_holds(prover, term)) {
    term->look = prover->look;
    return &term->seen;
  }
  unsigned kinds;
  prover->work -= prover->work > 0;
  if (evaluate_kinds(prover, term, &kinds))
    term->seen.kinds = kinds;
  else
    term->seen = evaluate(prover, term);
  bool cut = term->op != TREE_FIELD && (term->bounds.kinds & INTERVAL_VALUES) != INTERVAL_VALUES;
  if (cut) { /* a cut leaves out some kinds at least (condition/prove.c) */
    Interval bounds = term->bounds;
    bounds.kinds |= INTERVAL_ERROR;
    term->seen = interval_intersect(term->seen, bounds);
  }
  term->look = prover->look;
  return &term->seen;
}

Interval prover_evaluate(Prover *prover, Term *term) {
  return *see(prover, term);
}
