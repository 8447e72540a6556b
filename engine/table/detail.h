/* What a Table keeps for itself; for the files of this room. */
#ifndef HELDER_TABLE_DETAIL_H
#define HELDER_TABLE_DETAIL_H
#include "base/arena.h"
#include "table/table.h"

struct TableDetail {
  Arena *arena;
  Dictionary *keys;     /* the code of a key is its row; NULL without a key */
  const char **writing; /* of each own column */
  size_t own_columns;   /* the first ones: their blocks are the table's to free */
  size_t capacity;      /* of table->columns */
  Text mapped;          /* kept columns that were mapped: all blocks are in it; else empty */
};

/* "guests" of a/guests.csv. */
Text table_name_of(const char *path);

/* An empty table with its arena. */
Table *detail_table_make(Text name);

/* Room for this many columns; those handed out before stay valid. */
void detail_columns_reserve(Table *table, size_t count);
#endif
