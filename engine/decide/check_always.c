/* Conditions that are always or never so, and parts of conditions that are. */
#include "decide/check_parts.h"

typedef struct Part {
  Checking *checking;
  CheckRule *rule;
  const TreeNode *node;
  Term *whatever, *typed; /* typed NULL: no table */
} Part;

static bool excludes(const World *world, Term *term, unsigned verdicts) {
  Claim claim = {term, verdicts};
  return prover_excludes(world->prover, &claim, 1);
}

/* Whether it is proven that the part has none of these verdicts; `proven`: on any data. */
static bool never(const Part *part, unsigned verdicts, bool *proven) {
  const CheckPlace *place = check_place(part->checking, part->rule);
  *proven = excludes(place->whatever, part->whatever, verdicts);
  return *proven || (part->typed && excludes(place->typed, part->typed, verdicts));
}

static bool reads_field(const TreeNode *node) {
  bool reads = node->op == TREE_FIELD;
  for (size_t i = 0; i < node->count && !reads; i++)
    reads = reads_field(node->operands[i]);
  return reads;
}

/* Of an event. */
static const char *of_which(const Part *part) {
  const Tree *tree = part->rule->tree;
  bool proven;
  if (never(part, CLAIM_UNKNOWN, &proven))
    return " for each of them";
  if (tree->field_count != 1)
    return " for each of which it can be asked";
  return text_format(part->checking->arena, " for each whose %.*s is known",
                     TEXT_ARGS(tree->fields[0]))
      .bytes;
}

/* "", or " for everyone whose nps is known" where it cannot be asked of the others. */
static const char *of_whom(const Part *part) {
  const Tree *tree = part->rule->tree;
  bool proven;
  if (part->rule->side >= 0)
    return of_which(part);
  if (never(part, CLAIM_UNKNOWN, &proven))
    return " for everyone";
  if (tree->field_count != 1)
    return " for everyone of whom it can be asked";
  return text_format(part->checking->arena, " for everyone whose %.*s is known",
                     TEXT_ARGS(tree->fields[0]))
      .bytes;
}

static Finding *report(const Part *part, const char *id, CheckLevel level, bool proven) {
  Finding *finding =
      findings_add(part->checking->findings, id, level, check_at(part->rule, part->node));
  finding->proven = proven;
  part->rule->explained = true;
  return finding;
}

static void report_whole(const Part *part, bool yes, bool proven) {
  Finding *finding =
      report(part, yes ? "always-true" : "always-false", yes ? CHECK_WARNING : CHECK_ERROR, proven);
  Text shown = check_shown(part->checking, part->rule, part->node);
  finding->message =
      text_format(part->checking->arena, "%.*s is %s: %.*s", TEXT_ARGS(part->rule->title),
                  yes ? text_format(part->checking->arena, "yes%s", of_whom(part)).bytes
                  : part->rule->side < 0 ? "yes for nobody, ever"
                                         : "never yes, whatever happened",
                  TEXT_ARGS(shown));
  finding->advice = !yes                   ? TEXT("look at its numbers and at its and, or, not")
                    : part->rule->side < 0 ? TEXT("where everyone is meant, write: return true")
                                           : TEXT("where all of them are meant, leave it out");
}

static bool check_whole(const Part *part) {
  bool proven;
  const TreeNode *root = part->rule->tree->root;
  if (never(part, CLAIM_YES, &proven)) {
    part->rule->never = true;
    if (!part->rule->mistyped && !part->rule->whole_told)
      report_whole(part, false, proven);
    return true;
  }
  if (!never(part, CLAIM_NO, &proven))
    return false;
  part->rule->always = never(part, CLAIM_NO | CLAIM_UNKNOWN, &proven);
  bool told = part->rule->mistyped || part->rule->whole_told;
  if (!told && reads_field(root)) /* `return true` was meant */
    report_whole(part, true, never(part, CLAIM_NO, &proven) && proven);
  return true;
}

/* A question about a field that stands in an `and`, `or` or `not`. */
static bool is_question(const TreeNode *node) {
  bool joined = node->op == TREE_AND || node->op == TREE_OR || node->op == TREE_NOT;
  return (joined || tree_is_comparison(node->op)) && reads_field(node);
}

static bool check_piece(const Part *part) {
  bool proven, yes = false;
  if (!is_question(part->node))
    return false;
  if (!never(part, CLAIM_YES, &proven)) {
    yes = true;
    if (!never(part, CLAIM_NO, &proven))
      return false;
  }
  Finding *finding = report(part, yes ? "always-true" : "always-false", CHECK_WARNING, proven);
  Text shown = check_shown(part->checking, part->rule, part->node);
  finding->message =
      text_format(part->checking->arena, "%.*s, a part of %.*s, is always %s", TEXT_ARGS(shown),
                  TEXT_ARGS(part->rule->title), yes ? "yes" : "no");
  finding->advice = TEXT("leave it out, or look at its numbers");
  return true;
}

static Part part_of(Checking *checking, CheckRule *rule, const TreeNode *node) {
  Part part = {.checking = checking, .rule = rule, .node = node};
  const CheckPlace *place = check_place(checking, rule);
  part.whatever = prover_term(place->whatever->prover, rule->tree, node);
  if (place->typed)
    part.typed = prover_term(place->typed->prover, rule->tree, node);
  return part;
}

static bool is_logical(const TreeNode *node) {
  return node->op >= TREE_LET && node->op <= TREE_NOT;
}

/* The pieces below; one that is told is not taken apart. */
static void check_pieces(Checking *checking, CheckRule *rule, const TreeNode *node) {
  for (size_t i = 0; i < node->count && is_logical(node); i++) {
    Part part = part_of(checking, rule, node->operands[i]);
    if (!check_piece(&part))
      check_pieces(checking, rule, node->operands[i]);
  }
}

void check_always(Checking *checking) {
  for (size_t i = 0; i < checking->rule_count; i++) {
    CheckRule *rule = &checking->rules[i];
    if (!rule->tree || !check_is_condition(rule))
      continue;
    Part whole = part_of(checking, rule, rule->tree->root);
    if (!check_whole(&whole) && !rule->explained)
      check_pieces(checking, rule, rule->tree->root);
  }
}
