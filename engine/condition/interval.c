#include "condition/interval.h"

#include <math.h>

#include "base/date.h"
#include "condition/number.h"

/* --- making -------------------------------------------------------------------- */

/* The integer at or within this end; false when there is none on that side. */
static bool whole_end(Value end, bool open, bool upwards, int64_t *whole) {
  if (end.kind == VALUE_DECIMAL) {
    double rounded = upwards ? ceil(end.decimal) : floor(end.decimal);
    open = open && rounded == end.decimal;
    if (!number_to_integer(number_decimal_value(rounded), whole)) {
      *whole = upwards ? INT64_MIN : INT64_MAX;
      return upwards ? rounded < 0 : rounded > 0;
    }
  } else {
    *whole = end.integer;
  }
  if (open && *whole == (upwards ? INT64_MAX : INT64_MIN))
    return false;
  *whole += open ? (upwards ? 1 : -1) : 0;
  return true;
}

static void keep_whole(Interval *interval) {
  int64_t low, high;
  bool whole = interval->low.kind == VALUE_INTEGER && interval->high.kind == VALUE_INTEGER;
  if (whole && !interval->low_open && !interval->high_open)
    return;
  if (!whole_end(interval->low, interval->low_open, true, &low) ||
      !whole_end(interval->high, interval->high_open, false, &high)) {
    interval->kinds &= ~(unsigned)INTERVAL_NUMBER;
    return;
  }
  interval->low = number_integer(low);
  interval->high = number_integer(high);
  interval->low_open = interval->high_open = false;
}

static void tidy_numbers(Interval *interval) {
  int64_t whole;
  if ((interval->kinds & INTERVAL_NUMBER) == INTERVAL_INTEGER)
    keep_whole(interval);
  if (number_less(interval->low, interval->high))
    return;
  if (interval->low_open || interval->high_open || number_less(interval->high, interval->low))
    interval->kinds &= ~(unsigned)INTERVAL_NUMBER;
  else if (!number_to_integer(interval->low, &whole))
    interval->kinds &= ~(unsigned)INTERVAL_INTEGER;
}

static void tidy_texts(Interval *interval) {
  int32_t day;
  int order = interval->unending ? -1 : text_compare(interval->first, interval->last);
  if (order < 0)
    return;
  bool none = order > 0 || interval->first_open || interval->last_open;
  if (none || (interval->dates && !date_from_iso(interval->first, &day)))
    interval->kinds &= ~(unsigned)INTERVAL_TEXT;
}

/* Leaves out kinds of which the ranges hold nothing. */
static Interval tidy(Interval interval) {
  if (interval.kinds & INTERVAL_NUMBER)
    tidy_numbers(&interval);
  if (interval.kinds & INTERVAL_TEXT)
    tidy_texts(&interval);
  return interval;
}

Interval interval_numbers(unsigned kinds, Value low, Value high) {
  Interval interval = interval_of_kinds(kinds);
  interval.low = low;
  interval.high = high;
  return tidy(interval);
}

Interval interval_days(void) {
  Interval interval = interval_of_kinds(INTERVAL_TEXT);
  interval.first = TEXT("0001-01-01");
  interval.last = TEXT("9999-12-31");
  interval.unending = false;
  interval.dates = true;
  return interval;
}

Interval interval_of(Value value) {
  Interval interval = interval_of_kinds(INTERVAL_MISSING);
  int32_t day;
  switch (value.kind) {
  case VALUE_BOOLEAN:
    interval.kinds = value.boolean ? INTERVAL_TRUE : INTERVAL_FALSE;
    break;
  case VALUE_INTEGER:
    return interval_numbers(INTERVAL_INTEGER, value, value);
  case VALUE_DECIMAL:
    return isnan(value.decimal) ? interval_of_kinds(INTERVAL_NAN)
                                : interval_numbers(INTERVAL_DECIMAL, value, value);
  case VALUE_TEXT:
    interval.kinds = INTERVAL_TEXT;
    interval.first = interval.last = value.text;
    interval.unending = false;
    interval.dates = date_from_iso(value.text, &day);
    break;
  case VALUE_DATE:
    return interval_days();
  default:
    break;
  }
  return interval;
}

/* --- sets ---------------------------------------------------------------------- */

static void intersect_numbers(Interval *a, const Interval *b) {
  if (number_less(a->low, b->low)) {
    a->low = b->low;
    a->low_open = b->low_open;
  } else if (!number_less(b->low, a->low)) {
    a->low_open |= b->low_open;
  }
  if (number_less(b->high, a->high)) {
    a->high = b->high;
    a->high_open = b->high_open;
  } else if (!number_less(a->high, b->high)) {
    a->high_open |= b->high_open;
  }
}

