#include <math.h>

#include "condition/kernel.h"
#include "condition/number.h"

/* --- cells --------------------------------------------------------------------- */

#define WIDEN_LOOP(Name, Type)                                                                     \
  static void Name(const void *cells, size_t first, size_t count, int64_t *restrict out) {         \
    const Type *restrict cell = (const Type *)cells + first;                                       \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = cell[i];                                                                            \
  }

WIDEN_LOOP(widen_int8, int8_t)
WIDEN_LOOP(widen_int16, int16_t)
WIDEN_LOOP(widen_int32, int32_t)
WIDEN_LOOP(widen_int64, int64_t)

static void widen(const Column *column, const Batch *batch, int64_t *out) {
  switch (column->width) {
  case 1:
    widen_int8(column->cells, batch->first, batch->count, out);
    break;
  case 2:
    widen_int16(column->cells, batch->first, batch->count, out);
    break;
  case 4:
    widen_int32(column->cells, batch->first, batch->count, out);
    break;
  default:
    widen_int64(column->cells, batch->first, batch->count, out);
  }
}

static void lacks_of_column(const Numeric *numeric, Batch *batch, uint8_t lack, Numbers *out) {
  if (!numeric->may_lack)
    return;
  memset(out->lacks, LACK_NOT, batch->count);
  kernel_missing_put(numeric->column, batch, lack, out->lacks);
}

static void from_column(const Numeric *numeric, Batch *batch, Numbers *out) {
  if (numeric->decimal)
    memcpy(out->decimals, (const double *)numeric->column->cells + batch->first,
           batch->count * sizeof(double));
  else
    widen(numeric->column, batch, out->integers);
  lacks_of_column(numeric, batch, LACK_MISSING, out);
}

/* A missing date is an error of days_since. */
static void days_since(const Numeric *numeric, Batch *batch, Numbers *out) {
  int64_t as_of = batch->scalar.as_of;
  widen(numeric->column, batch, out->integers);
  for (size_t i = 0; i < batch->count; i++)
    out->integers[i] = as_of - out->integers[i];
  lacks_of_column(numeric, batch, LACK_FAILED, out);
}

static void constant(const Numeric *numeric, const Batch *batch, Numbers *out) {
  for (size_t i = 0; i < batch->count; i++)
    if (numeric->decimal)
      out->decimals[i] = numeric->value.decimal;
    else
      out->integers[i] = numeric->value.integer;
}

/* --- operations ---------------------------------------------------------------- */

static void to_decimals(const Numeric *numeric, Numbers *numbers, size_t count) {
  for (size_t i = 0; !numeric->decimal && i < count; i++)
    numbers->decimals[i] = (double)numbers->integers[i];
}

#define OPERATION_LOOP(Name, Type, result)                                                         \
  static void Name(Type *restrict a, const Type *restrict b, size_t count) {                       \
    for (size_t i = 0; i < count; i++)                                                             \
      a[i] = result;                                                                               \
  }

OPERATION_LOOP(integers_add, int64_t, (int64_t)((uint64_t)a[i] + (uint64_t)b[i]))
OPERATION_LOOP(integers_subtract, int64_t, (int64_t)((uint64_t)a[i] - (uint64_t)b[i]))
OPERATION_LOOP(integers_multiply, int64_t, (int64_t)((uint64_t)a[i] * (uint64_t)b[i]))
OPERATION_LOOP(decimals_add, double, a[i] + b[i])
OPERATION_LOOP(decimals_subtract, double, a[i] - b[i])
OPERATION_LOOP(decimals_multiply, double, a[i] * b[i])
OPERATION_LOOP(decimals_divide, double, a[i] / b[i])
OPERATION_LOOP(decimals_floor_divide, double, floor(a[i] / b[i]))
OPERATION_LOOP(decimals_modulo, double, number_modulo_decimal(a[i], b[i]))
OPERATION_LOOP(decimals_power, double, number_power(a[i], b[i]))

/* // and %: nothing is divided by zero. */
static void integers_divide(TreeOp op, Numbers *a, const int64_t *b, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (b[i] == 0)
      a->lacks[i] = LACK_FAILED;
    else
      a->integers[i] = op == TREE_MODULO ? number_modulo(a->integers[i], b[i])
                                         : number_floor_divide(a->integers[i], b[i]);
}

static void integers(TreeOp op, Numbers *a, const int64_t *b, size_t count) {
  switch (op) {
  case TREE_ADD:
    integers_add(a->integers, b, count);
    break;
  case TREE_SUBTRACT:
    integers_subtract(a->integers, b, count);
    break;
  case TREE_MULTIPLY:
    integers_multiply(a->integers, b, count);
    break;
  default:
    integers_divide(op, a, b, count);
  }
}

static void decimals(TreeOp op, double *a, const double *b, size_t count) {
  static void (*const loops[])(double *restrict, const double *restrict, size_t) = {
      decimals_add,          decimals_subtract, decimals_multiply, decimals_divide,
      decimals_floor_divide, decimals_modulo,   decimals_power};
  loops[op - TREE_ADD](a, b, count);
}

