#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

/* Ends `space` before a code point that did not fit whole. */
static void cut_at_code_point(char *space, size_t size) {
  Text text = text_of(space);
  if (text.length + 1 == size)
    space[text_utf8_prefix(text)] = '\0';
}

bool error_set(Error *error, ErrorKind kind, const char *format, ...) {
  va_list list;
  *error = (Error){.kind = kind};
  va_start(list, format);
  vsnprintf(error->message, sizeof error->message, format, list);
  va_end(list);
  cut_at_code_point(error->message, sizeof error->message);
  return false;
}

bool error_at(Error *error, Text file, long line, long column) {
  snprintf(error->file, sizeof error->file, "%.*s", TEXT_ARGS(file));
  error->line = line;
  error->column = column;
  return false;
}

bool error_hint(Error *error, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(error->hint, sizeof error->hint, format, list);
  va_end(list);
  cut_at_code_point(error->hint, sizeof error->hint);
  return false;
}

void error_print(const Error *error, Buffer *out) {
  if (error->file[0]) {
    buffer_string(out, error->file);
    if (error->line > 0)
      buffer_format(out, ":%ld", error->line);
    if (error->line > 0 && error->column > 0)
      buffer_format(out, ":%ld", error->column);
    buffer_string(out, ": ");
  }
  buffer_string(out, error->message);
  if (error->hint[0])
    buffer_format(out, "\n  %s", error->hint);
}

Text error_quote(Arena *arena, Text text, size_t most) {
  Buffer out = {0};
  buffer_byte(&out, '"');
  size_t shown = 0, at = 0;
  while (at < text.length && shown < most) {
    unsigned char byte = (unsigned char)text.bytes[at];
    Text rest = {text.bytes + at, text.length - at > 4 ? 4 : text.length - at};
    size_t length = byte < 0x80 ? 1 : 0;
    for (size_t tried = 2; !length && tried <= rest.length; tried++)
      if (text_utf8_prefix((Text){rest.bytes, tried}) == tried)
        length = tried;
    if (byte < 0x20 || byte == 0x7F || length == 0) {
      buffer_format(&out, "\\x%02X", byte);
      length = 1;
    } else {
      buffer_append(&out, text.bytes + at, length);
    }
    at += length, shown++;
  }
  buffer_string(&out, at < text.length ? "…\"" : "\"");
  return buffer_keep(&out, arena);
}
