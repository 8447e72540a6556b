#include "table/settle.h"

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static bool is_keyword(Text text) {
  static const char *const words[] = {"and",   "break", "do",       "else", "elseif", "end",
                                      "false", "for",   "function", "goto", "if",     "in",
                                      "local", "nil",   "not",      "or",   "repeat", "return",
                                      "then",  "true",  "until",    "while"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (text_equal(text, text_of(words[i])))
      return true;
  return false;
}

static bool is_name(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if (!is_letter(text.bytes[i]) && (i == 0 || text.bytes[i] < '0' || text.bytes[i] > '9'))
      return false;
  return text.length > 0 && !is_keyword(text);
}

void settle_key(Buffer *out, Text name) {
  if (is_name(name)) {
    buffer_text(out, name);
    return;
  }
  buffer_byte(out, '[');
  settle_text(out, name);
  buffer_byte(out, ']');
}

void settle_text(Buffer *out, Text text) {
  buffer_byte(out, '"');
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    if (byte == '"' || byte == '\\')
      buffer_byte(out, '\\');
    if (byte < ' ' || byte == 0x7F)
      buffer_format(out, "\\x%02X", byte);
    else
      buffer_byte(out, text.bytes[i]);
  }
  buffer_byte(out, '"');
}

Text settle_line(Arena *arena, Text field, const char *option, const char *value) {
  Buffer out = {0};
  buffer_string(&out, "fields = { ");
  settle_key(&out, field);
  buffer_format(&out, " = { %s = %s } }", option, value);
  return buffer_keep(&out, arena);
}
