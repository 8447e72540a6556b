#include "commands/verify_values.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "log/line_read.h"

typedef struct ReadField {
  Text name;
  bool is_date, is_integer;
  Value *values;
} ReadField;

typedef struct Values {
  Arena *arena; /* of the texts, until the table is made */
  const Run *run;
  ReadField *fields; /* those of `read`, then the key */
  size_t count;      /* with the key; without it where `read` has it */
  size_t rows;
} Values;

static Text json_text(const json_t *json) {
  const char *bytes = json_string_value(json);
  return (Text){bytes ? bytes : "", bytes ? json_string_length(json) : 0};
}

/* Text of the data's column as dates and whole numbers; the manifest tells which. */
static Value value_of(const Values *values, const ReadField *field, const json_t *json) {
  if (json_is_boolean(json))
    return (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(json)};
  if (json_is_integer(json))
    return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
  if (json_is_real(json))
    return (Value){.kind = VALUE_DECIMAL, .decimal = json_real_value(json)};
  if (json_is_object(json)) {
    const char *word = json_string_value(json_object_get(json, "decimal"));
    double number = !word || *word == 'n' ? NAN : *word == '-' ? -INFINITY : INFINITY;
    return (Value){.kind = VALUE_DECIMAL, .decimal = number};
  }
  int32_t days;
  if (!json_is_string(json))
    return (Value){.kind = VALUE_MISSING};
  if (field->is_date && date_from_iso(json_text(json), &days))
    return (Value){.kind = VALUE_DATE, .days = days};
  return (Value){.kind = VALUE_TEXT, .text = text_copy(values->arena, json_text(json))};
}

static Value key_value(const Values *values, const ReadField *field, Text key) {
  Text copy = text_copy(values->arena, key);
  if (field->is_integer)
    return (Value){.kind = VALUE_INTEGER, .integer = strtoll(copy.bytes, NULL, 10)};
  return (Value){.kind = VALUE_TEXT, .text = copy};
}

static bool read_line(Values *values, Text line, Buffer *scratch) {
  Text salt, rest, key;
  if (!line_rest(line, &salt, &rest) || !line_key(line_key_quoted(line), scratch, &key))
    return false;
  json_t *read = json_loadb(rest.bytes, rest.length, JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
  if (!json_is_object(read)) {
    json_decref(read);
    return false;
  }
  const json_t *manifest =
      json_object_get(json_object_get(values->run->manifest, "inputs"), "read");
  size_t count = json_array_size(manifest);
  for (size_t i = 0; i < count; i++)
    values->fields[i].values[values->rows] =
        value_of(values, &values->fields[i], json_object_get(read, values->fields[i].name.bytes));
  if (values->count > count)
    values->fields[count].values[values->rows] = key_value(values, &values->fields[count], key);
  values->rows++;
  json_decref(read);
  return true;
}

/* The type of a column of the data, as the manifest tells it. */
static bool is_of_type(const Run *run, Text name, const char *type) {
  const json_t *data =
      json_array_get(json_object_get(json_object_get(run->manifest, "inputs"), "data"), 0);
  size_t i;
  json_t *column;
  json_array_foreach(json_object_get(data, "columns"), i, column) {
    if (text_equal(json_text(json_object_get(column, "name")), name))
      return text_equal(json_text(json_object_get(column, "type")), text_of(type));
  }
  return false;
}

static void add_field(Values *values, Text name) {
  ReadField *field = &values->fields[values->count++];
  size_t rows = values->run->rows;
  *field = (ReadField){.name = name,
                       .is_date = is_of_type(values->run, name, "date"),
                       .is_integer = is_of_type(values->run, name, "integer")};
  field->values = memory_array(rows, sizeof *field->values);
}

/* Where the key stands among the fields. */
static size_t add_fields(Values *values, Text key) {
  const json_t *read = json_object_get(json_object_get(values->run->manifest, "inputs"), "read");
  size_t i, place = SIZE_MAX;
  json_t *item;
  values->fields = arena_array(values->arena, json_array_size(read) + 1, sizeof *values->fields);
  json_array_foreach(read, i, item) {
    Text name = text_copy(values->arena, json_text(json_object_get(item, "name")));
    add_field(values, name);
    if (text_equal(name, key))
      place = i;
  }
  if (place != SIZE_MAX)
    return place;
  add_field(values, key);
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
