#include "policy/load.h"

#include "base/json.h"
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

/* The description with each file's name in place of its path. */
static Text with_names(Arena *arena, Text json, const Policy *policy) {
  for (size_t i = 0; i < policy->file_count; i++) {
    Buffer path = {0}, name = {0}, out = {0};
    json_put_text(&path, policy->files[i].path);
    json_put_text(&name, policy->files[i].name);
    size_t begin = 0;
    for (const char *at;
         (at = memmem(json.bytes + begin, json.length - begin, path.bytes, path.length)) != NULL;) {
      buffer_append(&out, json.bytes + begin, (size_t)(at - json.bytes) - begin);
      buffer_text(&out, buffer_view(&name));
      begin = (size_t)(at - json.bytes) + path.length;
    }
    buffer_append(&out, json.bytes + begin, json.length - begin);
    json = text_copy(arena, buffer_view(&out));
    buffer_free(&path);
    buffer_free(&name);
    buffer_free(&out);
  }
  return json;
}

bool load_description(Arena *arena, Text json, Policy *policy) {
  const json_t *description = parse_description(arena, json);
  if (!description)
    return false;
  describe_policy(arena, description, policy);
  keep_used_files(policy);
  return true;
}

Policy *policy_load_described(Arena *arena, const char *path, Text described, int32_t as_of,
                              Error *error) {
  Policy *policy = arena_new(arena, sizeof *policy);
  policy->as_of = as_of;
  if (!load_files(arena, path, policy, error))
    return NULL;
  policy->described = described;
  if (load_description(arena, described, policy))
    return policy;
  error_set(error, ERROR_INPUT, "the description of this policy is not JSON");
  error_at(error, text_of(path), 0, 0);
  error_hint(error, "the run folder was changed after the run");
  return NULL;
}

Policy *load_of_files(Arena *arena, Policy *policy, JailLimits limits, Error *error) {
  PolicySource source = {.files = policy->files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .sets = policy->sets,
                         .set_count = policy->set_count};
  Text json;
  if (!worker_describe(arena, &source, limits, &json, error))
    return NULL;
  if (!load_description(arena, json, policy)) {
    error_set(error, ERROR_INTERNAL, "the description of the policy \"%.*s\" could not be read",
              TEXT_ARGS(policy->files[0].path));
    return NULL;
  }
  policy->described = with_names(arena, json, policy);
  return policy;
}

static Policy *load(Arena *arena, const char *path, Policy *policy, JailLimits limits,
                    Error *error) {
  return load_files(arena, path, policy, error) ? load_of_files(arena, policy, limits, error)
                                                : NULL;
}

Policy *policy_load(Arena *arena, const char *path, int32_t as_of, JailLimits limits,
                    Error *error) {
  Policy *policy = arena_new(arena, sizeof *policy);
  policy->as_of = as_of;
  return load(arena, path, policy, limits, error);
}

Policy *policy_load_setting(Arena *arena, const char *path, int32_t as_of, const Text *sets,
                            size_t set_count, Error *error) {
  Policy *policy = arena_new(arena, sizeof *policy);
  policy->as_of = as_of;
  policy->sets = sets;
  policy->set_count = set_count;
  return load(arena, path, policy, jail_limits_default(), error);
}
