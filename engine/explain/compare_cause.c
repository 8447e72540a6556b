/* Which difference made the difference, for each mover. */
#include <stdlib.h>

#include "base/memory.h"
#include "explain/compare_parts.h"

enum {
  WORLDS_MOST = 300,     /* decided to find out what works together */
  SINGLED_OUT_MOST = 40, /* movers looked at one by one */
};

/* --- one world after the other ------------------------------------------------------------ */

static bool is_back(const World *world, const OpenMover *open) {
  return text_equal(world_label(world, open), open->mover->from);
}

/* What a world is asked of, and what is noted of those who are back. */
typedef struct Trying {
  Comparing *comparing;
  bool *undone;        /* [difference] */
  const uint8_t *only; /* as in World */
} Trying;

static bool try_world(const Trying *trying, World *world) {
  *world = (World){.undone = trying->undone, .only = trying->only};
  bool decided = world_decide(trying->comparing, world);
  if (!decided)
    world_drop(world);
  return decided;
}

static void add_cause(OpenMover *open, size_t difference, bool others) {
  CompareCauses *causes = &open->causes;
  if (causes->count == CAUSES_MOST)
    return;
  causes->differences[causes->count] = difference;
  causes->others[causes->count++] = others;
}

/* --- whether the values give the outcomes at all ------------------------------------------- */

static void close_untold(Comparing *comparing, bool all_undone) {
  Trying trying = {comparing, memory_array(comparing->difference_count + 1, sizeof(bool)), NULL};
  World world;
  memset(trying.undone, all_undone, comparing->difference_count * sizeof(bool));
  bool decided = try_world(&trying, &world);
  for (size_t i = 0; i < comparing->open_count; i++) {
    OpenMover *open = &comparing->open[i];
    Text label = all_undone ? open->mover->from : open->mover->to;
    if (open->closed || (decided && text_equal(world_label(&world, open), label)))
      continue;
    open->closed = true;
    open->mover->kind = COMPARE_UNTOLD;
    compare_say(comparing, open);
  }
  if (decided)
    world_drop(&world);
  memory_free(trying.undone);
}

/* --- one difference by itself --------------------------------------------------------------- */

static bool own_differs(const Comparing *comparing, const OpenMover *open, size_t difference) {
  size_t field = comparing->differences[difference].field;
  return field != SIZE_MAX &&
         compare_field_differs(comparing, field, open->mover->before, open->mover->after);
}

/* Movers whose own value differs: they alone get it back. False: there are none. */
static bool mark_own(const Comparing *comparing, size_t difference, uint8_t *only) {
  bool any = false;
  for (size_t i = 0; i < comparing->open_count; i++) {
    const OpenMover *open = &comparing->open[i];
    if (open->closed || !own_differs(comparing, open, difference))
      continue;
    only[open->mover->after] = 1;
    any = true;
  }
  return any;
}

static bool has_cause(const OpenMover *open, size_t difference) {
  for (size_t i = 0; i < open->causes.count; i++)
    if (open->causes.differences[i] == difference)
      return true;
  return false;
}

static bool is_state(Text label, const char *state) {
  return text_equal(label, text_of(state));
}

/* In a selection where others take part. */
static bool is_among_others(const OpenMover *open) {
  const Text ends[] = {open->mover->from, open->mover->to};
  if (open->rule->rule.length < 10 || memcmp(open->rule->rule.bytes, "selection ", 10) != 0)
    return false;
  for (size_t i = 0; i < 2; i++)
    if (is_state(ends[i], "excluded") || is_state(ends[i], "not eligible") ||
        is_state(ends[i], "undecided"))
      return false;
  return true;
}

/* Movers may push each other: whether this one is back when he alone gets his value back. */
static bool is_back_alone(const Trying *trying, const OpenMover *open) {
  Comparing *comparing = trying->comparing;
  if (!is_among_others(open) || comparing->singled_out == SINGLED_OUT_MOST)
    return true;
  size_t rows = comparing->input->sides[COMPARE_AFTER].values->rows;
  uint8_t *only = memory_array(rows + 1, sizeof *only);
  Trying alone = {comparing, trying->undone, only};
  World world;
  comparing->singled_out++;
  only[open->mover->after] = 1;
  bool decided = try_world(&alone, &world), back = decided && is_back(&world, open);
  if (decided)
    world_drop(&world);
  memory_free(only);
  return back;
}

/* Looks at a mover without a cause yet, in the world of this difference; may add it as one. */
typedef void Look(const Trying *trying, const World *world, OpenMover *open, size_t difference);

