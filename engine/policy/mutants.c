#include "policy/mutants.h"

#include "base/date.h"
#include "policy/describe_json.h"
#include "policy/edits.h"

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
  EditPlace place;
  if (!edits_place(policy, item, &place))
    return false;
  mutant->file = place.file;
  mutant->first = place.first;
  mutant->end = place.end;
  mutant->at = (Position){policy->files[place.file].path, (int)describe_whole(item, "line", 0),
                          (int)describe_whole(item, "column", 0)};
  return true;
}

const Mutant *mutants_list(Arena *arena, const Policy *policy, size_t *count, Error *error) {
  PolicySource source = {.files = policy->files,
                         .file_count = policy->file_count,
                         .as_of = policy->as_of,
                         .script = "mutants"};
  json_t *json = edits_list(arena, &source, error), *item = NULL;
  const json_t *list = json_object_get(json, "mutants");
  Mutant *mutants = arena_array(arena, json_array_size(list) + 1, sizeof *mutants);
  size_t i;
  *count = 0;
  json_array_foreach(list, i, item) *count += read_one(arena, policy, item, &mutants[*count]);
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
