#include "explain/change_box.h"

#include <math.h>

enum { SPLIT_HALVES_MOST = 1 << 20 }; /* above, magnitudes are halved */

/* --- cost ------------------------------------------------------------------- */

bool box_is_cheaper(double cost, double than) {
  return isinf(than) ? cost < than : cost < than - 1e-12 * (1 + than);
}

static double options_cost(const Movable *movable, const Options *options) {
  uint64_t rank;
  Way way = options_cheapest(movable, options, &rank);
  return movable_cost(movable, way, rank);
}

double box_cost(const Search *search, const Box *box) {
  double cost = 0;
  for (size_t i = 0; i < search->count; i++)
    cost += options_cost(&search->movables[i], &box->options[i]);
  return cost;
}

/* The moves of a range that keep the box below the limit; `rest`: what all else costs. */
static void trim_range(const Movable *movable, Way way, double rest, double limit,
                       MoveRange *range) {
  if (range_is_empty(*range) ||
      box_is_cheaper(rest + movable_cost(movable, way, range->end - 1), limit))
    return;
  uint64_t good = range->near, bad = range->end - 1;
  if (movable->flat || !box_is_cheaper(rest + movable_cost(movable, way, good), limit))
    bad = good;
  while (good + 1 < bad) {
    uint64_t middle = good + (bad - good) / 2;
    if (box_is_cheaper(rest + movable_cost(movable, way, middle), limit))
      good = middle;
    else
      bad = middle;
  }
  range->end = bad;
}

bool box_trim(const Search *search, Box *box, double limit) {
  bool left = true;
  for (size_t i = 0; left && !isinf(limit) && i < search->count; i++) {
    const Movable *movable = &search->movables[i];
    Options *options = &box->options[i];
    double rest = box->cost - options_cost(movable, options);
    trim_range(movable, WAY_DOWN, rest, limit, &options->down);
    trim_range(movable, WAY_UP, rest, limit, &options->up);
    left = options_ways(options) > 0;
  }
  return left;
}

/* --- telling the prover ------------------------------------------------------- */

static bool range_equal(MoveRange a, MoveRange b) {
  return (range_is_empty(a) && range_is_empty(b)) || (a.near == b.near && a.end == b.end);
}

static bool options_equal(const Options *a, const Options *b) {
  return a->stay == b->stay && range_equal(a->down, b->down) && range_equal(a->up, b->up);
}

static Options corner_of(const Movable *movable, const Options *options) {
  uint64_t rank;
  Way way = options_cheapest(movable, options, &rank);
  Options corner = {.stay = way == WAY_STAY};
  if (way == WAY_DOWN)
    corner.down = (MoveRange){rank, rank + 1};
  if (way == WAY_UP)
    corner.up = (MoveRange){rank, rank + 1};
  return corner;
}

/* What only the VM can tell is known where all that it rests on stays. */
static bool rests(const Search *search, size_t number) {
  const ChangeValue *value = &search->input->goal->rules->values[number];
  if (!value->opaque)
    return search->stays[number];
  bool all = true;
  for (size_t i = 0; all && i < value->rests_count; i++)
    all = rests(search, value->rests_on[i]);
  return all;
}

static Interval opaque_interval(const Search *search, size_t number, bool known) {
  Value now = search->input->now[number];
  if (!known)
    return interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR);
  return (int)now.kind == PROBE_FAILS ? interval_of_kinds(INTERVAL_ERROR) : interval_of(now);
}

static void tell(Search *search, size_t place, const Options *options) {
  search->told[place] = *options;
  probe_box_put(search->prover, search->numbers[place],
                movable_interval(&search->movables[place], options));
}

static bool tell_opaque(Search *search, bool anew) {
  bool all = true;
  for (size_t i = 0; i < search->opaque_count; i++) {
    bool known = rests(search, search->opaque[i]);
    all = all && known;
    if (anew || known != search->known[i])
      probe_box_put(search->prover, search->opaque[i],
                    opaque_interval(search, search->opaque[i], known));
    search->known[i] = known;
  }
  return all;
}

void box_begin(Search *search) {
  for (size_t i = 0; i < search->count; i++) {
    Options stay = {.stay = true};
    tell(search, i, &stay);
  }
  tell_opaque(search, true);
}

bool box_put(Search *search, const Box *box, bool corner) {
  for (size_t i = 0; i < search->count; i++) {
    Options options = box->options[i];
    if (corner)
      options = corner_of(&search->movables[i], &options);
    search->stays[search->numbers[i]] = options.stay && options_ways(&options) == 1;
    if (!options_equal(&options, &search->told[i]))
      tell(search, i, &options);
  }
  bool known = tell_opaque(search, false);
  probe_box_start(search->prover);
  return known;
}

/* --- leaving out what cannot be ------------------------------------------------- */

typedef struct Narrowing {
  Search *search;
  const ProbeNeed *need; /* NULL: the whole goal is asked */
  size_t place;
} Narrowing;

