/* The lines of a run in parts that several threads can work on, each at its own. */
#ifndef HELDER_LOG_LINE_PARTS_H
#define HELDER_LOG_LINE_PARTS_H
#include "base/text.h"

/* A part of decisions.ndjson: whole lines. */
typedef struct LinePart {
  Text lines;
  size_t line; /* how many come before it */
  size_t row;  /* of those, not erased */
  size_t lines_count, rows_count;
} LinePart;

/* The lines cut into parts of about the same length; counts them, which costs one look at
 * every byte. The Arena owns the parts; there is at least one. */
size_t line_parts(Arena *arena, Text lines, LinePart **parts);

/* How many threads they are worth: one, where starting others costs more. */
size_t line_parts_threads(Text lines);
#endif
