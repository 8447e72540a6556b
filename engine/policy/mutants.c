#include "policy/mutants.h"

#include "base/date.h"
#include "policy/describe_json.h"
#include "policy/worker.h"

static bool find_file(const Policy *policy, Text name, size_t *file) {
  for (*file = 0; *file < policy->file_count; (*file)++)
    if (text_equal(policy->files[*file].name, name))
      return true;
  return false;
}

static Text copied(Arena *arena, const json_t *item, const char *key) {
  return text_copy(arena, describe_text(item, key));
}

/* False: this is no change of one of the files. */
static bool read_one(Arena *arena, const Policy *policy, const json_t *item, Mutant *mutant) {
  *mutant = (Mutant){.before = copied(arena, item, "before"),
                     .after = copied(arena, item, "after"),
                     .from = copied(arena, item, "from"),
                     .to = copied(arena, item, "to"),
                     .with = copied(arena, item, "with"),
                     .promise = copied(arena, item, "promise"),
                     .helper = describe_flag(item, "helper"),
                     .body = describe_flag(item, "body")};
  int64_t first = describe_whole(item, "first", 0), last = describe_whole(item, "last", 0);
  if (!find_file(policy, describe_text(item, "file"), &mutant->file))
    return false;
  const PolicyFile *file = &policy->files[mutant->file];
  if (first < 1 || last < first - 1 || (uint64_t)last > file->content.length)
    return false;
  mutant->first = (size_t)first - 1;
  mutant->end = (size_t)last;
  mutant->at = (Position){file->path, (int)describe_whole(item, "line", 0),
                          (int)describe_whole(item, "column", 0)};
  return true;
}

const Mutant *mutants_list(Arena *arena, const Policy *policy, size_t *count, Error *error) {
  Text text;
  PolicySource source = {.files = policy->files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .script = "mutants"};
  if (!worker_describe(arena, &source, jail_limits_default(), &text, error))
    return NULL;
  json_t *json = json_loadb(text.bytes, text.length, 0, NULL), *item = NULL;
  const json_t *list = json_object_get(json, "mutants");
  Mutant *mutants = arena_array(arena, json_array_size(list) + 1, sizeof *mutants);
  size_t i;
  *count = 0;
  json_array_foreach(list, i, item) *count += read_one(arena, policy, item, &mutants[*count]);
  if (!json)
    error_set(error, ERROR_INTERNAL, "the changes to this policy could not be listed");
  const Mutant *answer = json ? mutants : NULL;
  json_decref(json);
  return answer;
}

bool mutant_holds(const Mutant *mutant, int32_t day) {
  int32_t from, to;
  return (!mutant->from.length || (date_from_iso(mutant->from, &from) && from <= day)) &&
         (!mutant->to.length || (date_from_iso(mutant->to, &to) && day < to));
}

const PolicyFile *mutant_files(Arena *arena, const Policy *policy, const Mutant *mutant) {
  PolicyFile *files = arena_array(arena, policy->file_count, sizeof *files);
  memcpy(files, policy->files, policy->file_count * sizeof *files);
  PolicyFile *changed = &files[mutant->file];
  Buffer content = {0};
  buffer_append(&content, changed->content.bytes, mutant->first);
  buffer_text(&content, mutant->with);
  buffer_append(&content, changed->content.bytes + mutant->end,
                changed->content.length - mutant->end);
  changed->content = buffer_keep(&content, arena);
  return files;
}
