#include "log/read_part.h"

#include "base/json.h"

/* Tables that stay in the processor's nearer caches; beyond them a cell is sooner written. */
enum { FEW = 256, TEXTS_MOST = 1024, CELLS_MOST = 16384 };

/* --- preparing -------------------------------------------------------------------- */

/* The smallest and the largest cell of a column of integers or dates; false when all are
 * missing. */
static bool range_of(const Column *column, int64_t *least, int64_t *most) {
  *least = INT64_MAX, *most = INT64_MIN;
  for (size_t row = 0; row < column->rows; row++) {
    if (column_missing(column, row))
      continue;
    int64_t number = column_integer(column, row);
    *least = number < *least ? number : *least;
    *most = number > *most ? number : *most;
  }
  return *least <= *most;
}

static Value value_of(const Column *column, int64_t cell) {
  switch (column->type) {
  case COLUMN_TEXT:
    return (Value){.kind = VALUE_TEXT, .text = dictionary_text(column->dictionary, (uint32_t)cell)};
  case COLUMN_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = cell != 0};
  case COLUMN_DATE:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)cell};
  default:
    return (Value){.kind = VALUE_INTEGER, .integer = cell};
  }
}

/* How many different cells there can be, from read->least on; 0: too many to prepare. */
static size_t cells_of(ReadColumn *read) {
  const Column *column = read->column;
  int64_t most;
  if (column->type == COLUMN_BOOLEAN)
    return 2;
  if (column->type == COLUMN_TEXT) {
    uint32_t count = dictionary_count(column->dictionary);
    return count <= CELLS_MOST && count <= column->rows ? count : 0;
  }
  if ((column->type != COLUMN_INTEGER && column->type != COLUMN_DATE) ||
      !range_of(column, &read->least, &most))
    return 0;
  uint64_t range = (uint64_t)most - (uint64_t)read->least;
  return range < CELLS_MOST && range < column->rows ? (size_t)range + 1 : 0;
}

/* False when a cell is longer than that. */
static bool prepare_short(Arena *arena, ReadColumn *read, size_t count) {
  ReadCell *cells = arena_array(arena, count, sizeof *cells);
  Buffer buffer = {0};
  bool fit = true;
  for (size_t i = 0; fit && i < count; i++) {
    buffer.length = 0;
    value_json(&buffer, value_of(read->column, read->least + (int64_t)i));
    fit = buffer.length <= sizeof cells[i].bytes;
    if (fit)
      memcpy(cells[i].bytes, buffer.bytes, buffer.length);
    cells[i].length = (uint8_t)buffer.length;
  }
  buffer_free(&buffer);
  read->short_cells = fit ? cells : NULL;
  return fit;
}

static void prepare_cells(Arena *arena, ReadColumn *read) {
  size_t count = read->masked ? 1 : cells_of(read);
  if (!count || (count > FEW && prepare_short(arena, read, count)) || count > TEXTS_MOST)
    return;
  Text *cells = arena_array(arena, count, sizeof *cells);
  Buffer buffer = {0};
  for (size_t i = 0; i < count; i++) {
    buffer.length = 0;
    buffer_text(&buffer, read->name);
    if (read->masked)
      buffer_string(&buffer, READ_MASKED);
    else
      value_json(&buffer, value_of(read->column, read->least + (int64_t)i));
    cells[i] = piece_copy(arena, buffer_view(&buffer));
  }
  buffer_free(&buffer);
  read->cells = cells;
}

ReadPart read_part(Arena *arena, const Decisions *decisions) {
  ReadColumn *columns = arena_array(arena, decisions->read_count, sizeof *columns);
  Buffer name = {0};
  for (size_t i = 0; i < decisions->read_count; i++) {
    ReadColumn *read = &columns[i];
    read->column = decisions->read[i];
    read->masked = decisions->masked && decisions->masked[i];
    name.length = 0;
    buffer_byte(&name, ',');
    json_put_text(&name, read->column->name);
    read->lack = piece_copy(arena, buffer_view(&name));
    buffer_byte(&name, ':');
    read->name = piece_copy(arena, buffer_view(&name));
    prepare_cells(arena, read);
  }
  buffer_free(&name);
  return (ReadPart){columns, decisions->read_count};
}

/* --- writing ---------------------------------------------------------------------- */

/* Which of the prepared cells stands in this row. */
static inline size_t prepared(const ReadColumn *read, size_t row) {
  const Column *column = read->column;
  if (read->masked)
    return 0;
  if (column->type == COLUMN_TEXT)
    return column_code(column, row);
  if (column->type == COLUMN_BOOLEAN)
    return ((const uint8_t *)column->cells)[row];
  return (size_t)(column_integer(column, row) - read->least);
}

static inline void put_short(Buffer *out, const ReadCell *cell) {
  if (out->capacity - out->length < sizeof *cell)
    buffer_reserve(out, sizeof *cell);
  memcpy(out->bytes + out->length, cell, sizeof *cell);
  out->length += cell->length;
}

static inline void write_cell(const ReadColumn *read, size_t row, Buffer *out) {
  const Column *column = read->column;
  if (read->cells) {
    piece_put(out, read->cells[prepared(read, row)]);
    return;
  }
  piece_put(out, read->name);
  if (read->short_cells)
    put_short(out, &read->short_cells[prepared(read, row)]);
  else if (column->type == COLUMN_INTEGER)
    json_put_integer(out, column_integer(column, row));
  else if (column->type == COLUMN_DECIMAL)
    json_put_decimal(out, ((const double *)column->cells)[row]);
  else if (column->type == COLUMN_TEXT)
    json_put_text(out, dictionary_text(column->dictionary, column_code(column, row)));
  else
    value_json(out, column_value(column, row));
}

/* What was written from `begin` on begins with a comma, which becomes `open`. */
static void enclose(Buffer *out, size_t begin, char open, char close) {
  if (out->length == begin)
    buffer_byte(out, open);
  else
    out->bytes[begin] = open;
  buffer_byte(out, close);
}

void read_part_write(const ReadPart *part, size_t row, Buffer *out) {
  size_t missing = 0;
  buffer_string(out, ",\"read\":");
  size_t begin = out->length;
  for (size_t i = 0; i < part->count; i++) {
    const ReadColumn *read = &part->columns[i];
    if (column_lacks(read->column, row))
      missing++;
    else
      write_cell(read, row, out);
  }
  enclose(out, begin, '{', '}');
  buffer_string(out, ",\"missing\":");
  begin = out->length;
  for (size_t i = 0; missing && i < part->count; i++)
    if (column_lacks(part->columns[i].column, row))
      piece_put(out, part->columns[i].lack), missing--;
  enclose(out, begin, '[', ']');
}
