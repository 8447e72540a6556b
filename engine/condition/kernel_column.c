/* A cell against a constant: loops that compilers turn into vector instructions, one
 * a width. Missing cells are put right afterwards, from the column's bits. */
#include "condition/kernel.h"
#include "condition/wide.h"

/* out[i] = low <= cell <= high, for any type of cell. */
#define RANGE_LOOP(Name, Type)                                                                     \
  WIDE static void Name(const void *cells, size_t first, size_t count, Type low, Type high,        \
                        uint8_t *restrict out) {                                                   \
    const Type *restrict cell = (const Type *)cells + first;                                       \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = (uint8_t)((cell[i] >= low) & (cell[i] <= high));                                    \
  }

RANGE_LOOP(range_int8, int8_t)
RANGE_LOOP(range_int16, int16_t)
RANGE_LOOP(range_int32, int32_t)
RANGE_LOOP(range_int64, int64_t)
RANGE_LOOP(range_uint8, uint8_t)
RANGE_LOOP(range_uint16, uint16_t)
RANGE_LOOP(range_uint32, uint32_t)

#define LOOKUP_LOOP(Name, Type)                                                                    \
  static void Name(const void *cells, size_t first, size_t count, const uint8_t *answers,          \
                   uint8_t *restrict out) {                                                        \
    const Type *restrict cell = (const Type *)cells + first;                                       \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = answers[cell[i]];                                                                   \
  }

LOOKUP_LOOP(lookup_uint8, uint8_t)
LOOKUP_LOOP(lookup_uint16, uint16_t)
LOOKUP_LOOP(lookup_uint32, uint32_t)

/* --- ranges -------------------------------------------------------------------- */

WIDE static void invert(uint8_t *restrict out, size_t count) {
  for (size_t i = 0; i < count; i++)
    out[i] ^= 1;
}

static void range_signed(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  const void *cells = kernel->column->cells;
  size_t first = batch->first, count = batch->count;
  switch (kernel->column->width) {
  case 1:
    range_int8(cells, first, count, (int8_t)kernel->low, (int8_t)kernel->high, out);
    break;
  case 2:
    range_int16(cells, first, count, (int16_t)kernel->low, (int16_t)kernel->high, out);
    break;
  case 4:
    range_int32(cells, first, count, (int32_t)kernel->low, (int32_t)kernel->high, out);
    break;
  default:
    range_int64(cells, first, count, kernel->low, kernel->high, out);
  }
}

static void range_codes(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  const void *cells = kernel->column->cells;
  size_t first = batch->first, count = batch->count;
  switch (kernel->column->width) {
  case 1:
    range_uint8(cells, first, count, (uint8_t)kernel->low, (uint8_t)kernel->high, out);
    break;
  case 2:
    range_uint16(cells, first, count, (uint16_t)kernel->low, (uint16_t)kernel->high, out);
    break;
  default:
    range_uint32(cells, first, count, (uint32_t)kernel->low, (uint32_t)kernel->high, out);
  }
}

static void range(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  if (kernel->column->type == COLUMN_TEXT)
    range_codes(kernel, batch, out);
  else
    range_signed(kernel, batch, out);
  if (kernel->invert)
    invert(out, batch->count);
}

/* --- decimals ------------------------------------------------------------------ */

#define DECIMAL_LOOP(Name, op)                                                                     \
  WIDE static void Name(const double *restrict cell, size_t count, double bound,                   \
                        uint8_t *restrict out) {                                                   \
    for (size_t i = 0; i < count; i++)                                                             \
      out[i] = (uint8_t)(cell[i] op bound);                                                        \
  }

DECIMAL_LOOP(decimal_equal, ==)
DECIMAL_LOOP(decimal_unequal, !=)
DECIMAL_LOOP(decimal_less, <)
DECIMAL_LOOP(decimal_less_equal, <=)
DECIMAL_LOOP(decimal_greater, >)
DECIMAL_LOOP(decimal_greater_equal, >=)

static void decimal(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  static void (*const loops[])(const double *restrict, size_t, double, uint8_t *restrict) = {
      decimal_equal,      decimal_unequal, decimal_less,
      decimal_less_equal, decimal_greater, decimal_greater_equal};
  const double *cells = (const double *)kernel->column->cells + batch->first;
  loops[kernel->op - TREE_EQUAL](cells, batch->count, kernel->bound, out);
}

/* --- look-ups ------------------------------------------------------------------ */

static void lookup(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  const void *cells = kernel->column->cells;
  size_t first = batch->first, count = batch->count;
  switch (kernel->column->width) {
  case 1:
    lookup_uint8(cells, first, count, kernel->answers, out);
    break;
  case 2:
    lookup_uint16(cells, first, count, kernel->answers, out);
    break;
  default:
    lookup_uint32(cells, first, count, kernel->answers, out);
  }
}

/* --- missing cells ------------------------------------------------------------- */

/* Each of its eight bits gets a byte of bits, all the same. */
static void bits_copy(const uint64_t *words, size_t count, uint64_t *restrict copies) {
  for (size_t i = 0; i < count; i += 64, words++)
    for (int byte = 0; byte < 8; byte++)
      *copies++ = (*words >> 8 * byte & 0xFF) * UINT64_C(0x0101010101010101);
}

enum { WORD_BITS = 64 };

/* The i-th byte decides by its bit i % 8. */
WIDE static void copies_put(const uint8_t *restrict copies, size_t count, uint8_t verdict,
                            uint8_t *restrict out) {
  uint8_t bits[WORD_BITS];
  for (size_t j = 0; j < WORD_BITS; j++)
    bits[j] = (uint8_t)(1 << j % 8);
  for (size_t i = 0; i < count; i += WORD_BITS)
    for (size_t j = 0; j < WORD_BITS; j++) {
      uint8_t where = (uint8_t) - ((copies[i + j] & bits[j]) != 0);
      out[i + j] = (uint8_t)((out[i + j] & ~where) | (verdict & where));
    }
}

/* `out` has room for whole words: it is BATCH_ROWS long. */
void kernel_missing_put(const Column *column, const Batch *batch, uint8_t verdict, uint8_t *out) {
  uint64_t copies[BATCH_ROWS / 8];
  if (!column->missing || column->missing_count == 0)
    return;
  bits_copy(column->missing + batch->first / 64, batch->count, copies);
  copies_put((const uint8_t *)copies, batch->count, verdict, out);
}

void kernel_column_run(const Kernel *kernel, const Batch *batch, uint8_t *out) {
  switch (kernel->kind) {
  case KERNEL_RANGE:
    range(kernel, batch, out);
    break;
  case KERNEL_DECIMAL:
    decimal(kernel, batch, out);
    break;
  case KERNEL_LOOKUP:
    lookup(kernel, batch, out);
    break;
  default:
    memset(out, VERDICT_YES, batch->count); /* KERNEL_KNOWN */
  }
  kernel_missing_put(kernel->column, batch, kernel->missing, out);
}
