/* A part that looks at one field of few distinct values: each value is asked once. */
#include "base/memory.h"
#include "condition/compile.h"

enum { NO_FIELD = -1, SEVERAL_FIELDS = -2, ALWAYS_WORTH = 1024 };

/* The only field of a part. */
static int single_field(const TreeNode *node, int found) {
  if (node->op == TREE_FIELD)
    return found == NO_FIELD || found == (int)node->index ? (int)node->index : SEVERAL_FIELDS;
  for (size_t i = 0; i < node->count && found != SEVERAL_FIELDS; i++)
    found = single_field(node->operands[i], found);
  return found;
}

/* How many values a cell of this column can have; 0: too many. */
static size_t distinct_count(const Compile *compile, const Column *column) {
  if (column->type == COLUMN_TEXT) {
    size_t count = dictionary_count(column->dictionary);
    return count <= ALWAYS_WORTH || count <= compile->rows / 4 ? count : 0;
  }
  return column->width == 1 ? 256 : 0;
}

static Value value_of_code(const Column *column, size_t code) {
  switch (column->type) {
  case COLUMN_TEXT:
    return (Value){.kind = VALUE_TEXT, .text = dictionary_text(column->dictionary, (uint32_t)code)};
  case COLUMN_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = code == 1};
  default:
    return (Value){.kind = VALUE_INTEGER, .integer = (int8_t)code};
  }
}

static uint8_t ask(Scalar *scalar, const TreeNode *node, Value value) {
  Value answer;
  scalar->stand_in = &value;
  if (!scalar_value(scalar, node, &answer))
    return VERDICT_UNKNOWN;
  pool_reset(scalar->pool);
  return scalar_truth(answer) ? VERDICT_YES : VERDICT_NO;
}

static Kernel *answers_fill(Compile *compile, const TreeNode *node, const Column *column,
                            Scalar *scalar) {
  Kernel *kernel = compile_kernel(compile, KERNEL_LOOKUP);
  size_t count = distinct_count(compile, column);
  uint8_t *answers = arena_new(compile->arena, count + 256); /* a missing cell's code is 0 */
  for (size_t code = 0; code < count; code++)
    answers[code] = ask(scalar, node, value_of_code(column, code));
  kernel->column = column;
  kernel->answers = answers;
  kernel->missing = ask(scalar, node, (Value){.kind = VALUE_MISSING});
  return kernel;
}

const Kernel *compile_lookup(Compile *compile, const TreeNode *node) {
  int field = single_field(node, NO_FIELD);
  const Column *column = field >= 0 ? compile->columns[field] : NULL;
  if (!column || distinct_count(compile, column) == 0 || !compile_is_closed(compile, node))
    return NULL;
  Pool pool = {0};
  Scalar scalar = {.tree = compile->tree,
                   .columns = compile->columns,
                   .as_of = compile->as_of,
                   .stand_in_field = (size_t)field,
                   .poison = SCALAR_NO_READ,
                   .slots = memory_array(compile->tree->slot_count + 1, sizeof(Value)),
                   .pool = &pool};
  const Kernel *kernel = answers_fill(compile, node, column, &scalar);
  memory_free(scalar.slots);
  pool_free(&pool);
  return kernel;
}
