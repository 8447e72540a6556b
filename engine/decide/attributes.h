/* Attributes: derived values, added to the table as columns, each from earlier ones.
 *
 * Those over events come first (decide/event_attributes.h; `events` NULL: there are
 * none). Consecutive `is` attributes that do not read each other are asked together;
 * tiles and bins are made here. An attribute that cannot be decided is missing. */
#ifndef HELDER_DECIDE_ATTRIBUTES_H
#define HELDER_DECIDE_ATTRIBUTES_H
#include "decide/event_attributes.h"

/* False with the Error filled: a rule was stopped, or tiles of what is no number. */
bool attributes_add(Asker *asker, Table *table, Events *const *events, const uint32_t *by_key,
                    Unknowns *unknowns, Error *error);
#endif