static void look_at_open(const Trying *trying, size_t difference, Look *look) {
  const Comparing *comparing = trying->comparing;
  World world;
  if (!try_world(trying, &world))
    return;
  for (size_t i = 0; i < comparing->open_count; i++)
    if (!comparing->open[i].closed)
      look(trying, &world, &comparing->open[i], difference);
  world_drop(&world);
}

static bool is_of_field(const Trying *trying, size_t difference) {
  return trying->comparing->differences[difference].field != SIZE_MAX;
}

static void look_back(const Trying *trying, const World *world, OpenMover *open,
                      size_t difference) {
  bool asked = !has_cause(open, difference) &&
               (!trying->only || own_differs(trying->comparing, open, difference));
  if (asked && is_back(world, open) && (!trying->only || is_back_alone(trying, open)))
    add_cause(open, difference, is_of_field(trying, difference) && !trying->only);
}

/* A field: first of the movers themselves, then of everybody. */
static void try_alone(Comparing *comparing, size_t difference) {
  Trying trying = {comparing, memory_array(comparing->difference_count + 1, sizeof(bool)), NULL};
  trying.undone[difference] = true;
  if (comparing->differences[difference].field != SIZE_MAX) {
    uint8_t *only =
        memory_array(comparing->input->sides[COMPARE_AFTER].values->rows + 1, sizeof *only);
    trying.only = only;
    if (mark_own(comparing, difference, only))
      look_at_open(&trying, difference, look_back);
    trying.only = NULL;
    memory_free(only);
  }
  look_at_open(&trying, difference, look_back);
  memory_free(trying.undone);
}

/* Where a dated number says it all, the day says nothing more. */
static void drop_day(const Comparing *comparing, CompareCauses *causes) {
  bool dated = false;
  for (size_t i = 0; i < causes->count; i++) {
    const PolicyDifference *policy = comparing->differences[causes->differences[i]].policy;
    dated = dated || (policy && policy->by_day);
  }
  size_t kept = 0;
  for (size_t i = 0; i < causes->count; i++) {
    if (dated && comparing->differences[causes->differences[i]].kind == COMPARE_DAY)
      continue;
    causes->differences[kept] = causes->differences[i];
    causes->others[kept++] = causes->others[i];
  }
  causes->count = kept;
}

static void close_alone(Comparing *comparing) {
  for (size_t i = 0; i < comparing->open_count; i++) {
    OpenMover *open = &comparing->open[i];
    if (open->closed || open->causes.count == 0)
      continue;
    drop_day(comparing, &open->causes);
    open->closed = true;
    compare_say(comparing, open);
  }
}

/* --- one difference done alone --------------------------------------------------------------- */

/* Whether others' values say of him as well: a place among all, in a selection or a number. */
static bool rests_on_others(const Comparing *comparing, const OpenMover *open) {
  for (int side = 0; side < 2; side++) {
    const Policy *policy = comparing->input->sides[side].policy;
    for (size_t i = 0; i < policy->attribute_count; i++) {
      AttributeKind kind = policy->attributes[i].kind;
      if (kind != ATTRIBUTE_IS && kind != ATTRIBUTE_CUTS && kind != ATTRIBUTE_EVENTS)
        return true;
    }
  }
  return is_among_others(open);
}

/* Whether in a world where all but this one is undone he ends as he does after. A field that
 * may be his own or that of others is left to the search for several. */
static void look_done(const Trying *trying, const World *world, OpenMover *open,
                      size_t difference) {
  const Comparing *comparing = trying->comparing;
  bool own = own_differs(comparing, open, difference);
  if (!(own && rests_on_others(comparing, open)) &&
      text_equal(world_label(world, open), open->mover->to))
    add_cause(open, difference, is_of_field(trying, difference) && !own);
}

static bool has_open(const Comparing *comparing) {
  for (size_t i = 0; i < comparing->open_count; i++)
    if (!comparing->open[i].closed)
      return true;
  return false;
}

static bool is_idle(const Comparing *comparing, size_t difference) {
  const PolicyDifference *policy = comparing->differences[difference].policy;
  return policy && policy->idle;
}

/* Of whom no difference brings the old outcome back: where exactly one, done in the world
 * before, gives the new one, that is the cause. Where several do, none is it alone. */
static void close_done(Comparing *comparing) {
  size_t count = comparing->difference_count;
  if (!has_open(comparing))
    return;
  Trying trying = {comparing, memory_array(count + 1, sizeof(bool)), NULL};
  memset(trying.undone, true, count * sizeof(bool));
  for (size_t i = 0; i < count; i++) {
    trying.undone[i] = false;
    if (!is_idle(comparing, i))
      look_at_open(&trying, i, look_done);
    trying.undone[i] = true;
  }
  memory_free(trying.undone);
  for (size_t i = 0; i < comparing->open_count; i++) {
    OpenMover *open = &comparing->open[i];
    if (open->closed)
      continue;
    drop_day(comparing, &open->causes);
    if (open->causes.count != 1)
      open->causes.count = 0;
  }
  close_alone(comparing);
}

