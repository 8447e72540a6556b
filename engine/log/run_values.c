#include "log/run_values.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/date.h"
#include "base/json_read.h"
#include "base/memory.h"
#include "log/line_parts.h"
#include "log/line_read.h"
#include "log/read_back.h"
#include "log/read_part.h"
#include "log/run_lines.h"

typedef struct ReadField {
  Text name, quoted;
  bool is_date, is_integer;
  Value *values;
  Column *column; /* in the end */
} ReadField;

typedef struct Values {
  Arena *arena; /* of names, until the table is made */
  const Run *run;
  ReadField *fields; /* those of `read`, then the key */
  size_t read_count; /* of `read` */
  size_t count;      /* with the key, where `read` does not have it */
  size_t rows;
  LinePart *parts;
  Arena **part_arenas; /* [part]: of texts that were escaped */
  size_t *bad;         /* [part]: the number of a line that cannot be read, from 1; 0: none */
  size_t part_count;
  Arena **column_arenas; /* [field]: of its column, which lives as long as the table */
} Values;

/* --- the lines ------------------------------------------------------------------------ */

static Value key_value(Arena *arena, const ReadField *field, Text key) {
  Text copy = text_copy(arena, key);
  if (field->is_integer)
    return (Value){.kind = VALUE_INTEGER, .integer = strtoll(copy.bytes, NULL, 10)};
  return (Value){.kind = VALUE_TEXT, .text = copy};
}

static bool read_line(const Values *values, Arena *arena, Text line, size_t row, Buffer *scratch) {
  Text salt, rest, key;
  if (!line_rest(line, &salt, &rest))
    return false;
  for (size_t i = 0; i < values->read_count; i++) {
    ReadField *field = &values->fields[i];
    Value *value = &field->values[row];
    if (!read_back(arena, &rest, field->quoted, value))
      return false;
    int32_t days;
    if (field->is_date && value->kind == VALUE_TEXT && date_from_iso(value->text, &days))
      *value = (Value){.kind = VALUE_DATE, .days = days};
  }
  if (values->count > values->read_count) {
    if (!line_key(line_key_quoted(line), scratch, &key))
      return false;
    const ReadField *field = &values->fields[values->read_count];
    field->values[row] = key_value(arena, field, key);
  }
  return read_back_done(rest);
}

static void read_part_of(void *context, size_t number) {
  Values *values = context;
  const LinePart *part = &values->parts[number];
  size_t row = part->row, line_number = part->line, at = 0;
  Buffer scratch = {0};
  Text line;
  ErasedLine erased;
  bool whole;
  while (!values->bad[number] && line_next(part->lines, &at, &line, &whole)) {
    line_number++;
    if (!line_erased(line, &erased) &&
        !read_line(values, values->part_arenas[number], line, row++, &scratch))
      values->bad[number] = line_number;
  }
  buffer_free(&scratch);
}

/* The number of the first line that cannot be read, from 1; 0: all can. */
static size_t read_lines(Values *values) {
  values->part_arenas = arena_array(values->arena, values->part_count, sizeof(Arena *));
  values->bad = arena_array(values->arena, values->part_count, sizeof(size_t));
  for (size_t i = 0; i < values->part_count; i++)
    values->part_arenas[i] = arena_make();
  crew_run(crew_processors(), values->part_count, read_part_of, values);
  for (size_t i = 0; i < values->part_count; i++)
    if (values->bad[i])
      return values->bad[i];
  return 0;
}

/* --- the columns ---------------------------------------------------------------------- */

/* Whether a list of the manifest, of columns with their types, tells this type. */
static bool is_of_type(const json_t *columns, Text name, const char *type) {
  size_t i;
  json_t *column;
  json_array_foreach(columns, i, column) {
    if (text_equal(json_text(json_object_get(column, "name")), name))
      return text_equal(json_text(json_object_get(column, "type")), text_of(type));
  }
  return false;
}

static void add_field(Values *values, const json_t *columns, Text name) {
  ReadField *field = &values->fields[values->count++];
  *field = (ReadField){.name = name,
                       .quoted = piece_quoted(values->arena, name),
                       .is_date = is_of_type(columns, name, "date"),
                       .is_integer = is_of_type(columns, name, "integer")};
  field->values = memory_array(values->rows, sizeof *field->values);
}

/* Where the key stands among the fields. */
static size_t add_fields(Values *values, Text key) {
  const json_t *inputs = json_object_get(values->run->manifest, "inputs");
  const json_t *read = json_object_get(inputs, "read");
  const json_t *data = json_array_get(json_object_get(inputs, "data"), 0);
  size_t i, place = SIZE_MAX;
  json_t *item;
  values->fields = arena_array(values->arena, json_array_size(read) + 1, sizeof *values->fields);
  json_array_foreach(read, i, item) {
    Text name = text_copy(values->arena, json_text(json_object_get(item, "name")));
    add_field(values, read, name);
    if (text_equal(name, key))
      place = i;
  }
  values->read_count = values->count;
  if (place != SIZE_MAX)
    return place;
  add_field(values, json_object_get(data, "columns"), key);
  return values->count - 1;
}

static void make_column(void *context, size_t number) {
  Values *values = context;
  ReadField *field = &values->fields[number];
  Arena *arena = values->column_arenas[number];
  field->column =
      column_from_values(arena, text_copy(arena, field->name), field->values, values->rows);
  memory_free(field->values);
  field->values = NULL;
}

static void drop_arena(void *arena) {
  arena_drop(arena);
}

static Table *make_table(Values *values, Arena *arena, size_t key) {
  Column **columns = arena_array(arena, values->count, sizeof *columns);
  values->column_arenas = arena_array(arena, values->count, sizeof(Arena *));
  for (size_t i = 0; i < values->count; i++) {
    values->column_arenas[i] = arena_make();
    arena_finally(arena, drop_arena, values->column_arenas[i]);
  }
  crew_run(crew_processors(), values->count, make_column, values);
  for (size_t i = 0; i < values->count; i++)
    columns[i] = values->fields[i].column;
  return table_of_columns(TEXT("customers"), columns, values->count, values->rows, key);
}

static void drop(Values *values) {
  for (size_t i = 0; i < values->count; i++)
    memory_free(values->fields[i].values);
  for (size_t i = 0; i < values->part_count; i++)
    arena_drop(values->part_arenas[i]);
  arena_drop(values->arena);
}

Table *run_values(Arena *arena, const Run *run, Text key, Error *error) {
  Values values = {.arena = arena_make(), .run = run};
  values.part_count = line_parts(values.arena, run->decisions, &values.parts);
  const LinePart *last = &values.parts[values.part_count - 1];
  values.rows = last->row + last->rows_count;
  size_t place = add_fields(&values, key), bad = read_lines(&values);
  if (bad)
    run_lines_refuse(run, bad, error);
  Table *table = bad ? NULL : make_table(&values, arena, place);
  drop(&values);
  return table;
}
