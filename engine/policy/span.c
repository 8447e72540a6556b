#include "policy/span.h"

#include "base/date.h"

int32_t span_end(Span span, int32_t days) {
  return span.unit == SPAN_MONTHS ? date_add_months(days, span.count) : days + span.count;
}
