/* Work on the lines of a run by as many threads as there are processors, each on parts of
 * them. Nothing here is shared but what the caller shares. */
#ifndef HELDER_LOG_LINE_PARTS_H
#define HELDER_LOG_LINE_PARTS_H
#include "base/text.h"

/* How many threads there will be, 1 or more. */
size_t line_processors(void);

/* Calls work(context, 0 … parts - 1), each once, in no order, and waits for all. */
void line_parts_work(size_t parts, void (*work)(void *context, size_t part), void *context);

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
#endif
