#include "explain/change_search.h"

#include <math.h>

#include "base/memory.h"

/* By which way one value moves in a box, and how far. */
typedef struct Side {
  uint64_t near, far;
  Way way;
} Side;

typedef struct Box {
  double cost;
  size_t cut; /* the value it will be cut at */
  Side sides[];
} Box;

typedef struct Search {
  Arena *arena;
  const SearchInput *input;
  Prover *prover;
  size_t count;    /* own values that the goal uses */
  size_t *numbers; /* … and their numbers */
  Movable *movables;
  Side *put;      /* what the prover was told last of each */
  size_t *opaque; /* numbers of what only the VM can tell */
  size_t opaque_count;
  Value *point; /* by number */
  bool *open;   /* by number: it can still be cut */
  bool *stays;  /* by number */
  Box **heap;
  size_t heap_count, heap_capacity;
  Box *best;
  double doubt; /* something that costs this could not be settled */
  size_t boxes;
} Search;

/* --- boxes by cost ---------------------------------------------------------- */

static void heap_put(Search *search, Box *box) {
  if (search->heap_count == search->heap_capacity) {
    search->heap_capacity = search->heap_capacity ? 2 * search->heap_capacity : 64;
    search->heap = memory_grow(search->heap, search->heap_capacity * sizeof(Box *));
  }
  size_t at = search->heap_count++;
  for (; at && search->heap[(at - 1) / 2]->cost > box->cost; at = (at - 1) / 2)
    search->heap[at] = search->heap[(at - 1) / 2];
  search->heap[at] = box;
}

static Box *heap_take(Search *search) {
  Box *cheapest = search->heap[0], *last = search->heap[--search->heap_count];
  size_t at = 0;
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= search->heap_count)
      break;
    if (child + 1 < search->heap_count && search->heap[child + 1]->cost < search->heap[child]->cost)
      child++;
    if (search->heap[child]->cost >= last->cost)
      break;
    search->heap[at] = search->heap[child];
    at = child;
  }
  search->heap[at] = last;
  return cheapest;
}

/* --- looking at a box ------------------------------------------------------- */

static bool is_single(const Side *side) {
  return side->way != WAY_ANY && side->near == side->far;
}

static bool is_cheaper(double cost, double than) {
  return isinf(than) ? cost < than : cost < than - 1e-12 * (1 + than);
}

static double limit_of(const Search *search) {
  return search->best ? search->best->cost : search->input->below;
}

static Way corner_way(const Side *side) {
  return side->way == WAY_ANY ? WAY_STAY : side->way;
}

static double box_cost(const Search *search, const Box *box) {
  double cost = 0;
  for (size_t i = 0; i < search->count; i++)
    cost += movable_cost(&search->movables[i], corner_way(&box->sides[i]), box->sides[i].near);
  return cost;
}

/* What only the VM can tell is known where all that it rests on stays. */
static bool rests(const Search *search, size_t number) {
  const ChangeValue *value = &search->input->goal->rules->values[number];
  if (!value->opaque)
    return search->stays[number];
  bool all = true;
  for (size_t i = 0; all && i < value->rests_count; i++)
    all = rests(search, value->rests_on[i]);
  return all && !search->input->relaxed;
}

static Interval opaque_interval(const Search *search, size_t number, bool known) {
  Value now = search->input->now[number];
  if (!known)
    return interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR);
  return (int)now.kind == PROBE_FAILS ? interval_of_kinds(INTERVAL_ERROR) : interval_of(now);
}

/* Tells the prover the box; with `corner` its cheapest corner alone. Answers whether all
 * that only the VM can tell is known there. */
static bool put_box(Search *search, const Box *box, bool corner) {
  bool known = true;
  for (size_t i = 0; i < search->count; i++) {
    Side side = box->sides[i], *put = &search->put[i];
    if (corner)
      side = (Side){side.near, side.near, corner_way(&side)};
    search->stays[search->numbers[i]] = side.way == WAY_STAY;
    if (put->way == side.way && put->near == side.near && put->far == side.far)
      continue;
    *put = side;
    probe_box_put(search->prover, search->numbers[i],
                  movable_interval(&search->movables[i], side.way, side.near, side.far));
  }
  for (size_t i = 0; i < search->opaque_count; i++) {
    bool this = rests(search, search->opaque[i]);
    known = known && this;
    probe_box_put(search->prover, search->opaque[i],
                  opaque_interval(search, search->opaque[i], this));
  }
  probe_box_start(search->prover);
  return known;
}

/* Whether the cheapest corner is a customer, and not "any other text". */
static bool put_point(Search *search, const Box *box) {
  bool real = true;
  for (size_t i = 0; i < search->count; i++) {
    const Side *side = &box->sides[i];
    Way way = corner_way(side);
    if (movable_is_open(&search->movables[i], way, side->near))
      real = false;
    else
      search->point[search->numbers[i]] = movable_value(&search->movables[i], way, side->near);
  }
  probe_point_start(search->prover, search->point);
  return real;
}

static unsigned ask_corner(Search *search, const Box *box) {
  bool real = put_point(search, box);
  if (search->opaque_count && !put_box(search, box, true))
    return real ? goal_ask_box(search->input->goal) : GOAL_CAN | GOAL_CAN_FAIL;
  return real ? goal_ask_point(search->input->goal) : GOAL_CAN | GOAL_CAN_FAIL;
}

