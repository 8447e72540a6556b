/* Boxes of moves: what each own value may still do, for change_search.c.
 *
 * A Search is one customer and goal. Telling the prover a box costs a fraction of a
 * microsecond a value; leaving out moves some looks at the part that needs it. */
#ifndef HELDER_EXPLAIN_CHANGE_BOX_H
#define HELDER_EXPLAIN_CHANGE_BOX_H
#include "explain/change_search.h"

typedef struct Box {
  double cost; /* of its cheapest corner */
  size_t cut;  /* the value it will be cut at */
  Options options[];
} Box;

typedef struct Search {
  Arena *arena;
  const SearchInput *input;
  Prover *prover;
  size_t count;    /* own values that the goal uses */
  size_t *numbers; /* … their numbers */
  size_t *places;  /* … and by number which of them it is; SIZE_MAX: none, or it cannot move */
  Movable *movables;
  Options *told;  /* what the prover was told last of each */
  size_t *opaque; /* numbers of what only the VM can tell */
  bool *known;    /* what the prover was told last of those */
  size_t opaque_count;
  Value *point;   /* by number */
  bool *open;     /* by number: it can still be cut */
  bool *stays;    /* by number */
  bool *narrowed; /* by number: something of it was left out */
  ProbeNeed *needs;
  Box **heap;
  size_t heap_count, heap_capacity;
  Box *best;
  double doubt; /* something that costs this could not be settled */
  size_t boxes;
  size_t asked; /* times that the engine was */
} Search;

enum { BOX_NEEDS_MOST = 64 };

/* Tells the prover all, whatever it was told before. */
void box_begin(Search *search);

double box_cost(const Search *search, const Box *box);

/* Whether it costs less, by more than rounding. */
bool box_is_cheaper(double cost, double than);

/* Tells the prover the box; with `corner` its cheapest corner alone. Answers whether all
 * that only the VM can tell is known there. */
bool box_put(Search *search, const Box *box, bool corner);

/* Leaves out moves by which something that the goal needs cannot be so; the box was told
 * and asked. *changed: some were; what rests on those alone is looked at the next time, but
 * for a box `anew`. False: the goal cannot be reached in it. */
bool box_narrow(Search *search, Box *box, bool anew, bool *changed);

/* How many of the first moves of a range of the value to be cut, 0 < n < all, are a good
 * part: those with which something the goal needs cannot be so while all else is cheapest. */
uint64_t box_split(Search *search, const Box *box, bool upwards, MoveRange range);

/* Leaves out moves with which the box costs as much as `limit`. False: nothing is left. */
bool box_trim(const Search *search, Box *box, double limit);
#endif
