/* The safe library, as policy/library.h defines it, on values. */
#include <math.h>

#include "base/date.h"
#include "condition/number.h"
#include "condition/scalar.h"

/* What an argument is not: an error, or the poison's. */
static bool refuse(Scalar *scalar, const TreeNode *node, Value argument) {
  return scalar_fail(scalar, node, (int)argument.kind == SCALAR_POISON);
}

static Value boolean(bool truth) {
  return (Value){.kind = VALUE_BOOLEAN, .boolean = truth};
}

static bool one_of(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  if (operands[0].kind == VALUE_MISSING || (int)operands[0].kind == SCALAR_POISON)
    return refuse(scalar, node, operands[0]);
  *out = boolean(false);
  for (size_t i = 1; i < node->count && !out->boolean; i++)
    out->boolean = scalar_equal(operands[0], node->operands[i]->value);
  return true;
}

/* --- texts --------------------------------------------------------------------- */

static bool lower(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  Text text;
  if (!scalar_text(scalar, operands[0], &text))
    return refuse(scalar, node, operands[0]);
  char *small = pool_new(scalar->pool, text.length);
  for (size_t i = 0; i < text.length; i++) {
    char letter = text.bytes[i];
    small[i] = letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
  }
  *out = (Value){.kind = VALUE_TEXT, .text = {small, text.length}};
  return true;
}

static bool find(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  Text text, part;
  if (!scalar_text(scalar, operands[0], &text))
    return refuse(scalar, node, operands[0]);
  if (!scalar_text(scalar, operands[1], &part))
    return refuse(scalar, node, operands[1]);
  if (part.length == 0)
    *out = boolean(true);
  else if (node->op == TREE_STARTS_WITH)
    *out = boolean(part.length <= text.length && memcmp(text.bytes, part.bytes, part.length) == 0);
  else
    *out = boolean(memmem(text.bytes, text.length, part.bytes, part.length) != NULL);
  return true;
}

/* --- numbers ------------------------------------------------------------------- */

static bool extreme(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  size_t best = 0;
  for (size_t i = 0; i < node->count; i++) {
    if (!number_is(operands[i]))
      return refuse(scalar, node, operands[i]);
    if (node->op == TREE_MIN ? number_less(operands[i], operands[best])
                             : number_less(operands[best], operands[i]))
      best = i;
  }
  *out = operands[best];
  return true;
}

static Value whole(Value number, double (*rounded)(double)) {
  int64_t integer;
  if (number.kind == VALUE_INTEGER)
    return number;
  number.decimal = rounded(number.decimal);
  return number_to_integer(number, &integer) ? number_integer(integer) : number;
}

static Value magnitude(Value number) {
  if (number.kind == VALUE_DECIMAL)
    return number_decimal_value(fabs(number.decimal));
  return number.integer < 0 ? number_integer((int64_t)(0 - (uint64_t)number.integer)) : number;
}

static bool of_number(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  if (!number_is(operands[0]))
    return refuse(scalar, node, operands[0]);
  if (node->op == TREE_ABS)
    *out = magnitude(operands[0]);
  else
    *out = whole(operands[0], node->op == TREE_FLOOR ? floor : round);
  return true;
}

/* --- dates --------------------------------------------------------------------- */

static bool of_date(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  int32_t days = operands[0].days;
  int year, month, day;
  if (operands[0].kind != VALUE_DATE &&
      (operands[0].kind != VALUE_TEXT || !date_from_iso(operands[0].text, &days)))
    return refuse(scalar, node, operands[0]);
  date_to_civil(days, &year, &month, &day);
  if (node->op == TREE_DAYS_SINCE)
    *out = number_integer((int64_t)scalar->as_of - days);
  else
    *out = number_integer(node->op == TREE_YEAR ? year : month);
  return true;
}

bool scalar_library(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out) {
  switch (node->op) {
  case TREE_KNOWN:
    *out = boolean(operands[0].kind != VALUE_MISSING);
    return true;
  case TREE_ONE_OF:
    return one_of(scalar, node, operands, out);
  case TREE_LOWER:
    return lower(scalar, node, operands, out);
  case TREE_STARTS_WITH:
  case TREE_CONTAINS:
    return find(scalar, node, operands, out);
  case TREE_MIN:
  case TREE_MAX:
    return extreme(scalar, node, operands, out);
  case TREE_ABS:
  case TREE_FLOOR:
  case TREE_ROUND:
    return of_number(scalar, node, operands, out);
  default:
    return of_date(scalar, node, operands, out);
  }
}
