/* Lua's own words for an error, said plainly: "attempt to compare number with nil"
 * becomes "cannot compare a number with nothing" (scripts/mishap.lua). In a worker.
 * The last answer is kept, so that a rule that fails for everyone costs it once. */
#ifndef HELDER_POLICY_PLAIN_H
#define HELDER_POLICY_PLAIN_H
#include "policy/state.h"

typedef struct Plain {
  char said[1536], plain[1536];
} Plain;

/* Lives until the next call; `said` itself when there are no plainer words. */
const char *plain_words(State *state, Plain *plain, const char *said);
#endif
