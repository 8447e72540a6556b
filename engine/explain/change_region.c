#include "explain/change_region.h"

typedef struct Widening {
  Arena *arena;
  const SearchInput *input;
  Region *regions;
  size_t count;
  ScaleDays *days; /* by region */
  size_t texts;    /* the region that holds several texts; SIZE_MAX: none */
} Widening;

static bool has_order(const Region *region) {
  return region->reach->scale.kind != SCALE_NONE;
}

static Interval region_interval(const Widening *widening, size_t number) {
  const Region *region = &widening->regions[number];
  if (has_order(region))
    return scale_interval(&region->reach->scale, region->low, region->high, widening->days[number]);
  if (region->both)
    return interval_of_kinds(INTERVAL_TRUE | INTERVAL_FALSE);
  return interval_of(region->to);
}

static bool box_does(const Widening *widening) {
  Prover *prover = widening->input->goal->rules->prover;
  for (size_t i = 0; i < widening->count; i++)
    if (i != widening->texts)
      probe_box_put(prover, widening->regions[i].number, region_interval(widening, i));
  probe_box_start(prover);
  return goal_ask_box(widening->input->goal) == GOAL_CAN;
}

/* Whether every customer within all the regions reaches the goal. */
static bool all_do(const Widening *widening) {
  if (widening->texts == SIZE_MAX)
    return box_does(widening);
  const Region *region = &widening->regions[widening->texts];
  bool good = true;
  for (size_t i = 0; good && i < region->text_count; i++) {
    Value text = {.kind = VALUE_TEXT, .text = region->texts[i]};
    probe_box_put(widening->input->goal->rules->prover, region->number, interval_of(text));
    good = box_does(widening);
  }
  return good;
}

/* What has not moved is as it is; what rests on what has moved is not known. */
static void put_rest(const Widening *widening) {
  const ChangeRules *rules = widening->input->goal->rules;
  for (size_t i = 0; i < rules->value_count; i++) {
    Value now = widening->input->now[i];
    if (!widening->input->goal->uses[i].named)
      continue;
    Interval interval =
        (int)now.kind == PROBE_FAILS ? interval_of_kinds(INTERVAL_ERROR) : interval_of(now);
    if (now.kind == VALUE_DATE) {
      char *days = arena_new(widening->arena, sizeof(ScaleDays));
      interval = scale_point(now, *(ScaleDays *)days);
    }
    probe_box_put(rules->prover, i, interval);
  }
}

static void unsettle_opaque(const Widening *widening) {
  const ChangeRules *rules = widening->input->goal->rules;
  for (size_t i = 0; i < rules->value_count; i++) {
    const ChangeValue *value = &rules->values[i];
    bool moved = false;
    for (size_t j = 0; j < value->rests_count; j++)
      for (size_t k = 0; k < widening->count; k++)
        moved = moved || widening->regions[k].number == value->rests_on[j];
    if (moved)
      probe_box_put(rules->prover, i, interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR));
  }
}

/* --- numbers and days ------------------------------------------------------- */

/* The farthest end up to which all do; `near` is one. */
static int64_t farthest(const Widening *widening, int64_t *end, int64_t near, int64_t far) {
  *end = far;
  if (all_do(widening))
    return far;
  while (near < far ? (uint64_t)far - (uint64_t)near > 1 : (uint64_t)near - (uint64_t)far > 1) {
    int64_t middle = near < far ? near + (int64_t)(((uint64_t)far - (uint64_t)near) / 2)
                                : near - (int64_t)(((uint64_t)near - (uint64_t)far) / 2);
    *end = middle;
    if (all_do(widening))
      near = middle;
    else
      far = middle;
  }
  return near;
}

/* 1: it moved up, -1: down, 0: it was missing. `next` to what it was, on that side. */
static int side_of(const Region *region, int64_t *next) {
  const Scale *scale = &region->reach->scale;
  if (region->now.kind == VALUE_MISSING)
    return 0;
  if (scale_above(scale, region->now, next) && region->low >= *next)
    return 1;
  scale_below(scale, region->now, next);
  return -1;
}

