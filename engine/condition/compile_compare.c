/* Comparisons: a cell against a constant as a range or a bound; else two Numerics. */
#include <math.h>

#include "base/date.h"
#include "condition/compile.h"
#include "condition/number.h"

/* What `constant op cell` is as `cell op constant`. */
static TreeOp turned(TreeOp op) {
  switch (op) {
  case TREE_LESS:
    return TREE_GREATER;
  case TREE_LESS_EQUAL:
    return TREE_GREATER_EQUAL;
  case TREE_GREATER:
    return TREE_LESS;
  case TREE_GREATER_EQUAL:
    return TREE_LESS_EQUAL;
  default:
    return op;
  }
}

static bool is_equality(TreeOp op) {
  return op == TREE_EQUAL || op == TREE_UNEQUAL;
}

/* An ordered comparison with what is missing is an error; `==` says no. */
static uint8_t missing_verdict(TreeOp op) {
  return !is_equality(op) ? VERDICT_UNKNOWN : op == TREE_UNEQUAL ? VERDICT_YES : VERDICT_NO;
}

/* --- ranges: which integers pass ------------------------------------------------- */

typedef struct Range {
  int64_t low, high; /* low > high: none */
} Range;

static const Range nothing = {1, 0};

/* The integers x with x op bound. */
static Range range_of_integer(TreeOp op, int64_t bound) {
  switch (op) {
  case TREE_LESS:
    return bound == INT64_MIN ? nothing : (Range){INT64_MIN, bound - 1};
  case TREE_LESS_EQUAL:
    return (Range){INT64_MIN, bound};
  case TREE_GREATER:
    return bound == INT64_MAX ? nothing : (Range){bound + 1, INT64_MAX};
  case TREE_GREATER_EQUAL:
    return (Range){bound, INT64_MAX};
  default:
    return (Range){bound, bound};
  }
}

static Range range_of_decimal(TreeOp op, double bound) {
  static const Range all = {INT64_MIN, INT64_MAX};
  bool below = op == TREE_LESS || op == TREE_LESS_EQUAL;
  if (isnan(bound))
    return nothing;
  if (bound >= 0x1p63)
    return below ? all : nothing;
  if (bound < -0x1p63)
    return below || is_equality(op) ? nothing : all;
  if (bound == floor(bound))
    return range_of_integer(op, (int64_t)bound);
  if (is_equality(op))
    return nothing;
  return below ? (Range){INT64_MIN, (int64_t)floor(bound)}
               : (Range){(int64_t)ceil(bound), INT64_MAX};
}

static void cell_limits(const Column *column, Range *limits) {
  if (column->type == COLUMN_TEXT)
    *limits =
        (Range){0, (int64_t)(column->width == 4 ? UINT32_MAX : (1u << 8 * column->width) - 1)};
  else if (column->width == 8)
    *limits = (Range){INT64_MIN, INT64_MAX};
  else
    *limits = (Range){-(INT64_C(1) << (8 * column->width - 1)),
                      (INT64_C(1) << (8 * column->width - 1)) - 1};
}

/* `==` and `~=` have the same range: the latter is inverted. */
static Kernel *range_kernel(Compile *compile, const Column *column, TreeOp op, Range range) {
  Range limits;
  Kernel *kernel = compile_kernel(compile, KERNEL_RANGE);
  cell_limits(column, &limits);
  range.low = range.low > limits.low ? range.low : limits.low;
  range.high = range.high < limits.high ? range.high : limits.high;
  if (range.low > range.high)
    range = (Range){limits.high, limits.low};
  kernel->column = column;
  kernel->low = range.low;
  kernel->high = range.high;
  kernel->invert = op == TREE_UNEQUAL;
  kernel->missing = missing_verdict(op);
  return kernel;
}

/* --- dates: text order is day order ---------------------------------------------- */

/* The first day whose text is not before `text` (strictly: is after it); one past the
 * last day when there is none. */
