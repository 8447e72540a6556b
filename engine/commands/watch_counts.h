/* The counts of one save as lines, and what became of each since the save before: a number
 * that moved has its difference beside it, and what is gone is told. No key of a customer
 * stands in them: no outcome is told without a record. Costs the number of lines. */
#ifndef HELDER_COMMANDS_WATCH_COUNTS_H
#define HELDER_COMMANDS_WATCH_COUNTS_H
#include "commands/run_report.h"

typedef struct WatchLine {
  Text heading; /* "Exclusions (said yes)" */
  Text name;
  size_t count;
  Text told; /* after the numbers; empty: nothing */
} WatchLine;

typedef struct WatchCounts {
  WatchLine *list;
  size_t count;
} WatchCounts;

/* The arena owns the texts, but for names that are the policy's. */
WatchCounts watch_counts(Arena *arena, const Policy *policy, const Decided *decided);

/* `before` NULL: the first save. Answers how many numbers differ. */
size_t watch_counts_text(const WatchCounts *now, const WatchCounts *before, Buffer *out);
#endif
