#include "explain/change_search.h"

#include <math.h>

#include "base/memory.h"
#include "explain/change_box.h"

enum { NARROWINGS_MOST = 4, ASKED_MOST = 8 };

/* --- boxes by cost ---------------------------------------------------------- */

static void heap_put(Search *search, Box *box) {
  search->heap =
      memory_room(search->heap, search->heap_count, &search->heap_capacity, sizeof(Box *));
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

/* Whether the cheapest corner is a customer, and not "any other text". */
static bool put_point(Search *search, const Box *box) {
  bool real = true;
  for (size_t i = 0; i < search->count; i++) {
    uint64_t rank;
    const Movable *movable = &search->movables[i];
    Way way = options_cheapest(movable, &box->options[i], &rank);
    if (movable_is_open(movable, way, rank))
      real = false;
    else
      search->point[search->numbers[i]] = movable_value(movable, way, rank);
  }
  probe_point_start(search->prover, search->point);
  return real;
}

/* The goal at the cheapest corner. *known: nothing in it is left to the VM. */
static unsigned ask_corner(Search *search, const Box *box, bool *real, bool *known) {
  *real = put_point(search, box);
  *known = search->opaque_count == 0 || box_put(search, box, true);
  if (!*real)
    return GOAL_CAN | GOAL_CAN_FAIL;
  return *known ? goal_ask_point(search->input->goal) : goal_ask_box(search->input->goal);
}

static bool engine_says_so(Search *search) {
  const SearchInput *input = search->input;
  return input->ask && search->asked++ < ASKED_MOST && input->ask(input->context, search->point);
}

static void doubt(Search *search, const Box *box) {
  if (box->cost < search->doubt)
    search->doubt = box->cost;
}

/* The value to cut the box at; SIZE_MAX: all are single. */
static size_t find_cut(const Search *search, const Box *box) {
  size_t any = SIZE_MAX;
  for (size_t i = 0; i < search->count; i++) {
    bool single = options_single(&box->options[i]);
    search->open[search->numbers[i]] = !single;
    any = single ? any : i;
  }
  size_t number = goal_pick(search->input->goal, search->open);
  return number == SIZE_MAX ? any : search->places[number];
}

/* Whether the box can reach the goal and costs less than what was found; leaves out moves
 * that cannot or do not. */
static bool can_reach(Search *search, Box *box) {
  const Goal *goal = search->input->goal;
  bool changed = true;
  double limit = search->best ? search->best->cost : INFINITY;
  for (int i = 0; changed; i++) {
    box->cost = box_cost(search, box);
    if (!box_is_cheaper(box->cost, limit) || !box_trim(search, box, limit))
      return false;
    box_put(search, box, false);
    if (!(goal_ask_box(goal) & GOAL_CAN))
      return false;
    if (i == NARROWINGS_MOST)
      return true;
    if (!box_narrow(search, box, i == 0, &changed))
      return false;
  }
  return true;
}

/* The box, where it is to be cut; NULL: it is settled. */
static Box *consider(Search *search, Box *box) {
  search->boxes++;
  if (!can_reach(search, box))
    return NULL;
  bool real, known;
  unsigned corner = ask_corner(search, box, &real, &known);
  bool left_to_vm = real && !known && corner & GOAL_CAN && corner & GOAL_CAN_FAIL;
  if (corner == GOAL_CAN || (left_to_vm && engine_says_so(search))) {
    search->best = box;
    return NULL;
  }
  if (left_to_vm) {
    doubt(search, box);
    return NULL;
  }
  box_put(search, box, false);
  goal_ask_box(search->input->goal); /* of all of it again, for where to cut */
  box->cut = find_cut(search, box);
  if (box->cut != SIZE_MAX)
    return box;
  if (corner & GOAL_CAN)
    doubt(search, box);
  return NULL;
}

/* --- cutting a box ------------------------------------------------------------ */

enum { PARTS_MOST = 3 };

/* One side: the nearest of listed values and the rest, or else where box_split says. */
static size_t cut_side(Search *search, const Box *box, MoveRange range, bool upwards,
                       Options *parts) {
  const Movable *movable = &search->movables[box->cut];
  bool listed = (upwards ? &movable->up : &movable->down)->listed;
  uint64_t middle = range.near + (listed ? 1 : box_split(search, box, upwards, range));
  MoveRange near = {range.near, middle}, far = {middle, range.end};
  parts[0] = options_one_way(upwards, near);
  parts[1] = options_one_way(upwards, far);
  return 2;
}

static size_t cut_options(Search *search, const Box *box, Options *parts) {
  const Options *options = &box->options[box->cut];
  bool down = !range_is_empty(options->down), up = !range_is_empty(options->up);
  size_t count = 0;
  if (options_ways(options) == 1)
    return cut_side(search, box, up ? options->up : options->down, up, parts);
  if (options->stay)
    parts[count++] = (Options){.stay = true};
  if (up)
    parts[count++] = (Options){.up = options->up};
  if (down)
    parts[count++] = (Options){.down = options->down};
  return count;
}

/* Considers all parts of the box. Answers the cheapest that is left to be cut, while
 * nothing is found yet; all others wait their turn. */
static Box *cut_box(Search *search, const Box *box) {
  Options parts[PARTS_MOST];
  Box *first = NULL;
  size_t bytes = sizeof *box + search->count * sizeof *box->options;
  size_t count = cut_options(search, box, parts);
  for (size_t i = 0; i < count; i++) {
    Box *part = arena_new(search->arena, bytes);
    memcpy(part, box, bytes);
    part->options[box->cut] = parts[i];
    part = consider(search, part);
    Box *later = part && first && part->cost < first->cost ? first : part;
    first = later == first || !first ? part : first;
    if (later && later != first)
      heap_put(search, later);
  }
  if (first && search->best) {
    heap_put(search, first);
    return NULL;
  }
  return first;
}

/* --- all -------------------------------------------------------------------- */

static void gather_values(Search *search) {
  const SearchInput *input = search->input;
  const ChangeRules *rules = input->goal->rules;
  size_t all = rules->value_count + 1;
  search->numbers = arena_array(search->arena, all, sizeof *search->numbers);
  search->movables = arena_array(search->arena, all, sizeof *search->movables);
  search->opaque = arena_array(search->arena, all, sizeof *search->opaque);
  search->told = arena_array(search->arena, all, sizeof *search->told);
  search->known = arena_array(search->arena, all, sizeof *search->known);
  search->places = arena_array(search->arena, all, sizeof *search->places);
  search->needs = arena_array(search->arena, BOX_NEEDS_MOST, sizeof *search->needs);
  search->point = arena_array(search->arena, all, sizeof *search->point);
  search->narrowed = arena_array(search->arena, all, sizeof *search->narrowed);
  search->open = arena_array(search->arena, all, sizeof *search->open);
  search->stays = arena_array(search->arena, all, sizeof *search->stays);
  for (size_t i = 0; i < rules->value_count; i++) {
    search->point[i] = input->now[i];
    search->stays[i] = true;
    search->places[i] = SIZE_MAX;
    if (!input->goal->uses[i].named)
      continue;
    if (rules->values[i].opaque) {
      search->opaque[search->opaque_count++] = i;
      continue;
    }
    bool drifts = input->drifts && input->drifts[i];
    bool free = drifts || (input->free && input->free[i]);
    Movable movable = movable_make(search->arena, rules, i, &input->reach[i], input->now[i], free);
    movable.unit = drifts ? 0 : movable.unit;
    search->doubt = movable.unsure ? 0 : search->doubt;
    search->places[i] = search->count;
    search->movables[search->count] = movable;
    search->numbers[search->count++] = i;
  }
}

static Box *first_box(const Search *search) {
  Box *box = arena_new(search->arena, sizeof *box + search->count * sizeof *box->options);
  for (size_t i = 0; i < search->count; i++)
    box->options[i] = movable_options(&search->movables[i]);
  return box;
}

static void read_best(const Search *search, Searched *searched) {
  const Box *best = search->best;
  searched->steps = arena_array(search->arena, search->count + 1, sizeof *searched->steps);
  for (size_t i = 0; best && i < search->count; i++) {
    uint64_t rank;
    const Movable *movable = &search->movables[i];
    Way way = options_cheapest(movable, &best->options[i], &rank);
    if (way != WAY_STAY)
      searched->steps[searched->step_count++] =
          (ChangeStep){search->numbers[i], movable_value(movable, way, rank)};
  }
}

/* Cuts boxes until nothing that is left costs less than what was found. False: it came to
 * its limit first. */
static bool cut_all(Search *search) {
  Box *next = consider(search, first_box(search));
  while (next || search->heap_count) {
    if (search->boxes >= search->input->most)
      return false;
    if (!next)
      next = heap_take(search);
    if (search->best && !box_is_cheaper(next->cost, search->best->cost))
      return true;
    next = cut_box(search, next);
  }
  return true;
}

Searched change_search(Arena *arena, const SearchInput *input) {
  Search search = {
      .arena = arena, .input = input, .prover = input->goal->rules->prover, .doubt = INFINITY};
  gather_values(&search);
  box_begin(&search);
  bool ended = cut_all(&search);
  memory_free(search.heap);
  Searched searched = {.found = search.best != NULL, .boxes = search.boxes};
  searched.cost = search.best ? search.best->cost : INFINITY;
  searched.proven = ended && !box_is_cheaper(search.doubt, searched.cost);
  read_best(&search, &searched);
  return searched;
}

bool change_search_cheaper(Arena *arena, const SearchInput *input, double limit, Term *term,
                           Interval *answer) {
  Search search = {
      .arena = arena, .input = input, .prover = input->goal->rules->prover, .doubt = INFINITY};
  gather_values(&search);
  box_begin(&search);
  Box *box = first_box(&search);
  box->cost = box_cost(&search, box);
  if (isinf(search.doubt) && box_trim(&search, box, limit)) {
    box_put(&search, box, false);
    *answer = probe_box(search.prover, term);
    return true;
  }
  return false;
}
