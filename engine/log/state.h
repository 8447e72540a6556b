/* The ten states in which a customer can end a selection, in the order they are
 * tested. From STATE_CONTACTED_ENOUGH on they are stages, each over those still in. */
#ifndef HELDER_LOG_STATE_H
#define HELDER_LOG_STATE_H
#include <stdbool.h>

#include "base/text.h"

typedef enum State {
  STATE_EXCLUDED,
  STATE_NOT_ELIGIBLE,
  STATE_UNDECIDED,
  STATE_CONTACTED_ENOUGH,
  STATE_TAKEN_ELSEWHERE,
  STATE_HOUSEHOLD,
  STATE_OVER_QUOTA,
  STATE_BELOW_THE_CUT,
  STATE_HOLDOUT,
  STATE_SELECTED,
  STATE_COUNT
} State;

/* "excluded", "not eligible", … as the log, the funnel and `why` write them. */
const char *state_name(State state);
bool state_from_name(Text name, State *state);
#endif
