#include "condition/compile.h"

Kernel *compile_kernel(Compile *compile, KernelKind kind) {
  Kernel *kernel = arena_new(compile->arena, sizeof *kernel);
  kernel->kind = kind;
  return kernel;
}

const Column *compile_column(const Compile *compile, const TreeNode *node) {
  const Column *column = node->op == TREE_FIELD ? compile->columns[node->index] : NULL;
  return column && column->missing_count < column->rows ? column : NULL;
}

static const Kernel *constant(Compile *compile, Verdict verdict) {
  Kernel *kernel = compile_kernel(compile, KERNEL_CONSTANT);
  kernel->verdict = (uint8_t)verdict;
  return kernel;
}

static const Kernel *scalar(Compile *compile, const TreeNode *node) {
  Kernel *kernel = compile_kernel(compile, KERNEL_SCALAR);
  kernel->node = node;
  kernel->costly = true;
  return kernel;
}

/* --- truth of a field or a number ---------------------------------------------- */

static const Kernel *known(Compile *compile, const Column *column) {
  Kernel *kernel = compile_kernel(compile, KERNEL_KNOWN);
  kernel->column = column;
  kernel->missing = VERDICT_NO;
  return kernel;
}

static const Kernel *field_truth(Compile *compile, const TreeNode *node) {
  const Column *column = compile_column(compile, node);
  if (!column)
    return constant(compile, VERDICT_NO);
  if (column->type == COLUMN_MIXED)
    return scalar(compile, node);
  if (column->type != COLUMN_BOOLEAN)
    return known(compile, column);
  Kernel *kernel = compile_kernel(compile, KERNEL_RANGE);
  kernel->column = column;
  kernel->low = kernel->high = 1;
  return kernel;
}

/* known(field) */
static const Kernel *field_known(Compile *compile, const TreeNode *node) {
  const TreeNode *field = node->operands[0];
  if (field->op != TREE_FIELD)
    return NULL;
  const Column *column = compile_column(compile, field);
  if (column && column->type == COLUMN_MIXED)
    return NULL;
  return column ? known(compile, column) : constant(compile, VERDICT_NO);
}

static const Kernel *number_truth(Compile *compile, const TreeNode *node) {
  const Numeric *number = compile_number(compile, node);
  if (!number)
    return NULL;
  Kernel *kernel = compile_kernel(compile, KERNEL_TRUTH);
  kernel->left = number;
  return kernel;
}

/* --- control -------------------------------------------------------------------- */

static bool has_open_scalar(const Compile *compile, const Kernel *kernel) {
  if (!kernel)
    return false;
  if (kernel->kind == KERNEL_SCALAR)
    return !compile_is_closed(compile, kernel->node);
  return has_open_scalar(compile, kernel->operands[0]) ||
         has_open_scalar(compile, kernel->operands[1]) ||
         has_open_scalar(compile, kernel->operands[2]);
}

/* A `let` whose value has a kernel. A part of its body that is asked row by row would
 * not find the slot: then all of it is. */
static const Kernel *let(Compile *compile, const TreeNode *node) {
  Kernel *kernel = compile_kernel(compile, KERNEL_LET);
  const TreeNode *value = node->operands[0];
  kernel->slot = node->index;
  kernel->left = compile_number(compile, value);
  bool logical = tree_is_comparison(value->op) || value->op == TREE_NOT || value->op == TREE_KNOWN;
  if (kernel->left) {
    compile->slot_numerics[node->index] = kernel->left;
  } else if (logical) {
    kernel->operands[0] = compile_verdict(compile, value);
    compile->slot_masks[node->index] = true;
  } else {
    return scalar(compile, node);
  }
  kernel->operands[1] = compile_verdict(compile, node->operands[1]);
  kernel->costly = kernel->operands[1]->costly || (!kernel->left && kernel->operands[0]->costly);
  return has_open_scalar(compile, kernel) ? scalar(compile, node) : kernel;
}

static const Kernel *composed(Compile *compile, const TreeNode *node, KernelKind kind) {
  Kernel *kernel = compile_kernel(compile, kind);
  for (size_t i = 0; i < node->count; i++) {
    kernel->operands[i] = compile_verdict(compile, node->operands[i]);
    kernel->costly |= kernel->operands[i]->costly;
  }
  const Kernel *lookup = kernel->costly ? compile_lookup(compile, node) : NULL;
  return lookup ? lookup : kernel;
}

static const Kernel *local(Compile *compile, const TreeNode *node) {
  if (!compile->slot_masks[node->index])
    return number_truth(compile, node);
  Kernel *kernel = compile_kernel(compile, KERNEL_SLOT);
  kernel->slot = node->index;
  return kernel;
}

static const Kernel *leaf(Compile *compile, const TreeNode *node) {
  const Kernel *kernel = NULL;
  if (node->op == TREE_LOCAL)
    kernel = local(compile, node);
  else if (node->op == TREE_KNOWN)
    kernel = field_known(compile, node);
  else if (tree_is_comparison(node->op))
    kernel = compile_compare(compile, node);
  else
    kernel = number_truth(compile, node);
  if (!kernel)
    kernel = compile_lookup(compile, node);
  return kernel ? kernel : scalar(compile, node);
}

const Kernel *compile_verdict(Compile *compile, const TreeNode *node) {
  switch (node->op) {
  case TREE_CONSTANT:
    return constant(compile, scalar_truth(node->value) ? VERDICT_YES : VERDICT_NO);
  case TREE_FIELD:
    return field_truth(compile, node);
  case TREE_AND:
    return composed(compile, node, KERNEL_AND);
  case TREE_OR:
    return composed(compile, node, KERNEL_OR);
  case TREE_NOT:
    return composed(compile, node, KERNEL_NOT);
  case TREE_IF:
    return composed(compile, node, KERNEL_IF);
  case TREE_LET:
    return let(compile, node);
  default:
    return leaf(compile, node);
  }
}

/* --- locals within a part -------------------------------------------------------- */

static bool closed_under(const TreeNode *node, bool *filled) {
  if (node->op == TREE_LOCAL)
    return filled[node->index];
  if (node->op == TREE_LET)
    filled[node->index] = true;
  for (size_t i = 0; i < node->count; i++)
    if (!closed_under(node->operands[i], filled))
      return false;
  return true;
}

bool compile_is_closed(const Compile *compile, const TreeNode *node) {
  bool *filled = arena_array(compile->arena, compile->tree->slot_count + 1, sizeof *filled);
  return closed_under(node, filled);
}

/* --- room ------------------------------------------------------------------------ */

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

size_t kernel_masks(const Kernel *kernel) {
  size_t most = 0;
  for (int i = 0; i < 3; i++)
    if (kernel->operands[i])
      most = larger(most, kernel_masks(kernel->operands[i]));
  return most + (kernel->operands[0] ? 3 : 0);
}

size_t numeric_rooms(const Numeric *numeric) {
  size_t most = 0;
  for (int i = 0; i < 2; i++)
    if (numeric->operands[i])
      most = larger(most, numeric_rooms(numeric->operands[i]));
  return most + (numeric->operands[0] ? 2 : 0);
}

size_t kernel_rooms(const Kernel *kernel) {
  size_t most = 0;
  for (int i = 0; i < 3; i++)
    if (kernel->operands[i])
      most = larger(most, kernel_rooms(kernel->operands[i]));
  if (kernel->left)
    most = larger(most, 2 + numeric_rooms(kernel->left));
  return kernel->right ? larger(most, 2 + numeric_rooms(kernel->right)) : most;
}
