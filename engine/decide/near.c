#include "decide/near.h"

#include "base/memory.h"
#include "condition/evaluate.h"

enum { MOST_PARTS = 64 };

/* The lets around a part, the innermost first. */
typedef struct Wrap {
  const TreeNode *let;
  const struct Wrap *outer;
} Wrap;

typedef struct Parts {
  Arena *arena;
  const Tree *tree;
  const Tree *trees[MOST_PARTS];
  Text texts[MOST_PARTS];
  size_t count;
} Parts;

/* --- cutting ---------------------------------------------------------------------- */

static TreeNode *node_over(Arena *arena, const TreeNode *like, TreeNode *inner, size_t at) {
  TreeNode *node = arena_new(arena, sizeof *node);
  *node = *like;
  node->operands = arena_array(arena, like->count, sizeof *node->operands);
  memcpy(node->operands, like->operands, like->count * sizeof *node->operands);
  node->operands[at] = inner;
  return node;
}

static TreeNode *node_not(Arena *arena, TreeNode *inner) {
  TreeNode *node = arena_new(arena, sizeof *node);
  *node = (TreeNode){.op = TREE_NOT,
                     .line = inner->line,
                     .error_line = inner->error_line,
                     .file = inner->file,
                     .count = 1,
                     .operands = arena_array(arena, 1, sizeof *node->operands)};
  node->operands[0] = inner;
  return node;
}

static void part_add(Parts *parts, TreeNode *node, const Wrap *wrap, bool negate) {
  if (parts->count == MOST_PARTS)
    return;
  Text text = node->text;
  if (negate) {
    bool bare = node->op == TREE_FIELD || node->op == TREE_KNOWN;
    text = text_format(parts->arena, bare ? "not %.*s" : "not (%.*s)", TEXT_ARGS(text));
    node = node_not(parts->arena, node);
  }
  for (; wrap; wrap = wrap->outer)
    node = node_over(parts->arena, wrap->let, node, 1);
  Tree *tree = arena_new(parts->arena, sizeof *tree);
  *tree = *parts->tree;
  tree->root = node;
  parts->trees[parts->count] = tree;
  parts->texts[parts->count++] = text;
}

/* false or nil, written out. */
static bool says_no(const TreeNode *node) {
  return node->op == TREE_CONSTANT && (node->value.kind == VALUE_MISSING ||
                                       (node->value.kind == VALUE_BOOLEAN && !node->value.boolean));
}

static void collect(Parts *parts, TreeNode *node, const Wrap *wrap, bool negate);

/* `if c then return false end return x` is `not c and x`. */
static bool collect_if(Parts *parts, TreeNode *node, const Wrap *wrap) {
  if (says_no(node->operands[1])) {
    collect(parts, node->operands[0], wrap, true);
    collect(parts, node->operands[2], wrap, false);
  } else if (says_no(node->operands[2])) {
    collect(parts, node->operands[0], wrap, false);
    collect(parts, node->operands[1], wrap, false);
  } else {
    return false;
  }
  return true;
}

static void collect(Parts *parts, TreeNode *node, const Wrap *wrap, bool negate) {
  Wrap inner = {node, wrap};
  if ((node->op == TREE_AND && !negate) || (node->op == TREE_OR && negate)) {
    collect(parts, node->operands[0], wrap, negate);
    collect(parts, node->operands[1], wrap, negate);
  } else if (node->op == TREE_NOT) {
    collect(parts, node->operands[0], wrap, !negate);
  } else if (node->op == TREE_LET) {
    collect(parts, node->operands[1], &inner, negate);
  } else if (node->op == TREE_CONSTANT && says_no(node) == negate) {
    return; /* holds for everyone */
  } else if (node->op != TREE_IF || negate || !collect_if(parts, node, wrap)) {
    part_add(parts, node, wrap, negate);
  }
}

/* --- asking ----------------------------------------------------------------------- */

typedef struct Counting {
  const Parts *parts;
  const Condition *conditions[MOST_PARTS];
  ConditionScratch *scratch;
  const uint8_t *state;
  size_t rows;
  uint8_t *part; /* [row]: the part that alone said no; NONE_ALONE */
} Counting;

enum { NONE_YET = 0xFF, NONE_ALONE = 0xFE };

static void batch_count(Counting *counting, size_t first, size_t count) {
  uint8_t asked[CONDITION_BATCH] = {0}, verdicts[CONDITION_BATCH];
  uint8_t *part = counting->part + first;
  for (size_t i = 0; i < count; i++) {
    asked[i] = counting->state[first + i] == STATE_NOT_ELIGIBLE;
    part[i] = asked[i] ? NONE_YET : NONE_ALONE;
  }
  ConditionRows rows = {first, count, asked};
  for (size_t number = 0; number < counting->parts->count; number++) {
    condition_verdicts(counting->conditions[number], counting->scratch, rows, verdicts);
    for (size_t i = 0; i < count; i++) {
      if (verdicts[i] == VERDICT_UNKNOWN)
        part[i] = NONE_ALONE;
      else if (verdicts[i] == VERDICT_NO)
        part[i] = part[i] == NONE_YET ? (uint8_t)number : NONE_ALONE;
    }
  }
}

static void gather(Arena *arena, const Counting *counting, NearMisses *near) {
  size_t counts[MOST_PARTS] = {0};
  for (size_t row = 0; row < counting->rows; row++)
    if (counting->part[row] < MOST_PARTS)
      counts[counting->part[row]]++;
  near->list = arena_array(arena, counting->parts->count + 1, sizeof *near->list);
  for (size_t number = 0; number < counting->parts->count; number++) {
    if (!counts[number])
      continue;
    NearMiss *miss = &near->list[near->count++];
    miss->comparison = counting->parts->texts[number];
    miss->rows = arena_array(arena, counts[number], sizeof *miss->rows);
    for (size_t row = 0; row < counting->rows; row++)
      if (counting->part[row] == number)
        miss->rows[miss->count++] = (uint32_t)row;
  }
}

bool near_misses(Arena *arena, const Policy *policy, const Selection *selection,
                 const SelectionDecision *decided, const Table *table, NearMisses *near,
                 Error *error) {
  *near = (NearMisses){.count = 0};
  if (!selection->when.tree)
    return true;
  Parts parts = {.arena = arena, .tree = tree_read(arena, selection->when.tree, error)};
  if (!parts.tree)
    return false;
  collect(&parts, parts.tree->root, NULL, false);
  if (!parts.count || parts.count == MOST_PARTS)
    return true;
  Counting counting = {.parts = &parts, .state = decided->state, .rows = table->rows};
  for (size_t i = 0; i < parts.count; i++)
    counting.conditions[i] = condition_prepare(arena, parts.trees[i], table, policy->as_of);
  counting.scratch = condition_scratch_make(counting.conditions, parts.count);
  counting.part = memory_array(table->rows + CONDITION_BATCH, 1);
  for (size_t first = 0; first < table->rows; first += CONDITION_BATCH) {
    size_t left = table->rows - first;
    batch_count(&counting, first, left < CONDITION_BATCH ? left : CONDITION_BATCH);
  }
  gather(arena, &counting, near);
  memory_free(counting.part);
  condition_scratch_drop(counting.scratch);
  return true;
}
