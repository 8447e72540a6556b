#include "table/table.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "table/detail.h"

enum { ROOM_TO_ADD = 256 };

void detail_columns_reserve(Table *table, size_t count) {
  struct TableDetail *detail = table->detail;
  if (count <= detail->capacity)
    return;
  Column *columns = arena_array(detail->arena, count + ROOM_TO_ADD, sizeof *columns);
  if (table->column_count) /* the old array stays: columns handed out remain valid */
    memcpy(columns, table->columns, table->column_count * sizeof *columns);
  detail->capacity = count + ROOM_TO_ADD;
  table->columns = columns;
}

Text table_name_of(const char *path) {
  Text name = text_of(file_name(path));
  if (name.length > 4 && memcmp(name.bytes + name.length - 4, ".csv", 4) == 0)
    name.length -= 4;
  return name;
}

Table *detail_table_make(Text name) {
  Table *table = memory_new(sizeof *table);
  table->detail = memory_new(sizeof *table->detail);
  table->detail->arena = arena_make();
  table->name = text_copy(table->detail->arena, name);
  table->key = SIZE_MAX;
  table->encoding = "UTF-8";
  table->newline = "LF";
  table->delimiter = ',';
  table->decimal = '.';
  return table;
}

void table_drop(Table *table) {
  if (!table)
    return;
  struct TableDetail *detail = table->detail;
  for (size_t i = 0; i < detail->own_columns; i++) {
    if (!detail->mapped.length) {
      memory_free((void *)(uintptr_t)table->columns[i].cells);
      memory_free((void *)(uintptr_t)table->columns[i].missing);
    }
    if (table->columns[i].dictionary != detail->keys)
      dictionary_drop((Dictionary *)(uintptr_t)table->columns[i].dictionary);
  }
  dictionary_drop(detail->keys);
  file_unmap(&detail->mapped);
  arena_drop(detail->arena);
  memory_free(detail);
  memory_free(table);
}

Table *table_of_columns(Text name, Column *const *columns, size_t column_count, size_t rows,
                        size_t key) {
  Table *table = detail_table_make(name);
  table->rows = rows;
  table->key = key;
  table->path = arena_copy(table->detail->arena, name.bytes, name.length);
  detail_columns_reserve(table, column_count);
  for (size_t i = 0; i < column_count; i++)
    table->columns[table->column_count++] = *columns[i];
  if (key == SIZE_MAX)
    return table;
  Dictionary *keys = dictionary_make();
  Buffer text = {0};
  for (size_t row = 0; row < rows; row++) {
    bool is_new;
    text.length = 0;
    value_plain(&text, column_value(&table->columns[key], row));
    dictionary_enter(keys, buffer_view(&text), &is_new);
  }
  buffer_free(&text);
  table->detail->keys = keys;
  return table;
}

Table *table_of_keys(Text name, Text key, ColumnType type, Dictionary *keys) {
  Table *table = detail_table_make(name);
  size_t rows = dictionary_count(keys);
  bool numbers = type == COLUMN_INTEGER;
  uint8_t width = numbers ? sizeof(int64_t) : sizeof(uint32_t);
  char *cells = memory_array(rows + 1, width);
  for (size_t row = 0; row < rows; row++) {
    int64_t cell = (int64_t)row;
    if (numbers)
      cell = strtoll(dictionary_text(keys, (uint32_t)row).bytes, NULL, 10);
    column_cells_put(cells, width, row, &cell, 1);
  }
  detail_columns_reserve(table, 1);
  table->columns[0] = (Column){.name = key,
                               .type = type,
                               .width = width,
                               .rows = rows,
                               .cells = cells,
                               .dictionary = numbers ? NULL : keys};
  table->rows = rows;
  table->key = 0;
  table->path = arena_copy(table->detail->arena, name.bytes, name.length);
  table->column_count = table->detail->own_columns = 1;
  table->detail->writing = arena_new(table->detail->arena, sizeof *table->detail->writing);
  table->detail->writing[0] = "";
  table->detail->keys = keys;
  return table;
}

void table_add(Table *table, const Column *column) {
  detail_columns_reserve(table, table->column_count + 1);
  table->columns[table->column_count++] = *column;
}

const Column *table_column(const Table *table, Text name) {
  for (size_t i = 0; i < table->column_count; i++)
    if (text_equal(table->columns[i].name, name))
      return &table->columns[i];
  return NULL;
}

const char *table_column_writing(const Table *table, size_t column) {
  return column < table->detail->own_columns ? table->detail->writing[column] : "";
}

bool table_row(const Table *table, Text key, size_t *row) {
  uint32_t code;
  if (!table->detail->keys || !dictionary_find(table->detail->keys, key, &code))
    return false;
  *row = code;
  return true;
}

Text table_key(const Table *table, size_t row, char scratch[24]) {
  (void)scratch;
  return dictionary_text(table->detail->keys, (uint32_t)row);
}