static void widen_ordered(const Widening *widening, Region *region) {
  const Scale *scale = &region->reach->scale;
  int64_t next;
  int side = side_of(region, &next);
  if (side && !region->reach->listed) {
    int64_t *end = side > 0 ? &region->low : &region->high;
    *end = farthest(widening, end, *end, next);
  }
  if (side >= 0)
    region->high = farthest(widening, &region->high, region->high, scale->high);
  if (side <= 0)
    region->low = farthest(widening, &region->low, region->low, scale->low);
  region->high_end = side >= 0 && region->high == scale->high;
  region->low_end = side <= 0 && region->low == scale->low;
}

Value region_nearest(const Region *region) {
  int64_t next;
  if (!has_order(region))
    return region->to;
  int side = side_of(region, &next);
  return side ? scale_value(&region->reach->scale, side > 0 ? region->low : region->high)
              : region->to;
}

Value region_farthest(const Region *region) {
  int64_t next;
  if (!has_order(region))
    return region->to;
  return scale_value(&region->reach->scale,
                     side_of(region, &next) < 0 ? region->low : region->high);
}

/* --- texts ------------------------------------------------------------------ */

static void widen_texts(Widening *widening, size_t number) {
  Region *region = &widening->regions[number];
  const Reach *reach = region->reach;
  Value chosen = region->to;
  Text *good = arena_array(widening->arena, reach->text_count + 1, sizeof *good);
  Text *bad = arena_array(widening->arena, reach->text_count + 1, sizeof *bad);
  size_t good_count = 0, bad_count = 0;
  bool last = false;
  for (size_t i = 0; i < reach->text_count; i++) {
    region->to = (Value){.kind = VALUE_TEXT, .text = reach->texts[i]};
    last = all_do(widening);
    if (last)
      good[good_count++] = reach->texts[i];
    else
      bad[bad_count++] = reach->texts[i];
  }
  region->to = chosen;
  region->but = last && !reach->open;
  region->example = reach->open && text_equal(chosen.text, reach->texts[reach->text_count - 1]);
  good_count -= last && !region->but && !region->example;
  if (region->example || good_count == 0)
    good[0] = chosen.text, good_count = 1;
  region->texts = good;
  region->text_count = good_count;
  widening->texts = number;
  if (!region->but)
    return;
  /* the box is asked of those that do; what is told is those that do not */
  region->texts = bad;
  region->text_count = bad_count;
}

/* --- all -------------------------------------------------------------------- */

static Region region_of(const SearchInput *input, const ChangeStep *step) {
  Region region = {.number = step->number,
                   .reach = &input->reach[step->number],
                   .now = input->now[step->number],
                   .to = step->to};
  if (!has_order(&region))
    return region;
  int64_t below;
  const Scale *scale = &region.reach->scale;
  region.low = scale_below(scale, step->to, &below) ? below + 1 : scale->low;
  region.high = region.low;
  return region;
}

static void widen(Widening *widening) {
  for (size_t i = 0; i < widening->count; i++)
    if (has_order(&widening->regions[i]))
      widen_ordered(widening, &widening->regions[i]);
  for (size_t i = 0; i < widening->count; i++) {
    Region *region = &widening->regions[i];
    if (region->to.kind == VALUE_BOOLEAN && region->now.kind == VALUE_MISSING) {
      region->both = true;
      region->both = all_do(widening);
    } else if (region->to.kind == VALUE_TEXT) {
      region->texts = &region->to.text;
      region->text_count = 1;
    }
  }
  for (size_t i = 0; i < widening->count && widening->texts == SIZE_MAX; i++)
    if (widening->regions[i].to.kind == VALUE_TEXT && widening->regions[i].texts)
      widen_texts(widening, i);
}

Region *region_make(Arena *arena, const SearchInput *input, const Searched *searched) {
  size_t count = searched->step_count;
  Widening widening = {.arena = arena, .input = input, .count = count, .texts = SIZE_MAX};
  widening.regions = arena_array(arena, count + 1, sizeof *widening.regions);
  widening.days = arena_array(arena, count + 1, sizeof *widening.days);
  for (size_t i = 0; i < count; i++)
    widening.regions[i] = region_of(input, &searched->steps[i]);
  put_rest(&widening);
  unsettle_opaque(&widening);
  widen(&widening);
  return widening.regions;
}
