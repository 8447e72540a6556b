#include "condition/evaluate.h"

#include "base/memory.h"
#include "condition/compile.h"
#include "condition/number.h"
#include "condition/wide.h"

_Static_assert((int)CONDITION_BATCH == (int)BATCH_ROWS, "one size of batch");

struct Condition {
  const Tree *tree;
  const Column **columns;
  int32_t as_of;
  const Kernel *verdict;
  const Numeric *number; /* NULL: values are asked row by row */
};

struct ConditionScratch {
  Batch batch;
  Pool pool;
  Value *slots;
  bool *lacking;  /* by read */
  size_t *blamed; /* fields */
};

/* --- preparing ------------------------------------------------------------------- */

const Condition *condition_prepare(Arena *arena, const Tree *tree, const Table *table,
                                   int32_t as_of) {
  Condition *condition = arena_new(arena, sizeof *condition);
  Compile compile = {.arena = arena,
                     .tree = tree,
                     .columns = arena_array(arena, tree->field_count + 1, sizeof(Column *)),
                     .as_of = as_of,
                     .rows = table->rows,
                     .slot_numerics = arena_array(arena, tree->slot_count + 1, sizeof(Numeric *)),
                     .slot_masks = arena_array(arena, tree->slot_count + 1, sizeof(bool))};
  for (size_t i = 0; i < tree->field_count; i++)
    compile.columns[i] = table_column(table, tree->fields[i]);
  condition->tree = tree;
  condition->columns = compile.columns;
  condition->as_of = as_of;
  condition->verdict = compile_verdict(&compile, tree->root);
  condition->number = compile_number(&compile, tree->root);
  return condition;
}

const Tree *condition_tree(const Condition *condition) {
  return condition->tree;
}

static size_t scalar_parts(const Kernel *kernel) {
  size_t parts = kernel->kind == KERNEL_SCALAR;
  for (int i = 0; i < 3; i++)
    parts += kernel->operands[i] ? scalar_parts(kernel->operands[i]) : 0;
  return parts;
}

size_t condition_scalar_parts(const Condition *condition) {
  return scalar_parts(condition->verdict);
}

/* --- scratch --------------------------------------------------------------------- */

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

ConditionScratch *condition_scratch_make(const Condition *const *conditions, size_t count) {
  size_t masks = 1, rooms = 1, slots = 1, reads = 1;
  for (size_t i = 0; i < count; i++) {
    const Condition *one = conditions[i];
    masks = larger(masks, 1 + kernel_masks(one->verdict));
    rooms = larger(rooms, kernel_rooms(one->verdict));
    rooms = larger(rooms, one->number ? 1 + numeric_rooms(one->number) : 0);
    slots = larger(slots, one->tree->slot_count);
    reads = larger(reads, one->tree->read_count);
  }
  ConditionScratch *scratch = memory_new(sizeof *scratch);
  scratch->batch.masks = memory_array(masks, sizeof *scratch->batch.masks);
  scratch->batch.rooms = memory_array(rooms, sizeof(NumbersRoom));
  scratch->batch.slot_masks = memory_array(slots, sizeof *scratch->batch.slot_masks);
  scratch->batch.slot_numbers = memory_array(slots, sizeof(Numbers));
  scratch->batch.slot_rooms = memory_array(slots, sizeof(NumbersRoom));
  scratch->slots = memory_array(slots, sizeof(Value));
  scratch->lacking = memory_array(reads, sizeof(bool));
  scratch->blamed = memory_array(reads, sizeof(size_t));
  return scratch;
}

void condition_scratch_drop(ConditionScratch *scratch) {
  if (!scratch)
    return;
  memory_free(scratch->batch.masks);
  memory_free(scratch->batch.rooms);
  memory_free(scratch->batch.slot_masks);
  memory_free(scratch->batch.slot_numbers);
  memory_free(scratch->batch.slot_rooms);
  memory_free(scratch->slots);
  memory_free(scratch->lacking);
  memory_free(scratch->blamed);
  pool_free(&scratch->pool);
  memory_free(scratch);
}

static Scalar *scalar_ready(const Condition *condition, ConditionScratch *scratch) {
  pool_reset(&scratch->pool);
  scratch->batch.scalar = (Scalar){.tree = condition->tree,
                                   .columns = condition->columns,
                                   .as_of = condition->as_of,
                                   .poison = SCALAR_NO_READ,
                                   .slots = scratch->slots,
                                   .pool = &scratch->pool};
  return &scratch->batch.scalar;
}

static Batch *batch_ready(const Condition *condition, ConditionScratch *scratch,
                          ConditionRows rows) {
  scalar_ready(condition, scratch);
  scratch->batch.first = rows.first;
  scratch->batch.count = rows.count;
  return &scratch->batch;
}

/* --- asking ---------------------------------------------------------------------- */

enum { COUNTED_AT_ONCE = 128 }; /* in a byte */

WIDE static size_t unknown_count(const uint8_t *verdicts, size_t count) {
  size_t unknown = 0, at = 0;
  for (; at + COUNTED_AT_ONCE <= count; at += COUNTED_AT_ONCE) {
    uint8_t here = 0;
    for (size_t i = 0; i < COUNTED_AT_ONCE; i++)
      here = (uint8_t)(here + (verdicts[at + i] == VERDICT_UNKNOWN));
    unknown += here;
  }
  for (; at < count; at++)
    unknown += verdicts[at] == VERDICT_UNKNOWN;
  return unknown;
}

