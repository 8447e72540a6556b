#include "explain/change_moves.h"

#include <math.h>

bool movable_is_fixed(const ChangeValue *value) {
  return value->opaque || (value->info && (value->info->fixed || value->info->sensitive));
}

static double number_of(Value value) {
  if (value.kind == VALUE_DATE)
    return value.days;
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

static bool has_order(Value value) {
  return value.kind == VALUE_INTEGER || value.kind == VALUE_DATE ||
         (value.kind == VALUE_DECIMAL && isfinite(value.decimal));
}

/* --- values in order -------------------------------------------------------- */

/* Where the values of a missing number or day begin: 0, the day of the run. */
static Value beginning(const ChangeRules *rules, const Scale *scale) {
  if (scale->kind == SCALE_DAYS)
    return (Value){.kind = VALUE_DATE, .days = rules->facts.policy->as_of};
  return (Value){.kind = VALUE_INTEGER};
}

/* The coordinate of the cell that lies nearest to `from`. */
static int64_t nearest_of(const Scale *scale, Cell cell, Value from) {
  int64_t below;
  bool any = scale_below(scale, from, &below);
  int64_t at = any ? below + 1 : scale->low; /* from itself, or the next above */
  at = at < cell.low ? cell.low : at;
  return at > cell.high ? cell.high : at;
}

/* Every cell, of a value that is missing. */
static void list_answers(Arena *arena, const Reach *reach, Value from, Moves *moves) {
  Value *values = arena_array(arena, reach->cell_count + 1, sizeof *values);
  size_t *cells = arena_array(arena, reach->cell_count + 1, sizeof *cells);
  for (size_t i = 0; i < reach->cell_count; i++) {
    cells[i] = i;
    values[i] = scale_value(&reach->scale, nearest_of(&reach->scale, reach->cells[i], from));
  }
  *moves = (Moves){.count = reach->cell_count, .listed = values, .cells = cells};
}

/* The cells on one side of the value, without the one it is in. `next`: the coordinate
 * next to it on that side. `at`: its own, where it is one. */
static void list_side(Arena *arena, const Reach *reach, int64_t next, bool upwards,
                      const int64_t *at, Moves *moves) {
  Value *values = arena_array(arena, reach->cell_count + 1, sizeof *values);
  size_t *cells = arena_array(arena, reach->cell_count + 1, sizeof *cells);
  size_t count = 0;
  for (size_t i = 0; i < reach->cell_count; i++) {
    size_t number = upwards ? i : reach->cell_count - 1 - i;
    Cell cell = reach->cells[number];
    bool beyond = upwards ? cell.high >= next : cell.low <= next;
    if (!beyond || (at && cell.low <= *at && *at <= cell.high))
      continue;
    int64_t nearest =
        upwards ? (cell.low > next ? cell.low : next) : (cell.high < next ? cell.high : next);
    cells[count] = number;
    values[count++] = scale_value(&reach->scale, nearest);
  }
  *moves = (Moves){.count = count, .listed = values, .cells = cells};
}

static void move_side(Arena *arena, Movable *movable, bool upwards, const int64_t *at) {
  const Scale *scale = &movable->reach->scale;
  Moves *moves = upwards ? &movable->up : &movable->down;
  int64_t next;
  bool any =
      upwards ? scale_above(scale, movable->now, &next) : scale_below(scale, movable->now, &next);
  if (!any)
    return;
  if (movable->reach->listed) {
    list_side(arena, movable->reach, next, upwards, at, moves);
    return;
  }
  moves->nearest = next;
  moves->count =
      (upwards ? (uint64_t)scale->high - (uint64_t)next : (uint64_t)next - (uint64_t)scale->low) +
      1;
}

static void move_ordered(Arena *arena, const ChangeRules *rules, const FieldInfo *info,
                         Movable *movable) {
  const Scale *scale = &movable->reach->scale;
  int64_t below;
  Value itself = {.kind = VALUE_MISSING};
  bool any = scale_below(scale, movable->now, &below);
  int64_t at = any ? below + 1 : scale->low;
  bool within = scale->low <= at && at <= scale->high;
  if (within)
    itself = scale_value(scale, at);
  within = within && number_of(itself) == number_of(movable->now);
  Direction only = info ? info->only : DIRECTION_ANY;
  if (only != DIRECTION_UP)
    move_side(arena, movable, false, within ? &at : NULL);
  if (only != DIRECTION_DOWN)
    move_side(arena, movable, true, within ? &at : NULL);
  double size = fabs(number_of(movable->now) - number_of(beginning(rules, scale)));
  movable->unit /= size > 1 ? size : 1;
}

static void move_missing(Arena *arena, const ChangeRules *rules, Movable *movable) {
  const Scale *scale = &movable->reach->scale;
  Value from = beginning(rules, scale);
  movable->flat = true;
  if (scale->low > scale->high)
    return;
  if (movable->reach->listed) {
    list_answers(arena, movable->reach, from, &movable->up);
    return;
  }
  int64_t below;
  bool any = scale_below(scale, from, &below);
  int64_t start = any ? below + 1 : scale->low;
  if (any)
    movable->down = (Moves){.count = (uint64_t)below - (uint64_t)scale->low + 1, .nearest = below};
  if (start <= scale->high)
    movable->up = (Moves){.count = (uint64_t)scale->high - (uint64_t)start + 1, .nearest = start};
}

/* --- values without order ----------------------------------------------------- */

static void move_boolean(Arena *arena, Movable *movable) {
  Value *values = arena_array(arena, 2, sizeof *values);
  size_t count = 0;
  for (int truth = 1; truth >= 0; truth--)
    if (movable->now.kind != VALUE_BOOLEAN || movable->now.boolean != (truth != 0))
      values[count++] = (Value){.kind = VALUE_BOOLEAN, .boolean = truth != 0};
  movable->flat = true;
  movable->up = (Moves){.count = count, .listed = values};
}

static void move_text(Arena *arena, Movable *movable) {
  const Reach *reach = movable->reach;
  Value *values = arena_array(arena, reach->text_count + 1, sizeof *values);
  size_t count = 0;
  for (size_t i = 0; i < reach->text_count; i++) {
    Value text = {.kind = VALUE_TEXT, .text = reach->texts[i]};
    bool named = i + 1 < reach->text_count;
    bool same = movable->now.kind == VALUE_TEXT && text_equal(movable->now.text, text.text);
    if (!same && (!named || text.text.length))
      values[count++] = text;
  }
  movable->flat = true;
  movable->open = reach->open;
  movable->up = (Moves){.count = count + reach->open, .listed = values};
}

/* --- all ------------------------------------------------------------------------ */

Movable movable_make(Arena *arena, const ChangeRules *rules, size_t number, const Reach *reach,
                     Value now, bool free) {
  const ChangeValue *value = &rules->values[number];
  const FieldInfo *info = free ? NULL : value->info;
  Movable movable = {.reach = reach, .now = now, .unit = info ? info->cost : 1};
  bool missing = now.kind == VALUE_MISSING;
  if (value->opaque || (!free && movable_is_fixed(value)))
    return movable;
  if (value->type == COLUMN_BOOLEAN && (missing || now.kind == VALUE_BOOLEAN))
    move_boolean(arena, &movable);
  else if (value->type == COLUMN_TEXT && (missing || now.kind == VALUE_TEXT))
    move_text(arena, &movable);
  else if (reach->scale.kind != SCALE_NONE && missing)
    move_missing(arena, rules, &movable);
  else if (reach->scale.kind != SCALE_NONE && has_order(now))
    move_ordered(arena, rules, info, &movable);
  else
    movable.unsure = true;
  return movable;
}

Value movable_value(const Movable *movable, Way way, uint64_t rank) {
  if (way == WAY_STAY)
    return movable->now;
  const Moves *moves = way == WAY_DOWN ? &movable->down : &movable->up;
  if (moves->listed)
    return moves->listed[rank];
  int64_t away = (int64_t)(way == WAY_DOWN ? 0 - rank : rank);
  return scale_value(&movable->reach->scale, (int64_t)((uint64_t)moves->nearest + (uint64_t)away));
}

bool movable_is_open(const Movable *movable, Way way, uint64_t rank) {
  return movable->open && way == WAY_UP && rank + 1 == movable->up.count;
}

double movable_cost(const Movable *movable, Way way, uint64_t rank) {
  if (way == WAY_STAY)
    return 0;
  if (movable->flat)
    return movable->unit;
  return fabs(number_of(movable_value(movable, way, rank)) - number_of(movable->now)) *
         movable->unit;
}

/* --- boxes ------------------------------------------------------------------ */

/* All numbers or days between two of them. */
static Interval between(Movable *movable, Value a, Value b) {
  if (number_of(a) > number_of(b)) {
    Value low = b;
    b = a;
    a = low;
  }
  if (a.kind != VALUE_DATE)
    return interval_numbers(a.kind == VALUE_INTEGER ? INTERVAL_INTEGER : INTERVAL_DECIMAL, a, b);
  Interval interval = interval_days();
  date_to_iso(a.days, movable->days[0]);
  date_to_iso(b.days, movable->days[1]);
  interval.first = (Text){movable->days[0], DATE_ISO_LENGTH};
  interval.last = (Text){movable->days[1], DATE_ISO_LENGTH};
  return interval;
}

static Interval listed_interval(const Movable *movable, uint64_t near, uint64_t far) {
  if (movable_is_open(movable, WAY_UP, far))
    return interval_of_kinds(INTERVAL_TEXT);
  Interval interval = interval_of(movable->up.listed[near]);
  for (uint64_t rank = near + 1; rank <= far; rank++)
    interval = interval_join(interval, interval_of(movable->up.listed[rank]));
  return interval;
}

static bool is_ordered(const Movable *movable) {
  return movable->reach->scale.kind != SCALE_NONE;
}

static Interval side_interval(Movable *movable, Way way, uint64_t near, uint64_t far) {
  if (!is_ordered(movable))
    return listed_interval(movable, near, far);
  return between(movable, movable_value(movable, way, near), movable_value(movable, way, far));
}

static Interval any_ordered(Movable *movable) {
  bool missing = movable->now.kind == VALUE_MISSING;
  const Moves *down = &movable->down, *up = &movable->up;
  Value low = movable->now, high = movable->now;
  if (down->count)
    low = movable_value(movable, WAY_DOWN, down->count - 1);
  if (up->count)
    high = movable_value(movable, WAY_UP, up->count - 1);
  if (missing && !down->count)
    low = movable_value(movable, WAY_UP, 0);
  if (missing && !up->count)
    high = movable_value(movable, WAY_DOWN, 0);
  Interval all = between(movable, low, high);
  all.kinds |= missing ? INTERVAL_MISSING : 0;
  return all;
}

Interval movable_interval(Movable *movable, Way way, uint64_t near, uint64_t far) {
  if (way == WAY_STAY || !(movable->down.count || movable->up.count))
    return scale_point(movable->now, movable->days);
  if (way != WAY_ANY)
    return side_interval(movable, way, near, far);
  if (is_ordered(movable))
    return any_ordered(movable);
  return interval_join(scale_point(movable->now, movable->days),
                       listed_interval(movable, 0, movable->up.count - 1));
}
