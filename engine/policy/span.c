#include "policy/span.h"

#include "base/date.h"

int32_t span_before(Span span, int32_t days) {
  if (span.unit == SPAN_NONE)
    return INT32_MIN;
  return span.unit == SPAN_MONTHS ? date_add_months(days, -span.count) : days - span.count;
}

int32_t span_end(Span span, int32_t days) {
  return span.unit == SPAN_MONTHS ? date_add_months(days, span.count) : days + span.count;
}
