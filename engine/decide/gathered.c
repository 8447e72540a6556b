#include "decide/gathered.h"

#include "base/memory.h"

void gathered_make(Gathered *gathered, Text name, size_t rows) {
  *gathered = (Gathered){.name = name, .texts = dictionary_make(), .type = COLUMN_INTEGER};
  gathered->slots = memory_array(rows + 1, sizeof *gathered->slots);
  gathered->kinds = memory_array(rows + 1, 1);
}

void gathered_drop(Gathered *gathered) {
  memory_free(gathered->slots);
  memory_free(gathered->kinds);
  dictionary_drop(gathered->texts);
  *gathered = (Gathered){.rows = 0};
}

/* --- a piece ------------------------------------------------------------------------------ */

static int64_t slot_of(Gathered *gathered, const Value *value) {
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
    return dictionary_enter(gathered->texts, value->text, &is_new);
  case VALUE_DECIMAL:
    memcpy(&slot, &value->decimal, sizeof slot);
    return slot;
  default:
    return 0;
  }
}

/* A piece without a value says nothing of the type, once there is one. */
static void take_type(Gathered *gathered, const Column *piece, size_t rows) {
  bool some = piece->missing_count < rows;
  if (gathered->typed && !some)
    return;
  gathered->type = gathered->typed && gathered->type != piece->type ? COLUMN_MIXED : piece->type;
  gathered->typed = some;
}

void gathered_add(Gathered *gathered, const Column *piece, size_t rows) {
  for (size_t row = 0; row < rows; row++) {
    Value value = {.kind = VALUE_MISSING};
    if (piece)
      value = column_value(piece, row);
    gathered->slots[gathered->rows + row] = slot_of(gathered, &value);
    gathered->kinds[gathered->rows + row] = (uint8_t)value.kind;
  }
  gathered->rows += rows;
  if (piece)
    take_type(gathered, piece, rows);
}

/* --- the whole ---------------------------------------------------------------------------- */

static uint8_t width_of(ColumnType type) {
  switch (type) {
  case COLUMN_BOOLEAN:
    return sizeof(uint8_t);
  case COLUMN_DATE:
  case COLUMN_TEXT:
    return sizeof(int32_t);
  default:
    return sizeof(int64_t);
  }
}

/* Cells that are narrower stand in the same memory: each is written behind what was read. */
static void narrow(Gathered *gathered, uint8_t width) {
  enum { SOME = 512 };
  int64_t some[SOME];
  for (size_t row = 0; width < sizeof *some && row < gathered->rows; row += SOME) {
    size_t count = gathered->rows - row < SOME ? gathered->rows - row : SOME;
    memcpy(some, gathered->slots + row, count * sizeof *some);
    column_cells_put(gathered->slots, width, row, some, count);
  }
}

static void mark_missing(Arena *arena, const Gathered *gathered, Column *column) {
  uint64_t *missing = arena_array(arena, gathered->rows / 64 + 1, sizeof *missing);
  for (size_t row = 0; row < gathered->rows; row++) {
    if (gathered->kinds[row] != VALUE_MISSING)
      continue;
    missing[row / 64] |= (uint64_t)1 << (row % 64);
    column->missing_count++;
  }
  column->missing = column->missing_count ? missing : NULL;
}

Column gathered_column(Arena *arena, Gathered *gathered) {
  uint8_t width = width_of(gathered->type);
  bool mixed = gathered->type == COLUMN_MIXED;
  Column column = {.name = gathered->name,
                   .type = gathered->type,
                   .width = width,
                   .rows = gathered->rows,
                   .cells = gathered->slots,
                   .kinds = mixed ? gathered->kinds : NULL,
                   .dictionary = mixed || gathered->type == COLUMN_TEXT ? gathered->texts : NULL};
  mark_missing(arena, gathered, &column);
  narrow(gathered, width);
  return column;
}
