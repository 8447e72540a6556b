#include "policy/differences.h"

#include <stdlib.h>

#include "base/date.h"
#include "policy/describe_json.h"
#include "policy/edits.h"
#include "policy/find.h"
#include "policy/load.h"

/* --- listing ------------------------------------------------------------------------ */

static PolicyFile renamed(Arena *arena, const PolicyFile *file, const char *side, Text name) {
  PolicyFile copy = *file;
  copy.name = text_format(arena, "%s/%.*s", side, TEXT_ARGS(name));
  return copy;
}

/* Both policies' files under names of their own; the policies' own files have one name. */
static PolicySource both(Arena *arena, const Policy *before, const Policy *after) {
  PolicyFile *files = arena_array(arena, before->file_count + after->file_count + 1, sizeof *files);
  size_t count = 0;
  for (size_t i = 0; i < after->file_count; i++)
    files[count++] = renamed(arena, &after->files[i], "after", after->files[i].name);
  for (size_t i = 0; i < before->file_count; i++)
    files[count++] = renamed(arena, &before->files[i], "before",
                             i ? before->files[i].name : after->files[0].name);
  char *day = arena_array(arena, DATE_ISO_LENGTH, 1);
  date_to_iso(before->as_of, day);
  files[count++] = (PolicyFile){
      .path = TEXT("day"), .name = TEXT("before day"), .content = {day, DATE_ISO_LENGTH}};
  return (PolicySource){
      .files = files, .file_count = count, .as_of = after->as_of, .script = "differences"};
}

static bool read_edit(Arena *arena, const Policy *after, const json_t *item, DifferenceEdit *edit) {
  EditPlace place;
  if (!edits_place(after, item, &place))
    return false;
  *edit = (DifferenceEdit){place.file, place.first, place.end,
                           text_copy(arena, describe_text(item, "with"))};
  return true;
}

static bool read_one(Arena *arena, const Policy *after, const json_t *item,
                     PolicyDifference *difference) {
  const json_t *edits = json_object_get(item, "edits");
  *difference = (PolicyDifference){.says = text_copy(arena, describe_text(item, "says")),
                                   .kind = text_copy(arena, describe_text(item, "kind")),
                                   .by_day = describe_flag(item, "by_day"),
                                   .idle = describe_flag(item, "idle")};
  difference->edits = arena_array(arena, json_array_size(edits), sizeof *difference->edits);
  for (size_t i = 0; i < json_array_size(edits); i++)
    if (!read_edit(arena, after, json_array_get(edits, i),
                   &difference->edits[difference->edit_count++]))
      return false;
  return difference->edit_count > 0;
}

static bool same_files(const Policy *before, const Policy *after) {
  bool same = before->file_count == after->file_count && before->as_of == after->as_of;
  for (size_t i = 0; same && i < after->file_count; i++)
    same = text_equal(before->files[i].content, after->files[i].content) &&
           (i == 0 || text_equal(before->files[i].name, after->files[i].name));
  return same;
}

const PolicyDifference *differences_list(Arena *arena, const Policy *before, const Policy *after,
                                         size_t *count, Error *error) {
  *count = 0;
  if (same_files(before, after))
    return arena_new(arena, sizeof(PolicyDifference));
  PolicySource source = both(arena, before, after);
  json_t *json = edits_list(arena, &source, error), *item = NULL;
  const json_t *list = json_object_get(json, "differences");
  PolicyDifference *found = arena_array(arena, json_array_size(list) + 1, sizeof *found);
  size_t i;
  json_array_foreach(list, i, item) *count += read_one(arena, after, item, &found[*count]);
  const PolicyDifference *answer = json ? found : NULL;
  json_decref(json);
  return answer;
}

/* --- undoing ------------------------------------------------------------------------ */

/* An edit, and when it was asked for. */
typedef struct Asked {
  DifferenceEdit edit;
  size_t order;
} Asked;

static int by_place(const void *left, const void *right) {
  const Asked *a = left, *b = right;
  if (a->edit.file != b->edit.file)
    return a->edit.file < b->edit.file ? -1 : 1;
  if (a->edit.first != b->edit.first)
    return a->edit.first < b->edit.first ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static bool same_edit(const DifferenceEdit *a, const DifferenceEdit *b) {
  return a->file == b->file && a->first == b->first && a->end == b->end &&
         text_equal(a->with, b->with);
}

/* Each edit once, by place. */
static Asked *gather(Arena *arena, const Undoing *undoing, size_t *count) {
  size_t most = 0;
  for (size_t i = 0; i < undoing->count; i++)
    most += undoing->undone[i]->edit_count;
  Asked *all = arena_array(arena, most + 1, sizeof *all);
  *count = 0;
  for (size_t i = 0; i < undoing->count; i++)
    for (size_t k = 0; k < undoing->undone[i]->edit_count; k++) {
      const DifferenceEdit *edit = &undoing->undone[i]->edits[k];
      bool known = false;
      for (size_t other = 0; other < *count && !known; other++)
        known = same_edit(&all[other].edit, edit);
      if (!known)
        all[*count] = (Asked){*edit, *count}, (*count)++;
    }
  qsort(all, *count, sizeof *all, by_place);
  return all;
}

static Text edited(Arena *arena, Text content, const Asked *edits, size_t count, size_t file) {
  Buffer out = {0};
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    const DifferenceEdit *edit = &edits[i].edit;
    if (edit->file != file || edit->first < at)
      continue;
    buffer_append(&out, content.bytes + at, edit->first - at);
    buffer_text(&out, edit->with);
    at = edit->end;
  }
  buffer_append(&out, content.bytes + at, content.length - at);
  return buffer_keep(&out, arena);
}

Policy *differences_undo(Arena *arena, const Undoing *undoing, Error *error) {
  const Policy *before = undoing->before, *after = undoing->after;
  Policy *policy = arena_new(arena, sizeof *policy);
  size_t edit_count;
  Asked *edits = gather(arena, undoing, &edit_count);
  policy->as_of = undoing->as_of;
  policy->folder = after->folder;
  policy->files = arena_array(arena, before->file_count + after->file_count, sizeof(PolicyFile));
  for (size_t i = 0; i < after->file_count; i++) {
    PolicyFile *file = &policy->files[policy->file_count++];
    *file = after->files[i];
    file->content = edited(arena, file->content, edits, edit_count, i);
  }
  for (size_t i = 1; i < before->file_count; i++) /* what only the old policy requires */
    if (!policy_file(after, before->files[i].name))
      policy->files[policy->file_count++] = before->files[i];
  return load_of_files(arena, policy, jail_limits_default(), error);
}
