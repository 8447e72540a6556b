#include "table/column.h"

#include <math.h>

#include "base/date.h"
#include "base/json.h"

static const char *const type_names[] = {
    [COLUMN_INTEGER] = "integer", [COLUMN_DECIMAL] = "decimal", [COLUMN_BOOLEAN] = "boolean",
    [COLUMN_DATE] = "date",       [COLUMN_TEXT] = "text",       [COLUMN_MIXED] = "mixed",
};

const char *column_type_name(ColumnType type) {
  return type_names[type];
}

bool column_type_from_name(Text name, ColumnType *type) {
  for (int i = COLUMN_INTEGER; i <= COLUMN_MIXED; i++) {
    if (text_equal(name, text_of(type_names[i]))) {
      *type = (ColumnType)i;
      return true;
    }
  }
  return false;
}

static double decimal_from_slot(int64_t slot) {
  double decimal;
  memcpy(&decimal, &slot, sizeof decimal);
  return decimal;
}

static int64_t slot_from_decimal(double decimal) {
  int64_t slot;
  memcpy(&slot, &decimal, sizeof slot);
  return slot;
}

static Value mixed_value(const Column *column, size_t row) {
  int64_t slot = ((const int64_t *)column->cells)[row];
  switch ((ValueKind)column->kinds[row]) {
  case VALUE_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = slot != 0};
  case VALUE_INTEGER:
    return (Value){.kind = VALUE_INTEGER, .integer = slot};
  case VALUE_DECIMAL:
    return (Value){.kind = VALUE_DECIMAL, .decimal = decimal_from_slot(slot)};
  case VALUE_DATE:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)slot};
  case VALUE_TEXT:
    return (Value){.kind = VALUE_TEXT, .text = dictionary_text(column->dictionary, (uint32_t)slot)};
  default:
    return (Value){.kind = VALUE_MISSING};
  }
}

Value column_value(const Column *column, size_t row) {
  if (column_missing(column, row))
    return (Value){.kind = VALUE_MISSING};
  switch (column->type) {
  case COLUMN_INTEGER:
    return (Value){.kind = VALUE_INTEGER, .integer = column_integer(column, row)};
  case COLUMN_DECIMAL:
    return (Value){.kind = VALUE_DECIMAL, .decimal = ((const double *)column->cells)[row]};
  case COLUMN_BOOLEAN:
    return (Value){.kind = VALUE_BOOLEAN, .boolean = ((const uint8_t *)column->cells)[row] != 0};
  case COLUMN_DATE:
    return (Value){.kind = VALUE_DATE, .days = ((const int32_t *)column->cells)[row]};
  case COLUMN_TEXT:
    return (Value){.kind = VALUE_TEXT,
                   .text = dictionary_text(column->dictionary, column_code(column, row))};
  default:
    return mixed_value(column, row);
  }
}

void value_json(Buffer *out, Value value) {
  char iso[DATE_ISO_LENGTH];
  switch (value.kind) {
  case VALUE_MISSING:
    buffer_string(out, "null");
    break;
  case VALUE_BOOLEAN:
    buffer_string(out, value.boolean ? "true" : "false");
    break;
  case VALUE_INTEGER:
    json_put_integer(out, value.integer);
    break;
  case VALUE_DECIMAL:
    json_put_decimal(out, value.decimal);
    break;
  case VALUE_DATE:
    date_to_iso(value.days, iso);
    json_put_text(out, (Text){iso, sizeof iso});
    break;
  case VALUE_TEXT:
    json_put_text(out, value.text);
    break;
  }
}

void value_plain(Buffer *out, Value value) {
  char iso[DATE_ISO_LENGTH];
  if (value.kind == VALUE_TEXT) {
    buffer_text(out, value.text);
  } else if (value.kind == VALUE_DATE) {
    date_to_iso(value.days, iso);
    buffer_append(out, iso, sizeof iso);
  } else if (value.kind == VALUE_DECIMAL && !isfinite(value.decimal)) {
    const char *word = value.decimal > 0 ? "inf" : "-inf";
    buffer_string(out, isnan(value.decimal) ? "nan" : word);
  } else if (value.kind == VALUE_MISSING) {
    buffer_string(out, "missing");
  } else {
    value_json(out, value);
  }
}

static bool integer_is_decimal(int64_t integer, double decimal) {
  return decimal >= -9223372036854775808.0 && decimal < 9223372036854775808.0 &&
         decimal == floor(decimal) && (int64_t)decimal == integer;
}

static bool date_is_text(int32_t days, Text text) {
  char iso[DATE_ISO_LENGTH];
  date_to_iso(days, iso);
  return text_equal(text, (Text){iso, sizeof iso});
}

