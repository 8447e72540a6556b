/* Whether the engine itself gives an outcome to customers with other values: the policy is
 * asked again through policy/ask.h, attributes first, as in a run. What weighs customers
 * against each other is not decided here (explain/change_goal.h tells what a want is).
 * Costs one asking a layer of attributes and one for the rules, for all rows together;
 * some milliseconds more where the VM is needed. */
#ifndef HELDER_EXPLAIN_CHANGE_ENGINE_H
#define HELDER_EXPLAIN_CHANGE_ENGINE_H
#include "explain/change_goal.h"
#include "policy/ask.h"

typedef struct ChangeRows {
  const ChangeFacts *facts;
  const Value *const *values; /* [name of the facts][row]; attributes that are worked out
                                 from fields may hold anything */
  size_t rows;
} ChangeRows;

typedef struct ChangeReached {
  bool so;        /* the row's customer has the wanted outcome */
  size_t segment; /* of a wanted (other) segment: the one that he is in; SIZE_MAX: none */
} ChangeReached;

/* reached[row]. False with the Error filled. */
bool change_engine_ask(Arena *arena, const ChangeRows *rows, ChangeWant want,
                       ChangeReached *reached, Error *error);
#endif
