/* The coordinates of a scale. */
#include <math.h>

#include "explain/change_reach.h"

static double number_of(Value value) {
  if (value.kind == VALUE_DATE)
    return value.days;
  return value.kind == VALUE_INTEGER ? (double)value.integer : value.decimal;
}

Value scale_value(const Scale *scale, int64_t coordinate) {
  int64_t whole = scale->origin + coordinate * scale->stride;
  switch (scale->kind) {
  case SCALE_WHOLE:
    return (Value){.kind = VALUE_INTEGER, .integer = whole};
  case SCALE_DAYS:
    return (Value){.kind = VALUE_DATE, .days = (int32_t)whole};
  default:
    return (Value){.kind = VALUE_DECIMAL,
                   .decimal = scale->per > 0 ? (double)whole / scale->per
                                             : scale->base + (double)coordinate * scale->step};
  }
}

/* The coordinate at or just below a number, not yet held within the scale. */
static int64_t coordinate_at(const Scale *scale, Value value) {
  if (scale->kind == SCALE_STEPS) {
    double at =
        scale->per > 0
            ? floor((number_of(value) * scale->per - (double)scale->origin) / (double)scale->stride)
            : floor((number_of(value) - scale->base) / scale->step);
    return at < -9e15 ? -(int64_t)9e15 : at > 9e15 ? (int64_t)9e15 : (int64_t)at;
  }
  double number = number_of(value);
  if (value.kind == VALUE_DECIMAL && (number > 1e18 || number < -1e18))
    return number > 0 ? scale->high : scale->low;
  int64_t whole = value.kind == VALUE_DATE      ? value.days
                  : value.kind == VALUE_INTEGER ? value.integer
                                                : (int64_t)floor(number);
  int64_t away = whole - scale->origin;
  return away / scale->stride - (away % scale->stride < 0);
}

static int compare(const Scale *scale, int64_t coordinate, Value value) {
  Value here = scale_value(scale, coordinate);
  if (here.kind == VALUE_INTEGER && value.kind == VALUE_INTEGER)
    return (here.integer > value.integer) - (here.integer < value.integer);
  double a = number_of(here), b = number_of(value);
  return (a > b) - (a < b);
}

static int64_t clamped(const Scale *scale, int64_t coordinate) {
  coordinate = coordinate < scale->low ? scale->low : coordinate;
  return coordinate > scale->high ? scale->high : coordinate;
}

bool scale_below(const Scale *scale, Value value, int64_t *coordinate) {
  if (scale->low > scale->high)
    return false;
  *coordinate = clamped(scale, coordinate_at(scale, value));
  while (*coordinate < scale->high && compare(scale, *coordinate + 1, value) < 0)
    ++*coordinate;
  while (*coordinate > scale->low && compare(scale, *coordinate, value) >= 0)
    --*coordinate;
  return compare(scale, *coordinate, value) < 0;
}

bool scale_above(const Scale *scale, Value value, int64_t *coordinate) {
  if (scale->low > scale->high)
    return false;
  *coordinate = clamped(scale, coordinate_at(scale, value));
  while (*coordinate > scale->low && compare(scale, *coordinate - 1, value) > 0)
    --*coordinate;
  while (*coordinate < scale->high && compare(scale, *coordinate, value) <= 0)
    ++*coordinate;
  return compare(scale, *coordinate, value) > 0;
}

static Interval days_interval(int32_t low, int32_t high, ScaleDays days) {
  Interval interval = interval_days();
  date_to_iso(low, days[0]);
  date_to_iso(high, days[1]);
  interval.first = (Text){days[0], DATE_ISO_LENGTH};
  interval.last = (Text){days[1], DATE_ISO_LENGTH};
  return interval;
}

Interval scale_interval(const Scale *scale, int64_t low, int64_t high, ScaleDays days) {
  Value from = scale_value(scale, low), to = scale_value(scale, high);
  if (scale->kind == SCALE_DAYS)
    return days_interval(from.days, to.days, days);
  return interval_numbers(scale->kind == SCALE_WHOLE ? INTERVAL_INTEGER : INTERVAL_DECIMAL, from,
                          to);
}

Interval scale_point(Value value, ScaleDays days) {
  return value.kind == VALUE_DATE ? days_interval(value.days, value.days, days)
                                  : interval_of(value);
}
