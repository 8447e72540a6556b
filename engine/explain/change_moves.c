#include "explain/change_moves.h"

#include <math.h>

/* What others did, or where one stands among them: nobody can wish that of a customer. */
bool movable_is_place(const Attribute *attribute) {
  switch (attribute->kind) {
  case ATTRIBUTE_EVENTS:
    return attribute->events.word == EVENT_LOST;
  case ATTRIBUTE_NTILE:
  case ATTRIBUTE_CUTS:
  case ATTRIBUTE_QUANTILE:
  case ATTRIBUTE_SHARE:
  case ATTRIBUTE_AHEAD:
    return true;
  default:
    return false;
  }
}

bool movable_is_fixed(const ChangeValue *value) {
  return value->opaque || (value->info && (value->info->fixed || value->info->sensitive)) ||
         (value->attribute && movable_is_place(value->attribute));
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

/* Up is from no to yes. An answer where there was none goes in no direction. */
static void move_boolean(Arena *arena, const FieldInfo *info, Movable *movable) {
  Value *values = arena_array(arena, 2, sizeof *values);
  size_t count = 0;
  Direction never = info && info->only == DIRECTION_UP     ? DIRECTION_DOWN
                    : info && info->only == DIRECTION_DOWN ? DIRECTION_UP
                                                           : DIRECTION_ANY;
  for (int truth = 1; truth >= 0; truth--)
    if (movable->now.kind != VALUE_BOOLEAN ||
        (movable->now.boolean != (truth != 0) && never != (truth ? DIRECTION_UP : DIRECTION_DOWN)))
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
    move_boolean(arena, info, &movable);
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

Options options_one_way(bool upwards, MoveRange range) {
  Options options = {0};
  if (upwards)
    options.up = range;
  else
    options.down = range;
  return options;
}

Options movable_options(const Movable *movable) {
  return (Options){true, {0, movable->down.count}, {0, movable->up.count}};
}

bool options_single(const Options *options) {
  uint64_t down = range_is_empty(options->down) ? 0 : options->down.end - options->down.near;
  uint64_t up = range_is_empty(options->up) ? 0 : options->up.end - options->up.near;
  return options_ways(options) == 1 && down <= 1 && up <= 1;
}

Way options_cheapest(const Movable *movable, const Options *options, uint64_t *rank) {
  bool down = !range_is_empty(options->down), up = !range_is_empty(options->up);
  *rank = 0;
  if (options->stay)
    return WAY_STAY;
  if (down && up)
    down = movable_cost(movable, WAY_DOWN, options->down.near) <
           movable_cost(movable, WAY_UP, options->up.near);
  *rank = down ? options->down.near : options->up.near;
  return down ? WAY_DOWN : WAY_UP;
}

static bool is_ordered(const Movable *movable) {
  return movable->reach->scale.kind != SCALE_NONE;
}

/* All numbers or days between two of them. */
static Interval between(Movable *movable, Value low, Value high) {
  if (low.kind != VALUE_DATE) {
    unsigned kinds = low.kind == VALUE_INTEGER ? INTERVAL_INTEGER : INTERVAL_DECIMAL;
    kinds |= high.kind == VALUE_INTEGER ? INTERVAL_INTEGER : INTERVAL_DECIMAL;
    return interval_numbers(kinds, low, high);
  }
  Interval interval = interval_days();
  date_to_iso(low.days, movable->days[0]);
  date_to_iso(high.days, movable->days[1]);
  interval.first = (Text){movable->days[0], DATE_ISO_LENGTH};
  interval.last = (Text){movable->days[1], DATE_ISO_LENGTH};
  return interval;
}

static void reach_to(Value value, Value *low, Value *high) {
  if (low->kind == VALUE_MISSING || number_of(value) < number_of(*low))
    *low = value;
  if (high->kind == VALUE_MISSING || number_of(value) > number_of(*high))
    *high = value;
}

static Interval ordered_interval(Movable *movable, const Options *options) {
  Value low = {.kind = VALUE_MISSING}, high = low;
  bool missing = movable->now.kind == VALUE_MISSING;
  if (options->stay && !missing)
    reach_to(movable->now, &low, &high);
  if (!range_is_empty(options->down)) {
    reach_to(movable_value(movable, WAY_DOWN, options->down.near), &low, &high);
    reach_to(movable_value(movable, WAY_DOWN, options->down.end - 1), &low, &high);
  }
  if (!range_is_empty(options->up)) {
    reach_to(movable_value(movable, WAY_UP, options->up.near), &low, &high);
    reach_to(movable_value(movable, WAY_UP, options->up.end - 1), &low, &high);
  }
  Interval all = between(movable, low, high);
  all.kinds |= options->stay && missing ? INTERVAL_MISSING : 0;
  return all;
}

static Interval listed_interval(const Movable *movable, const Options *options) {
  MoveRange up = options->up;
  bool missing = options->stay && movable->now.kind == VALUE_MISSING;
  if (!range_is_empty(up) && movable_is_open(movable, WAY_UP, up.end - 1))
    return interval_of_kinds(INTERVAL_TEXT | (missing ? INTERVAL_MISSING : 0u));
  Interval interval = interval_of_kinds(0);
  if (options->stay)
    interval = interval_of(movable->now);
  for (uint64_t rank = up.near; rank < up.end; rank++)
    interval = interval_join(interval, interval_of(movable->up.listed[rank]));
  return interval;
}

Interval movable_interval(Movable *movable, const Options *options) {
  if (options->stay && options_ways(options) == 1)
    return scale_point(movable->now, movable->days);
  return is_ordered(movable) ? ordered_interval(movable, options)
                             : listed_interval(movable, options);
}
