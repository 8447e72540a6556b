#include "log/state.h"

static const char *const names[STATE_COUNT] = {
    "excluded",  "not eligible", "undecided",     "contacted enough", "taken elsewhere",
    "household", "over quota",   "below the cut", "holdout",          "selected"};

const char *state_name(State state) {
  return names[state];
}

bool state_from_name(Text name, State *state) {
  for (int i = 0; i < STATE_COUNT; i++) {
    if (text_equal(name, text_of(names[i]))) {
      *state = (State)i;
      return true;
    }
  }
  return false;
}
