/* Decision lines: one customer's decisions as one line of JSON (FORMAT.md).
 *
 * line_plan prepares what is the same on many lines: names and texts already
 * escaped. Costs the size of the dictionaries; line_write then costs little more than
 * copying the line. A LinePlan does not change while lines are written: any number of
 * threads may write with it. line_plan_drop frees it; the Decisions must outlive it. */
#ifndef HELDER_LOG_LINE_H
#define HELDER_LOG_LINE_H
#include "log/decisions.h"
#include "log/salts.h"

typedef struct LinePlan LinePlan;

LinePlan *line_plan(const Decisions *decisions);
void line_plan_drop(LinePlan *plan); /* NULL is fine */

/* Appends the line of this row, without a newline. */
void line_write(const LinePlan *plan, size_t row, const uint8_t salt[SALT_BYTES], Buffer *out);

/* One unknown: {"rule":…,"missing":[…]} or {"rule":…,"error":…,"line":…}. */
void line_unknown(Buffer *out, const UnknownKind *kind);

/* A number of the policy: whole ones without a point (40, 0.5). */
void line_number(Buffer *out, double number);
#endif
