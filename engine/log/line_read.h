/* Reading decision lines without parsing all of each: where lines are, whose they are,
 * which were erased. Costs some nanoseconds a line. Answers are views into the line. */
#ifndef HELDER_LOG_LINE_READ_H
#define HELDER_LOG_LINE_READ_H
#include "base/text.h"

/* The next line of `lines` from *at on, without its newline; *at moves behind it. False:
 * there is none. `whole` tells whether it ended in a newline. */
bool line_next(Text lines, size_t *at, Text *line, bool *whole);

/* A decision line's key as its JSON string, quotes included; empty when it does not
 * begin as decision lines do. */
Text line_key_quoted(Text line);

/* A key so quoted, as it is; may use `scratch`. False: it is no JSON string. */
bool line_key(Text quoted, Buffer *scratch, Text *key);

/* Takes a JSON string, its quotes included, off the front of `text`; false when none begins
 * there, or it does not end. */
bool line_take_string(Text *text, Text *string);

/* What stands in a line behind the key: the salt's text, and the JSON from `read`'s '{'
 * on. False when it does not go on as decision lines do. */
bool line_rest(Text line, Text *salt, Text *read_onwards);

/* The length of a line up to its `,"overrides":`; the whole when there is none. */
size_t line_without_overrides(Text line);

typedef struct ErasedLine {
  uint64_t seq;
  Text on, ground, by; /* the last two as in the line, without quotes */
} ErasedLine;

/* Whether it is what helder erase leaves of a line: exactly
 * {"seq":7,"erased":"2026-11-21","ground":"…","by":"…"} */
bool line_erased(Text line, ErasedLine *erased);

/* That line. */
void line_erased_write(Buffer *out, const ErasedLine *erased);
#endif
