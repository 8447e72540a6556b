/* Asking an operation of a box in which each of its operands is one value. */
#include "condition/prove_terms.h"
#include "condition/scalar.h"

enum { POINTS_MOST = 8 };

/* The one value of it, in Lua's own kind; a decimal zero hides its sign and is none. */
static bool point_of(const Interval *interval, Value *value) {
  bool open = interval->low_open || interval->high_open;
  if (interval->kinds & INTERVAL_ERROR || !interval_is_point(interval, value))
    return false;
  if (interval->kinds & INTERVAL_TEXT)
    return !interval->first_open && !interval->last_open;
  if (interval->kinds == INTERVAL_INTEGER)
    return !open && value->kind == VALUE_INTEGER;
  if (interval->kinds & INTERVAL_NUMBER)
    return !open && interval->kinds == INTERVAL_DECIMAL && value->kind == VALUE_DECIMAL &&
           value->decimal != 0;
  return true;
}

/* The text, kept with the term until it is asked again. */
static Text keep(Prover *prover, Term *term, Text text) {
  if (text.length > term->made_capacity) {
    term->made_capacity = 2 * text.length;
    term->made = arena_new(prover->arena, term->made_capacity);
  }
  if (text.length)
    memcpy(term->made, text.bytes, text.length);
  return (Text){text.length ? term->made : "", text.length};
}

bool prover_evaluate_points(Prover *prover, Term *term, Interval *answer) {
  Value operands[POINTS_MOST], out;
  if (term->count > POINTS_MOST)
    return false;
  for (size_t i = 0; i < term->count; i++)
    if (!point_of(&term->room[i], &operands[i]))
      return false;
  TreeNode node = {.op = term->op, .count = term->count};
  Scalar scalar = {.as_of = prover->as_of, .pool = &prover->made, .poison = SCALAR_NO_READ};
  pool_reset(&prover->made);
  bool fine = scalar_operation(&scalar, &node, operands, &out);
  if (!fine && scalar.end != SCALAR_FAILED)
    return false;
  if (fine && out.kind == VALUE_TEXT)
    out.text = keep(prover, term, out.text);
  *answer = fine ? interval_of(out) : interval_of_kinds(INTERVAL_ERROR);
  return true;
}
