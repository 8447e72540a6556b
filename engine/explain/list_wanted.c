#include "base/json_read.h"
#include "explain/list.h"

/* The item of this name; NULL with the Error filled, and what comes nearest. */
static const json_t *find(Arena *arena, const json_t *list, Text name, const char *what,
                          Error *error) {
  Text *names = arena_array(arena, json_array_size(list) + 1, sizeof *names);
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    names[i] = json_text(json_object_get(item, "name"));
    if (text_equal(names[i], name))
      return item;
  }
  Text near = text_nearest(name, names, json_array_size(list));
  error_set(error, ERROR_USAGE, "this run has no %s \"%.*s\"", what, TEXT_ARGS(name));
  if (near.length)
    error_hint(error, "did you mean: %.*s?", TEXT_ARGS(near));
  else if (json_array_size(list))
    error_hint(error, "it has, for example: %.*s", TEXT_ARGS(names[0]));
  return NULL;
}

/* `guest=keeper of the calm`; names may hold '=', so each is tried. */
static bool read_segment(Arena *arena, const json_t *counts, Wanted *wanted, Error *error) {
  const json_t *list = json_object_get(counts, "segmentations");
  Text both = wanted->name;
  for (size_t i = 1; i < both.length; i++) {
    if (both.bytes[i] != '=')
      continue;
    wanted->name = text_trim((Text){both.bytes, i});
    wanted->segment = text_trim((Text){both.bytes + i + 1, both.length - i - 1});
    *error = (Error){.kind = ERROR_NONE};
    const json_t *group = find(arena, list, wanted->name, "segmentation", error);
    if (group)
      return find(arena, json_object_get(group, "segments"), wanted->segment, "segment", error) !=
             NULL;
  }
  if (error->kind == ERROR_NONE) {
    error_set(error, ERROR_USAGE, "which segment of \"%.*s\"?", TEXT_ARGS(both));
    error_hint(error, "write it like: 'segment guest=keeper of the calm'");
  }
  return false;
}

bool wanted_read(Arena *arena, const Run *run, Text words, Wanted *wanted, Error *error) {
  const json_t *counts = json_object_get(run->manifest, "counts");
  const struct {
    const char *word, *list, *what;
    WantedKind kind;
  } forms[] = {{"selected ", "selections", "selection", WANTED_SELECTED},
               {"excluded by ", "exclusions", "exclusion", WANTED_EXCLUDED},
               {"segment ", "segmentations", "segmentation", WANTED_SEGMENT}};
  words = text_trim(words);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    wanted->name = words;
    if (!text_take_word(&wanted->name, text_of(forms[i].word)) || !wanted->name.length)
      continue;
    wanted->name = text_trim(wanted->name);
    wanted->kind = forms[i].kind;
    bool good = wanted->kind == WANTED_SEGMENT ? read_segment(arena, counts, wanted, error)
                                               : find(arena, json_object_get(counts, forms[i].list),
                                                      wanted->name, forms[i].what, error) != NULL;
    wanted->name = text_copy(arena, wanted->name);
    return good;
  }
  error_set(error, ERROR_USAGE, "whom to list? \"%.*s\" does not say", TEXT_ARGS(words));
  return error_hint(error, "like 'selected quiet Sunday', 'excluded by membership paused' or "
                           "'segment guest=keeper of the calm'");
}