WIDE static void not_asked_mark(const uint8_t *restrict asked, uint8_t *restrict verdicts,
                                size_t count) {
  for (size_t i = 0; i < count; i++)
    verdicts[i] = asked[i] ? verdicts[i] : VERDICT_NOT_ASKED;
}

/* Marks who was not asked; counts the unknown. */
static size_t verdicts_finish(ConditionRows rows, uint8_t *verdicts) {
  if (rows.asked)
    not_asked_mark(rows.asked, verdicts, rows.count);
  return unknown_count(verdicts, rows.count);
}

size_t condition_verdicts(const Condition *condition, ConditionScratch *scratch, ConditionRows rows,
                          uint8_t *verdicts) {
  Batch *batch = batch_ready(condition, scratch, rows);
  kernel_run(condition->verdict, batch, rows.asked, verdicts);
  return verdicts_finish(rows, verdicts);
}

static void numbers_give(const Numeric *number, Batch *batch, Value *values, uint8_t *verdicts) {
  static const uint8_t of_lack[] = {
      [LACK_NOT] = VERDICT_YES, [LACK_MISSING] = VERDICT_NO, [LACK_FAILED] = VERDICT_UNKNOWN};
  Numbers numbers = numeric_run(number, batch, &batch->rooms[batch->rooms_used++]);
  for (size_t i = 0; i < batch->count; i++) {
    verdicts[i] = numbers.lacks ? of_lack[numbers.lacks[i]] : VERDICT_YES;
    values[i] = (Value){.kind = VALUE_MISSING};
    if (verdicts[i] == VERDICT_YES)
      values[i] = numeric_at(number, numbers, i);
  }
  batch->rooms_used--;
}

static uint8_t value_give(const Condition *condition, Scalar *scalar, Value *value) {
  if (!scalar_value(scalar, condition->tree->root, value)) {
    value->kind = VALUE_MISSING;
    return VERDICT_UNKNOWN;
  }
  if (value->kind == VALUE_DATE) {
    Text text;
    scalar_text(scalar, *value, &text);
    *value = (Value){.kind = VALUE_TEXT, .text = text};
  }
  return value->kind == VALUE_MISSING ? VERDICT_NO : VERDICT_YES;
}

size_t condition_values(const Condition *condition, ConditionScratch *scratch, ConditionRows rows,
                        Value *values, uint8_t *verdicts) {
  Batch *batch = batch_ready(condition, scratch, rows);
  if (condition->number)
    numbers_give(condition->number, batch, values, verdicts);
  for (size_t i = 0; !condition->number && i < rows.count; i++) {
    batch->scalar.row = rows.first + i;
    values[i].kind = VALUE_MISSING;
    if (!rows.asked || rows.asked[i])
      verdicts[i] = value_give(condition, &batch->scalar, &values[i]);
  }
  return verdicts_finish(rows, verdicts);
}

/* --- blame ------------------------------------------------------------------------ */

static size_t field_of_read(const TreeNode *node, size_t read) {
  size_t found = SIZE_MAX;
  if (node->op == TREE_FIELD && node->read == read)
    return node->index;
  for (size_t i = 0; i < node->count && found == SIZE_MAX; i++)
    found = field_of_read(node->operands[i], read);
  return found;
}

static bool ends_on_poison(Scalar *scalar, size_t read) {
  Value ignored;
  scalar->poison = read;
  scalar->end = SCALAR_FINE;
  scalar_value(scalar, scalar->tree->root, &ignored);
  return scalar->end == SCALAR_POISONED;
}

/* Adds a field that is not there yet. */
static void blame_add(ConditionScratch *scratch, size_t *count, size_t field) {
  for (size_t i = 0; i < *count; i++)
    if (scratch->blamed[i] == field)
      return;
  scratch->blamed[(*count)++] = field;
}

static size_t lacking_count(const ConditionScratch *scratch, const Tree *tree) {
  size_t count = 0;
  for (size_t read = 0; read < tree->read_count; read++)
    count += scratch->lacking[read];
  return count;
}

enum { MOST_LACKING = 64 }; /* what the VM takes note of */

bool condition_blame(const Condition *condition, ConditionScratch *scratch, size_t row,
                     ConditionBlame *blame) {
  const Tree *tree = condition->tree;
  Scalar *scalar = scalar_ready(condition, scratch);
  Value ignored;
  size_t count = 0;
  memset(scratch->lacking, 0, tree->read_count * sizeof *scratch->lacking);
  scalar->row = row;
  scalar->lacking = scratch->lacking;
  if (scalar_value(scalar, tree->root, &ignored) || scalar->end == SCALAR_BEYOND)
    return false;
  const TreeNode *failed = scalar->failed;
  scalar->lacking = NULL;
  if (lacking_count(scratch, tree) > MOST_LACKING)
    return false;
  for (size_t read = 0; read < tree->read_count; read++)
    if (scratch->lacking[read] && ends_on_poison(scalar, read))
      blame_add(scratch, &count, field_of_read(tree->root, read));
  *blame = (ConditionBlame){.fields = scratch->blamed, .count = count, .failed = failed};
  return count > 0;
}

bool condition_has_nothing(const Condition *condition, size_t row) {
  for (size_t i = 0; i < condition->tree->field_count; i++)
    if (condition->columns[i] && !column_lacks(condition->columns[i], row))
      return false;
  return true;
}
