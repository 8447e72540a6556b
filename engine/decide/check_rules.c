/* The functions of a policy, in its order, with their trees. */
#include "decide/check_parts.h"

enum { SHOWN_MOST = 80 };

static size_t most_rules(const Policy *policy) {
  size_t most = 3 * policy->attribute_count + policy->exclusion_count +
                2 * policy->selection_count + 2 * policy->guarantee_count;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    most += policy->segmentations[i].segment_count + policy->segmentations[i].point_count;
  return most;
}

typedef struct Adding {
  Checking *checking;
  CheckKind kind;
  const char *word;
  size_t group;
  Error *error;
  int side; /* 1 and more: of the events of a side table */
} Adding;

/* A rule without a function is left out. */
static bool add_rule(const Adding *adding, const Function *function, Text name, size_t number) {
  Checking *checking = adding->checking;
  if (function->number < 0)
    return true;
  CheckRule *rule = &checking->rules[checking->rule_count++];
  *rule = (CheckRule){.kind = adding->kind,
                      .function = function,
                      .group = adding->group,
                      .number = number,
                      .side = adding->side - 1};
  rule->title = text_format(checking->arena, "%s \"%.*s\"", adding->word, TEXT_ARGS(name));
  if (!function->tree)
    return true;
  rule->tree = tree_read(checking->arena, function->tree, adding->error);
  return rule->tree != NULL;
}

static bool add_attributes(Checking *checking, Error *error) {
  const Policy *policy = checking->policy;
  Adding adding = {checking, CHECK_ATTRIBUTE, "attribute", 0, error, 0};
  Adding only = {checking, CHECK_ONLY, "only of attribute", 0, error, 0};
  Adding where = {checking, CHECK_WHERE, "where of attribute", 0, error, 0};
  checking->attribute_trees = arena_array(checking->arena, policy->attribute_count, sizeof(Tree *));
  for (size_t i = 0; i < policy->attribute_count; i++) {
    const Attribute *attribute = &policy->attributes[i];
    if (attribute->only && !add_rule(&only, attribute->only, attribute->name, i))
      return false;
    where.side = (int)attribute->events.table + 1;
    if (attribute->kind == ATTRIBUTE_EVENTS &&
        !add_rule(&where, &attribute->events.where, attribute->name, i))
      return false;
    if (attribute->kind != ATTRIBUTE_IS)
      continue;
    if (!add_rule(&adding, &attribute->is, attribute->name, i))
      return false;
    checking->attribute_trees[i] = checking->rules[checking->rule_count - 1].tree;
  }
  return true;
}

static bool add_segmentation(Checking *checking, size_t number, Error *error) {
  const Segmentation *group = &checking->policy->segmentations[number];
  Adding segments = {checking, CHECK_SEGMENT, "segment", number, error, 0};
  Adding points = {checking, CHECK_POINT, "point", number, error, 0};
  for (size_t i = 0; i < group->segment_count; i++)
    if (!add_rule(&segments, &group->segments[i].when, group->segments[i].name, i))
      return false;
  for (size_t i = 0; i < group->point_count; i++)
    if (!add_rule(&points, &group->points[i].when, group->points[i].name, i))
      return false;
  return true;
}

static bool add_selections(Checking *checking, Error *error) {
  Adding whens = {checking, CHECK_SELECTION, "selection", 0, error, 0};
  Adding ranks = {checking, CHECK_RANK, "rank of selection", 0, error, 0};
  for (size_t i = 0; i < checking->policy->selection_count; i++) {
    const Selection *selection = &checking->policy->selections[i];
    if (!add_rule(&whens, &selection->when, selection->name, i) ||
        !add_rule(&ranks, &selection->rank, selection->name, i))
      return false;
  }
  return true;
}

static bool add_guarantees(Checking *checking, Error *error) {
  Adding whens = {checking, CHECK_GUARANTEE, "guarantee", 0, error, 0};
  Adding holds = {checking, CHECK_HOLDS, "guarantee", 0, error, 0};
  for (size_t i = 0; i < checking->policy->guarantee_count; i++) {
    const Guarantee *guarantee = &checking->policy->guarantees[i];
    if (!add_rule(&whens, &guarantee->when, guarantee->name, i) ||
        !add_rule(&holds, &guarantee->holds, guarantee->name, i))
      return false;
  }
  return true;
}

bool check_rules_list(Checking *checking, Error *error) {
  const Policy *policy = checking->policy;
  Adding exclusions = {checking, CHECK_EXCLUSION, "exclusion", 0, error, 0};
  checking->rules = arena_array(checking->arena, most_rules(policy), sizeof *checking->rules);
  if (!add_attributes(checking, error))
    return false;
  for (size_t i = 0; i < policy->exclusion_count; i++)
    if (!add_rule(&exclusions, &policy->exclusions[i].when, policy->exclusions[i].name, i))
      return false;
  for (size_t i = 0; i < policy->segmentation_count; i++)
    if (!add_segmentation(checking, i, error))
      return false;
  return add_selections(checking, error) && add_guarantees(checking, error);
}

/* --- what the other parts ask ---------------------------------------------------- */

CheckRule *check_rule(const Checking *checking, CheckKind kind, size_t group, size_t number) {
  for (size_t i = 0; i < checking->rule_count; i++) {
    CheckRule *rule = &checking->rules[i];
    if (rule->kind == kind && rule->group == group && rule->number == number)
      return rule;
  }
  return NULL;
}

bool check_is_condition(const CheckRule *rule) {
  return rule->kind != CHECK_ATTRIBUTE && rule->kind != CHECK_RANK && rule->kind != CHECK_HOLDS;
}

Position check_at(const CheckRule *rule, const TreeNode *node) {
  if (!node || node->line <= 0 || node->file < 0 || (size_t)node->file >= rule->tree->file_count)
    return rule->function->at;
  return (Position){rule->tree->files[node->file], node->line, node->column};
}

Text check_shown(const Checking *checking, const CheckRule *rule, const TreeNode *node) {
  if (!node->text.length)
    return text_format(checking->arena, "the condition of %.*s", TEXT_ARGS(rule->title));
  size_t at = 0, shown = 0;
  while (at < node->text.length && shown < SHOWN_MOST) {
    at++;
    while (at < node->text.length && ((unsigned char)node->text.bytes[at] & 0xC0) == 0x80)
      at++;
    shown++;
  }
  return text_format(checking->arena, "`%.*s%s`", (int)at, node->text.bytes,
                     at < node->text.length ? "…" : "");
}
