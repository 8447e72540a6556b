/* What a term is for one customer: Lua's own rules, by condition/scalar.h. */
#include "condition/probe.h"
#include "condition/prove_terms.h"
#include "condition/scalar.h"

enum { OPERANDS_USUAL = 8 };

void probe_point_start(Prover *prover, const Value *values) {
  pool_reset(&prover->pool);
  prover->values = values;
  prover->point_look++;
}

static bool either(Prover *prover, const Term *term, Value *out) {
  if (!probe_point(prover, term->operands[0], out))
    return false;
  bool decided = scalar_truth(*out) == (term->op == TREE_OR);
  return decided || probe_point(prover, term->operands[1], out);
}

static bool one_of(Prover *prover, const Term *term, Value *out) {
  Value looked_for;
  if (!probe_point(prover, term->operands[0], &looked_for) || looked_for.kind == VALUE_MISSING)
    return false;
  *out = (Value){.kind = VALUE_BOOLEAN};
  for (size_t i = 1; i < term->count && !out->boolean; i++)
    out->boolean = scalar_equal(looked_for, term->operands[i]->value);
  return true;
}

static Value *operands_room(Prover *prover, const Term *term, Value *usual) {
  if (term->count <= OPERANDS_USUAL)
    return usual;
  uintptr_t space = (uintptr_t)pool_new(&prover->pool, (term->count + 1) * sizeof(Value));
  return (Value *)((space + _Alignof(Value) - 1) / _Alignof(Value) * _Alignof(Value));
}

static bool operation(Prover *prover, const Term *term, Value *out) {
  Value usual[OPERANDS_USUAL], *operands = operands_room(prover, term, usual);
  Scalar scalar = {.as_of = prover->as_of, .pool = &prover->pool, .poison = SCALAR_NO_READ};
  TreeNode node = {.op = term->op, .count = term->count};
  for (size_t i = 0; i < term->count; i++)
    if (!probe_point(prover, term->operands[i], &operands[i]))
      return false;
  return scalar_operation(&scalar, &node, operands, out);
}

static bool control(Prover *prover, const Term *term, Value *out) {
  bool fine = probe_point(prover, term->operands[0], out);
  switch (term->op) {
  case TREE_LOCAL:
    return fine;
  case TREE_LET:
    return fine && probe_point(prover, term->operands[1], out);
  case TREE_IF:
    return fine && probe_point(prover, term->operands[scalar_truth(*out) ? 1 : 2], out);
  case TREE_NOT:
    *out = (Value){.kind = VALUE_BOOLEAN, .boolean = fine && !scalar_truth(*out)};
    return fine;
  default: /* TERM_ATTEMPT */
    if (!fine)
      *out = (Value){.kind = VALUE_MISSING};
    return true;
  }
}

static bool work_out(Prover *prover, const Term *term, Value *out) {
  if (term->op == TERM_ATTEMPT)
    return control(prover, term, out);
  switch (term->op) {
  case TREE_CONSTANT:
    *out = term->value;
    return true;
  case TREE_FIELD:
    *out = prover->values[term->sole];
    return (int)out->kind != PROBE_FAILS;
  case TREE_LOCAL:
  case TREE_LET:
  case TREE_IF:
  case TREE_NOT:
    return control(prover, term, out);
  case TREE_AND:
  case TREE_OR:
    return either(prover, term, out);
  case TREE_ONE_OF:
    return one_of(prover, term, out);
  default:
    return operation(prover, term, out);
  }
}

bool probe_point(Prover *prover, Term *term, Value *out) {
  if (term->point_look != prover->point_look) {
    term->point_failed = !work_out(prover, term, &term->point);
    term->point_look = prover->point_look;
  }
  *out = term->point;
  return !term->point_failed;
}
