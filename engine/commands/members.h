/* Members of a JSON object, with the commas between them; for the documents of the
 * commands. A member follows whatever was written last: the first after '{' or '['
 * gets no comma. Costs what it writes. */
#ifndef HELDER_COMMANDS_MEMBERS_H
#define HELDER_COMMANDS_MEMBERS_H
#include "base/text.h"

void member_text(Buffer *out, const char *name, Text text);
void member_count(Buffer *out, const char *name, uint64_t count);
void member_number(Buffer *out, const char *name, double number); /* whole: without a point */
void member_boolean(Buffer *out, const char *name, bool answer);
void member_day(Buffer *out, const char *name, int32_t days);
void member_json(Buffer *out, const char *name, Text json);

/* `"name":{` or `"name":[`; a NULL name opens an item of an array. */
void member_open(Buffer *out, const char *name, char bracket);

/* An item of an array. */
void item_text(Buffer *out, Text text);
#endif