/* Any operand that lacks makes the operation fail. */
static void lacks_join(const Numeric *numeric, size_t count, Numbers *a, const Numbers *b) {
  if (!numeric->may_lack)
    return;
  if (!numeric->operands[0]->may_lack)
    memset(a->lacks, LACK_NOT, count);
  const uint8_t *right = b && numeric->operands[1]->may_lack ? b->lacks : a->lacks;
  for (size_t i = 0; i < count; i++)
    a->lacks[i] = (uint8_t)((a->lacks[i] | right[i]) != 0 ? LACK_FAILED : LACK_NOT);
}

static void arithmetic(const Numeric *numeric, Batch *batch, Numbers *out) {
  Numbers *right = &batch->numbers[batch->numbers_used++];
  numeric_run(numeric->operands[0], batch, out);
  numeric_run(numeric->operands[1], batch, right);
  lacks_join(numeric, batch->count, out, right);
  if (numeric->decimal) {
    to_decimals(numeric->operands[0], out, batch->count);
    to_decimals(numeric->operands[1], right, batch->count);
    decimals(numeric->op, out->decimals, right->decimals, batch->count);
  } else {
    integers(numeric->op, out, right->integers, batch->count);
  }
  batch->numbers_used--;
}

static void as_decimals(const Numeric *numeric, Batch *batch, Numbers *out) {
  numeric_run(numeric->operands[0], batch, out);
  to_decimals(numeric->operands[0], out, batch->count);
}

static void sign(const Numeric *numeric, Batch *batch, Numbers *out) {
  bool always = numeric->kind == NUMERIC_NEGATE;
  numeric_run(numeric->operands[0], batch, out);
  lacks_join(numeric, batch->count, out, NULL);
  for (size_t i = 0; i < batch->count; i++)
    if (numeric->decimal)
      out->decimals[i] = always ? -out->decimals[i] : fabs(out->decimals[i]);
    else if (always || out->integers[i] < 0)
      out->integers[i] = (int64_t)(0 - (uint64_t)out->integers[i]);
}

OPERATION_LOOP(integers_min, int64_t, b[i] < a[i] ? b[i] : a[i])
OPERATION_LOOP(integers_max, int64_t, a[i] < b[i] ? b[i] : a[i])
OPERATION_LOOP(decimals_min, double, b[i] < a[i] ? b[i] : a[i])
OPERATION_LOOP(decimals_max, double, a[i] < b[i] ? b[i] : a[i])

/* min and max of two numbers of one kind; the first stays where neither is smaller. */
static void extreme(const Numeric *numeric, Batch *batch, Numbers *out) {
  Numbers *right = &batch->numbers[batch->numbers_used++];
  bool least = numeric->kind == NUMERIC_MIN;
  numeric_run(numeric->operands[0], batch, out);
  numeric_run(numeric->operands[1], batch, right);
  lacks_join(numeric, batch->count, out, right);
  if (numeric->decimal)
    (least ? decimals_min : decimals_max)(out->decimals, right->decimals, batch->count);
  else
    (least ? integers_min : integers_max)(out->integers, right->integers, batch->count);
  batch->numbers_used--;
}

/* `a or b` of numbers: b where a is missing. Where a failed, both did. */
static void either(const Numeric *numeric, Batch *batch, Numbers *out) {
  Numbers *right = &batch->numbers[batch->numbers_used++];
  numeric_run(numeric->operands[0], batch, out);
  numeric_run(numeric->operands[1], batch, right);
  for (size_t i = 0; i < batch->count; i++)
    if (out->lacks[i] == LACK_MISSING) {
      out->integers[i] = right->integers[i];
      out->lacks[i] = numeric->operands[1]->may_lack ? right->lacks[i] : LACK_NOT;
    }
  batch->numbers_used--;
}

void numeric_run(const Numeric *numeric, Batch *batch, Numbers *out) {
  switch (numeric->kind) {
  case NUMERIC_COLUMN:
    from_column(numeric, batch, out);
    break;
  case NUMERIC_CONSTANT:
    constant(numeric, batch, out);
    break;
  case NUMERIC_SLOT:
    memcpy(out, &batch->slot_numbers[numeric->slot], sizeof *out);
    break;
  case NUMERIC_ARITHMETIC:
    arithmetic(numeric, batch, out);
    break;
  case NUMERIC_DAYS_SINCE:
    days_since(numeric, batch, out);
    break;
  case NUMERIC_DECIMAL:
    as_decimals(numeric, batch, out);
    break;
  case NUMERIC_OR:
    either(numeric, batch, out);
    break;
  case NUMERIC_MIN:
  case NUMERIC_MAX:
    extreme(numeric, batch, out);
    break;
  default:
    sign(numeric, batch, out);
  }
}
