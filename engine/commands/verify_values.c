#include "commands/verify_values.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "log/line_read.h"
#include "log/read_back.h"
#include "log/read_part.h"

typedef struct ReadField {
  Text name, quoted;
  bool is_date, is_integer;
  Value *values;
} ReadField;

typedef struct Values {
  Arena *arena; /* of the texts, until the table is made */
  const Run *run;
  ReadField *fields; /* those of `read`, then the key */
  size_t read_count; /* of `read` */
  size_t count;      /* with the key, where `read` does not have it */
  size_t rows;
} Values;

static Text json_text(const json_t *json) {
  const char *bytes = json_string_value(json);
  return (Text){bytes ? bytes : "", bytes ? json_string_length(json) : 0};
}

static Value key_value(const Values *values, const ReadField *field, Text key) {
  Text copy = text_copy(values->arena, key);
  if (field->is_integer)
    return (Value){.kind = VALUE_INTEGER, .integer = strtoll(copy.bytes, NULL, 10)};
  return (Value){.kind = VALUE_TEXT, .text = copy};
}

static bool read_line(Values *values, Text line, Buffer *scratch) {
  Text salt, rest, key;
  size_t row = values->rows++;
  if (!line_rest(line, &salt, &rest) || !line_key(line_key_quoted(line), scratch, &key))
    return false;
  for (size_t i = 0; i < values->read_count; i++) {
    ReadField *field = &values->fields[i];
    Value *value = &field->values[row];
    if (!read_back(values->arena, &rest, field->quoted, value))
      return false;
    int32_t days;
    if (field->is_date && value->kind == VALUE_TEXT && date_from_iso(value->text, &days))
      *value = (Value){.kind = VALUE_DATE, .days = days};
  }
  if (values->count > values->read_count)
    values->fields[values->read_count].values[row] =
        key_value(values, &values->fields[values->read_count], key);
  return read_back_done(rest);
}

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
  size_t rows = values->run->rows;
  *field = (ReadField){.name = name,
                       .quoted = json_quoted(values->arena, name),
                       .is_date = is_of_type(columns, name, "date"),
                       .is_integer = is_of_type(columns, name, "integer")};
  field->values = memory_array(rows, sizeof *field->values);
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

static Table *make_table(Values *values, Arena *arena, size_t key) {
  Column **columns = arena_array(arena, values->count, sizeof *columns);
  for (size_t i = 0; i < values->count; i++) {
    Text name = text_copy(arena, values->fields[i].name);
    columns[i] = column_from_values(arena, name, values->fields[i].values, values->rows);
  }
  return table_of_columns(TEXT("customers"), columns, values->count, values->rows, key);
}

Table *verify_values(Arena *arena, const Run *run, Text key, Error *error) {
  Values values = {.arena = arena_make(), .run = run};
  size_t place = add_fields(&values, key), at = 0, number = 0;
  Buffer scratch = {0};
  Text line;
  ErasedLine erased;
  bool whole, good = true;
  while (good && line_next(run->decisions, &at, &line, &whole)) {
    number++;
    if (!line_erased(line, &erased))
      good = number <= run->rows && read_line(&values, line, &scratch);
  }
  if (!good) {
    error_set(error, ERROR_INPUT, "this decision line cannot be read");
    error_at(error, text_of(file_join(arena, run->folder, "decisions.ndjson")), (long)number, 0);
  }
  Table *table = good ? make_table(&values, arena, place) : NULL;
  for (size_t i = 0; i < values.count; i++)
    memory_free(values.fields[i].values);
  buffer_free(&scratch);
  arena_drop(values.arena);
  return table;
}
