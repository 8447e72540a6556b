/* Asking a tree of one row: the whole language, one value at a time.
 *
 * The measure for the kernels, which must give the same, and what answers where they
 * do not reach. About 5 ns a node; allocates only for texts that the condition makes.
 *
 * A read of a missing field can be made poison: a value that fails in every operation,
 * counts as true and equals nothing but itself (condition/verdict.h). A date is text to a rule;
 * it stays a day number here until an operation needs the text. */
#ifndef HELDER_CONDITION_SCALAR_H
#define HELDER_CONDITION_SCALAR_H
#include "condition/pool.h"
#include "condition/tree.h"

enum { SCALAR_POISON = VALUE_TEXT + 1 /* beyond ValueKind */ };
#define SCALAR_NO_READ SIZE_MAX

typedef enum ScalarEnd {
  SCALAR_FINE,
  SCALAR_FAILED,   /* Lua would raise an error; `failed` is the operation */
  SCALAR_POISONED, /* an operation on the poison did */
  SCALAR_BEYOND    /* a text over SCALAR_LONGEST: only the VM can tell */
} ScalarEnd;

enum { SCALAR_LONGEST = 1 << 20 };

typedef struct Scalar {
  const Tree *tree;
  const Column *const *columns; /* by the tree's fields; NULL: missing in every row */
  int32_t as_of;
  size_t row;
  const Value *stand_in; /* NULL, or what stands in for the field `stand_in_field` */
  size_t stand_in_field;
  size_t poison; /* the read whose missing value is poison, or SCALAR_NO_READ */
  Value *slots;  /* tree->slot_count */
  Pool *pool;    /* texts of answers live here */
  bool *lacking; /* NULL, or by read: made, and the cell was missing */
  ScalarEnd end;
  const TreeNode *failed;
} Scalar;

/* The value of a node, or false with `end` set. Slots it uses must be filled. */
bool scalar_value(Scalar *scalar, const TreeNode *node, Value *out);

/* Lua's truth. */
static inline bool scalar_truth(Value value) {
  return value.kind != VALUE_MISSING && !(value.kind == VALUE_BOOLEAN && !value.boolean);
}

/* The answer of the operation on operands that are known: arithmetic, comparisons,
 * `..`, the safe library. Not for constants, fields, locals and control. */
bool scalar_operation(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out);

/* One function of the safe library (scalar_library.c). */
bool scalar_library(Scalar *scalar, const TreeNode *node, const Value *operands, Value *out);

/* A text or a date as text; false for all else. */
bool scalar_text(Scalar *scalar, Value value, Text *out);

/* `==` of two values neither of which is poison. */
bool scalar_equal(Value a, Value b);

/* Ends the asking; answers false. */
bool scalar_fail(Scalar *scalar, const TreeNode *node, bool poisoned);
#endif
