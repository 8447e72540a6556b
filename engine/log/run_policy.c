#include "log/run_policy.h"

#include "base/date.h"
#include "base/file.h"

Policy *run_policy(Arena *arena, const Run *run, Error *error) {
  const json_t *inputs = json_object_get(run->manifest, "inputs");
  const json_t *policy = json_object_get(inputs, "policy");
  const char *file = json_string_value(
      json_object_get(json_array_get(json_object_get(policy, "files"), 0), "name"));
  const char *as_of = json_string_value(json_object_get(inputs, "as_of"));
  int32_t days;
  if (!file || !as_of || !date_from_iso(text_of(as_of), &days)) {
    error_set(error, ERROR_INPUT, "this manifest does not name its policy and as_of");
    error_at(error, text_of(file_join(arena, run->folder, "manifest.json")), 0, 0);
    return NULL;
  }
  Text described;
  char *folder = file_join(arena, run->folder, "policy");
  if (!file_read(arena, file_join(arena, run->folder, "policy.json"), &described, error))
    return NULL;
  return policy_load_described(arena, file_join(arena, folder, file), described, days, error);
}

Mask run_mask(Arena *arena, const Run *run) {
  const json_t *list = json_object_get(json_object_get(run->manifest, "inputs"), "masked");
  Text *names = arena_array(arena, json_array_size(list), sizeof *names);
  for (size_t i = 0; i < json_array_size(list); i++) {
    const json_t *name = json_array_get(list, i);
    names[i] = (Text){json_string_value(name), json_string_length(name)};
  }
  return (Mask){names, json_array_size(list)};
}