/* The value to cut the box at; SIZE_MAX: all are single. */
static size_t find_cut(const Search *search, const Box *box) {
  size_t any = SIZE_MAX;
  for (size_t i = 0; i < search->count; i++) {
    bool single = is_single(&box->sides[i]);
    search->open[search->numbers[i]] = !single;
    any = single ? any : i;
  }
  size_t number = goal_pick(search->input->goal, search->open);
  for (size_t i = 0; number != SIZE_MAX && i < search->count; i++)
    if (search->numbers[i] == number)
      return i;
  return any;
}

static void consider(Search *search, Box *box) {
  search->boxes++;
  box->cost = box_cost(search, box);
  if (!is_cheaper(box->cost, limit_of(search)))
    return;
  unsigned corner = ask_corner(search, box);
  if (corner == GOAL_CAN || (search->input->relaxed && corner & GOAL_CAN)) {
    search->best = box;
    return;
  }
  put_box(search, box, false);
  if (!(goal_ask_box(search->input->goal) & GOAL_CAN))
    return;
  box->cut = find_cut(search, box);
  if (box->cut != SIZE_MAX)
    heap_put(search, box);
  else if (corner & GOAL_CAN && box->cost < search->doubt)
    search->doubt = box->cost;
}

static void consider_part(Search *search, const Box *box, Side side) {
  size_t bytes = sizeof *box + search->count * sizeof *box->sides;
  Box *part = arena_new(search->arena, bytes);
  memcpy(part, box, bytes);
  part->sides[box->cut] = side;
  consider(search, part);
}

static void cut_box(Search *search, const Box *box) {
  Side side = box->sides[box->cut];
  const Movable *movable = &search->movables[box->cut];
  if (side.way == WAY_ANY) {
    consider_part(search, box, (Side){0, 0, WAY_STAY});
    if (movable->up.count)
      consider_part(search, box, (Side){0, movable->up.count - 1, WAY_UP});
    if (movable->down.count)
      consider_part(search, box, (Side){0, movable->down.count - 1, WAY_DOWN});
    return;
  }
  const Moves *moves = side.way == WAY_UP ? &movable->up : &movable->down;
  uint64_t end = moves->listed ? side.near : side.near + (side.far - side.near) / 2;
  consider_part(search, box, (Side){side.near, end, side.way});
  consider_part(search, box, (Side){end + 1, side.far, side.way});
}

/* --- all -------------------------------------------------------------------- */

static bool moves_at_all(const Movable *movable) {
  return movable->down.count || movable->up.count;
}

static void gather_values(Search *search) {
  const SearchInput *input = search->input;
  const ChangeRules *rules = input->goal->rules;
  size_t all = rules->value_count + 1;
  search->numbers = arena_array(search->arena, all, sizeof *search->numbers);
  search->movables = arena_array(search->arena, all, sizeof *search->movables);
  search->opaque = arena_array(search->arena, all, sizeof *search->opaque);
  search->put = arena_array(search->arena, all, sizeof *search->put);
  search->point = arena_array(search->arena, all, sizeof *search->point);
  search->open = arena_array(search->arena, all, sizeof *search->open);
  search->stays = arena_array(search->arena, all, sizeof *search->stays);
  for (size_t i = 0; i < rules->value_count; i++) {
    search->point[i] = input->now[i];
    search->stays[i] = true;
    if (!input->goal->uses[i].named)
      continue;
    if (rules->values[i].opaque) {
      search->opaque[search->opaque_count++] = i;
      continue;
    }
    Movable movable =
        movable_make(search->arena, rules, i, &input->reach[i], input->now[i], i == input->free);
    search->doubt = movable.unsure ? 0 : search->doubt;
    search->movables[search->count] = movable;
    search->numbers[search->count++] = i;
  }
}

static Box *first_box(const Search *search) {
  Box *box = arena_new(search->arena, sizeof *box + search->count * sizeof *box->sides);
  for (size_t i = 0; i < search->count; i++)
    box->sides[i].way = moves_at_all(&search->movables[i]) ? WAY_ANY : WAY_STAY;
  return box;
}

static void read_best(const Search *search, Searched *searched) {
  const Box *best = search->best;
  searched->steps = arena_array(search->arena, search->count + 1, sizeof *searched->steps);
  for (size_t i = 0; best && i < search->count; i++) {
    const Side *side = &best->sides[i];
    const Movable *movable = &search->movables[i];
    Way way = corner_way(side);
    if (way == WAY_STAY)
      continue;
    const Moves *moves = way == WAY_UP ? &movable->up : &movable->down;
    searched->steps[searched->step_count++] =
        (ChangeStep){search->numbers[i], movable_value(movable, way, side->near),
                     moves->cells ? moves->cells[side->near] : SIZE_MAX};
  }
}

Searched change_search(Arena *arena, const SearchInput *input) {
  Search search = {
      .arena = arena, .input = input, .prover = input->goal->rules->prover, .doubt = INFINITY};
  gather_values(&search);
  consider(&search, first_box(&search));
  bool done = false;
  while (search.heap_count && !done && search.boxes < input->most) {
    Box *box = heap_take(&search);
    done = !is_cheaper(box->cost, limit_of(&search));
    if (!done)
      cut_box(&search, box);
  }
  bool ended = done || !search.heap_count;
  memory_free(search.heap);
  Searched searched = {.found = search.best != NULL, .boxes = search.boxes};
  searched.cost = search.best ? search.best->cost : INFINITY;
  searched.proven = ended && !is_cheaper(search.doubt, searched.cost);
  read_best(&search, &searched);
  return searched;
}
