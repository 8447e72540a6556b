#include "explain/change_reach.h"

#include <math.h>

#include "condition/scalar.h"
#include "explain/change_digits.h"

/* Numbers beyond this are no answer to anybody, and sums of them could wrap around. */
static const double MOST_NUMBER = 1e15;
static const double MOST_WHOLE = 9e15; /* those below are decimals too, exactly */

enum {
  MOST_CELLS = 128,  /* more: the values are looked at one by one */
  MOST_LOOKS = 4000, /* at ranges of one value */
  MOST_TEXTS = 64
};

/* --- scales ----------------------------------------------------------------- */

static double bound_number(Value bound, double otherwise) {
  switch (bound.kind) {
  case VALUE_INTEGER:
    return (double)bound.integer;
  case VALUE_DECIMAL:
    return bound.decimal;
  case VALUE_DATE:
    return bound.days;
  default:
    return otherwise;
  }
}

/* The least and most of an attribute that is told and not worked out here. */
static void attribute_bounds(const Attribute *attribute, Value *min, Value *max) {
  AttributeKind kind = attribute ? attribute->kind : ATTRIBUTE_IS;
  bool places = kind == ATTRIBUTE_NTILE || kind == ATTRIBUTE_CUTS;
  bool counts = kind == ATTRIBUTE_EVENTS &&
                (attribute->events.word == EVENT_COUNT ||
                 attribute->events.word == EVENT_DISTINCT || attribute->events.word == EVENT_LOST);
  if (places || counts)
    *min = (Value){.kind = VALUE_INTEGER, .integer = places};
  if (places)
    *max = (Value){.kind = VALUE_INTEGER, .integer = attribute->tiles};
}

static void scale_whole(Scale *scale, Value min, Value max, double step) {
  double low = ceil(bound_number(min, -MOST_NUMBER));
  double high = floor(bound_number(max, MOST_NUMBER));
  bool stepped = step > 1;
  scale->stride = stepped ? (int64_t)ceil(step) : 1;
  scale->origin = min.kind != VALUE_MISSING && stepped ? (int64_t)low : 0;
  low = (low - (double)scale->origin) / (double)scale->stride;
  high = (high - (double)scale->origin) / (double)scale->stride;
  scale->low = (int64_t)ceil(low < -1e18 ? -1e18 : low);
  scale->high = (int64_t)floor(high > 1e18 ? 1e18 : high);
}

static void scale_days(Scale *scale, Value min, Value max, double step, int32_t as_of) {
  int32_t first, last;
  date_from_civil(1, 1, 1, &first);
  date_from_civil(9999, 12, 31, &last);
  double low = min.kind == VALUE_DATE ? min.days : first;
  double high = max.kind == VALUE_DATE ? max.days : last;
  scale->stride = step > 1 ? (int64_t)ceil(step) : 1;
  scale->origin = min.kind == VALUE_DATE ? min.days : as_of;
  scale->low = (int64_t)ceil((low - (double)scale->origin) / (double)scale->stride);
  scale->high = (int64_t)floor((high - (double)scale->origin) / (double)scale->stride);
}

/* The power of ten that makes both whole numbers; 0: none of them does. */
static double whole_power(double step, double base) {
  double power = 1;
  for (int digits = 0; digits <= DIGITS_MOST; digits++, power *= 10)
    if (rint(step * power) / power == step && rint(base * power) / power == base)
      return power;
  return 0;
}

static void scale_decimals(Scale *scale, Value min, Value max, double step, int digits) {
  double low = bound_number(min, -MOST_NUMBER), high = bound_number(max, MOST_NUMBER);
  int64_t coordinate;
  scale->base = step > 0 && min.kind != VALUE_MISSING ? low : 0;
  double parts = 1; /* the decimal nearest to 0.000001 is 1 / 1e6, and not 1 / 10 / 10 … */
  for (int i = 0; i < digits; i++)
    parts *= 10;
  scale->step = step > 0 ? step : 1 / parts;
  scale->per = whole_power(scale->step, scale->base);
  scale->stride = (int64_t)rint(scale->step * scale->per);
  scale->origin = (int64_t)rint(scale->base * scale->per);
  double most = MOST_WHOLE / (scale->per > 0 ? (double)scale->stride : 1);
  scale->low = -(int64_t)most;
  scale->high = (int64_t)most;
  Value least = {.kind = VALUE_DECIMAL, .decimal = nextafter(low, -INFINITY)};
  Value last = {.kind = VALUE_DECIMAL, .decimal = nextafter(high, INFINITY)};
  bool any = scale_above(scale, least, &coordinate);
  scale->low = any ? coordinate : 0;
  any = any && scale_below(scale, last, &coordinate);
  scale->high = any ? coordinate : -1;
  scale->low = any ? scale->low : 0;
}

