/* The part of a line that tells what was read: `"read":{…},"missing":[…]`.
 *
 * Prepared once (names, and the cells of columns with few different values), then written
 * a row at a time by any number of threads. The Arena owns the plan. */
#ifndef HELDER_LOG_READ_PART_H
#define HELDER_LOG_READ_PART_H
#include "log/decisions.h"
#include "log/piece.h"

/* A cell as JSON, of 15 bytes at most: four to a line of the processor's cache. */
typedef struct ReadCell {
  char bytes[15];
  uint8_t length;
} ReadCell;

typedef struct ReadColumn {
  const Column *column;
  Text name, lack; /* pieces: `,"nps":` and `,"nps"` */
  /* By code, bit, or number - least; both NULL: there are too many different cells. */
  const Text *cells;           /* of a few: pieces `,"nps":9` */
  const ReadCell *short_cells; /* of more: what comes after the name */
  int64_t least;
  bool masked; /* cells[0] is all that is told */
} ReadColumn;

typedef struct ReadPart {
  const ReadColumn *columns;
  size_t count;
} ReadPart;

/* What stands in a line in place of a value that is kept out of it (policy/mask.h). */
#define READ_MASKED "{\"masked\":true}"

ReadPart read_part(Arena *arena, const Decisions *decisions);
void read_part_write(const ReadPart *part, size_t row, Buffer *out);
#endif
