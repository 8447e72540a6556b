/* What a file alone cannot tell: decided from the column, then from the file's other
 * columns, then by default, and always said. Costs nothing to speak of. */
#ifndef HELDER_TABLE_ASSUME_H
#define HELDER_TABLE_ASSUME_H
#include "table/builder.h"

typedef struct Assumptions {
  Arena *arena;
  Assumption *list;
  size_t count, capacity;
} Assumptions;

/* Before the first cell: by the delimiter (a semicolon goes with a decimal comma). */
Hints assume_hints(char delimiter);

/* What the policy says of the field, as formats. False when it makes no sense. */
bool assume_option(Builder *builder, const FieldOption *option, Error *error);

/* After the last cell: settles every builder's format, notes what was assumed and
 * answers the decimal mark seen most. */
char assume_formats(Builder *builders, size_t count, char delimiter, Assumptions *assumptions);

/* How the cells are written, in two words (table.h, table_column_writing). */
const char *assume_writing(const Builder *builder);

/* What was assumed of the file as a whole. */
void assume_file(Records *records, Assumptions *assumptions);
#endif