static Scale scale_of(const ChangeRules *rules, const ChangeValue *value, bool free) {
  Value min = {.kind = VALUE_MISSING}, max = min;
  double step = 0;
  Scale scale = {.kind = SCALE_NONE};
  attribute_bounds(value->attribute, &min, &max);
  if (value->info && !free) {
    min = value->info->min;
    max = value->info->max;
    step = value->info->step;
  }
  switch (value->type) {
  case COLUMN_INTEGER:
    scale.kind = SCALE_WHOLE;
    scale_whole(&scale, min, max, step);
    break;
  case COLUMN_DATE:
    scale.kind = SCALE_DAYS;
    scale_days(&scale, min, max, step, rules->facts.policy->as_of);
    break;
  case COLUMN_DECIMAL:
    scale.kind = SCALE_STEPS;
    scale_decimals(&scale, min, max, step, value->digits);
    break;
  default:
    break;
  }
  return scale;
}

/* --- cells ------------------------------------------------------------------ */

typedef struct Cutting {
  const Goal *goal;
  size_t number;
  const ProbeUse *use;
  Reach *reach;
  Value *values;          /* room for a point */
  uint8_t *before, *here; /* what the atoms say of the last cell, and of the range looked at */
  size_t looks;
  bool too_many;
} Cutting;

/* What the atoms say of one value. */
static void look_at_one(Cutting *cutting, int64_t coordinate) {
  Value answer;
  Prover *prover = cutting->goal->rules->prover;
  cutting->values[cutting->number] = scale_value(&cutting->reach->scale, coordinate);
  probe_point_start(prover, cutting->values);
  for (size_t i = 0; i < cutting->use->atom_count; i++) {
    bool fine = probe_point(prover, cutting->use->atoms[i], &answer);
    cutting->here[i] = !fine ? CLAIM_UNKNOWN : scalar_truth(answer) ? CLAIM_YES : CLAIM_NO;
  }
}

/* What the atoms say of a range; false: some of them are not settled. */
static bool look(Cutting *cutting, int64_t low, int64_t high) {
  ScaleDays days;
  Prover *prover = cutting->goal->rules->prover;
  cutting->looks++;
  probe_box_put(prover, cutting->number, scale_interval(&cutting->reach->scale, low, high, days));
  probe_box_start(prover);
  for (size_t i = 0; i < cutting->use->atom_count; i++) {
    unsigned verdicts = probe_verdicts(probe_box(prover, cutting->use->atoms[i]));
    bool settled = !(verdicts & (verdicts - 1));
    if (!settled && low < high)
      return false;
    if (!settled) {
      look_at_one(cutting, low);
      return true;
    }
    cutting->here[i] = (uint8_t)verdicts;
  }
  return true;
}

static void add_cell(Cutting *cutting, int64_t low, int64_t high) {
  Reach *reach = cutting->reach;
  size_t bytes = cutting->use->atom_count;
  if (reach->cell_count && memcmp(cutting->before, cutting->here, bytes) == 0) {
    reach->cells[reach->cell_count - 1].high = high;
    return;
  }
  cutting->too_many = reach->cell_count == MOST_CELLS;
  if (cutting->too_many)
    return;
  reach->cells[reach->cell_count++] = (Cell){low, high};
  memcpy(cutting->before, cutting->here, bytes);
}

/* Cuts a range until all atoms are settled in each part. */
static void cut_range(Cutting *cutting, int64_t low, int64_t high) {
  if (cutting->too_many || low > high)
    return;
  if (look(cutting, low, high)) {
    add_cell(cutting, low, high);
    return;
  }
  cutting->too_many = cutting->looks > MOST_LOOKS;
  int64_t middle = low + (int64_t)(((uint64_t)high - (uint64_t)low) / 2);
  cut_range(cutting, low, middle);
  cut_range(cutting, middle + 1, high);
}

