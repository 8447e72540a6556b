#include "base/json.h"
#include "explain/why.h"

enum { INDENT = 2 };

static void line_break(Buffer *out, int depth) {
  buffer_byte(out, '\n');
  for (int i = 0; i < depth * INDENT; i++)
    buffer_byte(out, ' ');
}

static void write_json(const json_t *json, int depth, Buffer *out);

static void write_array(const json_t *array, int depth, Buffer *out) {
  size_t i;
  json_t *item;
  buffer_byte(out, '[');
  json_array_foreach(array, i, item) {
    if (i)
      buffer_byte(out, ',');
    line_break(out, depth + 1);
    write_json(item, depth + 1, out);
  }
  if (json_array_size(array))
    line_break(out, depth);
  buffer_byte(out, ']');
}

static void write_object(const json_t *object, int depth, Buffer *out) {
  bool first = true;
  buffer_byte(out, '{');
  /* jansson's iterators take a non-const object but do not change it */
  json_t *walked = (json_t *)(uintptr_t)object;
  for (void *at = json_object_iter(walked); at; at = json_object_iter_next(walked, at)) {
    if (!first)
      buffer_byte(out, ',');
    first = false;
    line_break(out, depth + 1);
    json_put_text(out, text_of(json_object_iter_key(at)));
    buffer_string(out, ": ");
    write_json(json_object_iter_value(at), depth + 1, out);
  }
  if (!first)
    line_break(out, depth);
  buffer_byte(out, '}');
}

static void write_json(const json_t *json, int depth, Buffer *out) {
  switch (json_typeof(json)) {
  case JSON_OBJECT:
    write_object(json, depth, out);
    break;
  case JSON_ARRAY:
    write_array(json, depth, out);
    break;
  case JSON_STRING:
    json_put_text(out, (Text){json_string_value(json), json_string_length(json)});
    break;
  case JSON_INTEGER:
    json_put_integer(out, json_integer_value(json));
    break;
  case JSON_REAL:
    json_put_decimal(out, json_real_value(json));
    break;
  case JSON_TRUE:
    buffer_string(out, "true");
    break;
  case JSON_FALSE:
    buffer_string(out, "false");
    break;
  default:
    buffer_string(out, "null");
  }
}

void why_json(const json_t *document, Buffer *out) {
  write_json(document, 0, out);
  buffer_byte(out, '\n');
}
