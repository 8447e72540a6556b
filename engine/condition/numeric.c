#include <math.h>

#include "condition/kernel.h"
#include "condition/number.h"
#include "condition/wide.h"

static NumbersRoom *room_take(Batch *batch) {
  return &batch->rooms[batch->rooms_used++];
}

Value numeric_at(const Numeric *numeric, Numbers numbers, size_t i) {
  switch (numeric->form) {
  case FORM_DECIMALS:
    return number_decimal_value(numbers.decimals[i]);
  case FORM_SMALL:
    return number_integer(numbers.small[i]);
  default:
    return number_integer(numbers.integers[i]);
  }
}

/* --- cells --------------------------------------------------------------------- */

/* One number from one. */
#define TURN_LOOP(Name, From, To, result)                                                          \
  WIDE static void Name(const From *restrict a, size_t count, To *restrict out) {                  \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = result;                                                                             \
  }

TURN_LOOP(widen_bytes, int8_t, int32_t, a[i])
TURN_LOOP(widen_shorts, int16_t, int32_t, a[i])
TURN_LOOP(widen_small, int32_t, int64_t, a[i])
TURN_LOOP(small_to_decimals, int32_t, double, a[i])
TURN_LOOP(integers_to_decimals, int64_t, double, (double)a[i])

static const uint8_t *column_lacks_put(const Numeric *numeric, Batch *batch, uint8_t lack,
                                       NumbersRoom *room) {
  if (!numeric->may_lack)
    return NULL;
  memset(room->lacks, LACK_NOT, batch->count);
  kernel_missing_put(numeric->column, batch, lack, room->lacks);
  return room->lacks;
}

static Numbers from_column(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  const Column *column = numeric->column;
  const uint8_t *lacks = column_lacks_put(numeric, batch, LACK_MISSING, room);
  const char *cells = (const char *)column->cells + batch->first * column->width;
  if (numeric->form == FORM_DECIMALS)
    return (Numbers){.decimals = (const double *)(const void *)cells, .lacks = lacks};
  if (numeric->form == FORM_INTEGERS)
    return (Numbers){.integers = (const int64_t *)cells, .lacks = lacks};
  if (column->width == 4)
    return (Numbers){.small = (const int32_t *)cells, .lacks = lacks};
  if (column->width == 2)
    widen_shorts((const int16_t *)cells, batch->count, room->small);
  else
    widen_bytes((const int8_t *)cells, batch->count, room->small);
  return (Numbers){.small = room->small, .lacks = lacks};
}

/* A missing date is an error of days_since; what stands in its cell may be anything. */
static Numbers days_since(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  uint32_t as_of = (uint32_t)batch->scalar.as_of;
  const int32_t *days = (const int32_t *)numeric->column->cells + batch->first;
  for (size_t i = 0; i < batch->count; i++)
    room->small[i] = (int32_t)(as_of - (uint32_t)days[i]);
  return (Numbers){.small = room->small,
                   .lacks = column_lacks_put(numeric, batch, LACK_FAILED, room)};
}

/* --- operations ---------------------------------------------------------------- */

#define OPERATION_LOOP(Name, Type, result)                                                         \
  WIDE static void Name(const Type *restrict a, const Type *restrict b, size_t count,              \
                        Type *restrict out) {                                                      \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = result;                                                                             \
  }

OPERATION_LOOP(integers_add, int64_t, (int64_t)((uint64_t)a[i] + (uint64_t)b[i]))
OPERATION_LOOP(integers_subtract, int64_t, (int64_t)((uint64_t)a[i] - (uint64_t)b[i]))
OPERATION_LOOP(integers_multiply, int64_t, (int64_t)((uint64_t)a[i] * (uint64_t)b[i]))
OPERATION_LOOP(small_add, int32_t, (int32_t)((uint32_t)a[i] + (uint32_t)b[i]))
OPERATION_LOOP(small_subtract, int32_t, (int32_t)((uint32_t)a[i] - (uint32_t)b[i]))
OPERATION_LOOP(small_multiply, int32_t, (int32_t)((uint32_t)a[i] * (uint32_t)b[i]))
OPERATION_LOOP(decimals_add, double, a[i] + b[i])
OPERATION_LOOP(decimals_subtract, double, a[i] - b[i])
OPERATION_LOOP(decimals_multiply, double, a[i] * b[i])
OPERATION_LOOP(decimals_divide, double, a[i] / b[i])
OPERATION_LOOP(decimals_floor_divide, double, floor(a[i] / b[i]))
OPERATION_LOOP(decimals_modulo, double, number_modulo_decimal(a[i], b[i]))
OPERATION_LOOP(decimals_power, double, number_power(a[i], b[i]))

