#include "commands/verify_self.h"

#include <jansson.h>

#include "log/line_read.h"
#include "log/state.h"

static bool is_early(const json_t *selection) {
  const char *name = json_string_value(json_object_get(selection, "state"));
  State state;
  return name && state_from_name(text_of(name), &state) && state < STATE_CONTACTED_ENOUGH;
}

/* Excluded, not eligible and undecided hang on the customer; what comes later on others. */
static bool same_selections(const json_t *logged, const json_t *now) {
  const char *name;
  json_t *before;
  if (json_object_size(logged) != json_object_size(now))
    return false;
  json_object_foreach((json_t *)(uintptr_t)logged, name, before) {
    const json_t *after = json_object_get(now, name);
    if (is_early(before) != is_early(after) || (is_early(before) && !json_equal(before, after)))
      return false;
  }
  return true;
}

/* What could not be decided, but for attributes (their logged values were taken) and
 * guarantees (which look at outcomes). */
static json_t *own_unknowns(const json_t *line) {
  json_t *own = json_array();
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(line, "unknown"), i, item) {
    const char *rule = json_string_value(json_object_get(item, "rule"));
    if (rule && strncmp(rule, "attribute ", 10) != 0 && strncmp(rule, "guarantee ", 10) != 0)
      json_array_append(own, item);
  }
  return own;
}

static bool same_parts(const json_t *logged, const json_t *now) {
  static const char *const parts[] = {"key", "read", "missing", "excluded", "segments"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!json_equal(json_object_get(logged, parts[i]), json_object_get(now, parts[i])))
      return false;
  json_t *before = own_unknowns(logged), *after = own_unknowns(now);
  bool same = json_equal(before, after) && same_selections(json_object_get(logged, "selections"),
                                                           json_object_get(now, "selections"));
  json_decref(before);
  json_decref(after);
  return same;
}

bool verify_self_same(Text logged, Text now) {
  json_t *before = json_loadb(logged.bytes, logged.length, JSON_ALLOW_NUL, NULL);
  json_t *after = json_loadb(now.bytes, now.length, JSON_ALLOW_NUL, NULL);
  bool same = before && after && same_parts(before, after);
  json_decref(before);
  json_decref(after);
  return same;
}

void verify_self_seq(Buffer *now, Text logged) {
  Text before = line_key_quoted(logged), after = line_key_quoted(buffer_view(now));
  if (!before.length || !after.length)
    return;
  Buffer numbered = {0};
  size_t head = (size_t)(before.bytes - logged.bytes), cut = (size_t)(after.bytes - now->bytes);
  if (head == cut && memcmp(logged.bytes, now->bytes, head) == 0)
    return;
  buffer_append(&numbered, logged.bytes, head);
  buffer_append(&numbered, now->bytes + cut, now->length - cut);
  buffer_free(now);
  *now = numbered;
}