/* Whether the part can be as is needed, with these moves of the value. */
static bool can_be(const Narrowing *narrowing, Options options) {
  Search *search = narrowing->search;
  tell(search, narrowing->place, &options);
  probe_box_start(search->prover);
  if (!narrowing->need)
    return goal_ask_box(search->input->goal) & GOAL_CAN;
  unsigned verdicts = probe_verdicts(probe_box(search->prover, narrowing->need->part));
  return verdicts & narrowing->need->wanted;
}

static bool range_can_be(const Narrowing *narrowing, bool upwards, uint64_t near, uint64_t end) {
  MoveRange range = {near, end};
  return can_be(narrowing, options_one_way(upwards, range));
}

/* How many of the first moves of a range cannot be. */
static uint64_t count_out(const Narrowing *narrowing, bool upwards, MoveRange range) {
  uint64_t all = range.end - range.near, out = 0, in = 1;
  while (!range_can_be(narrowing, upwards, range.near, range.near + in)) {
    out = in; /* the first `out` cannot be, the first `in` might */
    if (in == all)
      return all;
    in = in > all / 2 ? all : 2 * in;
  }
  while (in - out > 1) {
    uint64_t middle = out + (in - out) / 2;
    if (range_can_be(narrowing, upwards, range.near, range.near + middle))
      in = middle;
    else
      out = middle;
  }
  return out;
}

/* Far moves are left where they are: they cost nothing, and seldom tell. */
static void narrow_range(const Narrowing *narrowing, bool upwards, MoveRange *range) {
  if (!range_is_empty(*range))
    range->near += count_out(narrowing, upwards, *range);
}

/* False: nothing is left. */
static bool narrow_value(const Narrowing *narrowing, Options *options, bool *changed) {
  Options before = *options;
  if (options_single(options))
    return true;
  if (options->stay)
    options->stay = can_be(narrowing, (Options){.stay = true});
  narrow_range(narrowing, false, &options->down);
  narrow_range(narrowing, true, &options->up);
  if (options_ways(options) == 0)
    return false;
  *changed = !options_equal(&before, options);
  tell(narrowing->search, narrowing->place, options);
  return true;
}

static bool reads_any(Search *search, const ProbeNeed *need, const bool *numbers) {
  size_t count;
  const size_t *reads = probe_reads(search->prover, need->part, &count);
  for (size_t i = 0; i < count; i++)
    if (numbers[reads[i]])
      return true;
  return false;
}

static bool narrow_need(Search *search, Box *box, const ProbeNeed *need, bool *changed) {
  size_t count;
  const size_t *reads = probe_reads(search->prover, need->part, &count);
  for (size_t i = 0; i < count; i++) {
    bool this = false;
    Narrowing narrowing = {search, need, search->places[reads[i]]};
    if (narrowing.place != SIZE_MAX &&
        !narrow_value(&narrowing, &box->options[narrowing.place], &this))
      return false;
    search->narrowed[reads[i]] = search->narrowed[reads[i]] || this;
    *changed = *changed || this;
  }
  return true;
}

bool box_narrow(Search *search, Box *box, bool anew, bool *changed) {
  size_t count = goal_needs(search->input->goal, search->needs, BOX_NEEDS_MOST);
  if (anew)
    memset(search->narrowed, 0, search->input->goal->rules->value_count);
  *changed = false;
  for (size_t i = 0; i < count; i++) {
    const ProbeNeed *need = &search->needs[i];
    if ((anew || reads_any(search, need, search->narrowed)) &&
        !narrow_need(search, box, need, changed))
      return false;
  }
  return true;
}

/* --- where to cut --------------------------------------------------------------- */

/* 0: all moves can be, or none. */
static uint64_t split_for(Search *search, size_t place, const ProbeNeed *need, bool upwards,
                          MoveRange range) {
  Narrowing narrowing = {search, need, place};
  uint64_t out = count_out(&narrowing, upwards, range);
  return out < range.end - range.near ? out : 0;
}

uint64_t box_split(Search *search, const Box *box, bool upwards, MoveRange range) {
  uint64_t all = range.end - range.near, split = 0;
  box_put(search, box, false);
  goal_ask_box(search->input->goal);
  size_t count = goal_needs(search->input->goal, search->needs, BOX_NEEDS_MOST);
  box_put(search, box, true);
  bool *cut = search->narrowed;
  memset(cut, 0, search->input->goal->rules->value_count);
  cut[search->numbers[box->cut]] = true;
  for (size_t i = 0; i < count && !split; i++)
    if (reads_any(search, &search->needs[i], cut))
      split = split_for(search, box->cut, &search->needs[i], upwards, range);
  if (!split)
    split = split_for(search, box->cut, NULL, upwards, range);
  if (!split || split > all - all / 4) /* little would be gained */
    split = all > SPLIT_HALVES_MOST ? (uint64_t)sqrt((double)all) : (all + 1) / 2;
  return split;
}
