#include "condition/filled.h"

/* One value, as it stands in such a text. */
static void put_value(Buffer *out, Value value) {
  bool quoted = value.kind == VALUE_TEXT;
  if (quoted)
    buffer_byte(out, '"');
  value_plain(out, value);
  if (quoted)
    buffer_byte(out, '"');
}

static void operand(Buffer *out, Scalar *scalar, const TreeNode *node) {
  Value value;
  if (scalar_value(scalar, node, &value))
    put_value(out, value);
  else
    buffer_string(out, "unknown");
}

/* word(value, value) */
static void call(Buffer *out, Scalar *scalar, const TreeNode *node) {
  size_t shown = node->op == TREE_ONE_OF ? 1 : node->count;
  buffer_format(out, "%s(", tree_op_name(node->op));
  for (size_t i = 0; i < shown; i++) {
    buffer_string(out, i > 0 ? ", " : "");
    operand(out, scalar, node->operands[i]);
  }
  buffer_string(out, shown < node->count ? ", …)" : ")");
}

Text filled_text(Arena *arena, Scalar *scalar, const TreeNode *node) {
  Buffer out = {0};
  if (tree_is_comparison(node->op)) {
    operand(&out, scalar, node->operands[0]);
    buffer_format(&out, " %s ", tree_op_name(node->op));
    operand(&out, scalar, node->operands[1]);
  } else if (node->op >= TREE_KNOWN) {
    call(&out, scalar, node);
  } else {
    operand(&out, scalar, node);
  }
  return buffer_keep(&out, arena);
}