static int by_coordinate(const void *a, const void *b) {
  const int64_t *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

/* Where the constants of the conditions begin a new cell. */
static size_t find_cuts(const Cutting *cutting, int64_t *cuts, size_t most) {
  size_t count, found = 0;
  const Scale *scale = &cutting->reach->scale;
  const Value *constants = probe_constants(cutting->goal->rules->prover, cutting->number, &count);
  for (size_t i = 0; i < count && found + 2 <= most; i++) {
    Value constant = constants[i];
    if (constant.kind == VALUE_TEXT && scale->kind == SCALE_DAYS &&
        date_from_iso(constant.text, &constant.days))
      constant.kind = VALUE_DATE;
    bool fits = constant.kind == VALUE_DATE
                    ? scale->kind == SCALE_DAYS
                    : scale->kind != SCALE_DAYS && constant.kind != VALUE_TEXT;
    int64_t coordinate;
    if (fits && scale_below(scale, constant, &coordinate))
      cuts[found++] = coordinate + 1;
    if (fits && scale_above(scale, constant, &coordinate))
      cuts[found++] = coordinate;
  }
  qsort(cuts, found, sizeof *cuts, by_coordinate);
  return found;
}

static void find_cells(Cutting *cutting) {
  int64_t cuts[MOST_CELLS];
  Reach *reach = cutting->reach;
  size_t count = find_cuts(cutting, cuts, MOST_CELLS);
  int64_t low = reach->scale.low;
  for (size_t i = 0; i < count; i++) {
    if (cuts[i] <= low || cuts[i] > reach->scale.high)
      continue;
    cut_range(cutting, low, cuts[i] - 1);
    low = cuts[i];
  }
  cut_range(cutting, low, reach->scale.high);
  reach->listed = !cutting->too_many;
}

/* --- texts ------------------------------------------------------------------ */

/* A text that no condition names: nothing tells it from all others. */
static Text no_text(Arena *arena, const Text *texts, size_t count) {
  Text other = TEXT("other");
  for (size_t i = 0; i < count; i++)
    if (text_equal(texts[i], other)) {
      other = text_format(arena, "%.*s_", TEXT_ARGS(other));
      i = SIZE_MAX; /* from the first again */
    }
  return other;
}

static void list_texts(const Goal *goal, const ProbeUse *use, Reach *reach) {
  Arena *arena = goal->rules->arena;
  Prover *prover = goal->rules->prover;
  bool any = use->mixed || use->calculated;
  reach->texts = arena_array(arena, MOST_TEXTS + 1, sizeof *reach->texts);
  reach->text_count =
      any ? probe_texts(prover, goal->terms, goal->term_count, reach->texts, MOST_TEXTS)
          : probe_texts(prover, use->atoms, use->atom_count, reach->texts, MOST_TEXTS);
  reach->open = any || reach->text_count == MOST_TEXTS;
  reach->texts[reach->text_count] = no_text(arena, reach->texts, reach->text_count);
  reach->text_count++;
}

/* --- all -------------------------------------------------------------------- */

static void reach_fill(const Goal *goal, size_t number, bool free, Reach *reach) {
  const ChangeValue *value = &goal->rules->values[number];
  const ProbeUse *use = &goal->uses[number];
  reach->scale = scale_of(goal->rules, value, free);
  if (value->type == COLUMN_TEXT) {
    reach->listed = true;
    list_texts(goal, use, reach);
  } else if (reach->scale.kind == SCALE_NONE) {
    reach->listed = true;
  } else if (!use->mixed && reach->scale.low <= reach->scale.high) {
    Arena *arena = goal->rules->arena;
    Cutting cutting = {.goal = goal, .number = number, .use = use, .reach = reach};
    reach->cells = arena_array(arena, MOST_CELLS, sizeof *reach->cells);
    cutting.values = arena_array(arena, goal->rules->value_count, sizeof *cutting.values);
    cutting.before = arena_new(arena, use->atom_count + 1);
    cutting.here = arena_new(arena, use->atom_count + 1);
    find_cells(&cutting);
  }
}

const Reach *reach_make(const Goal *goal, size_t number) {
  const ChangeRules *rules = goal->rules;
  Reach *reach = arena_array(rules->arena, rules->value_count + 1, sizeof *reach);
  for (size_t i = 0; i < rules->value_count; i++)
    if (goal->uses[i].named && !rules->values[i].opaque)
      reach_fill(goal, i, i == number, &reach[i]);
  return reach;
}
