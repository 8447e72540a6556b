/* Parts of a tree whose values are numbers of one kind. */

#include "condition/compile.h"
#include "condition/number.h"

enum { DAYS_FAR = 1 << 23 }; /* more than lie between any two dates */

static Numeric *numeric(Compile *compile, NumericKind kind, NumberForm form, bool may_lack) {
  Numeric *made = arena_new(compile->arena, sizeof *made);
  *made = (Numeric){.kind = kind, .form = form, .may_lack = may_lack};
  return made;
}

/* --- how large they can be ------------------------------------------------------- */

/* Integers between these: small ones where both ends are. */
static Numeric *limit(Numeric *made, int64_t low, int64_t high) {
  made->form = low >= INT32_MIN && high <= INT32_MAX ? FORM_SMALL : FORM_INTEGERS;
  made->low = low;
  made->high = high;
  return made;
}

static int64_t smaller(int64_t a, int64_t b) {
  return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
  return a > b ? a : b;
}

/* Of sums, differences and products of small ones, which 64 bits hold. */
static void limit_arithmetic(Numeric *made, const Numeric *a, const Numeric *b) {
  if (made->op == TREE_ADD) {
    limit(made, a->low + b->low, a->high + b->high);
  } else if (made->op == TREE_SUBTRACT) {
    limit(made, a->low - b->high, a->high - b->low);
  } else {
    int64_t ends[] = {a->low * b->low, a->low * b->high, a->high * b->low, a->high * b->high};
    limit(made, smaller(smaller(ends[0], ends[1]), smaller(ends[2], ends[3])),
          larger(larger(ends[0], ends[1]), larger(ends[2], ends[3])));
  }
}

/* --- forms ----------------------------------------------------------------------- */

static const Numeric *fill(Compile *compile, Numeric *made) {
  void *filled = arena_array(compile->arena, BATCH_ROWS, sizeof(int64_t));
  int64_t *integers = filled;
  int32_t *small = filled;
  double *decimals = filled;
  made->filled = filled;
  for (size_t i = 0; i < BATCH_ROWS; i++)
    if (made->form == FORM_SMALL)
      small[i] = (int32_t)made->value.integer;
    else if (made->form == FORM_INTEGERS)
      integers[i] = made->value.integer;
    else
      decimals[i] = made->value.decimal;
  return made;
}

static const Numeric *constant_decimal(Compile *compile, double decimal) {
  Numeric *made = numeric(compile, NUMERIC_CONSTANT, FORM_DECIMALS, false);
  made->value = number_decimal_value(decimal);
  return fill(compile, made);
}

static const Numeric *wrapped(Compile *compile, NumericKind kind, NumberForm form,
                              const Numeric *number) {
  Numeric *made = numeric(compile, kind, form, number->may_lack);
  made->operands[0] = number;
  return made;
}

const Numeric *compile_decimal(Compile *compile, const Numeric *number) {
  if (number->form == FORM_DECIMALS)
    return number;
  return number->kind == NUMERIC_CONSTANT
             ? constant_decimal(compile, (double)number->value.integer)
             : wrapped(compile, NUMERIC_DECIMAL, FORM_DECIMALS, number);
}

const Numeric *compile_wide(Compile *compile, const Numeric *number) {
  if (number->form != FORM_SMALL)
    return number;
  if (number->kind != NUMERIC_CONSTANT)
    return wrapped(compile, NUMERIC_WIDE, FORM_INTEGERS, number);
  Numeric *made = numeric(compile, NUMERIC_CONSTANT, FORM_INTEGERS, false);
  made->value = number->value;
  return fill(compile, made);
}

void compile_even(Compile *compile, const Numeric *sides[2]) {
  bool decimals = sides[0]->form == FORM_DECIMALS || sides[1]->form == FORM_DECIMALS;
  for (int i = 0; i < 2 && !decimals && sides[0]->form != sides[1]->form; i++)
    sides[i] = compile_wide(compile, sides[i]);
}

/* --- what there is ---------------------------------------------------------------- */

const Numeric *compile_cells(Compile *compile, const Column *column) {
  Numeric *made = numeric(compile, NUMERIC_COLUMN, FORM_DECIMALS, column->missing_count > 0);
  made->column = column;
  if (column->type == COLUMN_DECIMAL)
    return made;
  int64_t most = INT64_MAX >> (64 - 8 * column->width);
  return limit(made, -most - 1, most);
}

static const Numeric *field(Compile *compile, const TreeNode *node) {
  const Column *column = compile_column(compile, node);
  if (!column || (column->type != COLUMN_INTEGER && column->type != COLUMN_DECIMAL))
    return NULL;
  return compile_cells(compile, column);
}

static const Numeric *constant(Compile *compile, Value value) {
  if (!number_is(value))
    return NULL;
  if (value.kind == VALUE_DECIMAL)
    return constant_decimal(compile, value.decimal);
  Numeric *made = numeric(compile, NUMERIC_CONSTANT, FORM_INTEGERS, false);
  made->value = value;
  return fill(compile, limit(made, value.integer, value.integer));
}

