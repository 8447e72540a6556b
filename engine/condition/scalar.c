#include "condition/scalar.h"

#include "base/date.h"
#include "condition/number.h"

bool scalar_fail(Scalar *scalar, const TreeNode *node, bool poisoned) {
  scalar->end = poisoned ? SCALAR_POISONED : SCALAR_FAILED;
  scalar->failed = node;
  return false;
}

static bool beyond(Scalar *scalar, const TreeNode *node) {
  scalar->end = SCALAR_BEYOND;
  scalar->failed = node;
  return false;
}

static bool is_poison(Value value) {
  return (int)value.kind == SCALAR_POISON;
}

bool scalar_text(Scalar *scalar, Value value, Text *out) {
  if (value.kind == VALUE_TEXT) {
    *out = value.text;
    return true;
  }
  if (value.kind != VALUE_DATE)
    return false;
  char *iso = pool_new(scalar->pool, DATE_ISO_LENGTH);
  date_to_iso(value.days, iso);
  *out = (Text){iso, DATE_ISO_LENGTH};
  return true;
}

/* --- comparing ----------------------------------------------------------------- */

static bool date_equals_text(int32_t days, Text text) {
  char iso[DATE_ISO_LENGTH];
  date_to_iso(days, iso);
  return text_equal((Text){iso, DATE_ISO_LENGTH}, text);
}

bool scalar_equal(Value a, Value b) {
  if (number_is(a) && number_is(b))
    return number_equal(a, b);
  if (a.kind == VALUE_DATE && b.kind == VALUE_TEXT)
    return date_equals_text(a.days, b.text);
  if (a.kind == VALUE_TEXT && b.kind == VALUE_DATE)
    return date_equals_text(b.days, a.text);
  if (a.kind != b.kind)
    return false;
  switch (a.kind) {
  case VALUE_MISSING:
    return true;
  case VALUE_BOOLEAN:
    return a.boolean == b.boolean;
  case VALUE_DATE:
    return a.days == b.days;
  default:
    return text_equal(a.text, b.text);
  }
}

/* a < b, or a <= b; false in `*fine`: Lua cannot compare these. */
static bool ordered(Value a, Value b, bool or_equal, bool *fine) {
  char iso_a[DATE_ISO_LENGTH], iso_b[DATE_ISO_LENGTH];
  *fine = true;
  if (number_is(a) && number_is(b))
    return or_equal ? number_less_equal(a, b) : number_less(a, b);
  if (a.kind == VALUE_DATE && b.kind == VALUE_DATE)
    return or_equal ? a.days <= b.days : a.days < b.days;
  if (a.kind == VALUE_DATE) {
    date_to_iso(a.days, iso_a);
    a = (Value){.kind = VALUE_TEXT, .text = {iso_a, DATE_ISO_LENGTH}};
  }
  if (b.kind == VALUE_DATE) {
    date_to_iso(b.days, iso_b);
    b = (Value){.kind = VALUE_TEXT, .text = {iso_b, DATE_ISO_LENGTH}};
  }
  *fine = a.kind == VALUE_TEXT && b.kind == VALUE_TEXT;
  if (!*fine)
    return false;
  int order = text_compare(a.text, b.text);
  return or_equal ? order <= 0 : order < 0;
}

static bool compare(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  Value a = operands[0], b = operands[1];
  bool fine = true, poison = is_poison(a) || is_poison(b);
  *out = (Value){.kind = VALUE_BOOLEAN};
  if (node->op == TREE_EQUAL || node->op == TREE_UNEQUAL) {
    bool same = poison ? is_poison(a) && is_poison(b) : scalar_equal(a, b);
    out->boolean = same == (node->op == TREE_EQUAL);
    return true;
  }
  if (poison)
    return scalar_fail(scalar, node, true);
  if (node->op == TREE_LESS || node->op == TREE_LESS_EQUAL)
    out->boolean = ordered(a, b, node->op == TREE_LESS_EQUAL, &fine);
  else
    out->boolean = ordered(b, a, node->op == TREE_GREATER_EQUAL, &fine);
  return fine || scalar_fail(scalar, node, false);
}

/* --- arithmetic ---------------------------------------------------------------- */

/* Texts that are numbers count as those numbers. */
static bool to_number(Value value, Value *out) {
  *out = value;
  return number_is(value) || (value.kind == VALUE_TEXT && number_from_text(value.text, out));
}

/* Lua takes no text for these. */
static bool bits(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  int64_t left, right;
  if (!number_is(operands[0]) || !number_is(operands[1]) ||
      !number_to_integer(operands[0], &left) || !number_to_integer(operands[1], &right))
    return scalar_fail(scalar, node, false);
  *out = number_integer(number_bits(node->op, left, right));
  return true;
}

static bool arithmetic(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  Value a, b;
  if (is_poison(operands[0]) || is_poison(operands[1]))
    return scalar_fail(scalar, node, true);
  if (node->op >= TREE_BIT_AND && node->op <= TREE_SHIFT_RIGHT)
    return bits(scalar, node, operands, out);
  if (!to_number(operands[0], &a) || !to_number(operands[1], &b))
    return scalar_fail(scalar, node, false);
  return number_arithmetic(node->op, a, b, out) || scalar_fail(scalar, node, false);
}

