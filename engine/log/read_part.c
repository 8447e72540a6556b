#include "log/read_part.h"

#include "base/json.h"

enum { PREPARED_TEXTS_MOST = 65536 };

Text json_quoted(Arena *arena, Text text) {
  Buffer buffer = {0};
  json_put_text(&buffer, text);
  Text quoted = text_copy(arena, buffer_view(&buffer));
  buffer_free(&buffer);
  return quoted;
}

static const Text *prepare_texts(Arena *arena, const Column *column) {
  if (column->type != COLUMN_TEXT)
    return NULL;
  uint32_t count = dictionary_count(column->dictionary);
  if (count > PREPARED_TEXTS_MOST || count > column->rows)
    return NULL;
  Text *texts = arena_array(arena, count, sizeof *texts);
  for (uint32_t code = 0; code < count; code++)
    texts[code] = json_quoted(arena, dictionary_text(column->dictionary, code));
  return texts;
}

ReadPart read_part(Arena *arena, const Decisions *decisions) {
  ReadColumn *columns = arena_array(arena, decisions->read_count, sizeof *columns);
  for (size_t i = 0; i < decisions->read_count; i++) {
    const Column *column = decisions->read[i];
    columns[i].column = column;
    columns[i].quoted = json_quoted(arena, column->name);
    columns[i].masked = decisions->masked && decisions->masked[i];
    columns[i].texts = columns[i].masked ? NULL : prepare_texts(arena, column);
  }
  return (ReadPart){columns, decisions->read_count};
}

static void write_cell(const ReadColumn *read, size_t row, Buffer *out) {
  const Column *column = read->column;
  if (read->masked)
    buffer_string(out, READ_MASKED);
  else if (column->type == COLUMN_INTEGER)
    json_put_integer(out, column_integer(column, row));
  else if (read->texts)
    buffer_text(out, read->texts[column_code(column, row)]);
  else
    value_json(out, column_value(column, row));
}

static bool is_missing(const Column *column, size_t row) {
  return column_missing(column, row) ||
         (column->type == COLUMN_MIXED && column->kinds[row] == VALUE_MISSING);
}

void read_part_write(const ReadPart *part, size_t row, Buffer *out) {
  size_t missing = 0;
  buffer_string(out, ",\"read\":");
  char before = '{';
  for (size_t i = 0; i < part->count; i++) {
    const ReadColumn *read = &part->columns[i];
    if (is_missing(read->column, row)) {
      missing++;
      continue;
    }
    buffer_byte(out, before);
    buffer_text(out, read->quoted);
    buffer_byte(out, ':');
    write_cell(read, row, out);
    before = ',';
  }
  buffer_string(out, before == '{' ? "{},\"missing\":" : "},\"missing\":");
  before = '[';
  for (size_t i = 0; missing && i < part->count; i++) {
    if (!is_missing(part->columns[i].column, row))
      continue;
    buffer_byte(out, before);
    buffer_text(out, part->columns[i].quoted);
    before = ',', missing--;
  }
  buffer_string(out, before == '[' ? "[]" : "]");
}
