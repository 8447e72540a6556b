#include "policy/describe_json.h"

#include <limits.h>
#include <math.h>

#include "base/json_read.h"

Text describe_text(const json_t *object, const char *key) {
  return json_text_in(object, key);
}

Phrase describe_phrase(const json_t *object, const char *key) {
  const json_t *phrase = json_object_get(object, key);
  return (Phrase){describe_text(phrase, "en"), describe_text(phrase, "nl")};
}

bool describe_flag(const json_t *object, const char *key) {
  return json_is_true(json_object_get(object, key));
}

double describe_number(const json_t *object, const char *key, double otherwise) {
  const json_t *item = json_object_get(object, key);
  return json_is_number(item) ? json_number_value(item) : otherwise;
}

int64_t describe_whole(const json_t *object, const char *key, int64_t otherwise) {
  const json_t *item = json_object_get(object, key);
  return json_is_integer(item) ? json_integer_value(item) : otherwise;
}

static int small(const json_t *item) {
  json_int_t number = json_integer_value(item);
  return number < 0 || number > INT_MAX ? 0 : (int)number;
}

static Position position_at(const json_t *object, const char *key) {
  const json_t *at = json_object_get(object, key);
  return (Position){json_text(json_array_get(at, 0)), small(json_array_get(at, 1)),
                    small(json_array_get(at, 2))};
}

Span describe_span(const json_t *object, const char *key) {
  const json_t *span = json_object_get(object, key);
  Text unit = describe_text(span, "unit");
  int64_t count = describe_whole(span, "count", 0);
  if (!unit.length || count < 0 || count > INT_MAX)
    return (Span){SPAN_NONE, 0};
  return (Span){text_equal(unit, TEXT("months")) ? SPAN_MONTHS : SPAN_DAYS, (int)count};
}

Position describe_at(const json_t *object) {
  return position_at(object, "at");
}

Text *describe_texts(Arena *arena, const json_t *object, const char *key, size_t *count) {
  const json_t *list = json_object_get(object, key);
  *count = json_array_size(list);
  Text *texts = arena_array(arena, *count, sizeof(Text));
  for (size_t i = 0; i < *count; i++)
    texts[i] = json_text(json_array_get(list, i));
  return texts;
}

double *describe_numbers(Arena *arena, const json_t *object, const char *key, size_t *count) {
  const json_t *list = json_object_get(object, key);
  *count = json_array_size(list);
  double *numbers = arena_array(arena, *count, sizeof(double));
  for (size_t i = 0; i < *count; i++)
    numbers[i] = json_number_value(json_array_get(list, i));
  return numbers;
}

/* {"decimal":"nan"}, {"decimal":"inf"}, {"decimal":"-inf"} */
static double odd_decimal(const json_t *item) {
  Text word = describe_text(item, "decimal");
  if (text_equal(word, TEXT("inf")))
    return INFINITY;
  return text_equal(word, TEXT("-inf")) ? -INFINITY : NAN;
}

static Value value_from(const json_t *item) {
  if (json_is_boolean(item))
    return (Value){.kind = VALUE_BOOLEAN, .boolean = json_is_true(item)};
  if (json_is_integer(item))
    return (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(item)};
  if (json_is_real(item))
    return (Value){.kind = VALUE_DECIMAL, .decimal = json_real_value(item)};
  if (json_is_string(item))
    return (Value){.kind = VALUE_TEXT, .text = json_text(item)};
  if (json_is_object(item) && json_object_get(item, "decimal"))
    return (Value){.kind = VALUE_DECIMAL, .decimal = odd_decimal(item)};
  return (Value){.kind = VALUE_MISSING};
}

Value describe_value(const json_t *object, const char *key) {
  return value_from(json_object_get(object, key));
}

/* [["WARNINGS", 3], …] */
static NamedValue *values_from(Arena *arena, const json_t *list, size_t *count) {
  *count = json_array_size(list);
  NamedValue *values = arena_array(arena, *count, sizeof(NamedValue));
  for (size_t i = 0; i < *count; i++) {
    const json_t *pair = json_array_get(list, i);
    values[i] =
        (NamedValue){json_text(json_array_get(pair, 0)), value_from(json_array_get(pair, 1))};
  }
  return values;
}

Function describe_function(Arena *arena, const json_t *object, const char *key) {
  const json_t *item = json_object_get(object, key);
  Function function = {.number = -1};
  int64_t number = describe_whole(item, "number", -1);
  function.number = number < 0 || number > INT_MAX ? -1 : (int)number;
  function.at = describe_at(item);
  function.last_line = small(json_object_get(item, "last_line"));
  function.source = describe_text(item, "source");
  function.reads = describe_texts(arena, item, "reads", &function.read_count);
  function.values = values_from(arena, json_object_get(item, "values"), &function.value_count);
  const json_t *tree = json_object_get(item, "tree");
  function.tree = json_is_null(tree) ? NULL : tree;
  function.opaque = describe_text(item, "opaque");
  function.opaque_at = position_at(item, "opaque_at");
  return function;
}
