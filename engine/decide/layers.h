/* Layers: in which reading of the data each rule can be asked, for runs in pieces.
 *
 * What looks at all customers (ntile, bins with cut, quantile, share, ahead) is known when a
 * reading has gathered what it looks at; events, which are joined to all keys at once, are known
 * after the first. Where it stands on another of these, that one takes a
 * reading before. Selections that hold customers against one another take a reading too, which
 * may be the same. The last reading decides. Costs nothing to speak of; the Arena owns all. */
#ifndef HELDER_DECIDE_LAYERS_H
#define HELDER_DECIDE_LAYERS_H
#include "policy/policy.h"

typedef struct Layers {
  size_t *attributes; /* [attribute]: how many readings must have been before it is known */
  size_t selections;  /* the reading, from 1, that gathers for them; 0: none needs to */
  size_t count;       /* readings before the one that decides */
} Layers;

Layers layers_make(Arena *arena, const Policy *policy);

/* Whether it is known only after a reading of all customers; events are. */
bool layers_looks_at_all(AttributeKind kind);

/* Whether it holds customers against one another. */
bool layers_contest(const Selection *selection);

/* The policy as far as a reading, from 1, has to ask it: what it gathers, and what that needs. */
Policy layers_view(Arena *arena, const Policy *policy, const Layers *layers, size_t reading);
#endif
