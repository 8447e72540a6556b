#include "decide/gather.h"

#include "base/memory.h"
#include "decide/order.h"
#include "decide/selections.h"

/* One column over all pieces, as a COLUMN_MIXED holds it. */
typedef struct Gathered {
  Text name;
  int64_t *slots;
  uint8_t *kinds;
  Dictionary *texts;
  bool integers; /* nothing else was met */
} Gathered;

/* What a selection found of each customer before any was held against others. */
typedef struct Entered {
  uint8_t *state;
  uint16_t *by;
} Entered;

struct Gather {
  Arena *arena;
  const Policy *policy;
  size_t rows, capacity;
  Gathered *columns; /* the key's first, then those that are named, then a selection's score */
  size_t named, count;
  size_t *score; /* [selection]: among the columns; SIZE_MAX: it has no rank */
  Entered *entered;
  Table *table;
};

/* --- which columns ------------------------------------------------------------------------ */

static void name_one(Gather *gather, Text name) {
  for (size_t i = 1; i < gather->count; i++)
    if (text_equal(gather->columns[i].name, name))
      return;
  if (name.length && !text_equal(name, gather->policy->read.key))
    gather->columns[gather->count++].name = name;
}

Gather *gather_make(const Policy *policy) {
  Gather *gather = memory_new(sizeof *gather);
  size_t selections = policy->selection_count;
  gather->arena = arena_make();
  gather->policy = policy;
  gather->columns = arena_array(gather->arena, 1 + 4 * selections, sizeof *gather->columns);
  gather->score = arena_array(gather->arena, selections, sizeof *gather->score);
  gather->entered = arena_array(gather->arena, selections, sizeof *gather->entered);
  gather->columns[gather->count++].name = policy->read.key;
  for (size_t i = 0; i < selections; i++) {
    name_one(gather, policy->selections[i].one_per);
    name_one(gather, policy->selections[i].quota_per);
    name_one(gather, policy->selections[i].quota_of);
  }
  gather->named = gather->count;
  for (size_t i = 0; i < selections; i++)
    gather->score[i] = policy->selections[i].rank.number >= 0 ? gather->count++ : SIZE_MAX;
  for (size_t i = 0; i < gather->count; i++) {
    gather->columns[i].texts = dictionary_make();
    gather->columns[i].integers = true;
  }
  return gather;
}

void gather_drop(Gather *gather) {
  if (!gather)
    return;
  table_drop(gather->table);
  for (size_t i = 0; i < gather->count; i++) {
    memory_free(gather->columns[i].slots);
    memory_free(gather->columns[i].kinds);
    dictionary_drop(gather->columns[i].texts);
  }
  for (size_t i = 0; i < gather->policy->selection_count; i++) {
    memory_free(gather->entered[i].state);
    memory_free(gather->entered[i].by);
  }
  arena_drop(gather->arena);
  memory_free(gather);
}

/* --- a piece ------------------------------------------------------------------------------ */

static void reserve(Gather *gather, size_t rows) {
  if (rows <= gather->capacity)
    return;
  size_t capacity = rows + rows / 2;
  for (size_t i = 0; i < gather->count; i++) {
    Gathered *column = &gather->columns[i];
    column->slots = memory_grow(column->slots, capacity * sizeof *column->slots);
    column->kinds = memory_grow(column->kinds, capacity);
  }
  for (size_t i = 0; i < gather->policy->selection_count; i++) {
    Entered *entered = &gather->entered[i];
    entered->state = memory_grow(entered->state, capacity);
    entered->by = memory_grow(entered->by, capacity * sizeof *entered->by);
  }
  gather->capacity = capacity;
}

static int64_t slot_of(Gathered *column, const Value *value) {
  bool is_new;
  int64_t slot = 0;
  switch (value->kind) {
  case VALUE_BOOLEAN:
    return value->boolean;
  case VALUE_INTEGER:
    return value->integer;
  case VALUE_DATE:
    return value->days;
  case VALUE_TEXT:
    return dictionary_enter(column->texts, value->text, &is_new);
  case VALUE_DECIMAL:
    memcpy(&slot, &value->decimal, sizeof slot);
    return slot;
  default:
    return 0;
  }
}

