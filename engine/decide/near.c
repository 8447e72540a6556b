#include "decide/near.h"

#include "base/bytes.h"
#include "base/crew.h"
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

enum { NONE_YET = 0xFF, NONE_ALONE = 0xFE };

typedef struct Counting {
  const Parts *parts;
  const Condition *conditions[MOST_PARTS];
  const uint8_t *state;
  uint8_t *part; /* [row]: the part that alone said no; NULL: nobody asks */
  size_t counts[MOST_PARTS];
} Counting;

/* Without branches: what a part says of a customer is hard to guess. */
static void part_count(uint8_t *restrict part, const uint8_t *restrict verdicts, size_t count,
                       uint8_t number) {
  for (size_t i = 0; i < count; i++) {
    uint8_t alone = part[i] == NONE_YET ? number : NONE_ALONE;
    uint8_t said_no = verdicts[i] == VERDICT_NO ? alone : part[i];
    part[i] = verdicts[i] == VERDICT_UNKNOWN ? NONE_ALONE : said_no;
  }
}

/* The part that alone said no of each row of a batch. */
static void batch_ask(const Counting *counting, ConditionScratch *scratch, size_t first,
                      size_t count, uint8_t *part) {
  uint8_t asked[CONDITION_BATCH] = {0}, verdicts[CONDITION_BATCH];
  const uint8_t *restrict state = counting->state + first;
  for (size_t i = 0; i < count; i++)
    asked[i] = state[i] == STATE_NOT_ELIGIBLE;
  for (size_t i = 0; i < count; i++)
    part[i] = asked[i] ? NONE_YET : NONE_ALONE;
  ConditionRows rows = {first, count, asked};
  for (size_t number = 0; number < counting->parts->count; number++) {
    condition_verdicts(counting->conditions[number], scratch, rows, verdicts);
    part_count(part, verdicts, count, (uint8_t)number);
  }
}

/* Some rows, by any thread. */
static void range_count(void *context, size_t begin, size_t end) {
  Counting *counting = context;
  size_t parts = counting->parts->count, counts[MOST_PARTS] = {0};
  ConditionScratch *scratch = condition_scratch_make(counting->conditions, parts);
  for (size_t first = begin; first < end; first += CONDITION_BATCH) {
    uint8_t own[CONDITION_BATCH], *part = counting->part ? counting->part + first : own;
    size_t count = end - first < CONDITION_BATCH ? end - first : CONDITION_BATCH;
    batch_ask(counting, scratch, first, count, part);
    for (size_t number = 0; number < parts; number++)
      counts[number] += bytes_count(part, count, (uint8_t)number);
  }
  condition_scratch_drop(scratch);
  for (size_t number = 0; number < parts; number++)
    __atomic_fetch_add(&counting->counts[number], counts[number], __ATOMIC_RELAXED);
}

static uint32_t *rows_of(Arena *arena, const Counting *counting, size_t rows, size_t number) {
  uint32_t *found = arena_array(arena, counting->counts[number], sizeof *found);
  size_t count = 0;
  for (size_t row = 0; row < rows; row++)
    if (counting->part[row] == number)
      found[count++] = (uint32_t)row;
  return found;
}

static void gather(Arena *arena, const Counting *counting, size_t rows, NearMisses *near) {
  near->list = arena_array(arena, counting->parts->count + 1, sizeof *near->list);
  for (size_t number = 0; number < counting->parts->count; number++)
    if (counting->counts[number])
      near->list[near->count++] =
          (NearMiss){.comparison = counting->parts->texts[number],
                     .rows = counting->part ? rows_of(arena, counting, rows, number) : NULL,
                     .count = counting->counts[number],
                     .part = number};
}

bool near_misses(Arena *arena, const Policy *policy, const Selection *selection,
                 const NearInput *input, NearMisses *near, Error *error) {
  const Table *table = input->table;
  *near = (NearMisses){.count = 0};
  if (!selection->when.tree)
    return true;
  Parts parts = {.arena = arena, .tree = tree_read(arena, selection->when.tree, error)};
  if (!parts.tree)
    return false;
  collect(&parts, parts.tree->root, NULL, false);
  if (!parts.count || parts.count == MOST_PARTS)
    return true;
  Counting counting = {.parts = &parts, .state = input->decided->state};
  for (size_t i = 0; i < parts.count; i++)
    counting.conditions[i] = condition_prepare(arena, parts.trees[i], table, policy->as_of);
  counting.part = input->rows ? memory_array(table->rows, 1) : NULL;
  crew_ranges(input->threads, table->rows, range_count, &counting);
  gather(arena, &counting, table->rows, near);
  memory_free(counting.part);
  return true;
}
