#include "explain/why.h"

#include "base/date.h"
#include "explain/rule.h"
#include "explain/why_discretion.h"
#include "explain/why_parts.h"

static json_t *iso_date(int32_t days) {
  char iso[DATE_ISO_LENGTH];
  date_to_iso(days, iso);
  return json_stringn(iso, DATE_ISO_LENGTH);
}

bool why_no_such_key(Arena *arena, const Run *run, Text key, Error *error) {
  Text near = run_nearest_key(arena, run, key);
  Text quoted = error_quote(arena, key, 60);
  error_set(error, ERROR_INPUT, "no customer %.*s in this run of %zu customers", TEXT_ARGS(quoted),
            run->rows);
  error_at(error, text_of(run->folder), 0, 0);
  if (near.length)
    error_hint(error, "did you mean \"%.*s\"?", TEXT_ARGS(near));
  else
    error_hint(error, "keys are written as in the data, capitals and zeros included");
  return false;
}

static json_t *head(const Telling *telling) {
  const Policy *policy = telling->again->policy;
  json_t *document = json_object();
  json_object_set(document, "key", json_object_get(telling->again->line, "key"));
  json_object_set_new(document, "run", json_string(telling->run->folder));
  json_t *named = json_object();
  json_object_set_new(named, "name", rule_text(policy->name));
  json_object_set_new(named, "version", rule_text(policy->version));
  json_object_set_new(document, "policy", named);
  json_object_set_new(document, "as_of", iso_date(policy->as_of));
  json_object_set_new(document, "lang", json_string(telling->dutch ? "nl" : "en"));
  return document;
}

static json_t *labels(const Telling *telling) {
  json_t *all = json_object();
  const Table *table = telling->again->table;
  for (size_t i = 0; i < table->column_count; i++) {
    if (i == table->key)
      continue;
    Text name = table->columns[i].name;
    Text label = policy_label(telling->again->policy, name, telling->dutch);
    json_object_setn_new(all, name.bytes, name.length, rule_text(label));
  }
  return all;
}

static json_t *masked(const Telling *telling) {
  json_t *names = json_array();
  for (size_t i = 0; i < telling->again->mask.count; i++)
    json_array_append_new(names, rule_text(telling->again->mask.names[i]));
  return names;
}

/* NULL with the Error filled. */
static json_t *tell(Telling *telling, Text want, Error *error) {
  json_t *changes = why_changes(telling, want, error);
  if (!changes)
    return NULL;
  json_t *document = head(telling);
  const json_t *line = telling->again->line;
  telling->differences = json_array();
  json_object_set_new(document, "exclusions", why_exclusions(telling));
  json_object_set_new(document, "segmentations", why_segmentations(telling));
  json_object_set_new(document, "selections", why_selections(telling));
  json_object_set_new(document, "changes", changes);
  json_object_set(document, "overrides", json_object_get(line, "overrides"));
  json_object_set_new(document, "discretion", why_discretion(telling));
  json_object_set(document, "unknown", json_object_get(line, "unknown"));
  json_object_set(document, "read", json_object_get(line, "read"));
  json_object_set(document, "missing", json_object_get(line, "missing"));
  json_object_set_new(document, "labels", labels(telling));
  json_object_set_new(document, "masked", masked(telling));
  json_object_set_new(document, "same", json_boolean(json_array_size(telling->differences) == 0));
  json_object_set_new(document, "differences", telling->differences);
  return document;
}

json_t *why_document(Arena *arena, const Run *run, Text key, bool dutch, Text want, Error *error) {
  Text line;
  if (!run_line(run, key, &line)) {
    why_no_such_key(arena, run, key, error);
    return NULL;
  }
  Telling telling = {.arena = arena, .run = run, .dutch = dutch};
  telling.again = again_ask(arena, run, line, error);
  if (!telling.again)
    return NULL;
  json_t *document = tell(&telling, want, error);
  again_close(telling.again);
  return document;
}
