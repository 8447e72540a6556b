/* Each rule as the engine understood it, or what keeps it with the Lua machine. */
#include <ctype.h>

#include "commands/check_report.h"
#include "commands/members.h"
#include "condition/tree.h"

/* One function of the policy, and how it is called. */
typedef void TreeVisit(void *context, Text title, const Function *function);

typedef struct TreeReport {
  const CheckReport *report;
  Buffer *out;
  Error *error;
  bool failed;
  size_t shown, opaque;
} TreeReport;

/* --- every function of a policy --------------------------------------------------- */

typedef struct Visiting {
  Arena *arena;
  TreeVisit *visit;
  void *context;
} Visiting;

static void visit(const Visiting *visiting, const char *word, Text name, const Function *function) {
  if (function->number < 0)
    return;
  Text title = text_format(visiting->arena, "%s \"%.*s\"", word, TEXT_ARGS(name));
  visiting->visit(visiting->context, title, function);
}

static void visit_segmentation(const Visiting *visiting, const Segmentation *group) {
  for (size_t i = 0; i < group->segment_count; i++)
    visit(visiting, "segment", group->segments[i].name, &group->segments[i].when);
  for (size_t i = 0; i < group->point_count; i++)
    visit(visiting, "point", group->points[i].name, &group->points[i].when);
}

static void visit_all(const Visiting *visiting, const Policy *policy) {
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (attribute->kind == ATTRIBUTE_IS)
      visit(visiting, "attribute", attribute->name, &attribute->is);
    if (attribute->kind == ATTRIBUTE_EVENTS)
      visit(visiting, "where of attribute", attribute->name, &attribute->events.where);
    if (attribute->only)
      visit(visiting, "only of attribute", attribute->name, attribute->only);
  }
  for (size_t i = 0; i < policy->exclusion_count; i++)
    visit(visiting, "exclusion", policy->exclusions[i].name, &policy->exclusions[i].when);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    visit_segmentation(visiting, &policy->segmentations[i]);
  for (size_t i = 0; i < policy->selection_count; i++) {
    visit(visiting, "selection", policy->selections[i].name, &policy->selections[i].when);
    visit(visiting, "rank of selection", policy->selections[i].name, &policy->selections[i].rank);
  }
  for (size_t i = 0; i < policy->guarantee_count; i++) {
    visit(visiting, "guarantee", policy->guarantees[i].name, &policy->guarantees[i].when);
    visit(visiting, "holds of guarantee", policy->guarantees[i].name, &policy->guarantees[i].holds);
  }
}

/* --- as text ---------------------------------------------------------------------- */

static bool is_logical(TreeOp op) {
  return op >= TREE_LET && op <= TREE_NOT;
}

/* A constant that stands there by its name: WARNED_AT. */
static bool is_named(const TreeNode *node) {
  static const Text words[] = {{"true", 4}, {"false", 5}, {"nil", 3}};
  if (node->op != TREE_CONSTANT || !node->text.length ||
      !isalpha((unsigned char)node->text.bytes[0]))
    return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (text_equal(node->text, words[i]))
      return false;
  return true;
}

/* A text may hold any bytes. */
static Value printable(Arena *arena, Value value) {
  if (value.kind == VALUE_TEXT)
    value.text = error_quote(arena, value.text, 60);
  return value;
}

static void put_names(Arena *arena, Buffer *out, const TreeNode *node, const char **before) {
  if (is_named(node)) {
    buffer_format(out, "%s%.*s is ", *before, TEXT_ARGS(node->text));
    value_plain(out, printable(arena, node->value));
    *before = ", ";
  }
  for (size_t i = 0; i < node->count; i++)
    put_names(arena, out, node->operands[i], before);
}

static void put_node(Arena *arena, Buffer *out, const TreeNode *node, int depth) {
  const char *before = "   where ";
  buffer_format(out, "%*s", 2 * depth, "");
  if (is_logical(node->op)) {
    buffer_string(out, tree_op_name(node->op));
    if (node->op == TREE_LET)
      buffer_format(out, " %zu", node->index);
    buffer_byte(out, '\n');
    for (size_t i = 0; i < node->count; i++)
      put_node(arena, out, node->operands[i], depth + 1);
    return;
  }
  if (node->text.length)
    buffer_text(out, node->text);
  else if (node->op == TREE_CONSTANT && node->value.kind == VALUE_MISSING)
    buffer_string(out, "nil");
  else
    buffer_string(out, tree_op_name(node->op));
  put_names(arena, out, node, &before);
  buffer_byte(out, '\n');
}

