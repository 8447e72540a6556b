#include "condition/tree.h"

#include <math.h>
#include <string.h>

#include "condition/scalar.h"

typedef struct OpName {
  const char *name;
  int least, most; /* operands; most -1: any number */
} OpName;

static const OpName names[TREE_OP_COUNT] = {[TREE_CONSTANT] = {"constant", 0, 0},
                                            [TREE_FIELD] = {"field", 0, 0},
                                            [TREE_LOCAL] = {"local", 0, 0},
                                            [TREE_LET] = {"let", 2, 2},
                                            [TREE_IF] = {"if", 3, 3},
                                            [TREE_AND] = {"and", 2, 2},
                                            [TREE_OR] = {"or", 2, 2},
                                            [TREE_NOT] = {"not", 1, 1},
                                            [TREE_EQUAL] = {"==", 2, 2},
                                            [TREE_UNEQUAL] = {"~=", 2, 2},
                                            [TREE_LESS] = {"<", 2, 2},
                                            [TREE_LESS_EQUAL] = {"<=", 2, 2},
                                            [TREE_GREATER] = {">", 2, 2},
                                            [TREE_GREATER_EQUAL] = {">=", 2, 2},
                                            [TREE_ADD] = {"+", 2, 2},
                                            [TREE_SUBTRACT] = {"-", 2, 2},
                                            [TREE_MULTIPLY] = {"*", 2, 2},
                                            [TREE_DIVIDE] = {"/", 2, 2},
                                            [TREE_FLOOR_DIVIDE] = {"//", 2, 2},
                                            [TREE_MODULO] = {"%", 2, 2},
                                            [TREE_POWER] = {"^", 2, 2},
                                            [TREE_BIT_AND] = {"&", 2, 2},
                                            [TREE_BIT_OR] = {"|", 2, 2},
                                            [TREE_BIT_XOR] = {"~", 2, 2},
                                            [TREE_SHIFT_LEFT] = {"<<", 2, 2},
                                            [TREE_SHIFT_RIGHT] = {">>", 2, 2},
                                            [TREE_CONCAT] = {"..", 2, 2},
                                            [TREE_NEGATE] = {"negate", 1, 1},
                                            [TREE_COMPLEMENT] = {"complement", 1, 1},
                                            [TREE_LENGTH] = {"length", 1, 1},
                                            [TREE_KNOWN] = {"known", 1, 1},
                                            [TREE_ONE_OF] = {"one_of", 1, -1},
                                            [TREE_LOWER] = {"lower", 1, 1},
                                            [TREE_STARTS_WITH] = {"starts_with", 2, 2},
                                            [TREE_CONTAINS] = {"contains", 2, 2},
                                            [TREE_MIN] = {"min", 1, -1},
                                            [TREE_MAX] = {"max", 1, -1},
                                            [TREE_ABS] = {"abs", 1, 1},
                                            [TREE_FLOOR] = {"floor", 1, 1},
                                            [TREE_ROUND] = {"round", 1, 1},
                                            [TREE_DAYS_SINCE] = {"days_since", 1, 1},
                                            [TREE_YEAR] = {"year", 1, 1},
                                            [TREE_MONTH] = {"month", 1, 1}};

const char *tree_op_name(TreeOp op) {
  return names[op].name;
}

typedef struct Reading {
  Arena *arena;
  Tree *tree;
  int depth;
} Reading;

enum { DEEPEST = 1000 }; /* scripts/tree.lua stops at 150 in the source */

static Text text_read(Arena *arena, const json_t *json) {
  return text_copy(arena, (Text){json_string_value(json), json_string_length(json)});
}

/* --- constants ---------------------------------------------------------------- */

