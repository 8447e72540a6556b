/* Lua for a policy, ready to paste: the line that settles what a file alone cannot
 * tell. Costs what it writes. */
#ifndef HELDER_TABLE_SETTLE_H
#define HELDER_TABLE_SETTLE_H
#include "base/text.h"

/* The name as a key of a Lua table: nps, or ["naam gast"]. */
void settle_key(Buffer *out, Text name);

/* The text in quotes, as Lua reads it back. */
void settle_text(Buffer *out, Text text);

/* `fields = { amount = { decimal = "," } }`; `value` is written as it is. */
Text settle_line(Arena *arena, Text field, const char *option, const char *value);
#endif
