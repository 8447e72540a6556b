/* The part of a line that tells what was read: `"read":{…},"missing":[…]`.
 *
 * Prepared once (names and the texts of small dictionaries escaped), then written a
 * row at a time by any number of threads. The Arena owns the plan. */
#ifndef HELDER_LOG_READ_PART_H
#define HELDER_LOG_READ_PART_H
#include "log/decisions.h"

typedef struct ReadColumn {
  const Column *column;
  Text quoted;       /* "nps" in quotes, escaped */
  const Text *texts; /* [code]: the dictionary's texts so; NULL: too many to prepare */
  bool masked;
} ReadColumn;

typedef struct ReadPart {
  const ReadColumn *columns;
  size_t count;
} ReadPart;

/* What stands in a line in place of a value that is kept out of it (policy/mask.h). */
#define READ_MASKED "{\"masked\":true}"

/* Text as a JSON string in the arena. */
Text json_quoted(Arena *arena, Text text);

ReadPart read_part(Arena *arena, const Decisions *decisions);
void read_part_write(const ReadPart *part, size_t row, Buffer *out);
#endif