static void put_position(Buffer *out, Position at) {
  buffer_format(out, "%.*s:%d:%d", TEXT_ARGS(at.file), at.line, at.column);
}

static void visit_text(void *context, Text title, const Function *function) {
  TreeReport *trees = context;
  Buffer *out = trees->out;
  const Tree *tree =
      function->tree ? tree_read(trees->report->arena, function->tree, trees->error) : NULL;
  trees->failed |= function->tree && !tree;
  trees->shown += tree != NULL;
  trees->opaque += tree == NULL;
  buffer_byte(out, '\n');
  put_position(out, function->at);
  buffer_format(out, ": %.*s\n", TEXT_ARGS(title));
  if (tree) {
    put_node(trees->report->arena, out, tree->root, 1);
    return;
  }
  buffer_format(out, "  stays with the Lua machine: %.*s (", TEXT_ARGS(function->opaque));
  put_position(out, function->opaque_at);
  buffer_string(out, ")\n");
}

bool check_trees_text(const CheckReport *report, Buffer *out, Error *error) {
  TreeReport trees = {.report = report, .out = out, .error = error};
  Visiting visiting = {report->arena, visit_text, &trees};
  for (size_t i = 0; i < report->count; i++)
    if (report->policies[i].policy)
      visit_all(&visiting, report->policies[i].policy);
  buffer_format(out, "\n%zu rules as trees, %zu by the Lua machine\n", trees.shown, trees.opaque);
  return !trees.failed;
}

/* --- as JSON ---------------------------------------------------------------------- */

static void put_place(Buffer *out, Position at) {
  member_text(out, "file", at.file);
  member_count(out, "line", (uint64_t)at.line);
  member_count(out, "column", (uint64_t)at.column);
}

static void put_value(Arena *arena, Buffer *out, Value value) {
  Buffer json = {0};
  if (value.kind == VALUE_TEXT && text_utf8_prefix(value.text) < value.text.length)
    value = printable(arena, value);
  value_json(&json, value);
  member_json(out, "value", buffer_view(&json));
  buffer_free(&json);
}

static void put_tree(Arena *arena, Buffer *out, const Tree *tree, const TreeNode *node) {
  member_text(out, "op", text_of(tree_op_name(node->op)));
  if (node->file >= 0 && (size_t)node->file < tree->file_count)
    put_place(out, (Position){tree->files[node->file], node->line, node->column});
  member_text(out, "text", node->text);
  if (node->op == TREE_FIELD)
    member_text(out, "field", tree->fields[node->index]);
  if (node->op == TREE_LOCAL || node->op == TREE_LET)
    member_count(out, "slot", node->index);
  if (node->op == TREE_CONSTANT)
    put_value(arena, out, node->value);
  member_open(out, "operands", '[');
  for (size_t i = 0; i < node->count; i++) {
    member_open(out, NULL, '{');
    put_tree(arena, out, tree, node->operands[i]);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
}

static void visit_json(void *context, Text title, const Function *function) {
  TreeReport *trees = context;
  Buffer *out = trees->out;
  const Tree *tree =
      function->tree ? tree_read(trees->report->arena, function->tree, trees->error) : NULL;
  trees->failed |= function->tree && !tree;
  member_open(out, NULL, '{');
  member_text(out, "rule", title);
  put_place(out, function->at);
  if (tree) {
    member_open(out, "tree", '{');
    put_tree(trees->report->arena, out, tree, tree->root);
    buffer_byte(out, '}');
  } else {
    member_json(out, "tree", TEXT("null"));
    member_open(out, "why", '{');
    member_text(out, "text", function->opaque);
    put_place(out, function->opaque_at);
    buffer_byte(out, '}');
  }
  buffer_byte(out, '}');
}

bool check_trees_json(const CheckReport *report, const Policy *policy, Buffer *out, Error *error) {
  TreeReport trees = {.report = report, .out = out, .error = error};
  Visiting visiting = {report->arena, visit_json, &trees};
  member_open(out, "trees", '[');
  visit_all(&visiting, policy);
  buffer_byte(out, ']');
  return !trees.failed;
}