/* --- several together ------------------------------------------------------------------------ */

/* Movers who share what is known to be needed. A set of which nothing can be left out is found
 * as in QuickXplain (Junker, AAAI 2004): a row of differences that brings the outcome back,
 * and one shorter does not; its last one is needed; then the same with that one first. */
typedef struct Party {
  OpenMover **members;
  size_t count;
  size_t before; /* differences from 0 to here are still looked at */
} Party;

typedef struct Gathering {
  Comparing *comparing;
  size_t worlds;
} Gathering;

static int by_number(const void *left, const void *right) {
  const size_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static void close_together(const Gathering *gathering, OpenMover *open) {
  open->causes.together = true;
  open->closed = true;
  qsort(open->causes.differences, open->causes.count, sizeof(size_t), by_number);
  for (size_t i = 0; i < open->causes.count; i++)
    open->causes.others[i] =
        gathering->comparing->differences[open->causes.differences[i]].field != SIZE_MAX &&
        !own_differs(gathering->comparing, open, open->causes.differences[i]);
  compare_say(gathering->comparing, open);
}

/* With what is known to be needed and the first `length` undone: those who are back go to
 * the front; answers how many. */
static size_t try_row(Gathering *gathering, const Party *party, size_t length) {
  Comparing *comparing = gathering->comparing;
  Trying trying = {comparing, memory_array(comparing->difference_count + 1, sizeof(bool)), NULL};
  const CompareCauses *needed = &party->members[0]->causes;
  World world;
  size_t back = 0;
  gathering->worlds++;
  memset(trying.undone, true, length * sizeof(bool));
  for (size_t i = 0; i < needed->count; i++)
    trying.undone[needed->differences[i]] = true;
  bool decided = try_world(&trying, &world);
  for (size_t i = 0; decided && i < party->count; i++)
    if (is_back(&world, party->members[i])) {
      OpenMover *open = party->members[i];
      party->members[i] = party->members[back];
      party->members[back++] = open;
    }
  if (decided)
    world_drop(&world);
  memory_free(trying.undone);
  return back;
}

static void gather(Gathering *gathering, Party party);

/* Members are not back with `least` undone, and are with `most`: halves between tell where
 * each comes back. */
static void halve(Gathering *gathering, Party party, size_t least, size_t most) {
  if (party.count == 0 || gathering->worlds >= WORLDS_MOST || most <= least)
    return;
  if (most == least + 1) {
    for (size_t i = 0; i < party.count; i++)
      add_cause(party.members[i], most - 1, false);
    gather(gathering, (Party){party.members, party.count, most - 1});
    return;
  }
  size_t middle = least + (most - least) / 2, back = try_row(gathering, &party, middle);
  halve(gathering, (Party){party.members, back, party.before}, least, middle);
  halve(gathering, (Party){party.members + back, party.count - back, party.before}, middle, most);
}

static void gather(Gathering *gathering, Party party) {
  OpenMover **members = party.members;
  size_t count = party.count, back = 0;
  if (party.members[0]->causes.count < CAUSES_MOST && gathering->worlds < WORLDS_MOST)
    back = try_row(gathering, &party, 0);
  for (size_t i = 0; i < back; i++)
    close_together(gathering, members[i]);
  if (members[0]->causes.count < CAUSES_MOST)
    halve(gathering, (Party){members + back, count - back, party.before}, 0, party.before);
  for (size_t i = 0; i < count; i++) /* the search went on too long */
    if (!members[i]->closed) {
      members[i]->causes.cut = true;
      close_together(gathering, members[i]);
    }
}

static void close_several(Comparing *comparing) {
  Gathering gathering = {comparing, 0};
  Party party = {memory_array(comparing->open_count + 1, sizeof(OpenMover *)), 0,
                 comparing->difference_count};
  OpenMover **members = party.members;
  for (size_t i = 0; i < comparing->open_count; i++)
    if (!comparing->open[i].closed)
      members[party.count++] = &comparing->open[i];
  if (party.count)
    gather(&gathering, party);
  memory_free(members);
}

void compare_causes(Comparing *comparing) {
  if (comparing->open_count == 0)
    return;
  close_untold(comparing, false);
  close_untold(comparing, true);
  for (size_t i = 0; i < comparing->difference_count; i++)
    if (!is_idle(comparing, i))
      try_alone(comparing, i);
  close_alone(comparing);
  close_done(comparing);
  close_several(comparing);
}
