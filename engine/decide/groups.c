#include "decide/groups.h"

#include <math.h>

#include "base/memory.h"

/* A value as a kind and 64 bits that are equal exactly when the values are. */
typedef struct Slot {
  uint64_t bits;
  uint32_t group; /* + 1; 0: free */
  uint8_t kind;
} Slot;

/* False where the cell has no value that equals anything. */
static bool slot_of(const Column *column, size_t row, Slot *slot) {
  Value value = column_value(column, row);
  slot->kind = (uint8_t)value.kind;
  switch (value.kind) {
  case VALUE_MISSING:
    return false;
  case VALUE_BOOLEAN:
    slot->bits = value.boolean;
    return true;
  case VALUE_INTEGER:
    slot->bits = (uint64_t)value.integer;
    return true;
  case VALUE_DATE:
    slot->bits = (uint64_t)(int64_t)value.days;
    return true;
  case VALUE_TEXT: /* of a mixed column */
    slot->bits = (uint64_t)((const int64_t *)column->cells)[row];
    return true;
  case VALUE_DECIMAL:
    break;
  }
  if (isnan(value.decimal))
    return false;
  if (value.decimal == floor(value.decimal) && fabs(value.decimal) < 9223372036854775808.0) {
    slot->kind = VALUE_INTEGER;
    slot->bits = (uint64_t)(int64_t)value.decimal;
  } else {
    memcpy(&slot->bits, &value.decimal, sizeof slot->bits);
  }
  return true;
}

static Slot *find(Slot *slots, size_t mask, const Slot *wanted) {
  size_t at = text_hash((Text){(const char *)&wanted->bits, sizeof wanted->bits}) & mask;
  while (slots[at].group && (slots[at].bits != wanted->bits || slots[at].kind != wanted->kind))
    at = (at + 1) & mask;
  return &slots[at];
}

static void group_by_hash(Groups *groups, const Column *column, const uint32_t *rows,
                          size_t count) {
  size_t capacity = 16;
  while (capacity < 2 * count)
    capacity *= 2;
  Slot *slots = memory_array(capacity, sizeof *slots);
  for (size_t i = 0; i < count; i++) {
    Slot wanted = {0};
    groups->of[i] = NO_GROUP;
    if (!slot_of(column, rows[i], &wanted))
      continue;
    Slot *slot = find(slots, capacity - 1, &wanted);
    if (!slot->group) {
      *slot = wanted;
      slot->group = (uint32_t)++groups->count;
    }
    groups->of[i] = slot->group - 1;
  }
  memory_free(slots);
}

static void group_by_code(Groups *groups, const Column *column, const uint32_t *rows,
                          size_t count) {
  groups->count = dictionary_count(column->dictionary);
  for (size_t i = 0; i < count; i++)
    groups->of[i] = column_missing(column, rows[i]) ? NO_GROUP : column_code(column, rows[i]);
}

Groups groups_make(const Column *column, const uint32_t *rows, size_t count) {
  Groups groups = {.of = memory_grow(NULL, count * sizeof *groups.of)};
  if (column->type == COLUMN_TEXT)
    group_by_code(&groups, column, rows, count);
  else
    group_by_hash(&groups, column, rows, count);
  return groups;
}

Groups groups_one(size_t count) {
  return (Groups){.of = memory_array(count, sizeof(uint32_t)), .count = 1};
}

void groups_drop(Groups *groups) {
  memory_free(groups->of);
  *groups = (Groups){0};
}