/* // and %: nothing is divided by zero. */
static void integers_divide(TreeOp op, const int64_t *a, const int64_t *b, size_t count,
                            NumbersRoom *out) {
  for (size_t i = 0; i < count; i++)
    if (b[i] == 0)
      out->lacks[i] = LACK_FAILED;
    else
      out->integers[i] =
          op == TREE_MODULO ? number_modulo(a[i], b[i]) : number_floor_divide(a[i], b[i]);
}

static void integers(TreeOp op, const int64_t *a, const int64_t *b, size_t count,
                     NumbersRoom *out) {
  static void (*const loops[])(const int64_t *restrict, const int64_t *restrict, size_t,
                               int64_t *restrict) = {integers_add, integers_subtract,
                                                     integers_multiply};
  if (op > TREE_MULTIPLY)
    integers_divide(op, a, b, count, out);
  else
    loops[op - TREE_ADD](a, b, count, out->integers);
}

static void small(TreeOp op, const int32_t *a, const int32_t *b, size_t count, int32_t *out) {
  static void (*const loops[])(const int32_t *restrict, const int32_t *restrict, size_t,
                               int32_t *restrict) = {small_add, small_subtract, small_multiply};
  loops[op - TREE_ADD](a, b, count, out);
}

static void decimals(TreeOp op, const double *a, const double *b, size_t count, double *out) {
  static void (*const loops[])(const double *restrict, const double *restrict, size_t,
                               double *restrict) = {
      decimals_add,          decimals_subtract, decimals_multiply, decimals_divide,
      decimals_floor_divide, decimals_modulo,   decimals_power};
  loops[op - TREE_ADD](a, b, count, out);
}

/* Any operand that lacks makes the operation fail. */
static const uint8_t *lacks_join(const Numeric *numeric, size_t count, const uint8_t *a,
                                 const uint8_t *b, NumbersRoom *room) {
  if (!numeric->may_lack)
    return NULL;
  if (!a && !b) /* it may fail in itself */
    return memset(room->lacks, LACK_NOT, count);
  a = a ? a : b;
  b = b ? b : a;
  for (size_t i = 0; i < count; i++)
    room->lacks[i] = (uint8_t)((a[i] | b[i]) != 0 ? LACK_FAILED : LACK_NOT);
  return room->lacks;
}

/* What stands in the room; its decimals and all else begin at one place. */
static Numbers written(const NumbersRoom *room, const uint8_t *lacks) {
  return (Numbers){.integers = room->integers, .lacks = lacks};
}

static Numbers arithmetic(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  Numbers a = numeric_run(numeric->operands[0], batch, room_take(batch));
  Numbers b = numeric_run(numeric->operands[1], batch, room_take(batch));
  const uint8_t *lacks = lacks_join(numeric, batch->count, a.lacks, b.lacks, room);
  if (numeric->form == FORM_DECIMALS)
    decimals(numeric->op, a.decimals, b.decimals, batch->count, room->decimals);
  else if (numeric->form == FORM_SMALL)
    small(numeric->op, a.small, b.small, batch->count, room->small);
  else
    integers(numeric->op, a.integers, b.integers, batch->count, room);
  batch->rooms_used -= 2;
  return written(room, lacks);
}

/* The operand's numbers in another form; they lack as they did. */
static Numbers turn(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  const Numeric *operand = numeric->operands[0];
  NumbersRoom *used = room_take(batch);
  Numbers from = numeric_run(operand, batch, used);
  if (numeric->kind == NUMERIC_WIDE)
    widen_small(from.small, batch->count, room->integers);
  else if (operand->form == FORM_SMALL)
    small_to_decimals(from.small, batch->count, room->decimals);
  else
    integers_to_decimals(from.integers, batch->count, room->decimals);
  if (from.lacks == used->lacks)
    from.lacks = memcpy(room->lacks, from.lacks, batch->count);
  batch->rooms_used--;
  return written(room, from.lacks);
}

/* --- signs ----------------------------------------------------------------------- */

TURN_LOOP(integers_negate, int64_t, int64_t, (int64_t)(0 - (uint64_t)a[i]))
TURN_LOOP(integers_abs, int64_t, int64_t, a[i] < 0 ? (int64_t)(0 - (uint64_t)a[i]) : a[i])
TURN_LOOP(small_negate, int32_t, int32_t, (int32_t)(0 - (uint32_t)a[i]))
TURN_LOOP(small_abs, int32_t, int32_t, a[i] < 0 ? (int32_t)(0 - (uint32_t)a[i]) : a[i])
TURN_LOOP(decimals_negate, double, double, -a[i])
TURN_LOOP(decimals_abs, double, double, fabs(a[i]))

