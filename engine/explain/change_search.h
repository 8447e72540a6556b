/* The cheapest change that reaches a goal: best-first search over boxes of moves.
 *
 * A box holds the moves that each own value may still make (change_box.h); its cost is that
 * of its cheapest corner. Moves are left out with which something that the goal needs
 * cannot be so, or which cost more than what was found. The cheapest box is looked at: where
 * its corner reaches the goal nothing cheaper does; where the box cannot reach it (interval
 * arithmetic, exact over cells), none of it does; else it is cut at a value on which the
 * goal rests. Until something is found, the cheapest part of the last box goes first. Where
 * only the VM can tell, the engine is asked of the cheapest corner; what else such a box
 * holds stays in doubt, and nothing that costs more is proven.
 * Costs some ten microseconds a box. The Arena owns what is found. */
#ifndef HELDER_EXPLAIN_CHANGE_SEARCH_H
#define HELDER_EXPLAIN_CHANGE_SEARCH_H
#include "explain/change_moves.h"

typedef struct ChangeStep { /* a value that moves */
  size_t number;
  Value to;
} ChangeStep;

typedef struct Searched {
  bool found;
  bool proven; /* nothing costs less, or nothing is to be found */
  double cost;
  ChangeStep *steps;
  size_t step_count;
  size_t boxes; /* looked at */
} Searched;

typedef struct SearchInput {
  const Goal *goal;
  const Reach *reach; /* by own value */
  const Value *now;   /* by own value; PROBE_FAILS for a rule that could not say */
  const bool *free;   /* by own value: it moves, whatever is said of it; NULL: none does */
  const bool *drifts; /* by own value: it moves by itself, at no cost; NULL: none does */
  size_t most;        /* boxes to look at: SEARCH_BOXES_MOST, or less */
  /* Whether the engine gives the outcome to a customer with these own values: asked a few
   * times, where only the VM can tell; NULL: never. */
  bool (*ask)(void *context, const Value *values);
  void *context;
} SearchInput;

enum { SEARCH_BOXES_MOST = 20000 };

Searched change_search(Arena *arena, const SearchInput *input);

/* All that a term of the goal can be by moves each of which costs less than `limit`. False:
 * that is not known. */
bool change_search_cheaper(Arena *arena, const SearchInput *input, double limit, Term *term,
                           Interval *answer);
#endif
