#include "condition/probe.h"

#include "condition/prove_terms.h"

static Interval anything(const void *context, Text field) {
  (void)context;
  (void)field;
  return interval_of_kinds(INTERVAL_VALUES);
}

static void drop_pool(void *pool) {
  pool_free(pool);
}

Prover *probe_make(Arena *arena, int32_t as_of) {
  Prover *prover = prover_make(arena, anything, NULL, as_of);
  prover->remembers = true;
  arena_finally(arena, drop_pool, &prover->pool);
  return prover;
}

size_t probe_count(const Prover *prover) {
  return prover->field_count;
}

Text probe_name(const Prover *prover, size_t number) {
  return prover->fields[number]->field;
}

size_t probe_number(Prover *prover, Text name) {
  return prover_intern(prover, (Term){.op = TREE_FIELD, .field = name})->sole;
}

Term *probe_field(Prover *prover, Text name) {
  return prover_field(prover, name);
}

void probe_define(Prover *prover, Text name, Term *term) {
  TermName *known = arena_new(prover->arena, sizeof *known);
  Term *operands[] = {term};
  Term *attempt =
      prover_intern(prover, (Term){.op = TERM_ATTEMPT, .count = 1, .operands = operands});
  *known = (TermName){name, attempt, prover->names};
  prover->names = known;
}

/* --- terms that no tree says ------------------------------------------------ */

static Term *binary(Prover *prover, TreeOp op, Term *left, Term *right) {
  Term *operands[] = {left, right};
  return prover_operation(prover, (Term){.op = op, .count = 2, .operands = operands});
}

Term *probe_if(Prover *prover, Term *condition, Term *yes, Term *no) {
  Term *operands[] = {condition, yes, no};
  return prover_operation(prover, (Term){.op = TREE_IF, .count = 3, .operands = operands});
}

static Term *whole(Prover *prover, size_t number) {
  return prover_constant(prover, (Value){.kind = VALUE_INTEGER, .integer = (int64_t)number});
}

Term *probe_bins(Prover *prover, Term *of, const double *breaks, size_t count) {
  Term *bin = whole(prover, count + 1);
  for (size_t i = count; i > 0; i--) {
    Value limit = {.kind = VALUE_DECIMAL, .decimal = breaks[i - 1]};
    Term *reached = binary(prover, TREE_GREATER_EQUAL, of, prover_constant(prover, limit));
    bin = probe_if(prover, reached, bin, whole(prover, i));
  }
  Term *nothing = prover_constant(prover, (Value){.kind = VALUE_MISSING});
  return probe_if(prover, binary(prover, TREE_EQUAL, of, of), bin, nothing);
}

Term *probe_compare(Prover *prover, Term *term, TreeOp op, Value than) {
  return binary(prover, op, term, prover_constant(prover, than));
}

Term *probe_known(Prover *prover, Term *term) {
  Term *operands[] = {term};
  return prover_operation(prover, (Term){.op = TREE_KNOWN, .count = 1, .operands = operands});
}

Term *probe_truth(Prover *prover, bool truth) {
  return prover_constant(prover, (Value){.kind = VALUE_BOOLEAN, .boolean = truth});
}

/* --- boxes ------------------------------------------------------------------ */

void probe_box_put(Prover *prover, size_t number, Interval interval) {
  prover->fields[number]->bounds = interval;
  prover->fields[number]->changed = prover->look + 1;
}

void probe_box_start(Prover *prover) {
  prover->look++;
}

Interval probe_box(Prover *prover, Term *term) {
  return prover_evaluate(prover, term);
}

unsigned probe_verdicts(Interval answer) {
  return term_verdicts(answer);
}

const Value *probe_constants(const Prover *prover, size_t number, size_t *count) {
  *count = prover->fields[number]->point_count;
  return prover->fields[number]->points;
}

/* --- what a term depends on --------------------------------------------------- */

const size_t *probe_reads(Prover *prover, Term *term, size_t *count) {
  if (!term->reads)
    prover_find_reads(prover, term);
  *count = term->read_count;
  return term->reads;
}
