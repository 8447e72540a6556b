/* A Tree: one Lua function of one customer, as scripts/tree.lua understood it.
 *
 * tree_read costs linear time, once a rule. A Tree does not change afterwards: any
 * number of threads may use it. The Arena given to tree_read owns all of it, texts too.
 *
 * A `let` fills its slot before its body is asked; a slot is filled once. A function
 * that ends without an answer says nil, as a constant. */
#ifndef HELDER_CONDITION_TREE_H
#define HELDER_CONDITION_TREE_H
#include <jansson.h>

#include "base/error.h"
#include "table/column.h"

typedef enum TreeOp {
  TREE_CONSTANT, /* value */
  TREE_FIELD,    /* index: in fields */
  TREE_LOCAL,    /* index: the slot */
  TREE_LET,      /* index: the slot; value, body */
  TREE_IF,       /* condition, yes, no */
  TREE_AND,
  TREE_OR,
  TREE_NOT,
  TREE_EQUAL,
  TREE_UNEQUAL,
  TREE_LESS,
  TREE_LESS_EQUAL,
  TREE_GREATER,
  TREE_GREATER_EQUAL,
  TREE_ADD,
  TREE_SUBTRACT,
  TREE_MULTIPLY,
  TREE_DIVIDE,
  TREE_FLOOR_DIVIDE,
  TREE_MODULO,
  TREE_POWER,
  TREE_BIT_AND,
  TREE_BIT_OR,
  TREE_BIT_XOR,
  TREE_SHIFT_LEFT,
  TREE_SHIFT_RIGHT,
  TREE_CONCAT,
  TREE_NEGATE,
  TREE_COMPLEMENT,
  TREE_LENGTH,
  TREE_KNOWN,  /* the safe library (policy/library.h says what each does) */
  TREE_ONE_OF, /* what is looked for, then the choices: constants, none nil */
  TREE_LOWER,
  TREE_STARTS_WITH,
  TREE_CONTAINS,
  TREE_MIN,
  TREE_MAX,
  TREE_ABS,
  TREE_FLOOR,
  TREE_ROUND,
  TREE_DAYS_SINCE,
  TREE_YEAR,
  TREE_MONTH,
  TREE_OP_COUNT
} TreeOp;

typedef struct TreeNode TreeNode;
struct TreeNode {
  TreeOp op;
  int line, column; /* where it begins */
  int error_line;   /* the line Lua names when this operation fails */
  int file;         /* in files */
  Text text;        /* as written, on one line, without the customer's name */
  Value value;      /* TREE_CONSTANT; a text lives in the arena */
  size_t index;
  size_t read; /* TREE_FIELD: which of the tree's reads; a local that holds a field repeats it */
  size_t count;
  TreeNode **operands;
};

typedef struct Tree {
  TreeNode *root;
  size_t slot_count;
  size_t read_count; /* reads are numbered as Lua makes them, on every way through */
  Text *fields;      /* in order of first mention */
  size_t field_count;
  Text *files; /* as people know them */
  size_t file_count;
} Tree;

/* NULL with an ERROR_INTERNAL when the JSON is no tree: only scripts/tree.lua makes them. */
const Tree *tree_read(Arena *arena, const json_t *json, Error *error);

/* Whether both give the same verdict and value of every customer: the same operations on the
 * same fields and constants, wherever they were written. */
bool tree_same(const Tree *a, const Tree *b);

/* "<", "and", "days_since": as scripts/tree.lua names it. */
const char *tree_op_name(TreeOp op);

/* Whether this operation is an arithmetic one that Lua's numbers know, + … >> */
static inline bool tree_is_arithmetic(TreeOp op) {
  return op >= TREE_ADD && op <= TREE_SHIFT_RIGHT;
}

static inline bool tree_is_comparison(TreeOp op) {
  return op >= TREE_EQUAL && op <= TREE_GREATER_EQUAL;
}

/* It answers yes or no, or fails. */
static inline bool tree_is_question(TreeOp op) {
  return tree_is_comparison(op) || op == TREE_KNOWN || op == TREE_ONE_OF ||
         op == TREE_STARTS_WITH || op == TREE_CONTAINS;
}
#endif
