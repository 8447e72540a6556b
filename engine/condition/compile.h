/* From a tree and a table's columns to kernels: once a rule and run.
 *
 * Each part of the tree becomes the fastest kernel that gives Lua's answer for every
 * row; what has none becomes a KERNEL_SCALAR. A part that looks at one text field (or
 * one of very few values) is asked once a distinct value, and then looked up. Costs
 * microseconds, and for such parts the distinct values. The arena owns what is made. */
#ifndef HELDER_CONDITION_COMPILE_H
#define HELDER_CONDITION_COMPILE_H
#include "condition/kernel.h"

typedef struct Compile {
  Arena *arena;
  const Tree *tree;
  const Column **columns; /* by the tree's fields; NULL: the table lacks it */
  int32_t as_of;
  size_t rows;
  const Numeric **slot_numerics; /* by slot: what a `let` around us put there */
  bool *slot_masks;
} Compile;

/* Asks a node for its truth. Never NULL. */
const Kernel *compile_verdict(Compile *compile, const TreeNode *node);

/* A node whose values are all integers or all decimals, or missing; NULL when it is
 * not so, or no Numeric reaches it. */
const Numeric *compile_number(Compile *compile, const TreeNode *node);

/* The same numbers in another form: integers as decimals, as Lua's operations turn them,
 * and integers of any form in 64 bits. */
const Numeric *compile_decimal(Compile *compile, const Numeric *number);
const Numeric *compile_wide(Compile *compile, const Numeric *number);

/* Both in 64 bits when only one is small. */
void compile_even(Compile *compile, const Numeric *sides[2]);

/* The cells of a column of integers, days or decimals. */
const Numeric *compile_cells(Compile *compile, const Column *column);

/* A comparison as a kernel over a cell (compile_compare.c); NULL: none reaches it. */
const Kernel *compile_compare(Compile *compile, const TreeNode *node);

/* The column of a field that has at least one value; NULL for all other nodes. */
const Column *compile_column(const Compile *compile, const TreeNode *node);

Kernel *compile_kernel(Compile *compile, KernelKind kind);

/* A KERNEL_LOOKUP for a part that depends on one field of few distinct values (compile_lookup.c);
 * NULL: it does not, or asking each value would cost more than asking each row. */
const Kernel *compile_lookup(Compile *compile, const TreeNode *node);

/* Whether every local it names is filled within it. */
bool compile_is_closed(const Compile *compile, const TreeNode *node);

/* How many masks and rooms a kernel, or a numeric beside its own, takes from its Batch's stacks. */
size_t kernel_masks(const Kernel *kernel);
size_t kernel_rooms(const Kernel *kernel);
size_t numeric_rooms(const Numeric *numeric);
#endif
