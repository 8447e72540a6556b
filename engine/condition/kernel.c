#include "condition/kernel.h"

#include "condition/number.h"
#include "condition/wide.h"

/* --- room ---------------------------------------------------------------------- */

static uint8_t *mask_take(Batch *batch) {
  return batch->masks[batch->masks_used++];
}

static NumbersRoom *room_take(Batch *batch) {
  return &batch->rooms[batch->rooms_used++];
}

/* --- three values a row -------------------------------------------------------- */

_Static_assert(VERDICT_NO == 0 && VERDICT_YES == 1 && VERDICT_UNKNOWN == 2, "loops count on it");

/* The right counts where the left says `open`. */
WIDE static void join(uint8_t *restrict left, const uint8_t *restrict right, uint8_t open,
                      size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t where = (uint8_t) - (left[i] == open);
    left[i] = (uint8_t)((left[i] & ~where) | (right[i] & where));
  }
}

WIDE static void negate(uint8_t *restrict mask, size_t count) {
  for (size_t i = 0; i < count; i++)
    mask[i] = mask[i] < VERDICT_UNKNOWN ? mask[i] ^ 1 : mask[i];
}

/* Who is still asked: those asked before of whom `mask` says `verdict`. */
static bool narrow(const uint8_t *restrict asked, const uint8_t *restrict mask, uint8_t verdict,
                   uint8_t *restrict out, size_t count) {
  uint8_t any = 0;
  for (size_t i = 0; i < count; i++) {
    out[i] = (uint8_t)((mask[i] == verdict) & (asked ? asked[i] : 1));
    any |= out[i];
  }
  return any != 0;
}

/* Runs an operand for those of whom `mask` says `verdict`. */
static void run_where(const Kernel *kernel, Batch *batch, const uint8_t *asked, const uint8_t *mask,
                      uint8_t verdict, uint8_t *out) {
  size_t used = batch->masks_used;
  if (!kernel->costly) {
    kernel_run(kernel, batch, NULL, out);
    return;
  }
  uint8_t *still = mask_take(batch);
  if (narrow(asked, mask, verdict, still, batch->count))
    kernel_run(kernel, batch, still, out);
  else
    memset(out, VERDICT_NO, batch->count);
  batch->masks_used = used;
}

static void and_or(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  uint8_t open = kernel->kind == KERNEL_AND ? VERDICT_YES : VERDICT_NO;
  uint8_t *right = mask_take(batch);
  kernel_run(kernel->operands[0], batch, asked, out);
  run_where(kernel->operands[1], batch, asked, out, open, right);
  join(out, right, open, batch->count);
  batch->masks_used--;
}

/* The verdict of the branch that the condition chose; its own where it is unknown. */
WIDE static void pick(const uint8_t *restrict condition, uint8_t *restrict yes,
                      const uint8_t *restrict no, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t is_yes = (uint8_t) - (condition[i] == VERDICT_YES);
    uint8_t is_no = (uint8_t) - (condition[i] == VERDICT_NO);
    uint8_t neither = (uint8_t)(condition[i] & VERDICT_UNKNOWN);
    yes[i] = (uint8_t)((yes[i] & is_yes) | (no[i] & is_no) | neither);
  }
}

static void choose(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  uint8_t *condition = mask_take(batch), *no = mask_take(batch);
  kernel_run(kernel->operands[0], batch, asked, condition);
  run_where(kernel->operands[1], batch, asked, condition, VERDICT_YES, out);
  run_where(kernel->operands[2], batch, asked, condition, VERDICT_NO, no);
  pick(condition, out, no, batch->count);
  batch->masks_used -= 2;
}

/* --- numbers ------------------------------------------------------------------- */

#define COMPARE_LOOP(Name, Type, op)                                                               \
  WIDE static void Name(const Type *restrict a, const Type *restrict b, size_t count,              \
                        uint8_t *restrict out) {                                                   \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = (uint8_t)(a[i] op b[i]);                                                            \
  }

