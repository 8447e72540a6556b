/* An error is a value: where, what was found, what was expected, what to do.
 *
 * Functions that can fail take `Error *` last and answer false or NULL after
 * filling it; main.c prints it, nobody else. The message is one or two plain
 * sentences for someone who never saw C or Lua. Texts of an Error live in its own
 * fixed space: nothing to free, no allocation on the way out. */
#ifndef HELDER_BASE_ERROR_H
#define HELDER_BASE_ERROR_H
#include <stdbool.h>

#include "base/text.h"

typedef enum ErrorKind {
  ERROR_NONE,
  ERROR_USAGE,      /* the command line; exit 2, the usage is pointed at */
  ERROR_INPUT,      /* data, policy or overrides are not as they must be; exit 2 */
  ERROR_SYSTEM,     /* the disk, the kernel, memory; exit 2 */
  ERROR_RULE,       /* a rule did not stop, took too much memory, broke out; exit 2 */
  ERROR_INTERNAL,   /* the engine found itself wrong (does not add up); exit 2 */
  ERROR_INTERRUPTED /* Ctrl-C; exit 130 */
} ErrorKind;

typedef struct Error {
  ErrorKind kind;
  char file[512];     /* as the user named it; "" when no file is meant */
  long line, column;  /* 1-based; 0 when not known. Columns count code points */
  char message[1536]; /* what was found, what was expected */
  char hint[512];     /* what to do; "" when the message says it */
} Error;

/* Sets kind and message, clears the rest. Always answers false, so that a caller
 * can `return error_set(...)`. A message too long is cut at a code point. */
bool error_set(Error *error, ErrorKind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the place; answers false. */
bool error_at(Error *error, Text file, long line, long column);

/* Adds what to do; answers false. */
bool error_hint(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "file:line:column: message\n  hint" into a buffer, as users see it (without a
 * last newline). */
void error_print(const Error *error, Buffer *out);

/* Quotes text from outside for a message: in "…", control characters as \xNN, at
 * most `most` code points and then "…". The answer lives in `arena`. */
Text error_quote(Arena *arena, Text text, size_t most);
#endif
