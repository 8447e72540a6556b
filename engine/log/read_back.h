/* The way back of read_part: the values in a line's `read`, field by field in the order in
 * which they were written. Costs little more than looking at the bytes. */
#ifndef HELDER_LOG_READ_BACK_H
#define HELDER_LOG_READ_BACK_H
#include "table/column.h"

/* Takes the next member off the front of `rest` when it is this field's; else the value is
 * VALUE_MISSING and `rest` stays. `rest` begins at the '{' of `read` (line_rest); `quoted`
 * is the field's name as a JSON string. Dates come as the text they are written as. Texts
 * are views into the line; those with escapes are in the arena. A masked value is the text
 * "masked". False: it is no value. */
bool read_back(Arena *arena, Text *rest, Text quoted, Value *value);

/* Whether all members were taken. */
bool read_back_done(Text rest);
#endif
