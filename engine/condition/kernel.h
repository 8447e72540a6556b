/* Kernels: a condition over a batch of 2,048 rows, one tight loop an operation.
 *
 * A kernel writes a Verdict a row (NO, YES, UNKNOWN: Lua would raise an error there).
 * All but KERNEL_SCALAR ask every row, whether it counts or not: they have no effects
 * and the ones before `and`, `or` decide whose answer counts. KERNEL_SCALAR, which asks
 * row by row (condition/scalar.h), gets told who is asked. A Numeric gives a number a
 * row, and where it is missing or failed. Both are made by condition/compile.h and never
 * change; the room they work in belongs to a Batch, one a thread. Nothing is allocated.
 *
 * Integers are worked out in 32 bits where no row can need more: twice as many at once.
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
  NUMERIC_DECIMAL,    /* integers as decimals */
  NUMERIC_WIDE,       /* FORM_SMALL as FORM_INTEGERS */
  NUMERIC_OR,         /* the first, or where that is missing the second */
  NUMERIC_MIN,
  NUMERIC_MAX
} NumericKind;

/* What its numbers are, every one: integers, integers of 32 bits, or decimals. An operation
 * has operands of one form, and but for NUMERIC_DECIMAL and _WIDE it is its own. */
typedef enum NumberForm { FORM_INTEGERS, FORM_SMALL, FORM_DECIMALS } NumberForm;

typedef struct Numeric Numeric;
struct Numeric {
  NumericKind kind;
  NumberForm form;
  bool may_lack; /* some may be missing, or fail */
  TreeOp op;
  const Column *column;
  Value value;
  const void *filled; /* NUMERIC_CONSTANT: its value, BATCH_ROWS times */
  int64_t low, high;  /* FORM_SMALL: the least and the greatest that they can be */
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

/* The numbers of a batch, by Numeric.form, and of each whether it is there; lacks NULL: all
 * are. They stand in the column, in the constant or in a room. */
typedef enum Lack { LACK_NOT, LACK_MISSING, LACK_FAILED } Lack;

typedef struct Numbers {
  union {
    const int64_t *integers;
    const int32_t *small;
    const double *decimals;
  };
  const uint8_t *lacks;
} Numbers;

typedef struct NumbersRoom {
  union {
    int64_t integers[BATCH_ROWS];
    int32_t small[BATCH_ROWS];
    double decimals[BATCH_ROWS];
  };
  uint8_t lacks[BATCH_ROWS];
} NumbersRoom;

typedef struct Batch {
  size_t first, count; /* rows; first is a multiple of BATCH_ROWS */
  Scalar scalar;
  NumbersRoom *rooms; /* a stack */
  size_t rooms_used;
  uint8_t (*masks)[BATCH_ROWS]; /* a stack */
  size_t masks_used;
  Numbers *slot_numbers; /* by slot, and where they stand */
  NumbersRoom *slot_rooms;
  uint8_t (*slot_masks)[BATCH_ROWS];
} Batch;

/* `asked`: 0 or 1 a row, NULL: all. Writes out[0 … count). */
void kernel_run(const Kernel *kernel, Batch *batch, const uint8_t *asked, uint8_t *out);

/* `room` is for what must be written; the answer lives as long as it, and the batch. */
Numbers numeric_run(const Numeric *numeric, Batch *batch, NumbersRoom *room);

/* The number of the i-th row of the batch, which does not lack. */
Value numeric_at(const Numeric *numeric, Numbers numbers, size_t i);

/* The loops over columns (kernel_column.c). */
void kernel_column_run(const Kernel *kernel, const Batch *batch, uint8_t *out);

/* Writes `verdict` where the column's cell is missing. */
void kernel_missing_put(const Column *column, const Batch *batch, uint8_t verdict, uint8_t *out);
#endif
