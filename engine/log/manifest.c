#include "log/manifest.h"

#include "base/json.h"

Text manifest_inputs(Arena *arena, Text inputs, const Decisions *decisions) {
  Buffer out = {0};
  buffer_append(&out, inputs.bytes, inputs.length - 1);
  buffer_string(&out, ",\"read\":[");
  for (size_t i = 0; i < decisions->read_count; i++) {
    buffer_string(&out, i ? ",{\"name\":" : "{\"name\":");
    json_put_text(&out, decisions->read[i]->name);
    buffer_format(&out, ",\"type\":\"%s\"}", column_type_name(decisions->read[i]->type));
  }
  buffer_string(&out, "]}");
  return buffer_keep(&out, arena);
}

Text manifest_text(Arena *arena, Text inputs, Text counts) {
  Buffer whole = {0}, out = {0};
  buffer_format(&whole, "{\"format\":%d,\"inputs\":", RUN_FORMAT);
  buffer_text(&whole, inputs);
  buffer_string(&whole, ",\"counts\":");
  buffer_text(&whole, counts);
  buffer_byte(&whole, '}');
  json_indent(&out, buffer_view(&whole));
  buffer_byte(&out, '\n');
  buffer_free(&whole);
  return buffer_keep(&out, arena);
}

/* The length of the string that begins here, quotes included. */
static size_t string_length(Text json, size_t at) {
  size_t end = at + 1;
  while (end < json.length && json.bytes[end] != '"')
    end += json.bytes[end] == '\\' ? 2 : 1;
  return end + 1 - at;
}

/* Where the object or array that begins here ends, when it holds no other object or
 * array and fits on a line; 0 when it does not. */
static size_t short_end(Text json, size_t at) {
  enum { LINE_MOST = 100 };
  size_t i = at + 1;
  while (i < json.length && i - at < LINE_MOST) {
    char byte = json.bytes[i];
    if (byte == '}' || byte == ']')
      return i + 1;
    if (byte == '{' || byte == '[')
      return 0;
    i += byte == '"' ? string_length(json, i) : 1;
  }
  return 0;
}

static void new_line(Buffer *out, size_t depth) {
  buffer_byte(out, '\n');
  for (size_t i = 0; i < depth; i++)
    buffer_string(out, "  ");
}

/* The bytes of a short object or array, with a space after each ':' and ','. */
static void copy_short(Buffer *out, Text json) {
  for (size_t i = 0; i < json.length;) {
    size_t length = json.bytes[i] == '"' ? string_length(json, i) : 1;
    buffer_append(out, json.bytes + i, length);
    if (json.bytes[i] == ',' || json.bytes[i] == ':')
      buffer_byte(out, ' ');
    i += length;
  }
}

static size_t open_level(Buffer *out, Text json, size_t at, size_t *depth) {
  size_t end = short_end(json, at);
  if (end) {
    copy_short(out, (Text){json.bytes + at, end - at});
    return end;
  }
  buffer_byte(out, json.bytes[at]);
  new_line(out, ++*depth);
  return at + 1;
}

void json_indent(Buffer *out, Text json) {
  size_t depth = 0, at = 0;
  while (at < json.length) {
    char byte = json.bytes[at];
    if (byte == '{' || byte == '[') {
      at = open_level(out, json, at, &depth);
      continue;
    }
    if (byte == '}' || byte == ']')
      new_line(out, --depth);
    size_t length = byte == '"' ? string_length(json, at) : 1;
    buffer_append(out, json.bytes + at, length);
    if (byte == ':')
      buffer_byte(out, ' ');
    if (byte == ',')
      new_line(out, depth);
    at += length;
  }
}
