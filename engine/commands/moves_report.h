/* A rule's outcomes in two worlds (or runs) side by side, and who moved from where to
 * where; for `helder run --scenario` and `helder compare`. Costs what it writes. */
#ifndef HELDER_COMMANDS_MOVES_REPORT_H
#define HELDER_COMMANDS_MOVES_REPORT_H
#include "log/ended.h"

/* The key of a row of the first world; valid until the next call. */
typedef Text MovesKey(const void *context, uint32_t row);

typedef struct MovesTable {
  const Ended *from, *to;
  const Moves *moves;
  const char *heads[2]; /* "as it is", "would be"; of the members in JSON as well */
  MovesKey *key;        /* NULL: nobody is named */
  const void *context;
} MovesTable;

/* The table, and a line a move with the first few keys. */
void moves_text(const MovesTable *table, Buffer *out);

/* {"rule","outcomes":[{"outcome",heads[0],heads[1]}],"moves":[{"from","to","customers",
 * "keys":[…]}]}, spaces of the heads as "_". */
void moves_json(const MovesTable *table, Buffer *out);
#endif