static void add_column(Gathered *column, size_t from, const Column *piece, size_t rows) {
  for (size_t row = 0; row < rows; row++) {
    Value value = {.kind = VALUE_MISSING};
    if (piece)
      value = column_value(piece, row);
    column->slots[from + row] = slot_of(column, &value);
    column->kinds[from + row] = (uint8_t)value.kind;
    column->integers =
        column->integers && (value.kind == VALUE_INTEGER || value.kind == VALUE_MISSING);
  }
}

/* Whoever was not kept out by himself is still in: what came after that hung on others. */
static void add_states(const Entered *entered, size_t from, const SelectionDecision *piece,
                       size_t rows) {
  for (size_t row = 0; row < rows; row++) {
    bool out = piece->state[row] < STATE_CONTACTED_ENOUGH;
    entered->state[from + row] = out ? piece->state[row] : STATE_SELECTED;
    entered->by[from + row] = out ? piece->by[row] : UINT16_MAX;
  }
}

/* Every key is new: its code in the dictionary is its row then. */
static bool add_keys(Gather *gather, const Table *piece, GatherTwins *twins) {
  for (size_t row = 0; row < piece->rows; row++) {
    char scratch[24];
    bool is_new;
    uint32_t code =
        dictionary_enter(gather->columns[0].texts, table_key(piece, row, scratch), &is_new);
    if (is_new)
      continue;
    *twins = (GatherTwins){gather->rows + row, code};
    return false;
  }
  return true;
}

bool gather_add(Gather *gather, const Decided *piece, GatherTwins *twins) {
  const Table *table = piece->decisions.table;
  size_t rows = piece->decisions.rows;
  if (!add_keys(gather, table, twins))
    return false;
  reserve(gather, gather->rows + rows);
  for (size_t i = 0; i < gather->named; i++)
    add_column(&gather->columns[i], gather->rows, table_column(table, gather->columns[i].name),
               rows);
  for (size_t i = 0; i < gather->policy->selection_count; i++) {
    const SelectionDecision *selection = &piece->decisions.selections[i];
    add_states(&gather->entered[i], gather->rows, selection, rows);
    if (gather->score[i] != SIZE_MAX)
      add_column(&gather->columns[gather->score[i]], gather->rows, selection->score, rows);
  }
  gather->rows += rows;
  return true;
}

/* --- all of them -------------------------------------------------------------------------- */

static Column *column_of(Gather *gather, const Gathered *gathered) {
  Column *column = arena_new(gather->arena, sizeof *column);
  size_t rows = gather->rows;
  *column = (Column){.name = gathered->name,
                     .type = COLUMN_MIXED,
                     .width = 8,
                     .rows = rows,
                     .cells = gathered->slots,
                     .kinds = gathered->kinds,
                     .dictionary = gathered->texts};
  uint64_t *missing = arena_array(gather->arena, rows / 64 + 1, sizeof *missing);
  for (size_t row = 0; row < rows; row++) {
    if (gathered->kinds[row] != VALUE_MISSING)
      continue;
    missing[row / 64] |= (uint64_t)1 << (row % 64);
    column->missing_count++;
  }
  column->missing = column->missing_count ? missing : NULL;
  if (gathered->integers) {
    column->type = COLUMN_INTEGER;
    column->kinds = NULL;
    column->dictionary = NULL;
  }
  return column;
}

const SelectionDecision *gather_settle(Gather *gather) {
  const Policy *policy = gather->policy;
  Column **columns = arena_array(gather->arena, gather->count, sizeof *columns);
  for (size_t i = 0; i < gather->count; i++)
    columns[i] = column_of(gather, &gather->columns[i]);
  gather->table = table_of_columns(policy->customers, columns, gather->named, gather->rows, 0);
  const uint32_t *by_key = order_by_key(gather->arena, gather->table);
  SelectionDecision *settled = arena_array(gather->arena, policy->selection_count, sizeof *settled);
  for (size_t i = 0; i < policy->selection_count; i++) {
    SelectionInput input = {.policy = policy,
                            .number = i,
                            .table = gather->table,
                            .by_key = by_key,
                            .earlier = settled,
                            .score =
                                gather->score[i] == SIZE_MAX ? NULL : columns[gather->score[i]],
                            .entered_state = gather->entered[i].state,
                            .entered_by = gather->entered[i].by};
    settled[i] = selection_decide(gather->arena, &input, NULL);
  }
  return settled;
}
