#include "policy/edits.h"

#include "policy/describe_json.h"
#include "policy/find.h"
#include "policy/worker.h"

json_t *edits_list(Arena *arena, const PolicySource *source, Error *error) {
  Text text;
  if (!worker_describe(arena, source, jail_limits_default(), &text, error))
    return NULL;
  json_t *json = json_loadb(text.bytes, text.length, 0, NULL);
  if (!json)
    error_set(error, ERROR_INTERNAL, "the %s of this policy could not be listed", source->script);
  return json;
}

bool edits_place(const Policy *policy, const json_t *item, EditPlace *place) {
  int64_t first = describe_whole(item, "first", 0), last = describe_whole(item, "last", 0);
  const PolicyFile *file = policy_file(policy, describe_text(item, "file"));
  if (!file || first < 1 || last < first - 1 || (uint64_t)last > file->content.length)
    return false;
  *place = (EditPlace){(size_t)(file - policy->files), (size_t)first - 1, (size_t)last};
  return true;
}
