#include "policy/describe.h"
#include "policy/load_files.h"
#include "policy/policy.h"
#include "policy/worker.h"

static void drop_description(void *description) {
  json_decref(description);
}

/* NULL when the worker sent something else than JSON. */
static const json_t *parse_description(Arena *arena, Text text) {
  json_t *description = json_loadb(text.bytes, text.length, JSON_ALLOW_NUL, NULL);
  if (description)
    arena_finally(arena, drop_description, description);
  return description;
}

/* In the order they were first required; those that no line required are dropped. */
static void keep_used_files(Policy *policy) {
  const json_t *used = json_object_get(policy->description, "files");
  size_t kept = 1;
  for (size_t i = 1; i < json_array_size(used); i++) {
    Text name = text_of(json_string_value(json_array_get(used, i)));
    for (size_t k = kept; k < policy->file_count; k++) {
      if (!text_equal(policy->files[k].name, name))
        continue;
      PolicyFile file = policy->files[k];
      policy->files[k] = policy->files[kept];
      policy->files[kept++] = file;
    }
  }
  policy->file_count = kept;
}

Policy *policy_load(Arena *arena, const char *path, int32_t as_of, JailLimits limits,
                    Error *error) {
  Policy *policy = arena_new(arena, sizeof *policy);
  policy->as_of = as_of;
  if (!load_files(arena, path, policy, error))
    return NULL;
  PolicySource source = {policy->files, policy->file_count, as_of, false};
  Text json;
  if (!worker_describe(arena, &source, limits, &json, error))
    return NULL;
  const json_t *description = parse_description(arena, json);
  if (!description) {
    error_set(error, ERROR_INTERNAL, "the description of the policy \"%s\" could not be read",
              path);
    return NULL;
  }
  describe_policy(arena, description, policy);
  keep_used_files(policy);
  return policy;
}