#define COMPARE_LOOPS(Form, Type)                                                                  \
  COMPARE_LOOP(Form##_equal, Type, ==)                                                             \
  COMPARE_LOOP(Form##_unequal, Type, !=)                                                           \
  COMPARE_LOOP(Form##_less, Type, <)                                                               \
  COMPARE_LOOP(Form##_less_equal, Type, <=)                                                        \
  COMPARE_LOOP(Form##_greater, Type, >)                                                            \
  COMPARE_LOOP(Form##_greater_equal, Type, >=)                                                     \
  static void compare_##Form(TreeOp op, const Type *a, const Type *b, size_t count,                \
                             uint8_t *out) {                                                       \
    static void (*const loops[])(const Type *restrict, const Type *restrict, size_t,               \
                                 uint8_t *restrict) = {Form##_equal,   Form##_unequal,             \
                                                       Form##_less,    Form##_less_equal,          \
                                                       Form##_greater, Form##_greater_equal};      \
    loops[op - TREE_EQUAL](a, b, count, out);                                                      \
  }

COMPARE_LOOPS(integers, int64_t)
COMPARE_LOOPS(small, int32_t)
COMPARE_LOOPS(decimals, double)

static bool number_compare(TreeOp op, Value a, Value b) {
  switch (op) {
  case TREE_EQUAL:
    return number_equal(a, b);
  case TREE_UNEQUAL:
    return !number_equal(a, b);
  case TREE_LESS:
    return number_less(a, b);
  case TREE_LESS_EQUAL:
    return number_less_equal(a, b);
  case TREE_GREATER:
    return number_less(b, a);
  default:
    return number_less_equal(b, a);
  }
}

/* Where a number lacks: an order is unknown; `==` and `~=` know an answer for what is missing. */
WIDE static void order_lacking(const uint8_t *restrict a, const uint8_t *restrict b, size_t count,
                               uint8_t *restrict out) {
  for (size_t i = 0; i < count; i++)
    out[i] = (a[i] | b[i]) != LACK_NOT ? VERDICT_UNKNOWN : out[i];
}

WIDE static void equality_lacking(const uint8_t *restrict a, const uint8_t *restrict b,
                                  uint8_t same, size_t count, uint8_t *restrict out) {
  for (size_t i = 0; i < count; i++) {
    uint8_t lacks = a[i] | b[i];
    uint8_t verdict = (a[i] == b[i]) == same;
    verdict = lacks & LACK_FAILED ? VERDICT_UNKNOWN : verdict;
    out[i] = lacks != LACK_NOT ? verdict : out[i];
  }
}

static void compare_lacking(TreeOp op, const uint8_t *a, const uint8_t *b, size_t count,
                            uint8_t *out) {
  static const uint8_t none[BATCH_ROWS];
  if (!a && !b)
    return;
  a = a ? a : none;
  b = b ? b : none;
  if (op == TREE_EQUAL || op == TREE_UNEQUAL)
    equality_lacking(a, b, op == TREE_EQUAL, count, out);
  else
    order_lacking(a, b, count, out);
}

/* An integer and a decimal, by their mathematical value. */
static void compare_mixed(const Kernel *kernel, size_t count, Numbers a, Numbers b, uint8_t *out) {
  for (size_t i = 0; i < count; i++)
    out[i] =
        number_compare(kernel->op, numeric_at(kernel->left, a, i), numeric_at(kernel->right, b, i));
}

static void compare(const Kernel *kernel, Batch *batch, uint8_t *out) {
  Numbers a = numeric_run(kernel->left, batch, room_take(batch));
  Numbers b = numeric_run(kernel->right, batch, room_take(batch));
  if (kernel->left->form != kernel->right->form)
    compare_mixed(kernel, batch->count, a, b, out);
  else if (kernel->left->form == FORM_SMALL)
    compare_small(kernel->op, a.small, b.small, batch->count, out);
  else if (kernel->left->form == FORM_INTEGERS)
    compare_integers(kernel->op, a.integers, b.integers, batch->count, out);
  else
    compare_decimals(kernel->op, a.decimals, b.decimals, batch->count, out);
  compare_lacking(kernel->op, a.lacks, b.lacks, batch->count, out);
  batch->rooms_used -= 2;
}

static void truth(const Kernel *kernel, Batch *batch, uint8_t *out) {
  Numbers numbers = numeric_run(kernel->left, batch, room_take(batch));
  if (!numbers.lacks)
    memset(out, VERDICT_YES, batch->count);
  for (size_t i = 0; numbers.lacks && i < batch->count; i++)
    out[i] = numbers.lacks[i] == LACK_FAILED ? VERDICT_UNKNOWN : numbers.lacks[i] == LACK_NOT;
  batch->rooms_used--;
}

/* --- locals -------------------------------------------------------------------- */

static void let_number(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  Numbers *slot = &batch->slot_numbers[kernel->slot];
  *slot = numeric_run(kernel->left, batch, &batch->slot_rooms[kernel->slot]);
  kernel_run(kernel->operands[1], batch, asked, out);
  for (size_t i = 0; slot->lacks && i < batch->count; i++)
    out[i] = slot->lacks[i] == LACK_FAILED ? VERDICT_UNKNOWN : out[i];
}

static void let_mask(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  uint8_t *slot = batch->slot_masks[kernel->slot];
  kernel_run(kernel->operands[0], batch, asked, slot);
  kernel_run(kernel->operands[1], batch, asked, out);
  for (size_t i = 0; i < batch->count; i++)
    out[i] = slot[i] == VERDICT_UNKNOWN ? VERDICT_UNKNOWN : out[i];
}

/* --- row by row ---------------------------------------------------------------- */

static void scalar(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  Value value;
  for (size_t i = 0; i < batch->count; i++) {
    if (asked && !asked[i]) {
      out[i] = VERDICT_NO;
      continue;
    }
    batch->scalar.row = batch->first + i;
    if (scalar_value(&batch->scalar, kernel->node, &value))
      out[i] = scalar_truth(value) ? VERDICT_YES : VERDICT_NO;
    else
      out[i] = VERDICT_UNKNOWN;
  }
}

void kernel_run(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out) {
  switch (kernel->kind) {
  case KERNEL_CONSTANT:
    memset(out, kernel->verdict, batch->count);
    break;
  case KERNEL_AND:
  case KERNEL_OR:
    and_or(kernel, batch, asked, out);
    break;
  case KERNEL_NOT:
    kernel_run(kernel->operands[0], batch, asked, out);
    negate(out, batch->count);
    break;
  case KERNEL_IF:
    choose(kernel, batch, asked, out);
    break;
  case KERNEL_COMPARE:
    compare(kernel, batch, out);
    break;
  case KERNEL_TRUTH:
    truth(kernel, batch, out);
    break;
  case KERNEL_SLOT:
    memcpy(out, batch->slot_masks[kernel->slot], batch->count);
    break;
  case KERNEL_LET:
    (kernel->left ? let_number : let_mask)(kernel, batch, asked, out);
    break;
  case KERNEL_SCALAR:
    scalar(kernel, batch, asked, out);
    break;
  default:
    kernel_column_run(kernel, batch, out);
  }
}
