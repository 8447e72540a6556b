/* The line of every row: kept as the rows where the line is not one more than the
 * row before (cells of several lines, blank lines, rows set aside). Rows are added
 * in order; a look-up costs a binary search. Zeroed is empty. */
#ifndef HELDER_TABLE_LINEMAP_H
#define HELDER_TABLE_LINEMAP_H
#include <stddef.h>

typedef struct LineJump {
  size_t row;
  long line;
} LineJump;

typedef struct LineMap {
  LineJump *jumps;
  size_t count, capacity;
  long next; /* the line the next row has if nothing is special */
} LineMap;

void linemap_add(LineMap *map, size_t row, long line);
long linemap_line(const LineMap *map, size_t row);
void linemap_drop(LineMap *map);
#endif
