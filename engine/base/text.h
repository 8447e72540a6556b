/* Text: bytes with a length, not owned. Buffer: text that grows, owned by its maker.
 *
 * A Text is UTF-8 unless its giver says otherwise and need not end with NUL.
 * Costs: all calls are linear in the length, buffer_ calls amortised. */
#ifndef HELDER_BASE_TEXT_H
#define HELDER_BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct Text {
  const char *bytes;
  size_t length;
} Text;

#define TEXT(literal) ((Text){"" literal, sizeof(literal) - 1})
#define TEXT_ARGS(text) (int)(text).length, (text).bytes /* for "%.*s" */

static inline Text text_of(const char *ends_with_nul) {
  return (Text){ends_with_nul, ends_with_nul ? strlen(ends_with_nul) : 0};
}

static inline bool text_equal(Text a, Text b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Byte order, as Lua compares in the C locale: <0, 0, >0. */
int text_compare(Text a, Text b);

Text text_copy(Arena *arena, Text text); /* the copy ends with NUL */
Text text_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Takes `word` off the front of `text`; false, and nothing taken, when it does not stand there. */
bool text_take_word(Text *text, Text word);

/* Without the ASCII white space (and no-break space) at both ends. */
Text text_trim(Text text);

/* A 64-bit hash for hash tables (not for secrets; the same on every machine). */
uint64_t text_hash(Text text);

/* Length of the longest valid UTF-8 prefix (RFC 3629: no surrogates, no
 * overlongs); equal to text.length when all of it is valid. */
size_t text_utf8_prefix(Text text);

/* Columns on a terminal: counts code points, not bytes. */
size_t text_width(Text text);

/* Whether it is one of them. */
bool text_among(Text text, const Text *names, size_t count);

/* "Did you mean": the name in `names` nearest to `word` by edits (insert, drop,
 * change, swap; case costs little), or an empty Text when none is near enough
 * (more than about a third of the word changed). */
Text text_nearest(Text word, const Text *names, size_t count);

typedef struct Buffer {
  char *bytes; /* NULL until the first append; not NUL-terminated */
  size_t length, capacity;
} Buffer;

void buffer_reserve(Buffer *buffer, size_t more); /* room for `more` bytes beyond length */
void buffer_format(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_free(Buffer *buffer);

static inline void buffer_byte(Buffer *buffer, char byte) {
  if (buffer->length == buffer->capacity)
    buffer_reserve(buffer, 1);
  buffer->bytes[buffer->length++] = byte;
}

static inline void buffer_append(Buffer *buffer, const void *bytes, size_t length) {
  if (buffer->capacity - buffer->length < length)
    buffer_reserve(buffer, length);
  if (length) /* nothing is added to no buffer */
    memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

static inline void buffer_text(Buffer *buffer, Text text) {
  buffer_append(buffer, text.bytes, text.length);
}

static inline void buffer_string(Buffer *buffer, const char *ends_with_nul) {
  buffer_append(buffer, ends_with_nul, strlen(ends_with_nul));
}

/* The text so far in the arena; the buffer is freed. */
Text buffer_keep(Buffer *buffer, Arena *arena);

static inline Text buffer_view(const Buffer *buffer) {
  return (Text){buffer->bytes ? buffer->bytes : "", buffer->length};
}
#endif
