/* Kernels: a condition over a batch of 2,048 rows, one tight loop an operation.
 *
 * A kernel writes a Verdict a row (NO, YES, UNKNOWN: Lua would raise an error there).
 * All but KERNEL_SCALAR ask every row, whether it counts or not: they have no effects
 * and the ones before `and`, `or` decide whose answer counts. KERNEL_SCALAR, which asks
 * row by row (condition/scalar.h), gets told who is asked. A Numeric writes a number a
 * row, and where it is missing or failed. Both are made by condition/compile.h and never
 * change; the room they work in belongs to a Batch, one a thread. Nothing is allocated.
 *
 * Costs, measured on one 2026 server core: a range of a column 0.1 to 0.4 ns a row,
 * arithmetic about 1 ns, a scalar 5 to 10 ns a node. */
#ifndef HELDER_CONDITION_KERNEL_H
#define HELDER_CONDITION_KERNEL_H
#include "condition/scalar.h"
#include "condition/verdict.h"

enum { BATCH_ROWS = 2048 };

typedef enum KernelKind {
  KERNEL_CONSTANT, /* verdict */
  KERNEL_RANGE,    /* a cell of integers, days or codes within low … high; `invert`: not so */
  KERNEL_DECIMAL,  /* a cell of decimals, op, bound */
  KERNEL_LOOKUP,   /* a cell as index into `answers` */
  KERNEL_KNOWN,    /* a cell is not missing */
  KERNEL_COMPARE,  /* left op right: two Numerics */
  KERNEL_TRUTH,    /* left is not missing */
  KERNEL_SLOT,     /* the mask of `slot` */
  KERNEL_AND,
  KERNEL_OR,
  KERNEL_NOT,
  KERNEL_IF,
  KERNEL_LET,    /* `slot` gets `left`, or else operands[0]; then operands[1] */
  KERNEL_SCALAR, /* node */
} KernelKind;

typedef enum NumericKind {
  NUMERIC_COLUMN,
  NUMERIC_CONSTANT,
  NUMERIC_SLOT,
  NUMERIC_ARITHMETIC, /* op */
  NUMERIC_NEGATE,
  NUMERIC_ABS,
  NUMERIC_DAYS_SINCE, /* column of dates */
  NUMERIC_DECIMAL,    /* integers as the decimals that equal them */
  NUMERIC_OR,         /* the first, or where that is missing the second */
  NUMERIC_MIN,
  NUMERIC_MAX
} NumericKind;

typedef struct Numeric Numeric;
struct Numeric {
  NumericKind kind;
  bool decimal;  /* all its numbers are decimals; else integers */
  bool may_lack; /* some may be missing, or fail */
  TreeOp op;
  const Column *column;
  Value value;
  size_t slot;
  const Numeric *operands[2];
};

typedef struct Kernel Kernel;
struct Kernel {
  KernelKind kind;
  TreeOp op;
  uint8_t verdict; /* KERNEL_CONSTANT */
  uint8_t missing; /* the verdict where the cell is missing */
  bool invert;
  bool costly; /* worth knowing who is asked */
  const Column *column;
  int64_t low, high;
  double bound;
  const uint8_t *answers;
  size_t slot;
  const TreeNode *node;
  const Numeric *left, *right;
  const Kernel *operands[3];
};

/* The numbers of a batch: integers or decimals by Numeric.decimal, and of each whether
 * it is there. `lacks` means something only where the Numeric may lack. */
typedef enum Lack { LACK_NOT, LACK_MISSING, LACK_FAILED } Lack;

typedef struct Numbers {
  union {
    int64_t integers[BATCH_ROWS];
    double decimals[BATCH_ROWS];
  };
  uint8_t lacks[BATCH_ROWS];
} Numbers;

typedef struct Batch {
  size_t first, count; /* rows; first is a multiple of BATCH_ROWS */
  Scalar scalar;
  Numbers *numbers; /* a stack */
  size_t numbers_used;
  uint8_t (*masks)[BATCH_ROWS]; /* a stack */
  size_t masks_used;
  Numbers *slot_numbers; /* by slot */
  uint8_t (*slot_masks)[BATCH_ROWS];
} Batch;

/* `asked`: 0 or 1 a row, NULL: all. Writes out[0 … count). */
void kernel_run(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out);

void numeric_run(const Numeric *numeric, Batch *batch, Numbers *out);

/* The loops over columns (kernel_column.c). */
void kernel_column_run(const Kernel *kernel, const Batch *batch, uint8_t *out);

/* Writes `verdict` where the column's cell is missing. */
void kernel_missing_put(const Column *column, const Batch *batch, uint8_t verdict, uint8_t *out);
#endif
