/* `~=` and `not` on a field with missing values: they say yes to those without it. */
#include "decide/check_parts.h"

/* The field that a part is about when it says yes to a missing one; NULL: it does not. */
static const TreeNode *field_matched(const TreeNode *node) {
  const TreeNode *inner = node->op == TREE_NOT ? node->operands[0] : node;
  TreeOp wanted = node->op == TREE_NOT ? TREE_EQUAL : TREE_UNEQUAL;
  if (node->op == TREE_NOT && inner->op == TREE_FIELD)
    return inner;
  if (inner->op != wanted)
    return NULL;
  for (int side = 0; side < 2; side++) {
    const TreeNode *other = inner->operands[1 - side];
    bool is_value = other->op == TREE_CONSTANT && other->value.kind != VALUE_MISSING;
    if (inner->operands[side]->op == TREE_FIELD && is_value)
      return inner->operands[side];
  }
  return NULL;
}

/* Whether somebody without the field may fit the rule because this part says yes. */
static bool decides(const Checking *checking, const CheckRule *rule, const TreeNode *node,
                    Text field) {
  World *world = check_world_without(checking, rule, field);
  Claim claims[2] = {
      {prover_supposing(world->prover, rule->tree, node, true), CLAIM_YES},
      {prover_supposing(world->prover, rule->tree, node, false), CLAIM_NO | CLAIM_UNKNOWN}};
  return !prover_excludes(world->prover, claims, 2);
}

static void report(Checking *checking, const CheckRule *rule, const TreeNode *node,
                   const Column *column) {
  Finding *finding =
      findings_add(checking->findings, "matches-missing", CHECK_WARNING, check_at(rule, node));
  Text shown = check_shown(checking, rule, node);
  const char *say =
      column->missing_count == 1 ? "says yes to that one as well" : "says yes to them as well";
  finding->message =
      text_format(checking->arena, "%zu of %zu %.*s have no %.*s, and %.*s in %.*s %s",
                  column->missing_count, column->rows, TEXT_ARGS(check_place(checking, rule)->whom),
                  TEXT_ARGS(column->name), TEXT_ARGS(shown), TEXT_ARGS(rule->title), say);
  Text one = check_parameter(rule);
  finding->advice = text_format(
      checking->arena,
      "to leave them out: known(%.*s.%.*s) and …; to keep them: not known(%.*s.%.*s) or …",
      TEXT_ARGS(one), TEXT_ARGS(column->name), TEXT_ARGS(one), TEXT_ARGS(column->name));
}

static void check_node(Checking *checking, CheckRule *rule, const TreeNode *node) {
  const TreeNode *field = field_matched(node);
  const Column *column =
      field ? table_column(check_place(checking, rule)->table, rule->tree->fields[field->index])
            : NULL;
  if (column && column->missing_count && decides(checking, rule, node, column->name))
    report(checking, rule, node, column);
  for (size_t i = 0; i < node->count; i++)
    check_node(checking, rule, node->operands[i]);
}

void check_missing(Checking *checking) {
  for (size_t i = 0; checking->table && i < checking->rule_count; i++) {
    CheckRule *rule = &checking->rules[i];
    if (rule->tree && check_is_condition(rule) && !rule->mistyped)
      check_node(checking, rule, rule->tree->root);
  }
}
