/* The words of --want. */
#include "explain/change.h"

typedef struct Reading {
  Arena *arena;
  const Policy *policy;
  Error *error;
} Reading;

/* The number of the name among those; SIZE_MAX with the Error filled, and what comes nearest. */
static size_t find(const Reading *reading, const Text *names, size_t count, Text name,
                   const char *what) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(names[i], name))
      return i;
  Text near = text_nearest(name, names, count);
  error_set(reading->error, ERROR_USAGE, "the policy of this run has no %s \"%.*s\"", what,
            TEXT_ARGS(name));
  if (near.length)
    error_hint(reading->error, "did you mean: %.*s?", TEXT_ARGS(near));
  else if (count)
    error_hint(reading->error, "it has, for example: %.*s", TEXT_ARGS(names[0]));
  return SIZE_MAX;
}

static size_t find_exclusion(const Reading *reading, Text name) {
  const Policy *policy = reading->policy;
  Text *names = arena_array(reading->arena, policy->exclusion_count + 1, sizeof *names);
  for (size_t i = 0; i < policy->exclusion_count; i++)
    names[i] = policy->exclusions[i].name;
  return find(reading, names, policy->exclusion_count, name, "exclusion");
}

static size_t find_selection(const Reading *reading, Text name) {
  const Policy *policy = reading->policy;
  Text *names = arena_array(reading->arena, policy->selection_count + 1, sizeof *names);
  for (size_t i = 0; i < policy->selection_count; i++)
    names[i] = policy->selections[i].name;
  return find(reading, names, policy->selection_count, name, "selection");
}

static size_t find_group(const Reading *reading, Text name) {
  const Policy *policy = reading->policy;
  Text *names = arena_array(reading->arena, policy->segmentation_count + 1, sizeof *names);
  for (size_t i = 0; i < policy->segmentation_count; i++)
    names[i] = policy->segmentations[i].name;
  return find(reading, names, policy->segmentation_count, name, "segmentation");
}

static size_t find_segment(const Reading *reading, size_t number, Text name) {
  const Segmentation *group = &reading->policy->segmentations[number];
  Text *names = arena_array(reading->arena, group->segment_count + 1, sizeof *names);
  for (size_t i = 0; i < group->segment_count; i++)
    names[i] = group->segments[i].name;
  return find(reading, names, group->segment_count, name, "segment");
}

/* `guest=keeper of the calm`; names may hold '=', so each is tried. */
static bool read_segment(const Reading *reading, Text both, ChangeWant *want) {
  *reading->error = (Error){.kind = ERROR_NONE};
  for (size_t i = 1; i < both.length; i++) {
    if (both.bytes[i] != '=')
      continue;
    want->rule = find_group(reading, text_trim((Text){both.bytes, i}));
    if (want->rule == SIZE_MAX)
      continue;
    Text segment = text_trim((Text){both.bytes + i + 1, both.length - i - 1});
    want->segment = find_segment(reading, want->rule, segment);
    return want->segment != SIZE_MAX;
  }
  if (reading->error->kind == ERROR_NONE) {
    error_set(reading->error, ERROR_USAGE, "which segment of \"%.*s\"?", TEXT_ARGS(both));
    error_hint(reading->error, "write it like: 'segment guest=keeper of the calm'");
  }
  return false;
}

static bool read_named(const Reading *reading, Text name, ChangeWant *want) {
  switch (want->kind) {
  case CHANGE_SEGMENT:
  case CHANGE_NOT_SEGMENT:
    return read_segment(reading, name, want);
  case CHANGE_EXCLUDED:
  case CHANGE_NOT_EXCLUDED:
    want->rule = find_exclusion(reading, name);
    break;
  default:
    want->rule = find_selection(reading, name);
  }
  return want->rule != SIZE_MAX;
}

bool change_want_read(Arena *arena, const Policy *policy, Text words, ChangeWant *want,
                      Error *error) {
  static const struct {
    const char *word;
    ChangeKind kind;
  } forms[] = {{"not excluded by ", CHANGE_NOT_EXCLUDED}, {"excluded by ", CHANGE_EXCLUDED},
               {"eligible for ", CHANGE_ELIGIBLE},        {"eligible ", CHANGE_ELIGIBLE},
               {"not selected ", CHANGE_NOT_ELIGIBLE},    {"selected ", CHANGE_SELECTED},
               {"not segment ", CHANGE_NOT_SEGMENT},      {"segment ", CHANGE_SEGMENT}};
  Reading reading = {arena, policy, error};
  Text name;
  words = text_trim(words);
  *want = (ChangeWant){.kind = CHANGE_NOT_EXCLUDED, .rule = SIZE_MAX};
  if (text_equal(words, TEXT("not excluded")))
    return true;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    name = words;
    if (!text_take_word(&name, text_of(forms[i].word)) || !name.length)
      continue;
    name = text_trim(name);
    want->kind = forms[i].kind;
    return read_named(&reading, name, want);
  }
  error_set(error, ERROR_USAGE, "what is wanted? \"%.*s\" does not say", TEXT_ARGS(words));
  return error_hint(error, "like 'selected quiet Sunday', 'not excluded by membership paused' or "
                           "'segment guest=keeper of the calm'");
}
