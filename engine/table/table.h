/* A Table: the rows of one CSV file as typed columns, and all that was assumed.
 *
 * table_read loads (through load/), guesses types from every cell, and freezes. A
 * column of 0 and 1 only is boolean when both occur, else integer, and said so; the
 * key is integer (plain digits) or text; white space is missing except in text.
 * After that it never changes: many threads and forked workers may read it. The
 * Table owns its columns; table_drop frees all at once. */
#ifndef HELDER_TABLE_TABLE_H
#define HELDER_TABLE_TABLE_H
#include "base/error.h"
#include "base/sha256.h"
#include "table/column.h"

/* What the policy says of one field; all optional (0 or empty: guess). */
typedef struct FieldOption {
  Text field;
  char decimal;        /* '.' or ',': the decimal mark of this column */
  Text date_order;     /* "dmy", "mdy", "ymd" */
  Text type;           /* "integer" "decimal" "boolean" "date" "text": forces it */
  const Text *missing; /* cells that mean "missing" in this column, NULL: the table's */
  size_t missing_count;
} FieldOption;

typedef struct ReadOptions {
  Text key;            /* unique and never missing, else refused; empty: no key */
  Text link;           /* a column that holds keys of another table, read as a key is; may
                          be empty */
  const Text *missing; /* cells that mean "missing"; the empty cell always does */
  size_t missing_count;
  const FieldOption *fields;
  size_t field_count;
  bool skip_bad_rows; /* set bad rows aside instead of refusing the file */
  size_t threads;     /* for loading; 1 or more */
  size_t parts;       /* the file is read in so many at once; 0: by its size */
  uint64_t keep_from; /* files of so many bytes and more are kept as columns, and mapped when
                         they are read again (kept.h); 0: none is */
  void (*progress)(void *context, size_t rows, size_t bytes_done, size_t bytes_all);
  void *progress_context;
} ReadOptions;

/* A row set aside by skip_bad_rows: where it stood, why, and its bytes. */
typedef struct RejectedRow {
  long line;
  Text why;
  Text bytes; /* the record as it stood in the file (UTF-8) */
} RejectedRow;

/* Something the file alone could not tell, in one sentence that ends with the
 * line that settles it: `… fields = { amount = { decimal = "," } }`. */
typedef struct Assumption {
  Text field; /* empty: about the whole file */
  Text text;
  Text logged; /* the same without a cell of anyone: what a run folder may keep */
} Assumption;

typedef struct Table {
  Text name; /* "guests" for guests.csv */
  size_t rows;
  size_t column_count;
  Column *columns;
  size_t key; /* index of the key column; SIZE_MAX without one */

  char *path;     /* as given */
  uint64_t bytes; /* size of the file */
  char sha256[SHA256_HEX + 1];
  char delimiter;       /* ',' ';' '\t' '|' */
  const char *encoding; /* "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252" */
  const char *newline;  /* "LF", "CRLF", "CR", "mixed" */
  char decimal;         /* the decimal mark seen most, '.' or ',' */
  Assumption *assumptions;
  size_t assumption_count;
  RejectedRow *rejected; /* with skip_bad_rows */
  size_t rejected_count;
  struct TableDetail *detail; /* what the room keeps for itself */
} Table;

/* NULL with the Error filled when the file cannot be read or is malformed: file,
 * line, column (counted in code points), the offending text, what to do. */
Table *table_read(const char *path, const ReadOptions *options, Error *error);
void table_drop(Table *table); /* NULL is fine */

/* A table of ready columns (for `why`, tests): takes the array, not the columns'
 * memory. All columns have `rows` rows; `key` may be SIZE_MAX. */
Table *table_of_columns(Text name, Column *const *columns, size_t column_count, size_t rows,
                        size_t key);

/* A table of keys alone, `type` COLUMN_INTEGER or COLUMN_TEXT: the code of a key in the
 * dictionary is its row. Takes the dictionary over; costs 4 or 8 bytes a key more. */
Table *table_of_keys(Text name, Text key, ColumnType type, Dictionary *keys);

/* Adds a derived column (an attribute) at the end; the name must be new. */
void table_add(Table *table, const Column *column);

/* NULL when there is no such column. */
const Column *table_column(const Table *table, Text name);

/* How the cells of a column that was read are written: "decimal point", "decimal
 * comma", "thousands dots", "thousands commas", "year-month-day", "day-month-year",
 * "month-day-year", "0 and 1", "words"; "" when there is nothing to say. */
const char *table_column_writing(const Table *table, size_t column);

/* The row of this key: a hash look-up. False when no row has it. Keys compare as
 * the text in the file (a number by its digits). */
bool table_row(const Table *table, Text key, size_t *row);

/* The key of a row as text, as it stood in the file; may use `scratch` (24 bytes). */
Text table_key(const Table *table, size_t row, char scratch[24]);
#endif