static int64_t first_day(Text text, bool strictly) {
  int32_t low, high;
  char iso[DATE_ISO_LENGTH];
  date_from_civil(1, 1, 1, &low);
  date_from_civil(9999, 12, 31, &high);
  int64_t from = low, to = (int64_t)high + 1;
  while (from < to) {
    int64_t middle = from + (to - from) / 2;
    date_to_iso((int32_t)middle, iso);
    int order = text_compare((Text){iso, DATE_ISO_LENGTH}, text);
    if (strictly ? order > 0 : order >= 0)
      to = middle;
    else
      from = middle + 1;
  }
  return from;
}

static Range range_of_date(TreeOp op, Text text) {
  int64_t at = first_day(text, false), after = first_day(text, true);
  switch (op) {
  case TREE_LESS:
    return (Range){INT64_MIN, at - 1};
  case TREE_LESS_EQUAL:
    return (Range){INT64_MIN, after - 1};
  case TREE_GREATER:
    return (Range){after, INT64_MAX};
  case TREE_GREATER_EQUAL:
    return (Range){at, INT64_MAX};
  default:
    return (Range){at, after - 1};
  }
}

/* --- a cell against a constant ----------------------------------------------------- */

static Kernel *decimal_kernel(Compile *compile, const Column *column, TreeOp op, Value bound) {
  double decimal = number_as_decimal(bound);
  if (!number_equal(number_decimal_value(decimal), bound) && !isnan(decimal))
    return NULL;
  Kernel *kernel = compile_kernel(compile, KERNEL_DECIMAL);
  kernel->column = column;
  kernel->op = op;
  kernel->bound = decimal;
  kernel->missing = missing_verdict(op);
  return kernel;
}

static Kernel *code_kernel(Compile *compile, const Column *column, TreeOp op, Text text) {
  uint32_t code;
  Range range = nothing;
  if (!is_equality(op))
    return NULL;
  if (dictionary_find(column->dictionary, text, &code))
    range = (Range){code, code};
  return range_kernel(compile, column, op, range);
}

static Kernel *cell_against(Compile *compile, const Column *column, TreeOp op, Value bound) {
  if (column->type == COLUMN_DECIMAL && number_is(bound))
    return decimal_kernel(compile, column, op, bound);
  if (column->type == COLUMN_INTEGER && number_is(bound))
    return range_kernel(compile, column, op,
                        bound.kind == VALUE_INTEGER ? range_of_integer(op, bound.integer)
                                                    : range_of_decimal(op, bound.decimal));
  if (column->type == COLUMN_DATE && bound.kind == VALUE_TEXT)
    return range_kernel(compile, column, op, range_of_date(op, bound.text));
  if (column->type == COLUMN_TEXT && bound.kind == VALUE_TEXT)
    return code_kernel(compile, column, op, bound.text);
  if (column->type == COLUMN_BOOLEAN && bound.kind == VALUE_BOOLEAN && is_equality(op))
    return range_kernel(compile, column, op, range_of_integer(op, bound.boolean));
  return NULL;
}

/* field == nil, field ~= nil */
static const Kernel *against_nil(Compile *compile, const Column *column, TreeOp op) {
  if (!is_equality(op) || column->type == COLUMN_MIXED)
    return NULL;
  Kernel *kernel = compile_kernel(compile, KERNEL_KNOWN);
  kernel->column = column;
  kernel->missing = VERDICT_NO;
  if (op == TREE_UNEQUAL)
    return kernel;
  Kernel *opposite = compile_kernel(compile, KERNEL_NOT);
  opposite->operands[0] = kernel;
  return opposite;
}

/* days_since(field) op n: the days as_of - x with x in the range. A missing day is an
 * error also for `==`: it is days_since that fails. */
static const Kernel *age_against(Compile *compile, const TreeNode *node, TreeOp op, Value bound) {
  const Column *column = compile_column(compile, node->operands[0]);
  if (!column || column->type != COLUMN_DATE || !number_is(bound))
    return NULL;
  Range range = bound.kind == VALUE_INTEGER ? range_of_integer(op, bound.integer)
                                            : range_of_decimal(op, bound.decimal);
  const int64_t far = INT64_C(1) << 40; /* beyond all dates */
  range.low = range.low < -far ? -far : range.low > far ? far : range.low;
  range.high = range.high < -far ? -far : range.high > far ? far : range.high;
  Range days = {compile->as_of - range.high, compile->as_of - range.low};
  Kernel *kernel = range_kernel(compile, column, op, days);
  kernel->missing = VERDICT_UNKNOWN;
  return kernel;
}