bool value_equal(Value a, Value b) {
  if (a.kind > b.kind) {
    Value swap = a;
    a = b, b = swap;
  }
  if (a.kind == VALUE_INTEGER && b.kind == VALUE_DECIMAL)
    return integer_is_decimal(a.integer, b.decimal);
  if (a.kind == VALUE_DATE && b.kind == VALUE_TEXT)
    return date_is_text(a.days, b.text);
  if (a.kind != b.kind)
    return false;
  switch (a.kind) {
  case VALUE_BOOLEAN:
    return a.boolean == b.boolean;
  case VALUE_INTEGER:
    return a.integer == b.integer;
  case VALUE_DECIMAL:
    return a.decimal == b.decimal;
  case VALUE_DATE:
    return a.days == b.days;
  case VALUE_TEXT:
    return text_equal(a.text, b.text);
  default:
    return true;
  }
}

/* --- a column from values --------------------------------------------------- */

/* The type all present values share; COLUMN_MIXED when they do not, COLUMN_TEXT
 * when there are none. */
static ColumnType type_of_values(const Value *values, size_t rows) {
  static const ColumnType types[] = {
      [VALUE_BOOLEAN] = COLUMN_BOOLEAN, [VALUE_INTEGER] = COLUMN_INTEGER,
      [VALUE_DECIMAL] = COLUMN_DECIMAL, [VALUE_DATE] = COLUMN_DATE,
      [VALUE_TEXT] = COLUMN_TEXT,
  };
  ValueKind kind = VALUE_MISSING;
  for (size_t row = 0; row < rows; row++) {
    if (values[row].kind == VALUE_MISSING || values[row].kind == kind)
      continue;
    if (kind != VALUE_MISSING)
      return COLUMN_MIXED;
    kind = values[row].kind;
  }
  return kind == VALUE_MISSING ? COLUMN_TEXT : types[kind];
}

static int64_t slot_from_value(Value value, Dictionary *dictionary) {
  bool is_new;
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return value.boolean;
  case VALUE_INTEGER:
    return value.integer;
  case VALUE_DECIMAL:
    return slot_from_decimal(value.decimal);
  case VALUE_DATE:
    return value.days;
  case VALUE_TEXT:
    return dictionary_enter(dictionary, value.text, &is_new);
  default:
    return 0;
  }
}

/* Unsigned cells (codes, booleans) need one bit less than signed ones. */
static uint8_t width_of_slots(ColumnType type, const int64_t *slots, size_t rows) {
  if (type == COLUMN_DECIMAL || type == COLUMN_MIXED)
    return 8;
  if (type == COLUMN_DATE)
    return 4;
  uint8_t width = 1;
  for (size_t row = 0; row < rows; row++) {
    uint8_t need = type == COLUMN_INTEGER ? column_integer_width(slots[row], slots[row])
                                          : column_code_width((uint64_t)slots[row] + 1);
    width = need > width ? need : width;
  }
  return width;
}

uint8_t column_integer_width(int64_t smallest, int64_t largest) {
  if (smallest >= INT8_MIN && largest <= INT8_MAX)
    return 1;
  if (smallest >= INT16_MIN && largest <= INT16_MAX)
    return 2;
  return smallest >= INT32_MIN && largest <= INT32_MAX ? 4 : 8;
}

uint8_t column_code_width(uint64_t count) {
  return count <= 1u << 8 ? 1 : count <= 1u << 16 ? 2 : 4;
}

void column_cells_put(void *cells, uint8_t width, size_t from, const int64_t *slots, size_t count) {
  for (size_t i = 0; width == 1 && i < count; i++)
    ((int8_t *)cells)[from + i] = (int8_t)slots[i];
  for (size_t i = 0; width == 2 && i < count; i++)
    ((int16_t *)cells)[from + i] = (int16_t)slots[i];
  for (size_t i = 0; width == 4 && i < count; i++)
    ((int32_t *)cells)[from + i] = (int32_t)slots[i];
  if (width == 8 && count)
    memcpy((int64_t *)cells + from, slots, count * sizeof *slots);
}

Column *column_from_values(Arena *arena, Text name, const Value *values, size_t rows) {
  Column *column = arena_new(arena, sizeof *column);
  *column = (Column){.name = text_copy(arena, name), .rows = rows};
  column->type = type_of_values(values, rows);
  uint64_t *missing = arena_array(arena, (rows + 63) / 64 + 1, sizeof *missing);
  uint8_t *kinds = arena_array(arena, rows + 1, 1);
  int64_t *slots = arena_array(arena, rows + 1, sizeof *slots);
  Dictionary *dictionary = dictionary_make();
  for (size_t row = 0; row < rows; row++) {
    slots[row] = slot_from_value(values[row], dictionary);
    kinds[row] = (uint8_t)values[row].kind;
    if (values[row].kind == VALUE_MISSING) {
      missing[row / 64] |= (uint64_t)1 << (row % 64);
      column->missing_count++;
    }
  }
  column->dictionary = dictionary_freeze(dictionary, arena);
  if (column->type != COLUMN_TEXT && column->type != COLUMN_MIXED)
    column->dictionary = NULL;
  column->missing = column->missing_count ? missing : NULL;
  column->kinds = column->type == COLUMN_MIXED ? kinds : NULL;
  column->width = width_of_slots(column->type, slots, rows);
  void *cells = arena_array(arena, rows + 1, column->width);
  column_cells_put(cells, column->width, 0, slots, rows);
  column->cells = cells;
  return column;
}
