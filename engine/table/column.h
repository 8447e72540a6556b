/* A Column: the cells of one field or attribute, typed, frozen once filled.
 *
 * Cells stand in one array, `width` bytes each, the narrowest that fits. Reading
 * a cell costs a few nanoseconds and allocates nothing. The table's Arena (or, for
 * attribute columns, the run's) owns every cell; nothing else frees one. */
#ifndef HELDER_TABLE_COLUMN_H
#define HELDER_TABLE_COLUMN_H
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "table/dictionary.h"

typedef enum ColumnType {
  COLUMN_INTEGER, /* signed, width 1, 2, 4 or 8 */
  COLUMN_DECIMAL, /* double, width 8 */
  COLUMN_BOOLEAN, /* 0 or 1, width 1 */
  COLUMN_DATE,    /* int32_t days since 1970-01-01 (base/date.h), width 4 */
  COLUMN_TEXT,    /* unsigned code in the dictionary, width 1, 2 or 4 */
  COLUMN_MIXED    /* attributes whose values are of several types: width 8, and a
                     ValueKind a row in `kinds` */
} ColumnType;

typedef enum ValueKind {
  VALUE_MISSING,
  VALUE_BOOLEAN,
  VALUE_INTEGER,
  VALUE_DECIMAL,
  VALUE_DATE, /* to rules it is ISO text */
  VALUE_TEXT
} ValueKind;

/* One cell as a value. A text points into the column's dictionary. */
typedef struct Value {
  ValueKind kind;
  union {
    bool boolean;
    int64_t integer;
    double decimal;
    int32_t days;
    Text text;
  };
} Value;

typedef struct Column {
  Text name;
  ColumnType type;
  uint8_t width; /* bytes a cell */
  size_t rows;
  const void *cells;
  const uint64_t *missing; /* bit row % 64 of word row / 64 is set where missing; NULL: none is */
  size_t missing_count;
  const uint8_t *kinds;         /* COLUMN_MIXED: a ValueKind a row; else NULL */
  const Dictionary *dictionary; /* COLUMN_TEXT and COLUMN_MIXED; else NULL */
} Column;

static inline bool column_missing(const Column *column, size_t row) {
  return column->missing && (column->missing[row / 64] >> (row % 64) & 1);
}

/* There is no value: the cell is missing, or what a mixed column keeps of it is nothing. */
static inline bool column_lacks(const Column *column, size_t row) {
  return column_missing(column, row) ||
         (column->type == COLUMN_MIXED && column->kinds[row] == VALUE_MISSING);
}

/* COLUMN_INTEGER, cell not missing. */
static inline int64_t column_integer(const Column *column, size_t row) {
  switch (column->width) {
  case 1:
    return ((const int8_t *)column->cells)[row];
  case 2:
    return ((const int16_t *)column->cells)[row];
  case 4:
    return ((const int32_t *)column->cells)[row];
  default:
    return ((const int64_t *)column->cells)[row];
  }
}

/* COLUMN_TEXT, cell not missing: its code in the dictionary. */
static inline uint32_t column_code(const Column *column, size_t row) {
  switch (column->width) {
  case 1:
    return ((const uint8_t *)column->cells)[row];
  case 2:
    return ((const uint16_t *)column->cells)[row];
  default:
    return ((const uint32_t *)column->cells)[row];
  }
}

/* Any cell of any column. COLUMN_MIXED cells: integers and decimals as their 8
 * bytes, booleans as 0 or 1, dates as days, texts as codes, all in an int64_t slot. */
Value column_value(const Column *column, size_t row);

/* The narrowest width for integers of this range, for this many codes; and
 * `count` slots written at that width from cell `from` on. */
uint8_t column_integer_width(int64_t smallest, int64_t largest);
uint8_t column_code_width(uint64_t count);
void column_cells_put(void *cells, uint8_t width, size_t from, const int64_t *slots, size_t count);

/* "integer", "decimal", "boolean", "date", "text", "mixed". */
const char *column_type_name(ColumnType type);
bool column_type_from_name(Text name, ColumnType *type);

/* A value as JSON (base/json.h; dates as ISO text; missing as null) and as people
 * write it in English ("true", "12.5", "2026-05-21", text without quotes). */
void value_json(Buffer *out, Value value);
void value_plain(Buffer *out, Value value);

/* Lua's `==`: numbers by their mathematical value, else the same kind and content;
 * a date equals the text that writes it. Missing equals missing. */
bool value_equal(Value a, Value b);

/* Fills a column from `rows` values (texts are entered into a new dictionary):
 * COLUMN_MIXED when the kinds differ, else the plain type. For attributes, for
 * `why` (one row) and for tests. The arena owns the column. */
Column *column_from_values(Arena *arena, Text name, const Value *values, size_t rows);
#endif
