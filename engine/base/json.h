/* Writing JSON (RFC 8259) into a Buffer, without spaces. Reading is jansson's.
 *
 * Numbers are the shortest text that reads back the same: an integer as its
 * digits, a decimal always with a point or an exponent (3.0, 1e300), so that a
 * reader knows which of Lua's two kinds it was. What JSON has no number for is
 * {"decimal":"nan"}, {"decimal":"inf"}, {"decimal":"-inf"}. Costs linear time. */
#ifndef HELDER_BASE_JSON_H
#define HELDER_BASE_JSON_H
#include "base/text.h"

/* The text in quotes; control characters as \n, \t, … or \u00XX, and DEL, U+2028
 * and U+2029 as they are. The text must be valid UTF-8. */
void json_put_text(Buffer *out, Text text);
void json_put_integer(Buffer *out, int64_t number);
void json_put_decimal(Buffer *out, double number);

/* `"name":` */
void json_put_name(Buffer *out, Text name);

/* The digits that json_put_decimal writes, for any finite number ("3.0", "0.1"). */
void number_decimal(Buffer *out, double number);
#endif
