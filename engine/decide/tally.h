/* A Tally: what pieces of a run decided, added up to what the whole would have told: counts,
 * near misses, unknowns, guarantees; for rules that look at one customer at a time, or are
 * settled already (gather.h).
 *
 * Memory: that of the counts. Rows of examples are the caller's numbers (TallyNote). The
 * Arena owns the sum. */
#ifndef HELDER_DECIDE_TALLY_H
#define HELDER_DECIDE_TALLY_H
#include "decide/decide.h"

/* Notes the key of an example; answers the number by which the sum speaks of it. */
typedef uint32_t TallyNote(void *context, Text key);

typedef struct Tally {
  Arena *arena;
  TallyNote *note;
  void *context;
  Decided sum; /* without rows: counts, and decisions with names only */
  bool begun;
  bool *seen;         /* [read]: a piece had a value there; else its type is not known yet */
  UnknownKind *kinds; /* in the order in which they came */
  size_t kind_count, kind_capacity;
} Tally;

/* Adds a piece. Near misses are counted, not listed: their rows are NULL. */
void tally_add(Tally *tally, const Decided *piece);

/* After the last piece: puts the unknowns in order, judges fair shares. False with the
 * Error filled: too many groups, or of what makes none. */
bool tally_end(Tally *tally, Error *error);

/* Whether one policy's decisions can be made in pieces; `two_pass`: selections may hold
 * customers against one another (gather.h). False with the Error filled: the rule
 * that looks at other customers, and its place. */
bool tally_possible(const Policy *policy, bool two_pass, Error *error);
#endif
