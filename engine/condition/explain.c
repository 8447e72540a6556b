#include "condition/explain.h"

#include "condition/filled.h"
#include "condition/scalar.h"

/* One asked part of the tree. */
typedef struct Step Step;
struct Step {
  const TreeNode *node;
  Verdict verdict;
  size_t line; /* SIZE_MAX: it is made of parts, or a constant */
  Step *parts[3];
};

typedef struct Explain {
  Arena *arena;
  Scalar scalar;
  ExplainLine *lines;
  size_t count, room;
} Explain;

/* --- asking ---------------------------------------------------------------------- */

static size_t line_add(Explain *explain, const TreeNode *node, Verdict verdict, Text filled) {
  if (explain->count == explain->room) {
    size_t room = explain->room * 2 + 16;
    ExplainLine *lines = arena_array(explain->arena, room, sizeof *lines);
    if (explain->count)
      memcpy(lines, explain->lines, explain->count * sizeof *lines);
    explain->lines = lines;
    explain->room = room;
  }
  explain->lines[explain->count] =
      (ExplainLine){.text = node->text, .filled = filled, .verdict = verdict, .node = node};
  return explain->count++;
}

static Verdict verdict_of(Explain *explain, const TreeNode *node) {
  Value value;
  if (!scalar_value(&explain->scalar, node, &value))
    return VERDICT_UNKNOWN;
  return scalar_truth(value) ? VERDICT_YES : VERDICT_NO;
}

static Step *walk(Explain *explain, const TreeNode *node, bool asked);

static Step *leaf(Explain *explain, Step *step, bool asked) {
  Text filled = {"", 0};
  if (asked) {
    step->verdict = verdict_of(explain, step->node);
    filled = filled_text(explain->arena, &explain->scalar, step->node);
  }
  step->line = step->node->op == TREE_CONSTANT
                   ? SIZE_MAX
                   : line_add(explain, step->node, step->verdict, filled);
  return step;
}

/* Whether a value is shown as comparisons of its own. */
static bool is_logical(const TreeNode *node) {
  return node->op == TREE_AND || node->op == TREE_OR || node->op == TREE_NOT ||
         tree_is_comparison(node->op) || node->op == TREE_KNOWN;
}

static Step *let(Explain *explain, Step *step, bool asked) {
  const TreeNode *value = step->node->operands[0];
  Value *slot = &explain->scalar.slots[step->node->index];
  bool fine = asked && scalar_value(&explain->scalar, value, slot);
  if (is_logical(value) || (asked && !fine))
    step->parts[0] = walk(explain, value, asked);
  step->parts[1] = walk(explain, step->node->operands[1], fine);
  step->verdict = !asked ? VERDICT_NOT_ASKED : !fine ? VERDICT_UNKNOWN : step->parts[1]->verdict;
  return step;
}

static Verdict opposite(Verdict verdict) {
  return verdict == VERDICT_YES ? VERDICT_NO : verdict == VERDICT_NO ? VERDICT_YES : verdict;
}

static Step *and_or(Explain *explain, Step *step, bool asked) {
  Verdict open = step->node->op == TREE_AND ? VERDICT_YES : VERDICT_NO;
  step->parts[0] = walk(explain, step->node->operands[0], asked);
  bool goes_on = asked && step->parts[0]->verdict == open;
  step->parts[1] = walk(explain, step->node->operands[1], goes_on);
  step->verdict = step->parts[goes_on ? 1 : 0]->verdict;
  return step;
}

static Step *choose(Explain *explain, Step *step, bool asked) {
  step->parts[0] = walk(explain, step->node->operands[0], asked);
  Verdict condition = step->parts[0]->verdict;
  step->parts[1] = walk(explain, step->node->operands[1], condition == VERDICT_YES);
  step->parts[2] = walk(explain, step->node->operands[2], condition == VERDICT_NO);
  step->verdict = condition == VERDICT_YES  ? step->parts[1]->verdict
                  : condition == VERDICT_NO ? step->parts[2]->verdict
                                            : condition;
  return step;
}

