/* Parts of a tree whose values are numbers of one kind. */

#include "condition/compile.h"
#include "condition/number.h"

static Numeric *numeric(Compile *compile, NumericKind kind, bool decimal, bool may_lack) {
  Numeric *made = arena_new(compile->arena, sizeof *made);
  *made = (Numeric){.kind = kind, .decimal = decimal, .may_lack = may_lack};
  return made;
}

static const Numeric *field(Compile *compile, const TreeNode *node) {
  const Column *column = compile_column(compile, node);
  if (!column || (column->type != COLUMN_INTEGER && column->type != COLUMN_DECIMAL))
    return NULL;
  Numeric *made =
      numeric(compile, NUMERIC_COLUMN, column->type == COLUMN_DECIMAL, column->missing_count > 0);
  made->column = column;
  return made;
}

static const Numeric *constant(Compile *compile, Value value) {
  if (!number_is(value))
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_CONSTANT, value.kind == VALUE_DECIMAL, false);
  made->value = value;
  return made;
}

static const Numeric *local(Compile *compile, const TreeNode *node) {
  const Numeric *filled = compile->slot_numerics[node->index];
  if (!filled)
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_SLOT, filled->decimal, filled->may_lack);
  made->slot = node->index;
  return made;
}

static const Numeric *arithmetic(Compile *compile, const TreeNode *node) {
  if (node->op > TREE_POWER)
    return NULL;
  const Numeric *left = compile_number(compile, node->operands[0]);
  const Numeric *right = left ? compile_number(compile, node->operands[1]) : NULL;
  if (!right)
    return NULL;
  bool decimal =
      left->decimal || right->decimal || node->op == TREE_DIVIDE || node->op == TREE_POWER;
  bool by_zero = !decimal && (node->op == TREE_FLOOR_DIVIDE || node->op == TREE_MODULO);
  Numeric *made =
      numeric(compile, NUMERIC_ARITHMETIC, decimal, left->may_lack || right->may_lack || by_zero);
  made->op = node->op;
  made->operands[0] = left;
  made->operands[1] = right;
  return made;
}

static const Numeric *sign(Compile *compile, const TreeNode *node, NumericKind kind) {
  const Numeric *operand = compile_number(compile, node->operands[0]);
  if (!operand)
    return NULL;
  Numeric *made = numeric(compile, kind, operand->decimal, operand->may_lack);
  made->operands[0] = operand;
  return made;
}

static const Numeric *days_since(Compile *compile, const TreeNode *node) {
  const Column *column = compile_column(compile, node->operands[0]);
  if (!column || column->type != COLUMN_DATE)
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_DAYS_SINCE, false, column->missing_count > 0);
  made->column = column;
  return made;
}

/* g.spend or 0 */
static const Numeric *either(Compile *compile, const TreeNode *node) {
  const Numeric *left = compile_number(compile, node->operands[0]);
  if (!left || !left->may_lack)
    return left;
  const Numeric *right = compile_number(compile, node->operands[1]);
  if (!right || right->decimal != left->decimal)
    return NULL;
  Numeric *made = numeric(compile, NUMERIC_OR, left->decimal, true);
  made->operands[0] = left;
  made->operands[1] = right;
  return made;
}

/* min and max of numbers that are all of one kind. */
static const Numeric *extreme(Compile *compile, const TreeNode *node, NumericKind kind) {
  const Numeric *made = compile_number(compile, node->operands[0]);
  if (!made || node->count < 2)
    return NULL;
  for (size_t i = 1; i < node->count; i++) {
    const Numeric *right = compile_number(compile, node->operands[i]);
    if (!right || right->decimal != made->decimal)
      return NULL;
    Numeric *both = numeric(compile, kind, made->decimal, made->may_lack || right->may_lack);
    both->operands[0] = made;
    both->operands[1] = right;
    made = both;
  }
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