static int hex_digit(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

static Value bytes_read(Arena *arena, const json_t *hex) {
  size_t length = json_string_length(hex) / 2;
  const char *digits = json_string_value(hex);
  char *bytes = arena_new(arena, length + 1);
  for (size_t i = 0; i < length; i++)
    bytes[i] = (char)(hex_digit(digits[2 * i]) * 16 + hex_digit(digits[2 * i + 1]));
  return (Value){.kind = VALUE_TEXT, .text = {bytes, length}};
}

static Value decimal_word(const char *word) {
  double number = strstr(word, "nan") ? NAN : INFINITY;
  if (word[0] == '-')
    number = -number;
  return (Value){.kind = VALUE_DECIMAL, .decimal = number};
}

/* NULL: nil. The shapes are those of engine/policy/state_json.c. */
static Value value_read(Arena *arena, const json_t *json) {
  Value value = {.kind = VALUE_MISSING};
  const json_t *hex = json_object_get(json, "hex"), *word = json_object_get(json, "decimal");
  if (json_is_string(hex))
    return bytes_read(arena, hex);
  if (json_is_string(word))
    return decimal_word(json_string_value(word));
  if (json_is_boolean(json))
    value = (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(json)};
  else if (json_is_integer(json))
    value = (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
  else if (json_is_real(json))
    value = (Value){.kind = VALUE_DECIMAL, .decimal = json_real_value(json)};
  else if (json_is_string(json))
    value = (Value){.kind = VALUE_TEXT, .text = text_read(arena, json)};
  return value;
}

/* --- nodes -------------------------------------------------------------------- */

static TreeOp op_of(const char *name) {
  for (int op = 0; op < TREE_OP_COUNT; op++)
    if (name && strcmp(names[op].name, name) == 0)
      return (TreeOp)op;
  return TREE_OP_COUNT;
}

static bool field_read(const Reading *reading, const json_t *json, TreeNode *node) {
  const json_t *name = json_array_get(json, 3), *read = json_array_get(json, 4);
  node->read = (size_t)json_integer_value(read);
  if (!json_is_integer(read) || node->read >= reading->tree->read_count)
    return false;
  Text wanted = {json_string_value(name), json_string_length(name)};
  for (size_t i = 0; i < reading->tree->field_count; i++)
    if (json_is_string(name) && text_equal(reading->tree->fields[i], wanted)) {
      node->index = i;
      return true;
    }
  return false;
}

static bool slot_read(const Reading *reading, const json_t *slot, TreeNode *node) {
  node->index = (size_t)json_integer_value(slot);
  return json_is_integer(slot) && node->index < reading->tree->slot_count;
}

/* What stands before the operands; answers the place of the first, 0: no tree. */
static size_t head_read(Reading *reading, const json_t *json, TreeNode *node) {
  const json_t *first = json_array_get(json, 3);
  switch (node->op) {
  case TREE_CONSTANT:
    node->value = value_read(reading->arena, json_object_get(first, "value"));
    return 4;
  case TREE_FIELD:
    return field_read(reading, json, node) ? 5 : 0;
  case TREE_LOCAL:
  case TREE_LET:
    return slot_read(reading, first, node) ? 4 : 0;
  default:
    return 3;
  }
}

static void place_read(const json_t *place, TreeNode *node) {
  node->line = (int)json_integer_value(json_array_get(place, 0));
  node->column = (int)json_integer_value(json_array_get(place, 1));
  node->error_line = (int)json_integer_value(json_array_get(place, 2));
  node->file = (int)json_integer_value(json_array_get(place, 3));
}

static TreeNode *node_read(Reading *reading, const json_t *json) {
  TreeNode *node = arena_new(reading->arena, sizeof *node);
  node->op = op_of(json_string_value(json_array_get(json, 0)));
  if (node->op == TREE_OP_COUNT || reading->depth >= DEEPEST)
    return NULL;
  place_read(json_array_get(json, 1), node);
  node->text = text_read(reading->arena, json_array_get(json, 2));
  size_t from = head_read(reading, json, node), length = json_array_size(json);
  size_t most = node->op == TREE_CONSTANT ? from : length;
  if (from == 0 || most < from)
    return NULL;
  node->count = most - from;
  const OpName *name = &names[node->op];
  if (node->count < (size_t)name->least || (name->most >= 0 && node->count > (size_t)name->most))
    return NULL;
  node->operands = arena_array(reading->arena, node->count, sizeof *node->operands);
  reading->depth++;
  for (size_t i = 0; i < node->count; i++)
    if (!(node->operands[i] = node_read(reading, json_array_get(json, from + i))))
      return NULL;
  reading->depth--;
  return node;
}

static Text *texts_read(Arena *arena, const json_t *json, size_t *count) {
  *count = json_array_size(json);
  Text *texts = arena_array(arena, *count, sizeof *texts);
  for (size_t i = 0; i < *count; i++)
    texts[i] = text_read(arena, json_array_get(json, i));
  return texts;
}

const Tree *tree_read(Arena *arena, const json_t *json, Error *error) {
  Tree *tree = arena_new(arena, sizeof *tree);
  Reading reading = {.arena = arena, .tree = tree};
  tree->slot_count = (size_t)json_integer_value(json_object_get(json, "slots"));
  tree->read_count = (size_t)json_integer_value(json_object_get(json, "reads"));
  tree->fields = texts_read(arena, json_object_get(json, "fields"), &tree->field_count);
  tree->files = texts_read(arena, json_object_get(json, "files"), &tree->file_count);
  tree->root = node_read(&reading, json_object_get(json, "node"));
  if (!tree->root) {
    error_set(error, ERROR_INTERNAL, "a condition tree could not be read");
    return NULL;
  }
  return tree;
}

/* --- the same ---------------------------------------------------------------------- */

/* Not by Lua's `==`: 1 and 1.0 are two, and so are the zeros. */
static bool same_constant(Value a, Value b) {
  if (a.kind == VALUE_DECIMAL && b.kind == VALUE_DECIMAL)
    return memcmp(&a.decimal, &b.decimal, sizeof a.decimal) == 0;
  return a.kind == b.kind && scalar_equal(a, b);
}

static bool same_node(const Tree *a_tree, const TreeNode *a, const Tree *b_tree,
                      const TreeNode *b) {
  bool same = a->op == b->op && a->count == b->count;
  if (same && a->op == TREE_FIELD)
    same = text_equal(a_tree->fields[a->index], b_tree->fields[b->index]);
  else if (same && a->op == TREE_CONSTANT)
    same = same_constant(a->value, b->value);
  else
    same = same && a->index == b->index;
  for (size_t i = 0; same && i < a->count; i++)
    same = same_node(a_tree, a->operands[i], b_tree, b->operands[i]);
  return same;
}

bool tree_same(const Tree *a, const Tree *b) {
  return same_node(a, a->root, b, b->root);
}