/* <0: a ends before b. */
static int compare_last(const Interval *a, const Interval *b) {
  if (a->unending || b->unending)
    return (a->unending ? 1 : 0) - (b->unending ? 1 : 0);
  return text_compare(a->last, b->last);
}

static void intersect_texts(Interval *a, const Interval *b) {
  int order = text_compare(a->first, b->first);
  if (order < 0)
    a->first = b->first;
  a->first_open = order < 0 ? b->first_open : a->first_open || (order == 0 && b->first_open);
  order = compare_last(a, b);
  if (order > 0) {
    a->last = b->last;
    a->unending = b->unending;
  }
  a->last_open = order > 0 ? b->last_open : a->last_open || (order == 0 && b->last_open);
  a->dates |= b->dates;
}

Interval interval_intersect(Interval a, Interval b) {
  a.kinds &= b.kinds;
  if (a.kinds & INTERVAL_NUMBER)
    intersect_numbers(&a, &b);
  if (a.kinds & INTERVAL_TEXT)
    intersect_texts(&a, &b);
  return tidy(a);
}

static void join_numbers(Interval *a, const Interval *b) {
  if (number_less(b->low, a->low)) {
    a->low = b->low;
    a->low_open = b->low_open;
  } else if (!number_less(a->low, b->low)) {
    a->low_open &= b->low_open;
  }
  if (number_less(a->high, b->high)) {
    a->high = b->high;
    a->high_open = b->high_open;
  } else if (!number_less(b->high, a->high)) {
    a->high_open &= b->high_open;
  }
}

static void take_numbers(Interval *a, const Interval *b) {
  a->low = b->low;
  a->high = b->high;
  a->low_open = b->low_open;
  a->high_open = b->high_open;
}

static void join_texts(Interval *a, const Interval *b) {
  int order = text_compare(b->first, a->first);
  if (order < 0)
    a->first = b->first;
  a->first_open = order < 0 ? b->first_open : a->first_open && (order > 0 || b->first_open);
  order = compare_last(b, a);
  if (order > 0) {
    a->last = b->last;
    a->unending = b->unending;
  }
  a->last_open = order > 0 ? b->last_open : a->last_open && (order < 0 || b->last_open);
  a->dates &= b->dates;
}

static void take_texts(Interval *a, const Interval *b) {
  a->first = b->first;
  a->last = b->last;
  a->first_open = b->first_open;
  a->last_open = b->last_open;
  a->unending = b->unending;
  a->dates = b->dates;
}

Interval interval_join(Interval a, Interval b) {
  if (!(a.kinds & INTERVAL_NUMBER))
    take_numbers(&a, &b);
  else if (b.kinds & INTERVAL_NUMBER)
    join_numbers(&a, &b);
  if (!(a.kinds & INTERVAL_TEXT))
    take_texts(&a, &b);
  else if (b.kinds & INTERVAL_TEXT)
    join_texts(&a, &b);
  a.kinds |= b.kinds;
  return a;
}

static bool range_is_point(const Interval *interval, Value *value) {
  if (interval->kinds & INTERVAL_TEXT) {
    *value = (Value){.kind = VALUE_TEXT, .text = interval->first};
    return !interval->unending && text_equal(interval->first, interval->last);
  }
  *value = interval->low;
  return !number_less(interval->low, interval->high);
}

bool interval_is_point(const Interval *interval, Value *value) {
  switch (interval->kinds & INTERVAL_VALUES) {
  case INTERVAL_MISSING:
    *value = (Value){.kind = VALUE_MISSING};
    return true;
  case INTERVAL_FALSE:
  case INTERVAL_TRUE:
    *value = (Value){.kind = VALUE_BOOLEAN, .boolean = (interval->kinds & INTERVAL_TRUE) != 0};
    return true;
  case INTERVAL_INTEGER:
  case INTERVAL_DECIMAL:
  case INTERVAL_NUMBER:
  case INTERVAL_TEXT:
    return range_is_point(interval, value);
  default:
    return false;
  }
}

void interval_split(const Interval *interval, Value at, Interval parts[3]) {
  unsigned sort = at.kind == VALUE_TEXT ? INTERVAL_TEXT : INTERVAL_NUMBER;
  for (int i = 0; i < 3; i++) {
    parts[i] = *interval;
    parts[i].kinds &= sort;
    Interval within = interval_of_kinds(sort);
    if (i <= 1) {
      within.high = sort == INTERVAL_TEXT ? within.high : at;
      within.last = at.text;
      within.unending = sort != INTERVAL_TEXT;
      within.high_open = within.last_open = i == 0;
    }
    if (i >= 1) {
      within.low = sort == INTERVAL_TEXT ? within.low : at;
      within.first = sort == INTERVAL_TEXT ? at.text : within.first;
      within.low_open = within.first_open = i == 2;
    }
    parts[i] = interval_intersect(parts[i], within);
  }
}