static Step *walk(Explain *explain, const TreeNode *node, bool asked) {
  Step *step = arena_new(explain->arena, sizeof *step);
  *step = (Step){.node = node, .verdict = VERDICT_NOT_ASKED, .line = SIZE_MAX};
  switch (node->op) {
  case TREE_AND:
  case TREE_OR:
    return and_or(explain, step, asked);
  case TREE_NOT:
    step->parts[0] = walk(explain, node->operands[0], asked);
    step->verdict = opposite(step->parts[0]->verdict);
    return step;
  case TREE_IF:
    return choose(explain, step, asked);
  case TREE_LET:
    return let(explain, step, asked);
  default:
    return leaf(explain, step, asked);
  }
}

/* --- what decided ---------------------------------------------------------------- */

static bool names_slot(const TreeNode *node, size_t slot) {
  if (node->op == TREE_LOCAL && node->index == slot)
    return true;
  for (size_t i = 0; i < node->count; i++)
    if (names_slot(node->operands[i], slot))
      return true;
  return false;
}

/* Whether a line that decided looks at the slot. */
static bool slot_decided(const Explain *explain, size_t slot) {
  for (size_t i = 0; i < explain->count; i++)
    if (explain->lines[i].decided && names_slot(explain->lines[i].node, slot))
      return true;
  return false;
}

static void decide(Explain *explain, const Step *step);

/* A yes of `and` rests on both, its no on the part that said it; `or` the other way round. */
static void decide_and_or(Explain *explain, const Step *step) {
  Verdict both = step->node->op == TREE_AND ? VERDICT_YES : VERDICT_NO;
  for (int i = 0; i < 2; i++)
    if (step->verdict == both || step->parts[i]->verdict == step->verdict)
      decide(explain, step->parts[i]);
}

static void decide(Explain *explain, const Step *step) {
  if (step->verdict == VERDICT_NOT_ASKED)
    return;
  if (step->line != SIZE_MAX)
    explain->lines[step->line].decided = true;
  switch (step->node->op) {
  case TREE_AND:
  case TREE_OR:
    decide_and_or(explain, step);
    break;
  case TREE_LET:
    decide(explain, step->parts[1]);
    if (step->parts[0] &&
        (step->parts[1]->verdict == VERDICT_NOT_ASKED || slot_decided(explain, step->node->index)))
      decide(explain, step->parts[0]);
    break;
  case TREE_NOT:
  case TREE_IF:
    for (int i = 0; i < 3; i++)
      if (step->parts[i])
        decide(explain, step->parts[i]);
    break;
  default:
    break;
  }
}

/* --- once each ------------------------------------------------------------------- */

static bool same_place(const TreeNode *a, const TreeNode *b) {
  return a->file == b->file && a->line == b->line && a->column == b->column &&
         text_equal(a->text, b->text);
}

/* A line that was not asked goes when the same place was, or already stands there. */
static bool is_repeated(const Explain *explain, size_t at) {
  for (size_t i = 0; i < explain->count; i++)
    if (i != at && same_place(explain->lines[i].node, explain->lines[at].node) &&
        (i < at || explain->lines[i].verdict != VERDICT_NOT_ASKED))
      return true;
  return false;
}

static void drop_repeated(Explain *explain) {
  ExplainLine *kept = arena_array(explain->arena, explain->count + 1, sizeof *kept);
  size_t count = 0;
  for (size_t i = 0; i < explain->count; i++)
    if (explain->lines[i].verdict != VERDICT_NOT_ASKED || !is_repeated(explain, i))
      kept[count++] = explain->lines[i];
  explain->lines = kept;
  explain->count = count;
}

const Explanation *condition_explain(Arena *arena, const Tree *tree, const Table *table, size_t row,
                                     int32_t as_of) {
  Pool pool = {0};
  const Column **columns = arena_array(arena, tree->field_count + 1, sizeof *columns);
  for (size_t i = 0; i < tree->field_count; i++)
    columns[i] = table_column(table, tree->fields[i]);
  Explain explain = {.arena = arena,
                     .scalar = {.tree = tree,
                                .columns = columns,
                                .as_of = as_of,
                                .row = row,
                                .poison = SCALAR_NO_READ,
                                .slots = arena_array(arena, tree->slot_count + 1, sizeof(Value)),
                                .pool = &pool}};
  const Step *root = walk(&explain, tree->root, true);
  decide(&explain, root);
  drop_repeated(&explain);
  pool_free(&pool);
  Explanation *explanation = arena_new(arena, sizeof *explanation);
  *explanation =
      (Explanation){.verdict = root->verdict, .lines = explain.lines, .count = explain.count};
  return explanation;
}