static const Numeric *local(Compile *compile, const TreeNode *node) {
  const Numeric *filled = compile->slot_numerics[node->index];
  if (!filled)
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_SLOT, filled->form, filled->may_lack);
  made->slot = node->index;
  made->low = filled->low;
  made->high = filled->high;
  return made;
}

/* The form of an operation on integers, and its operands in that form. */
static void settle(Compile *compile, Numeric *made, const Numeric *left, const Numeric *right) {
  bool divides = made->op == TREE_FLOOR_DIVIDE || made->op == TREE_MODULO;
  made->form = FORM_INTEGERS;
  if (!divides && left->form == FORM_SMALL && right->form == FORM_SMALL)
    limit_arithmetic(made, left, right);
  bool wide = made->form == FORM_INTEGERS;
  made->operands[0] = wide ? compile_wide(compile, left) : left;
  made->operands[1] = wide ? compile_wide(compile, right) : right;
}

static const Numeric *arithmetic(Compile *compile, const TreeNode *node) {
  if (node->op > TREE_POWER)
    return NULL;
  const Numeric *left = compile_number(compile, node->operands[0]);
  const Numeric *right = left ? compile_number(compile, node->operands[1]) : NULL;
  if (!right)
    return NULL;
  bool decimal = left->form == FORM_DECIMALS || right->form == FORM_DECIMALS ||
                 node->op == TREE_DIVIDE || node->op == TREE_POWER;
  bool by_zero = !decimal && (node->op == TREE_FLOOR_DIVIDE || node->op == TREE_MODULO);
  Numeric *made = numeric(compile, NUMERIC_ARITHMETIC, FORM_DECIMALS,
                          left->may_lack || right->may_lack || by_zero);
  made->op = node->op;
  made->operands[0] = compile_decimal(compile, left);
  made->operands[1] = compile_decimal(compile, right);
  if (!decimal)
    settle(compile, made, left, right);
  return made;
}

static const Numeric *sign(Compile *compile, const TreeNode *node, NumericKind kind) {
  const Numeric *operand = compile_number(compile, node->operands[0]);
  if (!operand)
    return NULL;
  Numeric *made = numeric(compile, kind, operand->form, operand->may_lack);
  if (operand->form == FORM_SMALL)
    limit(made, smaller(operand->low, -operand->high), larger(operand->high, -operand->low));
  made->operands[0] = made->form == FORM_INTEGERS ? compile_wide(compile, operand) : operand;
  return made;
}

static const Numeric *days_since(Compile *compile, const TreeNode *node) {
  const Column *column = compile_column(compile, node->operands[0]);
  if (!column || column->type != COLUMN_DATE)
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_DAYS_SINCE, FORM_INTEGERS, column->missing_count > 0);
  made->column = column;
  return limit(made, -DAYS_FAR, DAYS_FAR);
}

/* One of two numbers that both are decimals, or both are not; NULL where they differ. */
static const Numeric *one_of(Compile *compile, NumericKind kind, const Numeric *left,
                             const Numeric *right) {
  const Numeric *sides[] = {left, right};
  if (!right || (right->form == FORM_DECIMALS) != (left->form == FORM_DECIMALS))
    return NULL;
  compile_even(compile, sides);
  Numeric *made = numeric(compile, kind, sides[0]->form, left->may_lack || right->may_lack);
  if (made->form == FORM_SMALL)
    limit(made, smaller(left->low, right->low), larger(left->high, right->high));
  made->operands[0] = sides[0];
  made->operands[1] = sides[1];
  return made;
}

/* g.spend or 0 */
static const Numeric *either(Compile *compile, const TreeNode *node) {
  const Numeric *left = compile_number(compile, node->operands[0]);
  if (!left || !left->may_lack)
    return left;
  return one_of(compile, NUMERIC_OR, left, compile_number(compile, node->operands[1]));
}

/* min and max of numbers that are all of one kind. */
static const Numeric *extreme(Compile *compile, const TreeNode *node, NumericKind kind) {
  const Numeric *made = compile_number(compile, node->operands[0]);
  if (!made || node->count < 2)
    return NULL;
  for (size_t i = 1; made && i < node->count; i++)
    made = one_of(compile, kind, made, compile_number(compile, node->operands[i]));
  return made;
}

const Numeric *compile_number(Compile *compile, const TreeNode *node) {
  switch (node->op) {
  case TREE_FIELD:
    return field(compile, node);
  case TREE_CONSTANT:
    return constant(compile, node->value);
  case TREE_LOCAL:
    return local(compile, node);
  case TREE_OR:
    return either(compile, node);
  case TREE_NEGATE:
    return sign(compile, node, NUMERIC_NEGATE);
  case TREE_ABS:
    return sign(compile, node, NUMERIC_ABS);
  case TREE_MIN:
    return extreme(compile, node, NUMERIC_MIN);
  case TREE_MAX:
    return extreme(compile, node, NUMERIC_MAX);
  case TREE_DAYS_SINCE:
    return days_since(compile, node);
  default:
    return tree_is_arithmetic(node->op) ? arithmetic(compile, node) : NULL;
  }
}