static bool unary(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  Value number;
  int64_t integer;
  Text text;
  if (is_poison(operands[0]))
    return scalar_fail(scalar, node, true);
  if (node->op == TREE_LENGTH) {
    if (!scalar_text(scalar, operands[0], &text))
      return scalar_fail(scalar, node, false);
    *out = number_integer((int64_t)text.length);
    return true;
  }
  if (!to_number(operands[0], &number))
    return scalar_fail(scalar, node, false);
  if (node->op == TREE_COMPLEMENT) {
    if (!number_is(operands[0]) || !number_to_integer(number, &integer))
      return scalar_fail(scalar, node, false);
    *out = number_integer(~integer);
  } else if (number.kind == VALUE_INTEGER) {
    *out = number_integer((int64_t)(0 - (uint64_t)number.integer));
  } else {
    *out = number_decimal_value(-number.decimal);
  }
  return true;
}

/* --- texts --------------------------------------------------------------------- */

static bool piece(Scalar *scalar, Value value, char *space, Text *out) {
  if (!number_is(value))
    return scalar_text(scalar, value, out);
  *out = (Text){space, number_to_text(value, space)};
  return true;
}

static bool concat(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  char left_space[NUMBER_TEXT_MOST], right_space[NUMBER_TEXT_MOST];
  Text left, right;
  if (is_poison(operands[0]) || is_poison(operands[1]))
    return scalar_fail(scalar, node, true);
  if (!piece(scalar, operands[0], left_space, &left) ||
      !piece(scalar, operands[1], right_space, &right))
    return scalar_fail(scalar, node, false);
  if (left.length + right.length > SCALAR_LONGEST)
    return beyond(scalar, node);
  char *bytes = pool_new(scalar->pool, left.length + right.length);
  if (left.length > 0)
    memcpy(bytes, left.bytes, left.length);
  if (right.length > 0)
    memcpy(bytes + left.length, right.bytes, right.length);
  *out = (Value){.kind = VALUE_TEXT, .text = {bytes, left.length + right.length}};
  return true;
}

bool scalar_operation(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  if (tree_is_comparison(node->op))
    return compare(scalar, node, operands, out);
  if (tree_is_arithmetic(node->op))
    return arithmetic(scalar, node, operands, out);
  switch (node->op) {
  case TREE_CONCAT:
    return concat(scalar, node, operands, out);
  case TREE_NEGATE:
  case TREE_COMPLEMENT:
  case TREE_LENGTH:
    return unary(scalar, node, operands, out);
  default:
    return scalar_library(scalar, node, operands, out);
  }
}

/* --- walking ------------------------------------------------------------------- */

static void field(Scalar *scalar, const TreeNode *node, Value *out) {
  const Column *column = scalar->columns[node->index];
  if (scalar->stand_in && scalar->stand_in_field == node->index)
    *out = *scalar->stand_in;
  else
    *out = column ? column_value(column, scalar->row) : (Value){.kind = VALUE_MISSING};
  if (out->kind != VALUE_MISSING)
    return;
  if (scalar->lacking)
    scalar->lacking[node->read] = true;
  if (node->read == scalar->poison)
    out->kind = (ValueKind)SCALAR_POISON;
}

/* and, or, not, if, let: what they ask depends on what they heard. */
static bool control(Scalar *scalar, const TreeNode *node, Value *out) {
  if (!scalar_value(scalar, node->operands[0], out))
    return false;
  bool truth = scalar_truth(*out);
  switch (node->op) {
  case TREE_AND:
    return !truth || scalar_value(scalar, node->operands[1], out);
  case TREE_OR:
    return truth || scalar_value(scalar, node->operands[1], out);
  case TREE_NOT:
    *out = (Value){.kind = VALUE_BOOLEAN, .boolean = !truth};
    return true;
  case TREE_IF:
    return scalar_value(scalar, node->operands[truth ? 1 : 2], out);
  default:
    scalar->slots[node->index] = *out;
    return scalar_value(scalar, node->operands[1], out);
  }
}

enum { OPERANDS_USUAL = 4 };

/* More operands than usual: min and max. */
static bool many(Scalar *scalar, const TreeNode *node, Value *out) {
  uintptr_t space = (uintptr_t)pool_new(scalar->pool, (node->count + 1) * sizeof(Value));
  Value *operands = (Value *)((space + _Alignof(Value) - 1) / _Alignof(Value) * _Alignof(Value));
  for (size_t i = 0; i < node->count; i++)
    if (!scalar_value(scalar, node->operands[i], &operands[i]))
      return false;
  return scalar_operation(scalar, node, operands, out);
}

bool scalar_value(Scalar *scalar, const TreeNode *node, Value *out) {
  Value operands[OPERANDS_USUAL];
  switch (node->op) {
  case TREE_CONSTANT:
    *out = node->value;
    return true;
  case TREE_FIELD:
    field(scalar, node, out);
    return true;
  case TREE_LOCAL:
    *out = scalar->slots[node->index];
    return true;
  case TREE_LET:
  case TREE_IF:
  case TREE_AND:
  case TREE_OR:
  case TREE_NOT:
    return control(scalar, node, out);
  case TREE_ONE_OF: /* its choices are constants: read where they stand */
    return scalar_value(scalar, node->operands[0], operands) &&
           scalar_operation(scalar, node, operands, out);
  default:
    if (node->count > OPERANDS_USUAL)
      return many(scalar, node, out);
    for (size_t i = 0; i < node->count; i++)
      if (!scalar_value(scalar, node->operands[i], &operands[i]))
        return false;
    return scalar_operation(scalar, node, operands, out);
  }
}
