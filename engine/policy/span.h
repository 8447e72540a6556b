/* A span of time: days(90), months(12). Constant time. */
#ifndef HELDER_POLICY_SPAN_H
#define HELDER_POLICY_SPAN_H
#include "policy/policy.h"

/* The first day on which a span that began on `days` is over. */
int32_t span_end(Span span, int32_t days);

/* The day before the span that ends with `days`: it holds the days after this one, up to
 * and with `days`. INT32_MIN for SPAN_NONE. */
int32_t span_before(Span span, int32_t days);
#endif
