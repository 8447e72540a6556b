/* The events of all customers of a run in pieces, measured at once: they need the keys, not the
 * customers. Costs what event_attributes.h and pressure.h tell. The Arena owns what is answered. */
#ifndef HELDER_DECIDE_SETTLE_EVENTS_H
#define HELDER_DECIDE_SETTLE_EVENTS_H
#include "decide/decide.h"

typedef struct SettledEvents {
  const Table *attributes;       /* a column for each attribute over events; without a key */
  const Column *const *contacts; /* [selection]: DecideInput.contacts, of all customers */
  const Decisions *doubts;       /* the unknowns only */
} SettledEvents;

/* `input`: all but the table, of which `rows` is the number of rows. False with the Error filled:
 * a rule was stopped. */
bool settle_events(Arena *arena, const DecideInput *input, size_t rows, SettledEvents *settled,
                   Error *error);
#endif
