/* Ended: how every customer ended in one rule, staff's decisions laid over, as a label a
 * customer; and who moved between two such lists.
 *
 * Labels: of an exclusion "excluded", "not excluded", "could not decide"; of a segmentation
 * the segment (of mode all the segments, joined by ", "), "(in none)", "(in conflict)"; of a
 * selection the state. What people decided has " by hand" behind it. Costs a pass over the
 * customers a rule. The Arena owns all. */
#ifndef HELDER_LOG_ENDED_H
#define HELDER_LOG_ENDED_H
#include "log/decisions.h"

typedef struct Ended {
  Text rule;                /* "exclusion membership paused", as overrides name it */
  const Dictionary *labels; /* those of the rule first, in its order, then others as they came */
  const uint32_t *of;       /* [row]: a label */
  size_t rows;
} Ended;

/* An item a rule: exclusions, segmentations, selections, in the policy's order. */
typedef struct EndedList {
  Ended *list;
  size_t count;
} EndedList;

EndedList ended_of(Arena *arena, const Decisions *decisions);

/* NULL: there is no such rule. */
const Ended *ended_find(const EndedList *list, Text rule);

size_t ended_count(const Ended *ended, uint32_t label); /* customers with this label */

typedef struct Move {
  Text from, to;
  size_t customers;
  uint32_t *rows; /* of the list they moved from, ascending */
} Move;

typedef struct Moves {
  Move *list; /* by `from`, then `to`, in the order of labels */
  size_t count;
  size_t customers; /* of all moves */
} Moves;

#define ENDED_NOWHERE UINT32_MAX

/* `partner` gives each row of `from` its row in `to` (ENDED_NOWHERE: it has none, and did
 * not move); NULL: the same row. */
Moves ended_moves(Arena *arena, const Ended *from, const Ended *to, const uint32_t *partner);
#endif