static Numbers sign(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  bool always = numeric->kind == NUMERIC_NEGATE;
  Numbers a = numeric_run(numeric->operands[0], batch, room_take(batch));
  const uint8_t *lacks = lacks_join(numeric, batch->count, a.lacks, NULL, room);
  if (numeric->form == FORM_DECIMALS)
    (always ? decimals_negate : decimals_abs)(a.decimals, batch->count, room->decimals);
  else if (numeric->form == FORM_SMALL)
    (always ? small_negate : small_abs)(a.small, batch->count, room->small);
  else
    (always ? integers_negate : integers_abs)(a.integers, batch->count, room->integers);
  batch->rooms_used--;
  return written(room, lacks);
}

/* --- one of two ------------------------------------------------------------------ */

OPERATION_LOOP(integers_min, int64_t, b[i] < a[i] ? b[i] : a[i])
OPERATION_LOOP(integers_max, int64_t, a[i] < b[i] ? b[i] : a[i])
OPERATION_LOOP(small_min, int32_t, b[i] < a[i] ? b[i] : a[i])
OPERATION_LOOP(small_max, int32_t, a[i] < b[i] ? b[i] : a[i])
OPERATION_LOOP(decimals_min, double, b[i] < a[i] ? b[i] : a[i])
OPERATION_LOOP(decimals_max, double, a[i] < b[i] ? b[i] : a[i])

/* min and max of two numbers of one form; the first stays where neither is smaller. */
static Numbers extreme(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  bool least = numeric->kind == NUMERIC_MIN;
  Numbers a = numeric_run(numeric->operands[0], batch, room_take(batch));
  Numbers b = numeric_run(numeric->operands[1], batch, room_take(batch));
  const uint8_t *lacks = lacks_join(numeric, batch->count, a.lacks, b.lacks, room);
  if (numeric->form == FORM_DECIMALS)
    (least ? decimals_min : decimals_max)(a.decimals, b.decimals, batch->count, room->decimals);
  else if (numeric->form == FORM_SMALL)
    (least ? small_min : small_max)(a.small, b.small, batch->count, room->small);
  else
    (least ? integers_min : integers_max)(a.integers, b.integers, batch->count, room->integers);
  batch->rooms_used -= 2;
  return written(room, lacks);
}

/* out[i] = a[i], or b[i] where a is missing. */
#define EITHER_LOOP(Name, Type)                                                                    \
  WIDE static void Name(const Type *restrict a, const uint8_t *restrict lacks,                     \
                        const Type *restrict b, size_t count, Type *restrict out) {                \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = lacks[i] == LACK_MISSING ? b[i] : a[i];                                             \
  }

EITHER_LOOP(integers_either, int64_t)
EITHER_LOOP(small_either, int32_t)
EITHER_LOOP(decimals_either, double)

static void lacks_either(const uint8_t *restrict a, const uint8_t *restrict b, size_t count,
                         uint8_t *restrict out) {
  for (size_t i = 0; i < count; i++)
    out[i] = a[i] != LACK_MISSING ? a[i] : b ? b[i] : LACK_NOT;
}

/* `a or b` of numbers: b where a, which may lack, is missing. Where a failed, both did. */
static Numbers either(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  Numbers a = numeric_run(numeric->operands[0], batch, room_take(batch));
  Numbers b = numeric_run(numeric->operands[1], batch, room_take(batch));
  if (numeric->form == FORM_DECIMALS)
    decimals_either(a.decimals, a.lacks, b.decimals, batch->count, room->decimals);
  else if (numeric->form == FORM_SMALL)
    small_either(a.small, a.lacks, b.small, batch->count, room->small);
  else
    integers_either(a.integers, a.lacks, b.integers, batch->count, room->integers);
  lacks_either(a.lacks, b.lacks, batch->count, room->lacks);
  batch->rooms_used -= 2;
  return written(room, room->lacks);
}

Numbers numeric_run(const Numeric *numeric, Batch *batch, NumbersRoom *room) {
  switch (numeric->kind) {
  case NUMERIC_COLUMN:
    return from_column(numeric, batch, room);
  case NUMERIC_CONSTANT:
    return (Numbers){.integers = numeric->filled};
  case NUMERIC_SLOT:
    return batch->slot_numbers[numeric->slot];
  case NUMERIC_ARITHMETIC:
    return arithmetic(numeric, batch, room);
  case NUMERIC_DAYS_SINCE:
    return days_since(numeric, batch, room);
  case NUMERIC_DECIMAL:
  case NUMERIC_WIDE:
    return turn(numeric, batch, room);
  case NUMERIC_OR:
    return either(numeric, batch, room);
  case NUMERIC_MIN:
  case NUMERIC_MAX:
    return extreme(numeric, batch, room);
  default:
    return sign(numeric, batch, room);
  }
}