static bool number_passes(TreeOp op, Value number, Value bound) {
  switch (op) {
  case TREE_EQUAL:
  case TREE_UNEQUAL:
    return number_equal(number, bound) == (op == TREE_EQUAL);
  case TREE_LESS:
    return number_less(number, bound);
  case TREE_LESS_EQUAL:
    return number_less_equal(number, bound);
  case TREE_GREATER:
    return number_less(bound, number);
  default:
    return number_less_equal(bound, number);
  }
}

/* (field or 0) op n: where the cell is missing, the other number passes or not. */
static const Kernel *default_against(Compile *compile, const TreeNode *node, TreeOp op,
                                     Value bound) {
  const Column *column = compile_column(compile, node->operands[0]);
  const TreeNode *other = node->operands[1];
  if (!column || (column->type != COLUMN_INTEGER && column->type != COLUMN_DECIMAL) ||
      other->op != TREE_CONSTANT || !number_is(other->value) || !number_is(bound))
    return NULL;
  Kernel *kernel = cell_against(compile, column, op, bound);
  if (kernel)
    kernel->missing = number_passes(op, other->value, bound) ? VERDICT_YES : VERDICT_NO;
  return kernel;
}

static const Kernel *side_against(Compile *compile, const TreeNode *side, TreeOp op,
                                  const TreeNode *other) {
  if (other->op != TREE_CONSTANT)
    return NULL;
  if (side->op == TREE_DAYS_SINCE)
    return age_against(compile, side, op, other->value);
  if (side->op == TREE_OR)
    return default_against(compile, side, op, other->value);
  const Column *column = compile_column(compile, side);
  if (!column)
    return NULL;
  return other->value.kind == VALUE_MISSING ? against_nil(compile, column, op)
                                            : cell_against(compile, column, op, other->value);
}

/* Integers that all are decimals without loss, as decimals; else as they are. */
static const Numeric *as_decimal(Compile *compile, const Numeric *number) {
  bool exact = number->form == FORM_SMALL ||
               (number->kind == NUMERIC_CONSTANT && number->value.integer >= -(INT64_C(1) << 53) &&
                number->value.integer <= INT64_C(1) << 53);
  return number->form == FORM_DECIMALS || !exact ? number : compile_decimal(compile, number);
}

static const Kernel *of_sides(Compile *compile, TreeOp op, const Numeric *left,
                              const Numeric *right) {
  Kernel *kernel = compile_kernel(compile, KERNEL_COMPARE);
  const Numeric *sides[] = {right->form == FORM_DECIMALS ? as_decimal(compile, left) : left,
                            left->form == FORM_DECIMALS ? as_decimal(compile, right) : right};
  compile_even(compile, sides);
  kernel->op = op;
  kernel->left = sides[0];
  kernel->right = sides[1];
  return kernel;
}

static const Kernel *of_numbers(Compile *compile, const TreeNode *node) {
  const Numeric *left = compile_number(compile, node->operands[0]);
  const Numeric *right = left ? compile_number(compile, node->operands[1]) : NULL;
  return right ? of_sides(compile, node->op, left, right) : NULL;
}

/* Two columns of dates, as numbers. */
static const Kernel *of_dates(Compile *compile, const TreeNode *node) {
  const Column *sides[2];
  for (int i = 0; i < 2; i++) {
    sides[i] = compile_column(compile, node->operands[i]);
    if (!sides[i] || sides[i]->type != COLUMN_DATE)
      return NULL;
  }
  return of_sides(compile, node->op, compile_cells(compile, sides[0]),
                  compile_cells(compile, sides[1]));
}

const Kernel *compile_compare(Compile *compile, const TreeNode *node) {
  const TreeNode *left = node->operands[0], *right = node->operands[1];
  const Kernel *kernel = side_against(compile, left, node->op, right);
  if (!kernel)
    kernel = side_against(compile, right, turned(node->op), left);
  if (!kernel)
    kernel = of_numbers(compile, node);
  return kernel ? kernel : of_dates(compile, node);
}
